import type { RefObject } from 'react';
import type { Reference } from '../../rules/ledger.ts';
import { CRITERION_IDS } from '../../rules/verdict.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Checkbox, FieldGroup, SelectField, TextField } from '../../ui/Fields.tsx';
import { userWords } from '../charge/userName.ts';
import { CRITERION } from '../verdict/words.ts';
import { STANDINGS, type WorkRow } from './rows.ts';
import type { Person } from './search.ts';
import { COLUMNS, EVERYBODY, type View } from './view.ts';
import styles from './Worklist.module.css';
import { COLUMN, STANDING, WORDS } from './words.ts';

interface Props {
  view: View;
  onView: (view: View) => void;
  text: string;
  onText: (text: string) => void;
  person: Person;
  onPerson: (person: Person) => void;
  rows: readonly WorkRow[];
  /** Who is signed in. */
  me: Reference | null;
  searchField: RefObject<HTMLInputElement | null>;
}

/** What the list is narrowed by: a text, and filters that a view can hold. */
export function Filters({ view, onView, text, onText, person, onPerson, rows, me, searchField }: Props) {
  const { status, missing, assigned, sort } = view;
  const on = status.length + missing.length + (assigned === 'anybody' && person === null ? 0 : 1);
  const orders = COLUMNS.flatMap((by) => [
    { value: by, label: WORDS.ascending(COLUMN[by]) },
    { value: `-${by}`, label: WORDS.descending(COLUMN[by]) },
  ]);
  return (
    <div className={styles.filters}>
      <div className={styles.search}>
        <TextField
          ref={searchField}
          label={WORDS.search}
          type="search"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={onText}
        />
      </div>
      <div className={styles.sort}>
        <SelectField
          label={WORDS.sortBy}
          value={sort === null ? '' : `${sort.descending ? '-' : ''}${sort.by}`}
          onChange={(value) => {
            const by = COLUMNS.find((one) => one === value.replace('-', ''));
            onView({ ...view, sort: by === undefined ? null : { by, descending: value.startsWith('-') } });
          }}
          options={[{ value: '', label: WORDS.listOrder }, ...orders]}
        />
      </div>
      <div className={styles.more}>
        <Disclosure summary={on === 0 ? WORDS.filters : WORDS.filtersOn(on)}>
          <div className={styles.groups}>
            <FieldGroup label={WORDS.status}>
              {STANDINGS.map((one) => (
                <Checkbox
                  key={one}
                  label={STANDING[one].word}
                  checked={status.includes(one)}
                  onChange={(yes) => onView({ ...view, status: changed(status, one, yes) })}
                />
              ))}
            </FieldGroup>
            <FieldGroup label={WORDS.missing}>
              {CRITERION_IDS.map((one) => (
                <Checkbox
                  key={one}
                  label={CRITERION[one]}
                  checked={missing.includes(one)}
                  onChange={(yes) => onView({ ...view, missing: changed(missing, one, yes) })}
                />
              ))}
            </FieldGroup>
            <SelectField
              label={WORDS.assignedTo}
              value={person ?? assigned}
              onChange={(value) => {
                const known = value === 'me' || value === 'nobody' || value === 'anybody';
                onPerson(known ? null : value);
                onView({ ...view, assigned: known ? value : 'anybody' });
              }}
              options={[
                { value: 'anybody', label: WORDS.anybody },
                ...(me === null ? [] : [{ value: 'me', label: WORDS.me }]),
                { value: 'nobody', label: WORDS.nobody },
                ...peopleIn(rows),
              ]}
            />
            {(on > 0 || view.nearly || text !== '') && (
              <p>
                <Button
                  onClick={() => {
                    onText('');
                    onPerson(null);
                    onView({ ...EVERYBODY, sort });
                  }}
                >
                  {WORDS.clear}
                </Button>
              </p>
            )}
          </div>
        </Disclosure>
      </div>
    </div>
  );
}

function changed<T>(list: readonly T[], item: T, on: boolean): T[] {
  return on ? [...list, item] : list.filter((one) => one !== item);
}

/** Everybody whom a month lies with, by name. */
function peopleIn(rows: readonly WorkRow[]): { value: string; label: string }[] {
  const names = new Map<Reference, string>();
  for (const { assigned } of rows)
    if (assigned !== null && (assigned.name !== null || !names.has(assigned.who)))
      names.set(assigned.who, assigned.name ?? userWords(assigned.who));
  return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label));
}
