import { type Resource, valueAt } from '../../fhir/resource.ts';
import type { Timer } from '../../fhir/timer.ts';
import { correctingEntry, voidedEntry, voidingEntry } from '../../fhir/write/correction.ts';
import {
  changedEntry,
  closedTimerDocument,
  type EntryContent,
  entryNote,
  entryProcedure,
  timerDocument,
} from '../../fhir/write/entry.ts';
import { provenanceOf } from '../../fhir/write/provenance.ts';
import type { Reference } from '../../rules/ledger.ts';
import type { RecordRequest, RecordRoute, Step } from './types.ts';

const ENTRY = 'an entry in the chart (Procedure)';

/** A timer that begins. The first route needs that the EHR lets a Procedure be changed as well, or it could never be stopped. */
export function timerStart(content: EntryContent): RecordRequest {
  const { id } = content;
  return {
    routes: [
      {
        id: 'procedure',
        name: 'a running entry in the chart (Procedure)',
        next: null,
        needs: [{ type: 'Procedure', kind: 'update' }],
        steps: [{ kind: 'create', id, resource: entryProcedure({ ...content, end: null }) }, created(content)],
      },
      {
        id: 'document',
        name: 'a running timer among the chart’s documents (DocumentReference)',
        next: null,
        needs: [
          { type: 'DocumentReference', kind: 'update' },
          { type: 'Procedure', kind: 'create' },
        ],
        steps: [{ kind: 'create', id, resource: timerDocument(content) }],
      },
    ],
  };
}

/** A timer that ended, with what was done. `timer`: as the EHR holds it; null where only this tab does. */
export function timerStop(timer: Timer | null, content: EntryContent): RecordRequest {
  if (timer === null) return newEntry(content);
  const { reference, resource } = timer;
  if (reference.startsWith('Procedure/')) return changeOfEntry(resource, reference, content);
  const steps = [...createSteps(content), update(`${content.id}-close`, closedTimerDocument(resource), resource)];
  return { routes: [{ id: 'procedure', name: ENTRY, next: null, steps }] };
}

/** A timer that was started by mistake: nothing of it counts. */
export function timerDiscard({ reference, resource }: Timer, id: string, reason: string): RecordRequest {
  const closed = reference.startsWith('Procedure/') ? voidedEntry(resource, reason) : closedTimerDocument(resource);
  return {
    routes: [
      { id: 'update', name: 'the timer, given up', next: null, steps: [update(`${id}-discard`, closed, resource)] },
    ],
  };
}

/** An entry that is written after the work. A note is better than nothing, and said to be no more. */
export function newEntry(content: EntryContent): RecordRequest {
  return {
    routes: [
      { id: 'procedure', name: ENTRY, next: null, steps: createSteps(content) },
      {
        id: 'note',
        name: 'a note among the chart’s documents (DocumentReference)',
        next: 'Enter the time in the EHR by hand: as a note it does not count.',
        steps: [{ kind: 'create', id: content.id, resource: entryNote(content) }],
      },
    ],
  };
}

/** An entry with other content: changed in place, else corrected by a new one. */
export function changeOfEntry(entry: Resource, reference: Reference, content: EntryContent): RecordRequest {
  const { id } = content;
  return {
    routes: [
      {
        id: 'update',
        name: 'the entry in the chart (Procedure), changed',
        next: null,
        steps: [update(`${id}-change`, changedEntry(entry, content), entry), noted(reference, 'UPDATE', content)],
      },
      {
        id: 'correction',
        name: 'a new entry that corrects the old one (Procedure)',
        next: null,
        steps: [{ kind: 'create', id, resource: correctingEntry(content, reference) }, created(content)],
      },
    ],
  };
}

/** Who takes an entry back, and why. */
export interface Voiding extends Pick<EntryContent, 'id' | 'patient' | 'user' | 'recordedAt'> {
  entry: Resource;
  reference: Reference;
  reason: string;
}

/** An entry taken back: marked as entered in error, else by a new Procedure that says so. */
export function voidingOf({ entry, reference, ...voiding }: Voiding): RecordRequest {
  const { id, reason } = voiding;
  const inPlace: RecordRoute = {
    id: 'update',
    name: 'the entry in the chart (Procedure), marked as entered in error',
    next: null,
    steps: [update(`${id}-void`, voidedEntry(entry, reason), entry), noted(reference, 'NULLIFY', voiding)],
  };
  const beside: RecordRoute = {
    id: 'correction',
    name: 'a new Procedure that takes the entry back',
    next: null,
    steps: [{ kind: 'create', id, resource: voidingEntry({ ...voiding, entry, older: reference }) }, created(voiding)],
  };
  return { routes: [inPlace, beside] };
}

type Author = Pick<EntryContent, 'id' | 'patient' | 'user' | 'recordedAt'>;

function createSteps(content: EntryContent): Step[] {
  return [{ kind: 'create', id: content.id, resource: entryProcedure(content) }, created(content)];
}

function update(id: string, resource: ReturnType<typeof changedEntry>, current: Resource): Step {
  const version = valueAt(current, ['meta', 'versionId']);
  return { kind: 'update', id, resource, version: typeof version === 'string' ? version : null };
}

/** Who wrote what this record creates, where the EHR takes it. */
function created(author: Author): Step {
  return noted(`urn:uuid:${author.id}`, 'CREATE', author);
}

function noted(target: Reference, operation: 'CREATE' | 'UPDATE' | 'NULLIFY', author: Author): Step {
  const id = `${author.id}-${operation.toLowerCase()}-provenance`;
  return { kind: 'create', id, optional: true, resource: provenanceOf(target, operation, author) };
}
