import { Link } from 'wouter';
import { appVersion } from '../ui/version.ts';
import styles from './Footer.module.css';
import { WORDS } from './words.ts';

/** For those who run the app: what the connected EHR can do, and which build this is. */
export function Footer() {
  const version = appVersion();
  return (
    <footer className={styles.footer}>
      <Link href="/setup">{WORDS.setup}</Link>
      {version !== null && (
        <>
          <span>
            {WORDS.version} {version}
          </span>
          <a href="third-party-notices.txt" target="_blank" rel="noreferrer">
            {WORDS.licences}
          </a>
        </>
      )}
    </footer>
  );
}
