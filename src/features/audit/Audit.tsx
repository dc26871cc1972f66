import { useCallback, useMemo } from 'react';
import { serviceMonth } from '../../fhir/calendar.ts';
import { Card } from '../../ui/Card.tsx';
import { Note } from '../../ui/Notes.tsx';
import { isAmong } from '../charge/mayCharge.ts';
import type { PracticePageProps } from '../panel/page.ts';
import { SweepProgress } from '../panel/SweepProgress.tsx';
import { type PatientMonthId, useSweep } from '../panel/useSweep.ts';
import styles from './Audit.module.css';
import type { AuditAbout } from './export.ts';
import { type Judged, judge } from './judged.ts';
import { PlanForm } from './PlanForm.tsx';
import { Result } from './Result.tsx';
import { type AuditPlan, sampleOf } from './sample.ts';
import { WORDS } from './words.ts';

/** The internal audit: past months looked at again, for those who may. It only reads. */
export default function Audit(props: PracticePageProps) {
  const { practice, mayAudit } = props;
  return (
    <div className={styles.audit}>
      <header className={styles.head}>
        <h1>{WORDS.title}</h1>
        <p className={styles.muted}>{WORDS.intro}</p>
      </header>
      {isAmong(practice.user, mayAudit) ? (
        <Auditing {...props} />
      ) : (
        <Card title={WORDS.notYours}>
          <p>{WORDS.notYoursWhy(practice.user)}</p>
        </Card>
      )}
    </div>
  );
}

function Auditing(props: PracticePageProps) {
  const { practice, reader, settings, panel, now, expired } = props;
  const keep = useCallback(
    async ({ patient, month }: PatientMonthId, { asOf }: AuditAbout, signal: AbortSignal): Promise<Judged> =>
      judge(await reader.month(patient, month, signal), serviceMonth(month, settings.timeZone), asOf, settings.fees),
    [reader, settings],
  );
  const sweeping = useSweep<AuditAbout, Judged>(practice, 'audit', keep);
  const { sweep, start, stop, goOn } = sweeping;

  const begin = useCallback(
    (plan: AuditPlan) =>
      start(
        { plan, asOf: Math.floor(now() / 1000), patients: panel.patients.length, source: panel.source },
        sampleOf(panel.patients, plan),
      ),
    [start, now, panel],
  );
  const shown = useMemo(() => sweep?.about.plan ?? null, [sweep?.about.plan]);

  return (
    <>
      <PlanForm {...props} shown={shown} running={sweep?.state === 'running'} onStart={begin} />
      <Note>
        <p>
          <strong>{WORDS.basis}</strong>
        </p>
        <ul className={styles.basis}>
          {[WORDS.basisRules, WORDS.basisPolicy, WORDS.basisChart, WORDS.basisNothing].map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Note>
      {sweep !== null && (
        <>
          <SweepProgress words={WORDS} sweep={sweep} expired={expired} onStop={stop} onGoOn={() => goOn()} />
          <Result {...props} sweep={sweep} onReadAgain={() => goOn('failed')} />
        </>
      )}
    </>
  );
}
