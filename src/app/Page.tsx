import type { ReactNode } from 'react';
import { useTitle } from '../ui/useTitle.ts';
import styles from './Page.module.css';

/** A page with one thing to say, where there is no verdict to show. */
export function Page({ title, alert = false, children }: { title: string; alert?: boolean; children: ReactNode }) {
  useTitle(title);
  return (
    <main className={styles.page}>
      <div className={styles.box} role={alert ? 'alert' : undefined}>
        <h1>{title}</h1>
        {children}
      </div>
    </main>
  );
}
