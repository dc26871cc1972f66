import type { LocalDate } from '../month.ts';
import { CRITERION_IDS, type CriterionId, RISK_IDS, type RiskId } from '../verdict.ts';
import { cite } from './citations.ts';
import {
  ANNOUNCED,
  consent,
  dataReview,
  dataReviewSeconds,
  deviceDays,
  eachFurtherTwentyMinutes,
  establishedPatient,
  exclusions,
  firstTenMinutes,
  firstTwentyMinutes,
  interactiveCommunication,
  minimumTime,
  PARAMETERS,
  supervision,
} from './parameters.ts';
import { entryAt, type Parameter, valueAt } from './types.ts';

/** The rules of one service month, resolved: plain data without dates. A code is null while it doesn't exist. */
export interface Rulebook {
  /** The latest day on which a rule changed, up to the month's first day; null before there was any. */
  id: LocalDate | null;
  codes: {
    '99457': { firstSeconds: number } | null;
    '99458': { eachSeconds: number; afterSeconds: number } | null;
    '99470': { fromSeconds: number; belowSeconds: number } | null;
  };
  /** Counted seconds of the lowest code; before 2019, what the first code came to ask. */
  minimumSeconds: number;
  /** Days with readings in 30 days that a device code needs; null while the code doesn't exist. */
  deviceDays: Readonly<Record<'99453' | '99454' | '99445', number | null>>;
  /** Codes that exclude ours in the month. */
  exclusions: readonly string[];
  /** Codes that exclude ours where the policy `excludes99091` says so. */
  exclusionsByPolicy: readonly string[];
  /** Seconds in 30 days that 99091 needs. */
  dataReviewSeconds: number | null;
  interactiveCommunication: 'live-contact' | 'two-way-audio' | null;
  supervision: 'direct' | 'general' | null;
  consent: 'before-the-service' | 'at-the-time-of-service' | null;
  establishedPatient: 'required' | 'waived' | null;
  /** The sources of each criterion and risk, one short line each; `(unverified)` where nobody opened the source. */
  criterionCitations: Readonly<Record<CriterionId, readonly string[]>>;
  riskCitations: Readonly<Record<RiskId, readonly string[]>>;
  /** Proposed changes that may hold in this month and that this rulebook doesn't know, one sentence each. */
  announced: readonly string[];
}

const cache = new Map<string, Rulebook>();

/** The rulebook of a service month (`2026-03`): the rules as they stood on its first day. */
export function rulebookAt(monthId: string): Rulebook {
  const known = cache.get(monthId);
  if (known !== undefined) return known;
  const rulebook = resolve(`${monthId}-01`);
  cache.set(monthId, rulebook);
  return rulebook;
}

function resolve(day: LocalDate): Rulebook {
  return {
    id: versionAt(day),
    codes: {
      '99457': valueAt(firstTwentyMinutes, day),
      '99458': valueAt(eachFurtherTwentyMinutes, day),
      '99470': valueAt(firstTenMinutes, day),
    },
    minimumSeconds: valueAt(minimumTime, day) ?? minimumTime.values[0].value,
    deviceDays: valueAt(deviceDays, day) ?? { '99453': null, '99454': null, '99445': null },
    exclusions: valueAt(exclusions, day) ?? [],
    exclusionsByPolicy: valueAt(dataReview, day) ?? [],
    dataReviewSeconds: valueAt(dataReviewSeconds, day),
    interactiveCommunication: valueAt(interactiveCommunication, day),
    supervision: valueAt(supervision, day),
    consent: valueAt(consent, day),
    establishedPatient: valueAt(establishedPatient, day),
    criterionCitations: citationsFor(CRITERION_IDS, day, (parameter) => parameter.criteria),
    riskCitations: citationsFor(RISK_IDS, day, (parameter) => parameter.risks),
    announced: ANNOUNCED.filter(({ from }) => from <= day).map(({ says }) => says),
  };
}

/** Every day on which some rule began to hold, in order. */
export const VERSIONS: readonly LocalDate[] = [
  ...new Set(PARAMETERS.flatMap((parameter) => parameter.values.map((dated) => dated.from))),
].sort();

function versionAt(day: LocalDate): LocalDate | null {
  return VERSIONS.findLast((version) => version <= day) ?? null;
}

function citationsFor<Id extends string>(
  ids: readonly Id[],
  day: LocalDate,
  served: (parameter: Parameter<unknown>) => readonly Id[] | undefined,
): Record<Id, readonly string[]> {
  // The cast: empty now, and full once the loop has met every id.
  const cited = {} as Record<Id, readonly string[]>;
  for (const id of ids) {
    const rules = PARAMETERS.filter((parameter) => served(parameter)?.includes(id));
    const sources = rules.flatMap((parameter) => entryAt(parameter, day)?.citations ?? []);
    cited[id] = [...new Set(sources)].map(cite);
  }
  return cited;
}
