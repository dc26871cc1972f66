import type { AuditedMonth } from '../../rules/audit.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { RiskId, Severity } from '../../rules/verdict.ts';

/** Risks of one month, one person or one activity. */
export interface Tally {
  /** A month, a person's reference or an activity; null: risks that are about nobody's entry. */
  of: string | null;
  /** Patient-months for a month; entries logged for a person or an activity: what the risks are to be compared with. */
  base: number;
  /** Each risk of a patient-month once, by severity. */
  bySeverity: Record<Severity, number>;
  /** The same by kind, for the table and for who wants to act on it. */
  byRisk: Partial<Record<RiskId, number>>;
}

export interface Trend {
  byMonth: Tally[];
  byPerson: Tally[];
  byActivity: Tally[];
}

/** What a trend is made of. */
export type Audited = { month: string } & Pick<AuditedMonth, 'risks' | 'logged'>;

/**
 * How denial risks spread over months, over those who logged and over activities. A risk that is about entries of two people counts for
 * each of them; so the sum over people may be more than that over months.
 */
export function trendOf(audited: readonly Audited[]): Trend {
  const byMonth = new Tallies();
  const byPerson = new Tallies();
  const byActivity = new Tallies();
  for (const { month, risks, logged } of audited) {
    byMonth.add(month);
    for (const { persons, activity } of logged) {
      byActivity.add(activity);
      for (const person of persons) byPerson.add(person);
    }
    for (const { id, severity, persons, activities } of risks) {
      byMonth.risk(month, id, severity);
      for (const person of orNobody(persons)) byPerson.risk(person, id, severity);
      for (const activity of orNobody(activities)) byActivity.risk(activity, id, severity);
    }
  }
  return {
    byMonth: byMonth.all().sort((a, b) => ((a.of ?? '') < (b.of ?? '') ? -1 : 1)),
    byPerson: byPerson.all().sort(byRiskiest),
    byActivity: byActivity.all().sort(byRiskiest),
  };
}

class Tallies {
  readonly #tallies = new Map<string | null, Tally>();

  add(of: string | null) {
    this.#of(of).base += 1;
  }

  risk(of: string | null, id: RiskId, severity: Severity) {
    const tally = this.#of(of);
    tally.bySeverity[severity] += 1;
    tally.byRisk[id] = (tally.byRisk[id] ?? 0) + 1;
  }

  all(): Tally[] {
    return [...this.#tallies.values()];
  }

  #of(of: string | null): Tally {
    const known = this.#tallies.get(of) ?? { of, base: 0, bySeverity: { high: 0, medium: 0, low: 0 }, byRisk: {} };
    this.#tallies.set(of, known);
    return known;
  }
}

function orNobody(references: readonly Reference[]): readonly (Reference | null)[] {
  return references.length === 0 ? [null] : references;
}

/** Most high risks first, then most of any; by name where they are equal. What is about nobody comes last. */
function byRiskiest(a: Tally, b: Tally): number {
  if (a.of === null || b.of === null) return a.of === b.of ? 0 : a.of === null ? 1 : -1;
  return b.bySeverity.high - a.bySeverity.high || risksIn(b) - risksIn(a) || (a.of < b.of ? -1 : 1);
}

/** All risks of a tally. */
export function risksIn({ bySeverity: { high, medium, low } }: Tally): number {
  return high + medium + low;
}
