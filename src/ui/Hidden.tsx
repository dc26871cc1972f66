import type { ReactNode } from 'react';
import styles from './Hidden.module.css';

/** Said by screen readers only: what the eye takes from where a thing stands. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}

/** The same for what has just come about: read out when it changes, and empty until then. */
export function HiddenStatus({ children }: { children: ReactNode }) {
  return (
    <p role="status" className={styles.hidden}>
      {children}
    </p>
  );
}
