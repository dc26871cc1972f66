import type { ReactNode } from 'react';
import type { Config } from '../config/config.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { instantWords } from '../ui/time.ts';
import { useTitle } from '../ui/useTitle.ts';
import styles from './Header.module.css';
import { Offline } from './Offline.tsx';
import { WORDS } from './words.ts';

interface Props {
  config: Config;
  /** What is on the page. */
  title: string;
  onSignOut: () => void;
  /** The month switcher. */
  children: ReactNode;
}

export function Header({ config, title, onSignOut, children }: Props) {
  const { branding, clock, timeZone } = config;
  useTitle(title, branding.name);
  return (
    <header className={styles.header}>
      <h1 className={styles.brand}>
        {branding.logo !== undefined && <img src={branding.logo} alt="" height="24" />}
        {branding.name}
      </h1>
      {children}
      <div className={styles.end}>
        {clock !== undefined && (
          <span className={styles.clock} title={WORDS.sandboxClockWhy}>
            <Icon name="clock" />
            {WORDS.sandboxClock} {instantWords(Date.parse(clock) / 1000, timeZone)}
          </span>
        )}
        <Button onClick={onSignOut}>{WORDS.signOut}</Button>
      </div>
      <Offline />
    </header>
  );
}
