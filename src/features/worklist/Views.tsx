import { useState } from 'react';
import type { Instant, Reference } from '../../rules/ledger.ts';
import { Button } from '../../ui/Button.tsx';
import { CRITERION } from '../verdict/words.ts';
import { keepViews, keptViews } from './kept.ts';
import type { WorkRow } from './rows.ts';
import { isFitting } from './search.ts';
import { isSameFilter, queryOf, type View, viewIn } from './view.ts';
import styles from './Worklist.module.css';
import { COLUMN, STANDING, WORDS } from './words.ts';

interface Props {
  /** Those that the app ships and those of the configuration. */
  views: readonly { name: string; filter: View }[];
  view: View;
  rows: readonly WorkRow[];
  at: Instant;
  /** Who is signed in. */
  me: Reference | null;
  onChange: (view: View) => void;
}

/** Filters that have a name, each with how many fit it, and a person's own. */
export function Views({ views, view, rows, at, me, onChange }: Props) {
  const [own, setOwn] = useState(keptViews);
  const mine = own.map((query) => ({ name: nameOf(viewIn(query)), filter: viewIn(query) }));
  const isNamed = [...views, ...mine].some(({ filter }) => isSameFilter(filter, view));
  const isMine = own.includes(queryOf(view));
  return (
    <nav className={styles.views} aria-label={WORDS.views}>
      {[...views, ...mine].map(({ name, filter }) => (
        <Button
          key={queryOf(filter) + name}
          className={styles.view ?? ''}
          aria-pressed={isSameFilter(filter, view)}
          onClick={() => onChange(filter)}
        >
          {name} <span className={styles.number}>{countIn(rows, filter, at, me)}</span>
        </Button>
      ))}
      {!isNamed && (
        <Button title={WORDS.saved} onClick={() => setOwn(keepViews([...own, queryOf(view)]))}>
          {WORDS.save}
        </Button>
      )}
      {isMine && (
        <Button onClick={() => setOwn(keepViews(own.filter((one) => one !== queryOf(view))))}>{WORDS.forget}</Button>
      )}
    </nav>
  );
}

function countIn(rows: readonly WorkRow[], view: View, at: Instant, me: Reference | null): number {
  return rows.filter((row) => isFitting(row, { view, text: '', person: null, me, at })).length;
}

/** A person's own view has no name that somebody typed: it might be a patient's. */
function nameOf({ status, missing, assigned, nearly, sort }: View): string {
  const parts = [
    ...status.map((one) => STANDING[one].word),
    ...missing.map((one) => `${WORDS.missing}: ${CRITERION[one]}`),
    ...(assigned === 'anybody' ? [] : [assigned === 'me' ? WORDS.me : WORDS.nobody]),
    ...(nearly ? [WORDS.takes] : []),
    ...(sort === null ? [] : [WORDS.order(COLUMN[sort.by])]),
  ];
  return parts.join(', ') || WORDS.unnamed;
}
