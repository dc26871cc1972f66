import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { ChargePreview, ChargeState, ChargeStop, RouteChoice } from '../../ehr/types.ts';
import { Outcome } from './Outcome.tsx';
import { Preview } from './Preview.tsx';
import { Progress } from './Progress.tsx';

const CHOICE: RouteChoice = {
  route: 'task',
  name: 'a task for the biller',
  why: 'It is the best way that this EHR takes.',
  billerMust: 'Enter the charge by hand.',
  passedOver: [{ route: 'charge-item', name: 'a charge in the chart', why: 'This EHR lets no app write a charge.' }],
  exactlyOnce: 'search',
};

const PREVIEW: ChargePreview = {
  request: {
    patient: 'Patient/p1',
    month: '2026-03',
    code: '99457',
    units: 1,
    serviceDate: '2026-03-17',
    performers: ['Practitioner/n1'],
    billedBy: 'Organization/ours',
    enterer: 'Practitioner/biller',
    encounter: null,
    evidence: ['Procedure/e1'],
    summary: '99457, service date 17 March',
    requestedAt: '2026-03-25T19:00:00Z',
    attempt: 'a-request',
    generation: 1,
    replaces: null,
    versions: {},
    moreReadings: 0,
    rulebook: '2026-01-01',
    basis: '{}',
    basisHash: null,
    highRisks: [],
    attestation: null,
  },
  choice: CHOICE,
  interaction: 'POST Task',
  resource: { resourceType: 'Task', status: 'requested', intent: 'order' },
  words: ['Charge CPT 99457, 1 unit, service date 17 March.'],
};

const text = (element: React.ReactElement) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&quot;', '"');

const outcome = (state: ChargeState & { step: 'done' | 'stopped' }) => {
  const nothing = () => undefined;
  return text(
    <Outcome state={state} nameOf={(reference) => reference} onConfirm={nothing} onCheck={nothing} onClose={nothing} />,
  );
};

const DONE: ChargeState & { step: 'done' } = {
  step: 'done',
  by: 'written',
  charge: { reference: 'Task/t1', route: 'task', recorded: null },
  choice: CHOICE,
  duplicates: [],
  detail: 'The charge is in the chart.',
};

describe('before a charge is written, the preview', () => {
  it.each([
    ['what is written, in plain words', 'Charge CPT 99457, 1 unit, service date 17 March.'],
    ['exactly what is sent', '"resourceType": "Task"'],
    ['which way it takes and why', 'a task for the biller. It is the best way that this EHR takes.'],
    ['what the biller must do', 'Enter the charge by hand.'],
    ['why no better way', 'This EHR lets no app write a charge.'],
  ])('says %s', (_, words) => {
    expect(text(<Preview preview={PREVIEW} statements={PREVIEW.words} />)).toContain(words);
  });
});

describe('while a charge is on its way', () => {
  it('each step says whether it is done, under way or to do', () => {
    const words = text(<Progress state={{ step: 'writing', choice: CHOICE, generation: 1 }} />);
    expect(words).toContain('Look for a charge that is there already: done');
    expect(words).toContain('Write the charge: under way');
    expect(words).toContain('Read it back: to do');
  });
});

describe('at the end of a charge', () => {
  it('a written one is named, with what the biller must do', () => {
    expect(outcome(DONE)).toContain('Charged. The EHR holds it as Task/t1.');
    expect(outcome(DONE)).toContain('Enter the charge by hand.');
  });

  it('one that was there already is not called new', () => {
    expect(outcome({ ...DONE, by: 'found' })).toContain('nothing was written again');
  });

  it('more than one for the same line are named, to be voided', () => {
    const more = { reference: 'Task/t2', route: 'task', recorded: null } as const;
    expect(outcome({ ...DONE, duplicates: [more] })).toContain('must be taken back, under Billing lines: Task/t2');
  });

  const stopped = (stop: ChargeStop, again: 'confirm' | 'check' | null) =>
    outcome({ step: 'stopped', stop, next: 'Look again in a minute.', again });

  it('an unknown outcome is looked for again and never sent again', () => {
    const words = stopped({ reason: 'unknown-outcome', detail: 'The connection broke off.' }, 'check');
    expect(words).toContain('It was sent once and is not sent again.');
    expect(words).toContain('Look again whether it arrived');
    expect(words).not.toContain('Try again');
  });

  it('what was not sent can be tried again', () => {
    const words = stopped({ reason: 'not-sent', detail: 'The EHR gave no answer.' }, 'confirm');
    expect(words).toContain('The EHR gave no answer. Nothing was written. What to do next: Look again in a minute.');
    expect(words).toContain('Try again');
  });
});
