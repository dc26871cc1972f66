import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';
import { WORDS } from './words.ts';

/** The first thing that the keyboard meets. A button, because following a link would change the address, which is the hash. */
export function SkipLink() {
  return (
    <Button className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
      {WORDS.skip}
    </Button>
  );
}
