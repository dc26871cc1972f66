import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionCut } from '../../mocks/fhir/outcome.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { chargesAmong } from '../../src/ehr/charge/carried.ts';
import { chargeOf } from '../../src/ehr/charge/charge.ts';
import type { Charge, ChargeState, Connection } from '../../src/ehr/types.ts';
import { KINDS, type Kind } from './charge-kinds.ts';
import { ATTESTATION, look, requestsOf } from './charge-user.ts';

/** `late`: it arrives when both have given up. */
type Fault = 'none' | 'cut' | 'stored' | 'late' | '500' | '403';

interface Turn {
  user: number;
  fault: Fault;
}

interface Waiting {
  user: number;
  request: Request;
  go(fault: Fault): void;
}

/** Two users of one EHR whose every request waits for its turn. */
class Table {
  readonly sandbox = new Sandbox({ origin: 'http://ehr.test' });
  readonly kind: Kind;
  readonly #waiting: Waiting[] = [];
  readonly #late: Request[] = [];
  #free = true;

  constructor(kind: Kind) {
    this.kind = kind;
  }

  sit(user: number): Connection {
    return this.kind.connect(this.sandbox, {
      intercept: (request) => (this.#free ? undefined : this.#turn(user, request)),
    });
  }

  async #turn(user: number, request: Request): Promise<Response | undefined> {
    const fault = await new Promise<Fault>((go) => this.#waiting.push({ user, request, go }));
    // Reading is retried, and fails for good by a refusal only.
    if (request.method === 'GET') return fault === '403' ? new Response(null, { status: 403 }) : undefined;
    switch (fault) {
      case 'none':
        return undefined;
      case '403':
      case '500':
        return new Response(null, { status: Number(fault) });
      case 'late':
        this.#late.push(request);
        break;
      case 'stored':
        await this.sandbox.handle(request);
        break;
      case 'cut':
    }
    throw new ConnectionCut(fault);
  }

  /** Lets the requests go in the order of the turns, then the rest as they come; at the end what is late arrives. */
  async play(run: () => Promise<ChargeState>[], turns: readonly Turn[]): Promise<ChargeState[]> {
    this.#free = false;
    const running = run();
    let over = false;
    const all = Promise.all(running).finally(() => {
      over = true;
    });
    const left = [...turns];
    while (!over) {
      await new Promise((resolve) => setImmediate(resolve));
      const turn = left[0];
      if (this.#waiting.length === 0) continue;
      const at = this.#waiting.findIndex(({ user }) => user === turn?.user);
      left.shift();
      const [next] = this.#waiting.splice(Math.max(at, 0), 1);
      next?.go(at < 0 ? 'none' : (turn?.fault ?? 'none'));
    }
    this.#free = true;
    for (const request of this.#late.splice(0)) await this.sandbox.handle(request);
    return all;
  }

  /** What stands in the end. */
  active() {
    const store = this.sandbox.store(this.kind.profile);
    const resources = ['ChargeItem', 'Task', 'DocumentReference', 'Communication'].flatMap((type) => store.all(type));
    const all = chargesAmong(resources, { patient: 'Patient/billable', month: '2026-03', code: '99457' });
    return all.filter(({ gone }) => !gone);
  }
}

const FAULTS: Fault[] = ['none', 'none', 'none', 'none', 'cut', 'stored', 'late', '500', '403'];
const turns = fc.array(fc.record({ user: fc.nat(1), fault: fc.constantFrom(...FAULTS) }), { maxLength: 45 });

describe.each(KINDS.map((kind) => [kind.name, kind] as const))('by %s', (_, kind) => {
  it('two users, every fault at every request, every order: never two charges that stand, or both are told; never a lost confirmation', async () => {
    const table = new Table(kind);
    const first = kind.connect(table.sandbox);
    const again = await look(table.sandbox, first);
    const [request] = await requestsOf(table.sandbox, first);
    if (request === undefined) throw new Error('nothing to charge');
    await fc.assert(
      fc.asyncProperty(turns, async (order) => {
        table.sandbox.reset();
        const attempts = [crypto.randomUUID(), crypto.randomUUID()];
        const charges = attempts.map((attempt, user) =>
          chargeOf(table.sit(user), { ...request, attempt }, async () => again),
        );
        await table.play(() => charges.map((charge) => charge.confirm(ATTESTATION)), order);
        const ends = await Promise.all(charges.map(lookOnceMore));
        const active = table.active();
        const references = active.map(({ charge }) => charge.reference);
        // Of two types of resource, no conditional create of one sees the other; a reservation does.
        const byAnotherRoute = kind.exactlyOnce === 'conditional-create' && order.some(({ fault }) => fault === '403');
        if (kind.exactlyOnce !== 'search' && !byAnotherRoute) expect(references.length).toBeLessThanOrEqual(1);
        for (const end of ends) if (end.step === 'done') expect(references).toContain(end.charge.reference);
        if (references.length > 1)
          expect(ends.some((end) => end.step === 'done' && end.duplicates.length > 0)).toBe(true);
        for (const { resource } of active) {
          const maker = ends[attempts.findIndex((attempt) => JSON.stringify(resource).includes(attempt))];
          if (maker !== undefined) expect([maker.step, maker]).toEqual(['done', expect.anything()]);
        }
      }),
      { numRuns: 20 },
    );
  }, 240_000);
});

/** What the person does after an unknown outcome; after nothing was written, they confirm anew. */
async function lookOnceMore(charge: Charge): Promise<ChargeState> {
  const state = charge.getSnapshot();
  if (state.step !== 'stopped') return state;
  if (state.again === null) return state;
  return state.again === 'check' ? charge.check() : charge.confirm();
}
