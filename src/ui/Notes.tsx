import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';
import styles from './Notes.module.css';

/** What is being waited for. It appears after 300 ms, so that quick answers don't flicker. */
export function ProgressNote({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={styles.progress} role="status">
      <p className={styles.title}>
        <span className={styles.spinner} aria-hidden="true" />
        {title}
      </p>
      {children}
    </div>
  );
}

interface ErrorProps {
  /** What happened. */
  title: string;
  /** What was kept, and what to do next. */
  children: ReactNode;
  retry?: { label: string; onRetry: () => void } | undefined;
}

/** Something went wrong. The three things that a person needs: what happened, what was kept, what to do next. */
export function ErrorNote({ title, children, retry }: ErrorProps) {
  return (
    <div className={styles.error} role="alert">
      <Icon name="warning" />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children}
        {retry !== undefined && (
          <p>
            <Button onClick={retry.onRetry}>{retry.label}</Button>
          </p>
        )}
      </div>
    </div>
  );
}

interface NoteProps {
  tone?: 'plain' | 'caution' | 'unsure' | 'good';
  icon?: IconName;
  children: ReactNode;
}

/** A remark that stays: not an error, not a state. */
export function Note({ tone = 'plain', icon = 'info', children }: NoteProps) {
  return (
    <div className={`${styles.note} ${styles[tone]}`}>
      <Icon name={icon} />
      <div className={styles.body}>{children}</div>
    </div>
  );
}
