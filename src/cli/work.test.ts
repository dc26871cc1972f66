import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../fhir/settings.ts';
import type { Piece } from './pieces.ts';
import { readSlices, type Sink, Store } from './store.ts';
import { evaluatePiece, groupPiece, keepPiece } from './work.ts';

let store: Store;
let sink: Sink;
beforeAll(async () => {
  store = await Store.create();
  sink = store.sink;
});
afterAll(() => store.close());

const question = { month: '2026-03', timeZone: 'UTC', asOf: 1_775_000_000, settings: DEFAULT_SETTINGS };
const reading = (patient: string) => ({
  resourceType: 'Observation',
  id: `o-${patient}`,
  subject: { reference: `Patient/${patient}` },
});

function piece(resources: readonly unknown[], edges: Partial<Piece> = {}): Piece {
  const bytes = new TextEncoder().encode(resources.map((resource) => `${JSON.stringify(resource)}\n`).join(''));
  return { input: 'test', bytes, opens: true, closes: true, ...edges };
}

const keys = ({ parts }: { parts: { key: string }[] }) => parts.map(({ key }) => key);

describe('evaluatePiece', () => {
  const many = Array.from({ length: 50 }, (_, index) => [reading(`p${index}`), reading(`p${index}`)]).flat();

  it('keeps no more open than the patients at its edges, however many it holds', () => {
    const { head, tail, verdicts } = evaluatePiece({
      piece: piece(many, { opens: false, closes: false }),
      question,
      sink,
    });
    expect(head?.patient).toBe('Patient/p0');
    expect(tail?.patient).toBe('Patient/p49');
    expect(verdicts.parts).toHaveLength(48);
  });

  it('evaluates all patients of an input that it holds whole', () => {
    const { head, tail, verdicts } = evaluatePiece({ piece: piece(many), question, sink });
    expect([head, tail]).toEqual([null, null]);
    expect(verdicts.parts).toHaveLength(50);
  });

  it('leaves a patient open at both edges once', () => {
    const { head, tail, verdicts } = evaluatePiece({
      piece: piece([reading('p')], { opens: false, closes: false }),
      question,
      sink,
    });
    expect([head?.patient, tail, verdicts.parts]).toEqual(['Patient/p', null, []]);
  });
});

describe('groupPiece', () => {
  it('keeps apart what doesn’t stand together, so that a patient who comes back is noticed', () => {
    const { groups } = groupPiece(piece([reading('a'), reading('b'), reading('a')]));
    expect(groups.map(({ patient }) => patient)).toEqual(['Patient/a', 'Patient/b', 'Patient/a']);
  });

  it('puts a Provenance to the resource before it, and hands back one whose target isn’t there', () => {
    const provenance = (reference: string) => ({ resourceType: 'Provenance', target: [{ reference }] });
    const { groups, strays } = groupPiece(
      piece([reading('a'), provenance('Observation/o-a'), provenance('Procedure/elsewhere')]),
    );
    expect(groups[0]?.resources).toHaveLength(2);
    expect(strays).toEqual([provenance('Procedure/elsewhere')]);
  });

  it('tells what a server left out', () => {
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'warning', code: 'incomplete', diagnostics: 'May be incomplete' }],
    };
    expect(groupPiece(piece([outcome])).remarks).toEqual([
      { line: 1, text: 'the server’s OperationOutcome: warning: May be incomplete', unread: false },
    ]);
  });
});

describe('keepPiece', () => {
  it('keeps each patient once, with lengths in bytes', () => {
    const { groups } = keepPiece({
      piece: piece([{ ...reading('a'), note: 'Größe' }, reading('b'), reading('a')]),
      sink,
    });
    expect(keys(groups)).toEqual(['Patient/a', 'Patient/b']);
    const [first] = groups.parts;
    const text = readSlices(sink, [{ offset: groups.offset, length: first?.length ?? 0 }]).toString();
    expect(text).toMatch(/^\{.*Größe.*\}\n\{.*o-a.*\}\n$/);
  });
});
