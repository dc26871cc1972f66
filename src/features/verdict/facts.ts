import { isObject, isResource, listOf, localReference, valueAt } from '../../fhir/resource.ts';
import type { EntryShare, Verdict } from '../../rules/verdict.ts';
import { duration } from '../../rules/words.ts';
import { dateWords, instantWords } from '../../ui/time.ts';
import { activityWords, FACTS, REDUCTION, SET_ASIDE } from './words.ts';

/** One thing that a resource says, in plain words. */
export interface Fact {
  term: string;
  text: string;
}

/**
 * What a resource says, in plain words, and what the verdict made of it. It is for reading only: whatever a resource holds,
 * nothing here throws and nothing is decided. Times are those of the practice's time zone.
 */
export function factsOf(resource: unknown, verdict: Verdict): Fact[] {
  if (!isResource(resource)) return [];
  const { timeZone } = verdict;
  const reference = `${resource.resourceType}/${String(resource.id)}`;
  const share = verdict.entries.find((entry) => entry.reference === reference);
  const aside = verdict.setAside.find((item) => item.reference === reference);
  const period = resource.performedPeriod ?? resource.period ?? resource.timingPeriod ?? resource.occurrencePeriod;
  const moment = [
    'effectiveDateTime',
    'dateTime',
    'authored',
    'occurrenceDateTime',
    'performedDateTime',
    'date',
    'authoredOn',
  ]
    .map((key) => resource[key])
    .find((value) => typeof value === 'string');

  return [
    fact(FACTS.what, share ? activityWords(share.activity) : conceptText(resource.code)),
    fact(FACTS.category, joined(listOf(resource.category).map(conceptText))),
    fact(FACTS.status, text(resource.status)),
    fact(FACTS.who, joined(performersOf(resource))),
    fact(FACTS.from, displayOf(resource.sender)),
    fact(FACTS.to, joined(listOf(resource.recipient).map(displayOf))),
    fact(FACTS.medium, joined(listOf(resource.medium).map(conceptText))),
    fact(FACTS.when, timeText(moment, timeZone)),
    fact(FACTS.sent, timeText(resource.sent, timeZone)),
    fact(FACTS.start, timeText(valueAt(period, ['start']), timeZone)),
    fact(FACTS.end, timeText(valueAt(period, ['end']), timeZone)),
    fact(FACTS.validFrom, timeText(valueAt(resource, ['provision', 'period', 'start']), timeZone)),
    fact(FACTS.validUntil, timeText(valueAt(resource, ['provision', 'period', 'end']), timeZone)),
    fact(FACTS.duration, share && duration(share.end - share.start)),
    ...(share ? countedFacts(share) : []),
    fact(FACTS.setAside, aside && `${SET_ASIDE[aside.reason]}: ${aside.detail}`),
    fact(FACTS.value, valueText(resource)),
    ...listOf(resource.component).map((part) =>
      fact(conceptText(valueAt(part, ['code'])) ?? FACTS.value, valueText(part)),
    ),
    fact(FACTS.device, displayOf(resource.device)),
    fact(FACTS.units, text(valueAt(resource, ['quantity', 'value']))),
    fact(FACTS.partOf, joined(listOf(resource.partOf).map(displayOf))),
    fact(FACTS.note, joined(notesOf(resource), '\n')),
  ].filter((candidate) => candidate !== null);
}

function countedFacts(share: EntryShare): (Fact | null)[] {
  const lost = new Map<string, number>();
  for (const { fate, start, end } of share.stretches) {
    if (fate !== 'counted') lost.set(fate, (lost.get(fate) ?? 0) + end - start);
  }
  return [
    fact(FACTS.counted, duration(share.countedSeconds)),
    ...share.stretches
      .map(({ fate }) => fate)
      .filter((fate, at, all) => fate !== 'counted' && all.indexOf(fate) === at)
      .map((fate) =>
        fate === 'counted'
          ? null
          : fact(
              FACTS.notCounted,
              `${duration(lost.get(fate) ?? 0)}. ${REDUCTION[fate].title}: ${REDUCTION[fate].why}`,
            ),
      ),
  ];
}

function fact(term: string, value: string | null | undefined): Fact | null {
  return value ? { term, text: value } : null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function joined(texts: readonly (string | null)[], separator = ', '): string | null {
  return texts.filter((item) => item !== null).join(separator) || null;
}

/** A CodeableConcept as a person would say it. */
function conceptText(concept: unknown): string | null {
  const coding = listOf(valueAt(concept, ['coding'])).find(isObject);
  return text(valueAt(concept, ['text'])) ?? text(coding?.display) ?? text(coding?.code);
}

function displayOf(reference: unknown): string | null {
  if (!isObject(reference)) return null;
  return text(reference.display) ?? localReference(reference.reference) ?? text(reference.reference);
}

function performersOf(resource: Record<string, unknown>): (string | null)[] {
  const performers = listOf(resource.performer).map((performer) =>
    displayOf(isObject(performer) && 'actor' in performer ? performer.actor : performer),
  );
  return [...performers, displayOf(resource.performingOrganization), displayOf(resource.requester)];
}

function notesOf(resource: Record<string, unknown>): (string | null)[] {
  return [
    ...listOf(resource.note).map((note) => text(valueAt(note, ['text']))),
    ...listOf(resource.payload).map((payload) => text(valueAt(payload, ['contentString']))),
    text(resource.description),
  ];
}

function valueText(holder: unknown): string | null {
  const quantity = valueAt(holder, ['valueQuantity']);
  if (quantity !== undefined)
    return joined([text(valueAt(quantity, ['value'])), text(valueAt(quantity, ['unit']))], ' ');
  return text(valueAt(holder, ['valueString'])) ?? conceptText(valueAt(holder, ['valueCodeableConcept']));
}

/** A FHIR date or dateTime; a date without a time stays a date, and what is neither is shown as it is written. */
function timeText(value: unknown, timeZone: string): string | null {
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  if (Number.isNaN(at)) return value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dateWords(value);
  return /T.+(Z|[+-]\d{2}:\d{2})$/.test(value) ? instantWords(Math.floor(at / 1000), timeZone) : value;
}
