import { useMemo } from 'react';
import { totalOf } from '../../rules/amount.ts';
import { amountWords } from '../../ui/amount.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { instantWords } from '../../ui/time.ts';
import type { PracticePageProps } from '../panel/page.ts';
import { RowTable } from '../panel/RowTable.tsx';
import type { Sweep } from '../panel/useSweep.ts';
import styles from './Audit.module.css';
import { Exports } from './Exports.tsx';
import type { AuditAbout } from './export.ts';
import { Findings } from './Findings.tsx';
import { type AuditRow, highRiskOnly, type Judged, type Sorted, sorted, whyNot } from './judged.ts';
import { Trends } from './Trends.tsx';
import { rangeWords, SAMPLE, stakeWords, WORDS } from './words.ts';

interface Props extends PracticePageProps {
  sweep: Sweep<AuditAbout, Judged>;
  onReadAgain: () => void;
}

/** What came of the sample so far: in figures, finding by finding, as a trend, and to take along. */
export function Result({ sweep, onReadAgain, ...props }: Props) {
  const { settings, onOpen, practice, expired } = props;
  const { about, swept, state } = sweep;
  const rows = useMemo(
    () => (about.plan.sample === 'high-risk' ? highRiskOnly(swept) : swept),
    [swept, about.plan.sample],
  );
  const found = useMemo(() => sorted(rows), [rows]);
  const hasFees = Object.keys(settings.fees).length > 0;
  const amountOfRow = (amount: number | null) =>
    hasFees ? (amount === null ? WORDS.noFee : amountWords(amount)) : null;

  return (
    <>
      <Card title={WORDS.result}>
        <p className={styles.muted}>
          {WORDS.resultOf(rangeWords(about.plan), sampleWords(sweep), instantWords(about.asOf, settings.timeZone))}
        </p>
        {state !== 'done' && <p className={styles.muted}>{WORDS.partial}</p>}
        <Figures found={found} hasFees={hasFees} />
      </Card>
      <Findings rows={found.findings} amountOf={amountOfRow} onOpen={onOpen} />
      {found.unbilled.length > 0 && (
        <Card title={WORDS.unbilled}>
          <p className={styles.muted}>{WORDS.unbilledWhy}</p>
          <RowTable
            label={WORDS.unbilled}
            rows={found.unbilled}
            onOpen={onOpen}
            columns={[
              { title: WORDS.codes, of: ({ kept }) => (kept === null ? null : stakeWords(kept.unbilled)) },
              ...(hasFees
                ? [{ title: WORDS.amount, of: ({ kept }: AuditRow) => kept && amountOfRow(kept.amounts.unbilled) }]
                : []),
            ]}
          />
        </Card>
      )}
      {found.notJudged.length > 0 && (
        <Card title={WORDS.notJudged}>
          <p className={styles.muted}>{WORDS.notJudgedWhy}</p>
          <RowTable
            label={WORDS.notJudged}
            rows={found.notJudged}
            onOpen={onOpen}
            columns={[{ title: WORDS.why, of: (row) => whyNot(row).join(' ') }]}
          />
          {state !== 'running' && found.notJudged.some(({ error }) => error !== null) && (
            <p className={styles.actions}>
              <Button onClick={onReadAgain} disabled={expired}>
                {WORDS.readAgain}
              </Button>
            </p>
          )}
        </Card>
      )}
      <Trends rows={rows} practice={practice} />
      <Exports about={about} found={found} fees={settings.fees} ready={state !== 'running'} />
    </>
  );
}

function sampleWords({ about: { plan }, wanted }: Sweep<AuditAbout, Judged>): string {
  if (plan.sample !== 'random') return SAMPLE[plan.sample];
  return WORDS.drawn(wanted.length, plan.seed);
}

function Figures({ found, hasFees }: { found: Sorted; hasFees: boolean }) {
  const lines = [
    { name: 'findings', amounts: found.findings.map(({ kept }) => kept.amounts.stake) },
    { name: 'unbilled', amounts: found.unbilled.map(({ kept }) => kept.amounts.unbilled) },
    { name: 'stands', amounts: found.stands.map(({ kept }) => kept.amounts.charged) },
    { name: 'nothing', amounts: null },
    { name: 'notJudged', amounts: null },
  ] as const;
  return (
    <>
      <table className={styles.figures}>
        <thead>
          <tr>
            <th scope="col">{WORDS.outcome}</th>
            <th scope="col">{WORDS.count}</th>
            {hasFees && <th scope="col">{WORDS.amount}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, amounts }) => (
            <tr key={name}>
              <th scope="row">{WORDS.outcomes[name]}</th>
              <td>{found[name].length}</td>
              {hasFees && <td>{amounts === null ? '–' : sumWords(amounts)}</td>}
            </tr>
          ))}
          <tr>
            <th scope="row">{WORDS.total}</th>
            <td>{lines.reduce((sum, { name }) => sum + found[name].length, 0)}</td>
            {hasFees && <td />}
          </tr>
        </tbody>
      </table>
      <p className={styles.muted}>{hasFees ? WORDS.fees : WORDS.noFees}</p>
    </>
  );
}

function sumWords(amounts: readonly (number | null)[]): string {
  const { known, unknown } = totalOf(amounts);
  return unknown === 0 ? amountWords(known) : `${amountWords(known)} ${WORDS.someWithout(unknown)}`;
}
