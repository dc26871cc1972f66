import { Fragment, type ReactNode } from 'react';
import type { Fact } from '../verdict/facts.ts';
import styles from './Packet.module.css';

/** A titled part of the packet. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Terms, and what is said of each. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ term, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: A fact has no name of its own, and the list never changes.
        <Fragment key={at}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

export function List({ items }: { items: readonly string[] }) {
  return (
    <ul className={styles.list}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
