import type { Evidence, Ledger } from './ledger.ts';
import type { CriterionId, Verdict } from './verdict.ts';

/** The evidence that each criterion looks for. */
const EVIDENCE: Readonly<Record<CriterionId, Evidence>> = {
  consent: 'consents',
  'physiologic-data': 'readings',
  'minimum-time': 'entries',
  'interactive-communication': 'contacts',
  'clinical-decision': 'entries',
  'no-conflict': 'charges',
};

/** What the EHR held back and what might therefore turn an unknown criterion; empty where nothing is unknown for that reason. */
export function unreadBehind({ criteria }: Verdict, { unread }: Pick<Ledger, 'unread'>): Evidence[] {
  const wanted = new Set(criteria.flatMap(({ id, state }) => (state === 'unknown' ? EVIDENCE[id] : [])));
  return unread.filter((evidence) => wanted.has(evidence));
}
