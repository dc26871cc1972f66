import type { ReactNode } from 'react';
import styles from './Disclosure.module.css';
import { Icon } from './Icon.tsx';

/** Something that most people don't need to see, one press away. The browser's own `details`. */
export function Disclosure({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  return (
    <details className={styles.disclosure}>
      <summary className={styles.summary}>
        <span className={styles.chevron}>
          <Icon name="next" />
        </span>
        <span className={styles.text}>{summary}</span>
      </summary>
      <div className={styles.content}>{children}</div>
    </details>
  );
}
