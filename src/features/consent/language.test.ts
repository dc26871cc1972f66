import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';
import { LANGUAGES, POINTS } from './wording.ts';

const speaks = (code: string, preferred?: boolean) => ({
  language: { coding: [{ system: 'urn:ietf:bcp:47', code }] },
  ...(preferred !== undefined && { preferred }),
});

function read(communication: unknown) {
  const patient = { resourceType: 'Patient', id: 'p1', communication };
  return {
    read: {
      patient: 'Patient/p1',
      month: '2026-03',
      summary: { reference: 'Patient/p1', name: null, birthDate: null, sex: null, recordNumber: null },
      resources: [patient],
      unread: [],
      unreadTypes: [],
      notices: [],
      billedBy: null,
    },
  };
}

describe('a consent is explained first in', () => {
  it.each<[string, unknown, string | undefined, string]>([
    ['the language that the patient prefers', [speaks('en'), speaks('es-MX', true)], undefined, 'es'],
    ['the only language that the chart names', [speaks('es')], 'en', 'es'],
    ['the practice’s language where the chart names none', undefined, 'es-US', 'es'],
    ['the practice’s language where the chart prefers none of two', [speaks('es'), speaks('en')], undefined, 'en'],
    ['English where there are no words in the patient’s', [speaks('vi', true)], undefined, 'en'],
    [
      'English where the chart holds something strange',
      [{ preferred: true, language: 'es' }, 7, null],
      undefined,
      'en',
    ],
  ])('%s', (_, communication, ofPractice, language) => {
    expect(languageOf(read(communication), ofPractice)).toBe(language);
  });
});

it.each(LANGUAGES)('every point can be said in %s', (language) => {
  expect(POINTS[language].map(({ id }) => id)).toEqual(POINTS.en.map(({ id }) => id));
  for (const { label, text } of POINTS[language]) expect(`${label} ${text}`).toMatch(/\S+ \S+/);
});
