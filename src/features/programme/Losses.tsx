import { useMemo } from 'react';
import { totalOf } from '../../rules/amount.ts';
import type { Loss } from '../../rules/losses.ts';
import { amountWords } from '../../ui/amount.ts';
import { Card } from '../../ui/Card.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import type { PracticePageProps } from '../panel/page.ts';
import { RowTable } from '../panel/RowTable.tsx';
import { type LossGroup, lossGroups, type ReadRow, type Row } from './figures.ts';
import styles from './Programme.module.css';
import { CHANGE, KIND, numberWords, sizeWords, WORDS } from './words.ts';

interface Props {
  rows: readonly Row[];
  fees: Readonly<Record<string, number>>;
  openMonth: string | null;
  onOpen: PracticePageProps['onOpen'];
}

/** What was lost by what would have saved it, down to the patients. */
export function Losses({ rows, fees, openMonth, onOpen }: Props) {
  const groups = useMemo(
    () => ({
      one: lossGroups(rows, ['one']),
      two: lossGroups(rows, ['two']),
      other: lossGroups(rows, ['more', 'review', 'nothing-done', 'unread', 'not-enrolled']),
      next: lossGroups(rows, ['next-code']),
    }),
    [rows],
  );
  const hasFees = Object.keys(fees).length > 0;
  const section = (title: string, list: readonly LossGroup[]) =>
    list.length > 0 && <Section title={title} groups={list} hasFees={hasFees} onOpen={onOpen} />;
  const nothing = [groups.one, groups.two, groups.other].every((list) => list.length === 0);
  return (
    <>
      <Card title={WORDS.losses}>
        <p className={styles.muted}>{WORDS.lossesWhy}</p>
        {openMonth !== null && <p className={styles.muted}>{WORDS.lossesOpen(openMonth)}</p>}
        {nothing && <p>{WORDS.noLosses}</p>}
        {section(WORDS.one, groups.one)}
        {section(WORDS.two, groups.two)}
        {section(WORDS.other, groups.other)}
        <p className={styles.muted}>{hasFees ? WORDS.fees : WORDS.noFees}</p>
      </Card>
      {groups.next.length > 0 && (
        <Card title={WORDS.nextCode}>
          <p className={styles.muted}>{WORDS.nextCodeWhy}</p>
          <Section title={null} groups={groups.next} hasFees={hasFees} onOpen={onOpen} />
        </Card>
      )}
    </>
  );
}

interface SectionProps {
  title: string | null;
  groups: readonly LossGroup[];
  hasFees: boolean;
  onOpen: PracticePageProps['onOpen'];
}

/** A group a line: what, how many, how much; opened, its patients. */
function Section({ title, groups, hasFees, onOpen }: SectionProps) {
  const most = Math.max(...groups.map((group) => group.rows.length));
  const all = totalWords(groups.flatMap((group) => group.rows));
  const worth = groups.some(({ kind }) => isWorth(kind));
  return (
    <section className={styles.section} aria-label={title ?? undefined}>
      {title !== null && <h3>{title}</h3>}
      <ul>
        {groups.map((group) => (
          <li key={group.id} className={styles.group}>
            <Disclosure
              summary={
                <span className={styles.summary}>
                  <span className={styles.what}>{titleOf(group)}</span>
                  <span className={styles.bar} aria-hidden="true">
                    <span style={{ inlineSize: `${(100 * group.rows.length) / most}%` }} />
                  </span>
                  <span className={styles.number}>
                    {numberWords(group.rows.length)}
                    <span className={styles.muted}> {WORDS.count(group.rows.length)}</span>
                  </span>
                  {hasFees && (
                    <span className={styles.number}>{isWorth(group.kind) ? totalWords(group.rows) : ''}</span>
                  )}
                </span>
              }
            >
              <RowTable label={titleOf(group)} rows={group.rows} onOpen={onOpen} columns={columnsOf(group, hasFees)} />
            </Disclosure>
          </li>
        ))}
      </ul>
      {hasFees && worth && groups.length > 1 && <p className={styles.total}>{WORDS.total(all)}</p>}
    </section>
  );
}

function columnsOf({ kind }: LossGroup, hasFees: boolean) {
  if (!isWorth(kind)) return [];
  return [
    { title: WORDS.size, of: ({ kept: { loss } }: ReadRow) => sizesOf(loss, kind === 'two' ? 2 : 1) },
    ...(kind === 'one' ? [{ title: WORDS.alternatives, of: ({ kept: { loss } }: ReadRow) => otherWays(loss) }] : []),
    { title: WORDS.gain, of: ({ kept: { loss } }: ReadRow) => gainWords(loss) },
    ...(hasFees
      ? [
          {
            title: WORDS.amount,
            of: ({ kept: { amount } }: ReadRow) => (amount === null ? WORDS.noFee : amountWords(amount)),
          },
        ]
      : []),
  ];
}

/** Whether what would have been billed is known. */
function isWorth(kind: Loss['kind']): boolean {
  return kind === 'one' || kind === 'two' || kind === 'next-code';
}

function titleOf({ kind, changes }: LossGroup): string {
  if (kind !== 'one' && kind !== 'two') return KIND[kind];
  return changes.map((id, at) => (at === 0 ? CHANGE[id] : lowered(CHANGE[id]))).join(WORDS.and);
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function sizesOf(loss: Loss | null, count: number): string {
  const sizes = loss?.changes.slice(0, count).flatMap((change) => sizeWords(change) ?? []) ?? [];
  return sizes.length === 0 ? '–' : sizes.join(WORDS.and);
}

function otherWays(loss: Loss | null): string {
  const others = loss?.changes.slice(1).map((change) => {
    const size = sizeWords(change);
    return change.id === 'more-time' && size !== null
      ? size
      : `${lowered(CHANGE[change.id])}${size ? ` (${size})` : ''}`;
  });
  return others === undefined || others.length === 0 ? '–' : others.join(', ');
}

/** `99457 × 1`; `99457 in place of 99470` where one gives way to the other. */
function gainWords(loss: Loss | null): string {
  const [more, less] = [1, -1].map((sign) => loss?.gain.filter(({ units }) => Math.sign(units) === sign) ?? []);
  const gained = more?.map(({ code, units }) => `${code} × ${units}`).join(', ') ?? '';
  return less === undefined || less.length === 0
    ? gained
    : `${gained} ${WORDS.inPlaceOf} ${less.map(({ code }) => code).join(', ')}`;
}

function totalWords(rows: readonly ReadRow[]): string {
  const { known, unknown } = totalOf(rows.map(({ kept }) => kept.amount));
  if (known === 0 && unknown > 0) return WORDS.noFee;
  return unknown === 0 ? amountWords(known) : `${amountWords(known)} ${WORDS.someWithout(unknown)}`;
}
