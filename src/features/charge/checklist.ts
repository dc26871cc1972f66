import type { Reference } from '../../rules/ledger.ts';
import type { CriterionState, RiskId, Severity, Verdict } from '../../rules/verdict.ts';
import { CRITERION, kindOf, SET_ASIDE } from '../verdict/words.ts';
import { WORDS } from './words.ts';

/** One thing of the verdict that a person looks at before it is charged. */
export interface Item {
  /** The same for the same finding: what was checked stays checked when the chart is read again. */
  key: string;
  /** What it is, in a word or two: `Consent`, `Risk`, `Left out`. */
  title: string;
  state: CriterionState | Severity | 'set-aside';
  /** What was found. */
  summary: string;
  evidence: readonly Reference[];
  /** Null: ticking it is enough. A high risk: why it may be charged all the same has to be written. */
  reasonFor: RiskId | null;
}

const ORDER: readonly Severity[] = ['high', 'medium', 'low'];

/** Everything that stands between a verdict and its charge: each criterion, each risk (the worst first), each resource set aside. */
export function checklistOf({ criteria, risks, setAside }: Verdict): Item[] {
  return [
    ...criteria.map(({ id, state, summary, evidence }) =>
      item({ title: CRITERION[id], state, summary, evidence, reasonFor: null }),
    ),
    ...ORDER.flatMap((severity) => risks.filter((risk) => risk.severity === severity)).map(
      ({ id, severity, summary, evidence }) =>
        item({
          title: WORDS.risk[severity],
          state: severity,
          summary,
          evidence,
          reasonFor: severity === 'high' ? id : null,
        }),
    ),
    ...setAside.map(({ reference, reason, detail }) =>
      item({
        title: WORDS.leftOut(kindOf(reference)),
        state: 'set-aside',
        summary: `${SET_ASIDE[reason]}. ${detail}`,
        evidence: [reference],
        reasonFor: null,
      }),
    ),
  ];
}

function item(content: Omit<Item, 'key'>): Item {
  const { title, state, summary, evidence } = content;
  return { ...content, key: JSON.stringify([title, state, summary, evidence]) };
}

/** What a person has ticked, and the reasons that they wrote, by an item's key. */
export interface Answers {
  ticked: ReadonlySet<string>;
  reasons: ReadonlyMap<string, string>;
}

export const NO_ANSWERS: Answers = { ticked: new Set(), reasons: new Map() };

/** Letters that a reason must have: `ok` explains nothing to an auditor. */
export const SHORTEST_REASON = 10;

export function isAnswered({ key, reasonFor }: Item, { ticked, reasons }: Answers): boolean {
  return reasonFor === null ? ticked.has(key) : (reasons.get(key) ?? '').trim().length >= SHORTEST_REASON;
}
