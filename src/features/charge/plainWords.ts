import type { Attestation, ChargeRequest, MonthRead } from '../../ehr/types.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { duration } from '../../rules/words.ts';
import { dateWords, monthWords } from '../../ui/time.ts';
import { CODE, kindOf } from '../verdict/words.ts';
import { WORDS } from './words.ts';

interface About {
  request: ChargeRequest;
  verdict: Verdict;
  patient: MonthRead['summary'];
  /** Who signed in, by name. */
  userName: string | null;
  /** A resource of the month, as people call it: `Visit, 3 Mar`. */
  nameOf: (reference: Reference) => string;
  /** Who did the work, by the name that the chart gives. */
  actorOf: (reference: Reference) => string;
  attestation: Attestation | null;
}

/** What a charge will say, a statement each, in names, dates and durations; what is sent says the same in references. */
export function plainWords({ request, verdict, patient, userName, nameOf, actorOf, attestation }: About): string[] {
  const { code, units, serviceDate, month, performers, billedBy, encounter, replaces } = request;
  return [
    WORDS.plain.charge(code, CODE[code] ?? '', units, dateWords(serviceDate)),
    WORDS.plain.patient(
      monthWords(month),
      patient.name ?? WORDS.thisPatient,
      patient.birthDate && dateWords(patient.birthDate),
      patient.recordNumber,
    ),
    WORDS.plain.time(duration(verdict.countedSeconds), duration(verdict.loggedSeconds)),
    performers.length === 0 ? WORDS.plain.noPerformer : WORDS.plain.performers(performers.map(actorOf).join(', ')),
    ...(billedBy === null ? [] : [WORDS.plain.billedBy(actorOf(billedBy))]),
    ...(userName === null ? [] : [WORDS.plain.enteredBy(userName)]),
    ...(encounter === null ? [] : [WORDS.plain.encounter(nameOf(encounter))]),
    WORDS.plain.evidence(countWords(request)),
    ...(replaces === null ? [] : [WORDS.plain.replaces(nameOf(replaces))]),
    ...(attestation === null
      ? []
      : [
          ...attestation.overrides.map(({ risk, reason }) =>
            WORDS.plain.override(verdict.risks.find(({ id }) => id === risk)?.summary ?? risk, reason),
          ),
          WORDS.plain.attested(attestation.name),
        ]),
  ];
}

/** `3 entries, 1 contact, 1 consent, 2 readings (22 more in the month)` */
function countWords({ evidence, moreReadings }: ChargeRequest): string {
  const kinds = new Map<string, number>();
  for (const kind of evidence.map(kindOf)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const counts = [...kinds].map(([kind, count]) => WORDS.plain.count(count, kind.toLowerCase()));
  return [counts.join(', ') || WORDS.plain.none, moreReadings > 0 && WORDS.plain.moreReadings(moreReadings)]
    .filter(Boolean)
    .join(' ');
}

/** A sentence that was written for machines as well: references by the names that people know, dates as they write them. */
export function readable(sentence: string, nameOf: (reference: Reference) => string): string {
  return sentence
    .replace(/\b[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]*[A-Za-z0-9]/g, (reference) => nameOf(reference))
    .replace(/\b\d{4}-\d{2}-\d{2}\b/g, dateWords);
}
