import { companionsOf } from './companions.ts';
import { CRITERIA, type Finding, readingDays } from './criteria.ts';
import { type Facts, factsOf } from './facts.ts';
import type { Instant, Ledger } from './ledger.ts';
import { linesOf, nextOf } from './lines.ts';
import type { ServiceMonth } from './month.ts';
import type { Policy } from './policy.ts';
import { risksOf } from './risks.ts';
import { missingOf, statusOf, summaryOf } from './status.ts';
import { CRITERION_IDS, type Criterion, type Verdict } from './verdict.ts';

/**
 * Whether a patient's month of remote physiologic monitoring can be billed under CPT 99457, 99458 or 99470, and why.
 * Pure: the same ledger, month, policy and `asOf` give the same verdict, in whatever order the ledger's lists stand.
 * `asOf` is the first second that has not happened yet. Never throws for a ledger that `fhir/` made.
 * Source: the verdict contract and the rulebook of the month (`rulebook/`).
 */
export function evaluate(ledger: Ledger, month: ServiceMonth, policy: Policy, asOf: Instant): Verdict {
  const facts = factsOf(ledger, month, policy, asOf);
  const findings = CRITERION_IDS.map((id) => ({ id, ...CRITERIA[id](facts) }));
  const anyUnmet = findings.some(({ state }) => state === 'unmet');
  const lines = linesOf(facts, findings.find(({ id }) => id === 'interactive-communication')?.state ?? 'unknown');
  const risks = risksOf(facts, lines, anyUnmet);
  const status = statusOf({ findings, lines, risks, monthClosed: facts.monthClosed });
  const missing = missingOf(findings, facts);
  const next = nextOf(facts);

  return {
    patient: ledger.patient,
    month: month.id,
    timeZone: month.timeZone,
    asOf: new Date(asOf * 1000).toISOString().replace('.000Z', 'Z'),
    monthClosed: facts.monthClosed,
    status,
    summary: summaryOf(status, { findings, lines, risks, missing, next, facts }),
    missing,
    loggedSeconds: facts.time.loggedSeconds,
    countedSeconds: facts.time.countedSeconds,
    next,
    reductions: facts.time.reductions,
    criteria: findings.map((finding) => criterionOf(finding, facts)),
    lines,
    risks,
    setAside: [...ledger.setAside].sort((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0)),
    readings: {
      days: readingDays(facts),
      count: facts.readings.filter(({ device }) => device !== null).length,
    },
    entries: facts.time.shares,
    companions: companionsOf(facts),
    rulebook: facts.rulebook.id,
  };
}

function criterionOf(finding: Finding & Pick<Criterion, 'id'>, { rulebook }: Facts): Criterion {
  const { id, state, summary, missing, evidence } = finding;
  return { id, state, summary, missing, evidence, citations: [...rulebook.criterionCitations[id]] };
}
