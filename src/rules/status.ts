import type { Finding } from './criteria.ts';
import type { Facts } from './facts.ts';
import type { CriterionId, Line, Next, Risk, Status } from './verdict.ts';
import { english as words } from './words.ts';

type Findings = readonly (Finding & { id: CriterionId })[];

interface Judged {
  findings: Findings;
  lines: readonly Line[];
  risks: readonly Risk[];
  monthClosed: boolean;
}

/** The month's status: the first that applies, in the contract's order. */
export function statusOf({ findings, lines, risks, monthClosed }: Judged): Status {
  const anyHigh = risks.some(({ severity }) => severity === 'high');
  const anyUnknown = findings.some(({ state }) => state === 'unknown');
  const anyUnmet = findings.some(({ state }) => state === 'unmet');
  const reached = lines.some(({ final }) => final);
  const uncharged = lines.some(({ final, charged }) => final && charged === null);

  if (risks.some(({ id }) => id === 'charge-unsupported')) return 'needs-review';
  if (lines.length > 0 && lines.every(({ charged }) => charged !== null)) return 'billed';
  if (!anyUnmet && !anyUnknown && uncharged && !anyHigh) return 'billable';
  if (reached && !anyUnmet && (anyUnknown || anyHigh)) return 'needs-review';
  return monthClosed ? 'not-billable' : 'in-progress';
}

/** The smallest thing that would make the month billable, as one noun phrase; null when nothing is missing. */
export function missingOf(findings: Findings, { month, monthClosed }: Facts): string | null {
  const needs = findings.flatMap(({ state, need }) => (state !== 'met' && need !== null ? need : []));
  if (needs.length === 0) return null;
  return words.need.by(needs, monthClosed ? null : (month.days.at(-1)?.date ?? null));
}

/** The one sentence that matters. */
export function summaryOf(
  status: Status,
  {
    findings,
    lines,
    risks,
    missing,
    next,
    facts,
  }: Omit<Judged, 'monthClosed'> & { missing: string | null; next: Next | null; facts: Facts },
): string {
  const say = words.status;
  switch (status) {
    case 'billed':
    case 'billable':
      return say[status](
        facts.month.id,
        lines
          .filter(({ final, charged }) => status === 'billed' || (final && charged === null))
          .map(({ summary }) => summary),
      );
    case 'needs-review':
      return say['needs-review'](
        [
          ...risks.filter(({ severity }) => severity === 'high'),
          ...findings.filter(({ state }) => state === 'unknown'),
          ...findings.filter(({ state }) => state === 'unmet'),
        ][0]?.summary ?? '',
      );
    case 'in-progress': {
      const waiting = lines.find(({ final }) => !final);
      const lastDay = facts.month.days.at(-1)?.date;
      return missing === null && waiting && lastDay
        ? say.pending(waiting.code, lastDay, next?.summary ?? null)
        : say['in-progress'](missing);
    }
    case 'not-billable':
      return facts.rulebook.id === null ? say.noCode(facts.month.id) : say['not-billable'](facts.month.id, missing);
  }
}
