import { Disclosure } from './Disclosure.tsx';
import styles from './Json.module.css';

/** A JSON value behind a disclosure, for those who want to see what exactly it is. */
export function Json({ label, value }: { label: string; value: unknown }) {
  return (
    <Disclosure summary={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section className={styles.json} tabIndex={0} aria-label={label}>
        <pre>{JSON.stringify(value, null, 2)}</pre>
      </section>
    </Disclosure>
  );
}
