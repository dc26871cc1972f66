import { lazy, useMemo, useState } from 'react';
import { serviceMonth } from '../../fhir/calendar.ts';
import type { Reference } from '../../rules/ledger.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { HiddenStatus } from '../../ui/Hidden.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { ErrorNote, Note } from '../../ui/Notes.tsx';
import type { PracticePageProps } from '../panel/page.ts';
import { useReadAgain } from '../panel/usePanel.ts';
import styles from './Close.module.css';
import { Differences } from './Differences.tsx';
import { Exports } from './Exports.tsx';
import { PatientList } from './PatientList.tsx';
import { closedRows, groupsOf, outcomesOf } from './report.ts';
import { Totals } from './Totals.tsx';
import { nameOf, OUTCOME, WORDS } from './words.ts';

const PracticePackets = lazy(() => import('../packet/PracticePackets.tsx'));

/** A month's close: the evidence of every patient against the charges, the tables to keep, and the packets to print. */
export default function Close(props: PracticePageProps) {
  const { practice, settings, now, month: id, panel, rows, expired, onOpen } = props;
  const month = useMemo(() => serviceMonth(id, settings.timeZone), [id, settings.timeZone]);
  const closed = useMemo(() => closedRows(rows, month, settings.fees), [rows, month, settings.fees]);
  const groups = useMemo(() => groupsOf(closed), [closed]);
  const readAgain = useReadAgain(practice);
  const [packets, setPackets] = useState<readonly Reference[] | null>(null);

  const waiting = rows.filter(({ state }) => state === 'waiting').length;
  const done = rows.length - waiting;
  const failed = rows.filter(({ state }) => state === 'failed').length;
  const counts = outcomesOf(closed);
  const isOpen = now() < month.end * 1000;

  return (
    <div className={styles.close}>
      <header className={styles.head}>
        <h2 className={styles.title}>{WORDS.title(id)}</h2>
        <p className={styles.muted}>{WORDS.source(rows.length, panel.source)}</p>
      </header>
      <Note tone={isOpen ? 'caution' : 'plain'} icon={isOpen ? 'clock' : 'info'}>
        <p>{isOpen ? WORDS.open(id, month.days.at(-1)?.date ?? id) : WORDS.closed(id)}</p>
      </Note>
      {panel.notices.length > 0 && (
        <Note tone="unsure" icon="question">
          {panel.notices.map((notice) => (
            <p key={notice}>{notice}</p>
          ))}
        </Note>
      )}
      {waiting > 0 && (
        <div className={styles.progress}>
          <label>
            {WORDS.reading(done, rows.length)}
            <progress value={done} max={rows.length} />
          </label>
        </div>
      )}
      <HiddenStatus>{waiting === 0 && rows.length > 0 && WORDS.allRead(rows.length)}</HiddenStatus>
      {failed > 0 && (
        <ErrorNote
          title={WORDS.failed(failed)}
          retry={expired ? undefined : { label: WORDS.again, onRetry: () => readAgain('failed') }}
        >
          <p>{WORDS.failedKept}</p>
        </ErrorNote>
      )}
      {rows.length === 0 ? (
        <Card title={WORDS.nobody}>
          <p>{WORDS.nobodyNext}</p>
        </Card>
      ) : (
        <>
          <ul className={styles.outcomes} aria-label={WORDS.totals}>
            {(['agrees', 'differs', 'not-known', 'nothing-due', 'waiting'] as const)
              .filter((outcome) => counts[outcome] > 0)
              .map((outcome) => (
                <li key={outcome}>
                  <Badge tone={OUTCOME[outcome].tone} icon={OUTCOME[outcome].icon}>
                    {WORDS.outcome(outcome, counts[outcome])}
                  </Badge>
                </li>
              ))}
          </ul>
          <Totals groups={groups} hasFees={Object.keys(settings.fees).length > 0} complete={waiting === 0} />
          {groups.map((group) => (
            <Differences key={group.difference} group={group} onOpen={onOpen} />
          ))}
          <Exports closed={closed} groups={groups} month={id} settings={settings} done={done} />
          <PatientList closed={closed} expired={expired} onOpen={onOpen} onPackets={setPackets} />
        </>
      )}
      {packets !== null && (
        <LazyBoundary loading={WORDS.loading}>
          <PracticePackets
            {...props}
            patients={packets.map((patient) => {
              const row = rows.find((each) => each.patient === patient);
              return { patient, name: row === undefined ? patient : nameOf(row) };
            })}
            onClose={() => setPackets(null)}
          />
        </LazyBoundary>
      )}
    </div>
  );
}
