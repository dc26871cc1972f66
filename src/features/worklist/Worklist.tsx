import { useId, useMemo, useRef, useState } from 'react';
import { serviceMonth } from '../../fhir/calendar.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Note } from '../../ui/Notes.tsx';
import { monthWords } from '../../ui/time.ts';
import { whyMayNotCharge } from '../charge/mayCharge.ts';
import type { PracticePageProps } from '../panel/page.ts';
import { useReadAgain } from '../panel/usePanel.ts';
import { daysLeft } from './effort.ts';
import { Filters } from './Filters.tsx';
import { Keyboard, useShortcuts } from './Keyboard.tsx';
import { ordered } from './order.ts';
import { Reading } from './Reading.tsx';
import { effortOf, type WorkRow, workRowOf } from './rows.ts';
import { isFitting, type Person, useSearchText } from './search.ts';
import { Totals } from './Totals.tsx';
import { Views } from './Views.tsx';
import { queryOf, SHIPPED, type View, viewIn, viewOf } from './view.ts';
import styles from './Worklist.module.css';
import { WorkTable } from './WorkTable.tsx';
import { HOPELESS, VIEW_NAME, WORDS } from './words.ts';

/** The patients under remote monitoring in one month: who can be billed, who nearly, what each needs, and the way into each chart. */
export default function Worklist(props: PracticePageProps) {
  const { practice, reader, settings, views, now, month, query, onQuery, panel, rows, expired, onOpen, lastOpened } =
    props;
  const view = useMemo(() => viewIn(query), [query]);
  const setView = (changed: View) => onQuery(queryOf(changed));
  const [text, setText] = useSearchText();
  const [person, setPerson] = useState<Person>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const readAgain = useReadAgain(practice);

  const rowOf = useMemo(() => workRowOf(settings.fees), [settings.fees]);
  const all = useMemo(() => rows.map(rowOf), [rows, rowOf]);
  const seconds = Math.floor(now() / 1000);
  const days = daysLeft(serviceMonth(month, settings.timeZone), seconds);
  const fitting = all.filter((row) => isFitting(row, { view, text, person, me: practice.user, at: seconds }));
  const shown = ordered(fitting, view, seconds, settings.fees);
  const hopeless = view.nearly ? hopelessOf(all, seconds) : [];

  const billable = shown.filter(({ standing }) => standing === 'billable');
  const notMine = expired ? WORDS.sessionOver : whyMayNotCharge(practice.user, props.mayCharge);
  const reasonId = useId();
  function goThrough() {
    const [first] = billable;
    if (first !== undefined && notMine === null)
      onOpen(
        first.patient,
        billable.map(({ patient }) => patient),
      );
  }

  const named = [
    ...Object.entries(SHIPPED).map(([id, filter]) => ({ name: nameOf(id), filter })),
    ...views.map((one) => ({ name: one.name, filter: viewOf(one) })),
  ];
  const keys = useShortcuts({
    '/': () => searchField.current?.focus(),
    v: goThrough,
    r: () => readAgain('failed'),
    ...Object.fromEntries(named.slice(0, 6).map(({ filter }, index) => [String(index + 1), () => setView(filter)])),
  });

  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title}>{WORDS.title(monthWords(month))}</h2>
        <p className={styles.muted}>
          {WORDS.daysLeft(days)}
          {' · '}
          {WORDS.source(panel.source)}
        </p>
      </header>
      {panel.notices.length > 0 && (
        <Note tone="caution" icon="warning">
          {panel.notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </Note>
      )}
      <Reading rows={rows} stopped={expired} onRetry={() => readAgain('failed')} />
      <Totals rows={all} fees={settings.fees} />
      <Views views={named} view={view} rows={all} at={seconds} me={practice.user} onChange={setView} />
      <Filters
        view={view}
        onView={setView}
        text={text}
        onText={setText}
        person={person}
        onPerson={setPerson}
        rows={all}
        me={practice.user}
        searchField={searchField}
      />
      <div className={styles.actions}>
        <p className={styles.count} role="status">
          {WORDS.of(shown.length, all.length)}
        </p>
        {billable.length > 0 && (
          <>
            <Button look="primary" disabled={notMine !== null} aria-describedby={reasonId} onClick={goThrough}>
              {WORDS.goThrough(billable.length)}
            </Button>
            <span id={reasonId} className={styles.muted}>
              {notMine ?? WORDS.goThroughWhy}
            </span>
          </>
        )}
      </div>
      {view.nearly && <p className={styles.muted}>{WORDS.rank}</p>}
      <WorkTable
        rows={shown}
        view={view}
        at={seconds}
        fees={settings.fees}
        daysLeft={days}
        lastOpened={lastOpened}
        onView={setView}
        onOpen={(patient) => onOpen(patient)}
        onRetry={(patient) => readAgain({ patient, month })}
        onVisible={(patients) => reader.prefer(patients, month)}
      />
      {shown.length === 0 && (
        <p className={styles.empty}>
          {all.length === 0
            ? WORDS.nobodyEnrolled
            : all.some(({ standing }) => standing === 'waiting')
              ? WORDS.emptyWaiting
              : WORDS.empty}
        </p>
      )}
      {hopeless.length > 0 && (
        <Disclosure summary={WORDS.cannot(hopeless.reduce((sum, { count }) => sum + count, 0))}>
          <ul>
            {hopeless.map(({ why, count }) => (
              <li key={why}>{WORDS.cannotOne(count, HOPELESS[why])}</li>
            ))}
          </ul>
        </Disclosure>
      )}
      <Keyboard {...keys} />
    </>
  );
}

function nameOf(id: string): string {
  return Object.entries(VIEW_NAME).find(([key]) => key === id)?.[1] ?? id;
}

/** How many can't make it this month, by reason. */
function hopelessOf(rows: readonly WorkRow[], at: number) {
  const counts = new Map<keyof typeof HOPELESS, number>();
  for (const row of rows) {
    const effort = effortOf(row, at);
    if (typeof effort === 'string') counts.set(effort, (counts.get(effort) ?? 0) + 1);
  }
  return [...counts].map(([why, count]) => ({ why, count }));
}
