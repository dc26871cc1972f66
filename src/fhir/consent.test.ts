import { describe, expect, test } from 'vitest';
import { coded, consent, ledgerOf, PATIENT, reasonsIn, seconds } from '../../test/fhir-examples.ts';
import { CONSENT_CATEGORY_SYSTEM, CONSENT_QUESTIONNAIRE, REPLACES_EXTENSION } from './codes.ts';
import { parseSettings } from './settings.ts';

const day = (date: string) => ({
  earliest: seconds(`${date}T00:00:00-05:00`),
  latest: seconds(`${date}T23:59:59-05:00`),
});
const ending = (end: unknown) => ({ provision: { period: { end } } });

test('a consent is read whole', () => {
  expect(ledgerOf([consent(ending('2026-03-05'))]).consents).toEqual([
    {
      reference: 'Consent/k1',
      state: 'given',
      given: day('2026-03-02'),
      ended: day('2026-03-05'),
      organization: 'Organization/o1',
    },
  ]);
});

describe('a consent is', () => {
  test.each<[string, string | null, Record<string, unknown>]>([
    ['given: active', 'given', {}],
    ['declined: rejected', 'declined', { status: 'rejected' }],
    ['declined: active, but its provision denies', 'declined', { provision: { type: 'deny' } }],
    ['withdrawn: inactive, nobody wrote since when', 'withdrawn', { status: 'inactive' }],
    ['given and ended: inactive since a day', 'given', { status: 'inactive', ...ending('2026-03-05') }],
    ['nothing yet: draft', null, { status: 'draft' }],
    ['nothing yet: proposed', null, { status: 'proposed' }],
    ['nothing: entered in error', null, { status: 'entered-in-error' }],
    ['none of ours: another category', null, { category: [coded(CONSENT_CATEGORY_SYSTEM, 'research')] }],
    ['none of ours: no category', null, { category: undefined }],
  ])('%s', (_, state, changes) => {
    const ledger = ledgerOf([consent(changes)]);
    expect(ledger.consents.map((each) => each.state)).toEqual(state === null ? [] : [state]);
    expect([ledger.setAside, ledger.unread]).toEqual([[], []]);
  });
});

describe('a consent that can’t be relied on is never taken as absent', () => {
  test('without a date it is undated', () => {
    expect(ledgerOf([consent({ dateTime: undefined })]).consents[0]?.given).toBeNull();
  });

  test.each<[string, Record<string, unknown>]>([
    ['unreadable', { dateTime: 'in spring' }],
    ['no-time-zone-offset', { dateTime: '2026-03-02T10:00:00' }],
    ['unreadable', ending('soon')],
  ])('%s: %j is listed, and the consent undated', (reason, changes) => {
    const ledger = ledgerOf([consent(changes)]);
    expect(reasonsIn(ledger)).toEqual([`Consent/k1 ${reason}`]);
    expect(ledger.consents).toMatchObject([{ state: 'given', given: null, ended: null }]);
  });

  test.each<[Record<string, unknown>]>([
    [{ status: 'perhaps' }],
    [{ status: undefined }],
    [{ dateTime: 20260302 }],
    [{ provision: [] }],
    [{ id: undefined }],
    [{ patient: undefined }],
  ])('%j is listed, and the consents unknown', (changes) => {
    const ledger = ledgerOf([consent(changes)]);
    expect(ledger.setAside.map(({ reason }) => reason)).toEqual(['unreadable']);
    expect([ledger.consents, ledger.unread]).toEqual([[], ['consents']]);
  });

  test('another patient’s is not this one’s', () => {
    const ledger = ledgerOf([consent({ patient: { reference: 'Patient/p2' } })]);
    expect([reasonsIn(ledger), ledger.unread]).toEqual([['Consent/k1 wrong-patient'], []]);
  });
});

test('a practice’s own category is understood', () => {
  const settings = parseSettings({ codes: { consentCategories: [{ system: 'urn:local', code: 'RPM' }] } });
  expect(ledgerOf([consent({ category: [coded('urn:local', 'RPM')] })], settings).consents).toHaveLength(1);
});

describe('evidence of consent where an EHR takes no Consent', () => {
  const form = (changes: Record<string, unknown> = {}) => ({
    resourceType: 'QuestionnaireResponse',
    id: 'q1',
    status: 'completed',
    subject: PATIENT,
    questionnaire: `${CONSENT_QUESTIONNAIRE}|1.0`,
    authored: '2026-03-03T12:00:00-05:00',
    ...changes,
  });
  const answers = (agreed: boolean, givenOn?: string) => ({
    item: [
      { linkId: 'agreed', answer: [{ valueBoolean: agreed }] },
      ...(givenOn ? [{ linkId: 'given-on', answer: [{ valueDate: givenOn }] }] : []),
    ],
  });
  const document = (changes: Record<string, unknown> = {}) => ({
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    subject: PATIENT,
    category: [coded(CONSENT_CATEGORY_SYSTEM, 'rpm')],
    date: '2026-03-03T12:00:00-05:00',
    ...changes,
  });
  const procedure = (changes: Record<string, unknown> = {}) => ({
    resourceType: 'Procedure',
    id: 'e1',
    status: 'completed',
    subject: PATIENT,
    code: coded(CONSENT_CATEGORY_SYSTEM, 'rpm'),
    performedDateTime: '2026-03-02',
    ...changes,
  });
  const noon = seconds('2026-03-03T12:00:00-05:00');
  const at = { earliest: noon, latest: noon };

  test.each<[string, unknown, unknown]>([
    ['a form, when it was written', form(), ['given', at]],
    ['a form that names the day', form(answers(true, '2026-03-02')), ['given', day('2026-03-02')]],
    ['a form answered with no', form(answers(false)), ['declined', at]],
    ['an amended form', form({ status: 'amended' }), ['given', at]],
    ['a document, when it was written', document(), ['given', at]],
    [
      'a document of a type',
      document({ category: undefined, type: coded(CONSENT_CATEGORY_SYSTEM, 'rpm') }),
      ['given', at],
    ],
    [
      'a document about a day',
      document({ context: { period: { start: '2026-03-02' } } }),
      ['given', day('2026-03-02')],
    ],
    ['a procedure', procedure(), ['given', day('2026-03-02')]],
    [
      'a procedure that took a while',
      procedure({ performedDateTime: undefined, performedPeriod: { start: '2026-03-02' } }),
      ['given', day('2026-03-02')],
    ],
    ['an undated procedure', procedure({ performedDateTime: undefined }), ['given', null]],
  ])('%s', (_, resource, expected) => {
    expect(ledgerOf([resource]).consents.map(({ state, given }) => [state, given])).toEqual([expected]);
  });

  test.each<[string, unknown]>([
    ['a form in progress', form({ status: 'in-progress' })],
    ['another form', form({ questionnaire: 'https://ehr.example/Questionnaire/phq-9' })],
    ['a superseded document', document({ status: 'superseded' })],
    ['a document entered in error', document({ docStatus: 'entered-in-error' })],
    ['another document', document({ category: undefined })],
    ['a procedure that wasn’t done', procedure({ status: 'not-done' })],
  ])('is not %s', (_, resource) => {
    const ledger = ledgerOf([resource]);
    expect([ledger.consents, ledger.setAside]).toEqual([[], []]);
  });

  test('may have codes and forms of the practice’s own', () => {
    const settings = parseSettings({
      codes: { consentEvidence: [{ system: 'urn:local', code: 'CNS' }], consentQuestionnaires: ['urn:form'] },
    });
    const resources = [
      procedure({ code: coded('urn:local', 'CNS') }),
      document({ category: [coded('urn:local', 'CNS')] }),
      form({ questionnaire: 'urn:form' }),
    ];
    expect(ledgerOf(resources, settings).consents).toHaveLength(3);
  });
});

describe('a withdrawal that stands in a record of its own', () => {
  const form = (withdrawnOn?: string) => ({
    resourceType: 'QuestionnaireResponse',
    id: 'w1',
    status: 'completed',
    subject: PATIENT,
    questionnaire: CONSENT_QUESTIONNAIRE,
    item: [
      { linkId: 'agreed', answer: [{ valueBoolean: false }] },
      { linkId: 'withdrawn-on', answer: [withdrawnOn ? { valueDateTime: withdrawnOn } : {}] },
    ],
  });
  const document = (date: string) => ({
    resourceType: 'DocumentReference',
    id: 'w1',
    status: 'current',
    subject: PATIENT,
    category: [coded(CONSENT_CATEGORY_SYSTEM, 'rpm'), coded(CONSENT_CATEGORY_SYSTEM, 'rpm-withdrawn')],
    context: { period: { start: date } },
  });
  const denial = (dateTime: string) =>
    consent({ id: 'w1', status: 'inactive', dateTime, provision: { type: 'deny' }, organization: undefined });
  const noon = seconds('2026-03-13T12:00:00-04:00');
  const on = { earliest: noon, latest: noon };

  test.each<[string, (date: string) => { id?: unknown; resourceType?: unknown }]>([
    ['form', form],
    ['document', document],
    ['Consent', denial],
  ])('ends what was given before: a %s', (_, withdrawal) => {
    const resource = withdrawal('2026-03-13T12:00:00-04:00');
    expect(ledgerOf([resource, consent()]).consents).toMatchObject([
      { reference: `${resource.resourceType}/w1`, state: 'withdrawn', given: null, ended: on },
      { reference: 'Consent/k1', state: 'given', given: day('2026-03-02'), ended: on },
    ]);
  });

  test.each<[string, unknown, unknown]>([
    ['a consent of an earlier day', consent(), on],
    ['a consent of the same day', consent({ dateTime: '2026-03-13' }), on],
    ['a consent that ended before', consent(ending('2026-03-05')), day('2026-03-05')],
    ['a consent that was to end later', consent(ending('2026-03-30')), on],
    ['an undated consent', consent({ dateTime: undefined }), on],
    ['not a consent given afterwards', consent({ dateTime: '2026-03-13T15:00:00-04:00' }), null],
  ])('ends %s', (_, given, ended) => {
    const { consents } = ledgerOf([given, form('2026-03-13T12:00:00-04:00')]);
    expect(consents.find(({ reference }) => reference === 'Consent/k1')?.ended ?? null).toEqual(ended);
  });

  test('without a date may have ended any consent: none is better than undated', () => {
    expect(ledgerOf([consent(), form()]).consents).toMatchObject([
      { state: 'given', given: null },
      { state: 'withdrawn', given: null, ended: null },
    ]);
  });
});

describe('a consent that is corrected by a later record', () => {
  const replaces = (reference: string) => ({
    extension: [{ url: REPLACES_EXTENSION, valueReference: { reference } }],
  });
  const later = [
    consent({ id: 'k2', dateTime: '2026-03-06', ...replaces('Consent/k1') }),
    {
      resourceType: 'QuestionnaireResponse',
      id: 'k2',
      status: 'completed',
      subject: PATIENT,
      questionnaire: CONSENT_QUESTIONNAIRE,
      authored: '2026-03-06',
      ...replaces('Consent/k1'),
    },
    {
      resourceType: 'DocumentReference',
      id: 'k2',
      status: 'current',
      subject: PATIENT,
      category: [coded(CONSENT_CATEGORY_SYSTEM, 'rpm')],
      date: '2026-03-06',
      relatesTo: [{ code: 'replaces', target: { reference: 'Consent/k1' } }],
    },
  ];

  test.each(later)('is set aside and says by which: $resourceType', (correction) => {
    const ledger = ledgerOf([consent(), correction]);
    expect(ledger.consents).toMatchObject([{ given: day('2026-03-06') }]);
    expect(reasonsIn(ledger)).toEqual(['Consent/k1 entered-in-error']);
  });

  test('ends nothing any more when it was a withdrawal', () => {
    const mistaken = consent({
      id: 'w1',
      status: 'inactive',
      dateTime: '2026-03-13T12:00:00-04:00',
      provision: { type: 'deny' },
    });
    const ledger = ledgerOf([consent(), mistaken, consent({ id: 'k2', ...replaces('Consent/w1') })]);
    expect(ledger.consents.map(({ ended }) => ended)).toEqual([null, null]);
  });
});

test.each<[string, string]>([
  ['rpm', 'given'],
  ['rpm-declined', 'declined'],
  ['rpm-withdrawn', 'withdrawn'],
])('a document coded %s says that consent was %s', (code, state) => {
  const document = {
    resourceType: 'DocumentReference',
    id: 'd1',
    status: 'current',
    subject: PATIENT,
    type: coded(CONSENT_CATEGORY_SYSTEM, code),
    date: '2026-03-03T12:00:00-05:00',
  };
  expect(ledgerOf([document]).consents).toMatchObject([{ state }]);
});

test('a practice’s own code may say that consent was declined', () => {
  const settings = parseSettings({
    codes: { consentEvidence: [{ system: 'urn:local', code: 'NO', decision: 'declined' }] },
  });
  const procedure = {
    resourceType: 'Procedure',
    id: 'e1',
    status: 'completed',
    subject: PATIENT,
    code: coded('urn:local', 'NO'),
    performedDateTime: '2026-03-02',
  };
  expect(ledgerOf([procedure], settings).consents).toMatchObject([{ state: 'declined' }]);
});
