import type { ReactNode } from 'react';
import styles from './Hidden.module.css';

/** Said by screen readers only: what the eye takes from where a thing stands. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={styles.hidden}>{children}</span>;
}
