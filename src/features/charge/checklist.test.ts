import { describe, expect, it } from 'vitest';
import { VERDICT } from '../verdict/verdict.fixture.ts';
import { checklistOf, isAnswered, NO_ANSWERS } from './checklist.ts';
import { whyMayNotCharge, whyNotNow } from './mayCharge.ts';
import { readable } from './plainWords.ts';

describe('the checklist of a verdict', () => {
  const items = checklistOf(VERDICT);

  it('has each criterion, each risk with the worst first, and each resource set aside', () => {
    expect(items.map(({ state }) => state)).toEqual([
      ...['met', 'met', 'met', 'unknown', 'unmet', 'met'],
      ...['high', 'medium', 'low'],
      'set-aside',
    ]);
  });

  it('asks for a reason for a high risk only', () => {
    expect(items.filter(({ reasonFor }) => reasonFor !== null).map(({ reasonFor }) => reasonFor)).toEqual([
      'contact-undocumented',
    ]);
  });

  it('keeps what was ticked when the chart is read again, but not where the finding has changed', () => {
    const changed = checklistOf({ ...VERDICT, setAside: [] });
    const keys = new Set(items.map(({ key }) => key));
    expect(changed.every(({ key }) => keys.has(key))).toBe(true);
    const other = { ...VERDICT.criteria[0], summary: 'Consent ended.' };
    const [first] = checklistOf({
      ...VERDICT,
      criteria: VERDICT.criteria.map((one, at) => (at === 0 ? { ...one, ...other } : one)),
    });
    expect(keys.has(first?.key ?? '')).toBe(false);
  });

  const high = items.find(({ reasonFor }) => reasonFor !== null);

  it.each([
    ['', false],
    ['ok', false],
    ['         .         ', false],
    ['The call is in the paper chart.', true],
  ])('takes “%s” for a reason: %s', (reason, answered) => {
    const answers = {
      ...NO_ANSWERS,
      reasons: new Map([[high?.key ?? '', reason]]),
      ticked: new Set([high?.key ?? '']),
    };
    expect(high && isAnswered(high, answers)).toBe(answered);
  });
});

describe('who may charge', () => {
  it.each<[string, string | null, readonly string[] | undefined, boolean]>([
    ['everybody, where nobody is named', 'Practitioner/nurse', undefined, true],
    ['everybody, even who is not known, where nobody is named', null, undefined, true],
    ['who is named', 'Practitioner/biller', ['Practitioner/biller'], true],
    ['whose kind is named', 'PractitionerRole/r1', ['PractitionerRole'], true],
    ['not who is not named', 'Practitioner/nurse', ['Practitioner/biller'], false],
    ['not whose kind only begins alike', 'PractitionerRole/r1', ['Practitioner'], false],
    ['not who is not known', null, ['Practitioner'], false],
  ])('%s', (_, user, mayCharge, may) => {
    expect(whyMayNotCharge(user, mayCharge) === null).toBe(may);
  });
});

describe('what can be charged now', () => {
  const met = VERDICT.criteria.map((criterion) => ({ ...criterion, state: 'met' as const }));
  const risk = { id: 'charge-unsupported' as const, severity: 'high' as const, summary: '', evidence: [] };

  it.each([
    [
      'nothing of what is unknown, with what to do',
      VERDICT,
      /^What is unknown can’t be charged. Live contact: Record the contact/,
    ],
    ['nothing while a charge is not supported', { ...VERDICT, criteria: met, risks: [risk] }, /Take it back first/],
    [
      'nothing beside a charge with fewer units than its line, which is to be corrected',
      {
        ...VERDICT,
        status: 'billed' as const,
        lines: VERDICT.lines.map((line) => ({ ...line, units: 3, charged: 'ChargeItem/c1', chargedUnits: 2 })),
      },
      /Correct it/,
    ],
    ['nothing of a billed month', { ...VERDICT, status: 'billed' as const }, /Every line/],
  ])('%s', (_, verdict, why) => {
    expect(whyNotNow(verdict)).toMatch(why);
  });

  it('a month with high risks alone, after a person has looked', () => {
    expect(whyNotNow({ ...VERDICT, criteria: met })).toBeNull();
    expect(whyNotNow({ ...VERDICT, status: 'billable', criteria: met, risks: [] })).toBeNull();
  });
});

describe('a sentence that names resources and dates', () => {
  it('is said with the names that people know', () => {
    const nameOf = (reference: string) => (reference === 'Procedure/e1' ? 'Entry, 17 Mar' : 'Contact');
    expect(readable('No longer there: Procedure/e1. New: Communication/k-1. It is 2026-03-18 now.', nameOf)).toBe(
      'No longer there: Entry, 17 Mar. New: Contact. It is 18 Mar 2026 now.',
    );
  });
});
