import { useState } from 'react';
import { FINDING_KINDS, type FindingKind, type Reason } from '../../rules/audit.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SelectField } from '../../ui/Fields.tsx';
import { dateWords, monthWords } from '../../ui/time.ts';
import type { PracticePageProps } from '../panel/page.ts';
import { More, PAGE, PatientLink } from '../panel/RowTable.tsx';
import styles from './Audit.module.css';
import type { JudgedRow } from './judged.ts';
import { FINDING, stakeWords, WORDS } from './words.ts';

interface Props {
  rows: readonly JudgedRow[];
  amountOf: (amount: number | null) => string | null;
  onOpen: PracticePageProps['onOpen'];
}

/** Every charged month that would not stand up. */
export function Findings({ rows, amountOf, onOpen }: Props) {
  const [kind, setKind] = useState<FindingKind | ''>('');
  const [shown, setShown] = useState(PAGE);
  const chosen = rows.filter(({ kept }) => kind === '' || kept.finding?.kind === kind);
  const kinds = FINDING_KINDS.filter((one) => rows.some(({ kept }) => kept.finding?.kind === one));
  return (
    <Card title={WORDS.findings} aside={rows.length > 0 ? rows.length : undefined}>
      {rows.length === 0 && <p>{WORDS.noFindings}</p>}
      {kinds.length > 1 && (
        <div className={styles.filter}>
          <SelectField
            label={WORDS.show}
            value={kind}
            onChange={(value) => {
              setKind(kinds.find((one) => one === value) ?? '');
              setShown(PAGE);
            }}
            options={[
              { value: '', label: `${WORDS.everyKind} (${rows.length})` },
              ...kinds.map((value) => ({
                value,
                label: `${FINDING[value].word} (${rows.filter(({ kept }) => kept.finding?.kind === value).length})`,
              })),
            ]}
          />
          {kind !== '' && <p className={styles.muted}>{FINDING[kind].why}</p>}
        </div>
      )}
      {chosen.length > 0 && (
        <ul className={styles.findings}>
          {chosen.slice(0, shown).map((row) => (
            <FindingItem key={`${row.month} ${row.patient}`} row={row} amountOf={amountOf} onOpen={onOpen} />
          ))}
        </ul>
      )}
      <More left={chosen.length - shown} onMore={() => setShown(shown + PAGE)} />
    </Card>
  );
}

function FindingItem({ row, amountOf, onOpen }: { row: JudgedRow } & Pick<Props, 'amountOf' | 'onOpen'>) {
  const { finding, amounts, unbilled, rulebook } = row.kept;
  if (finding === null) return null;
  const { word, tone, icon } = FINDING[finding.kind];
  const amount = amountOf(amounts.stake);
  return (
    <li className={styles.finding}>
      <p className={styles.line}>
        <PatientLink row={row} onOpen={onOpen} />
        <span>{monthWords(row.month)}</span>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
        <span className={styles.stake}>
          {stakeWords(finding.stake)}
          {amount !== null && <> · {WORDS.atStake(amount)}</>}
        </span>
      </p>
      <ul className={styles.reasons}>
        {finding.reasons.map((reason) => (
          <li key={`${reason.id} ${reason.summary}`}>
            {reason.summary}{' '}
            {reason.missing !== null && (
              <span className={styles.muted}>
                {WORDS.missing} {reason.missing}
              </span>
            )}
          </li>
        ))}
      </ul>
      {unbilled.length > 0 && <p className={styles.muted}>{WORDS.alsoUnbilled(stakeWords(unbilled))}</p>}
      <Disclosure summary={WORDS.evidence}>
        <dl className={styles.details}>
          <dt>{WORDS.charges}</dt>
          <dd>{finding.stake.flatMap(({ code, charges }) => charges.map((one) => `${one} (${code})`)).join(', ')}</dd>
          <dt>{WORDS.evidenceOf}</dt>
          <dd>{evidenceWords(finding.reasons)}</dd>
          <dt>{WORDS.sources}</dt>
          <dd>
            <ul>
              {[...new Set(finding.reasons.flatMap(({ citations }) => citations))].map((source) => (
                <li key={source}>{source}</li>
              ))}
            </ul>
          </dd>
          <dt>{WORDS.rulebook}</dt>
          <dd>{rulebook === null ? '–' : dateWords(rulebook)}</dd>
        </dl>
      </Disclosure>
    </li>
  );
}

/** Readings are many, and one tells as much as all. */
const MANY = 12;

function evidenceWords(reasons: readonly Reason[]): string {
  const references = [...new Set(reasons.flatMap(({ evidence }) => evidence))];
  if (references.length === 0) return '–';
  const rest = references.length - MANY;
  return rest > 0 ? `${references.slice(0, MANY).join(', ')} … (+${rest})` : references.join(', ');
}
