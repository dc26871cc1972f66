import type { Facts } from './facts.ts';
import type { Charge, Instant } from './ledger.ts';
import { type LocalDate, localDate } from './month.ts';
import { nthSecond } from './spans.ts';
import type { BillableCode, CriterionState, Line, Next } from './verdict.ts';
import { english as words } from './words.ts';

/** A code that the counted time reaches: its units, and how many counted seconds it takes to reach them. */
interface Reached {
  code: BillableCode;
  units: number;
  seconds: number;
  final: boolean;
}

/**
 * The lines that the counted time supports. Without any interactive communication there are none.
 * Sources: CPT 99457/99458/99470; never rounded up; 99470 is not additive with 99457 (CY 2026 PFS final rule).
 */
export function linesOf(facts: Facts, interactiveCommunication: CriterionState): Line[] {
  if (interactiveCommunication === 'unmet') return [];
  return reachedBy(facts).map(({ code, units, seconds, final }) => {
    const charges = facts.ourCharges.filter((charge) => charge.code === code);
    const serviceDate = serviceDateOf(facts, nthSecond(facts.time.counted, seconds));
    return {
      code,
      units,
      thresholdSeconds: seconds,
      serviceDate,
      final,
      charged: charges[0]?.reference ?? null,
      chargedUnits: unitsOf(charges),
      summary: words.line(code, units, serviceDate, final),
    };
  });
}

/** The next threshold ahead of the counted time: 99470 where the month has it, then 99457, then each unit of 99458. */
export function nextOf({ rulebook, policy, time }: Facts): Next | null {
  const counted = time.countedSeconds;
  const first = rulebook.codes['99457'];
  const further = rulebook.codes['99458'];
  const short = rulebook.codes['99470'];
  const at = (code: BillableCode, units: number, threshold: number): Next => {
    const seconds = threshold - counted;
    return { code, units, seconds, summary: words.next(code, units, seconds) };
  };
  if (short && counted < short.fromSeconds) return at('99470', 1, short.fromSeconds);
  if (first && counted < first.firstSeconds) return at('99457', 1, first.firstSeconds);
  if (!further) return null;
  const units = Math.floor((counted - further.afterSeconds) / further.eachSeconds) + 1;
  if (policy.maximum99458Units !== null && units > policy.maximum99458Units) return null;
  return at('99458', units, further.afterSeconds + units * further.eachSeconds);
}

/** Units that charges carry together. */
export function unitsOf(charges: readonly Charge[]): number {
  return charges.reduce((sum, { units }) => sum + units, 0);
}

function reachedBy({ rulebook, policy, time, monthClosed }: Facts): Reached[] {
  const seconds = time.countedSeconds;
  const first = rulebook.codes['99457'];
  const further = rulebook.codes['99458'];
  const short = rulebook.codes['99470'];
  const reached: Reached[] = [];
  if (first && seconds >= first.firstSeconds)
    reached.push({ code: '99457', units: 1, seconds: first.firstSeconds, final: true });
  if (further) {
    const full = Math.floor((seconds - further.afterSeconds) / further.eachSeconds);
    const units = Math.min(full, policy.maximum99458Units ?? full);
    if (units > 0)
      reached.push({
        code: '99458',
        units,
        seconds: further.afterSeconds + units * further.eachSeconds,
        final: true,
      });
  }
  if (short && seconds >= short.fromSeconds && seconds < short.belowSeconds)
    reached.push({ code: '99470', units: 1, seconds: short.fromSeconds, final: monthClosed });
  return reached;
}

/** The later of the day on which the time was reached and the day of the first live contact, unless policy says month end. */
function serviceDateOf({ month, policy, contacts }: Facts, reachedAt: Instant | null): LocalDate {
  const lastDay = month.days.at(-1)?.date ?? month.id;
  if (policy.serviceDate === 'month-end' || reachedAt === null) return lastDay;
  const timeDate = localDate(month, reachedAt) ?? lastDay;
  return contacts.firstDate !== null && contacts.firstDate > timeDate ? contacts.firstDate : timeDate;
}
