import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EhrError } from '../errors.ts';
import type { ChargeState, FoundCharge, Reread, RouteChoice } from '../types.ts';
import { newCharge } from './charge.ts';
import type { Check } from './lines.ts';
import { advance, type ChargeWorld, confirmed, hasEnded, lookedFor } from './write.ts';

// Only `check` of the world looks into the verdict, and here it doesn't.
const REREAD = {} as Reread;

const choiceOf = (exactlyOnce: RouteChoice['exactlyOnce']): RouteChoice => ({
  route: 'charge-item',
  name: 'a charge',
  why: '',
  billerMust: null,
  passedOver: [],
  exactlyOnce,
});

/** An EHR in a few lines: it stores charges, and refuses a second one if it knows conditional create. */
class Ehr {
  readonly charges: (FoundCharge & { by: User })[] = [];
  readonly late: (() => void)[] = [];
  readonly conditional: boolean;

  constructor(conditional: boolean) {
    this.conditional = conditional;
  }

  store(by: User) {
    const [there] = this.charges;
    if (this.conditional && there !== undefined) return { reference: there.reference, resource: null, created: false };
    const reference = `ChargeItem/${this.charges.length + 1}`;
    this.charges.push({ reference, route: 'charge-item', recorded: this.charges.length, by });
    return { reference, resource: null, created: true };
  }

  /** What was on its way arrives now. */
  deliver() {
    for (const arrive of this.late.splice(0)) arrive();
  }
}

/** `lost`: it never arrives. `stored`: it arrives, the answer doesn't. `late`: it arrives when nobody expects it any more. */
type Fault = 'none' | 'lost' | 'stored' | 'late' | 'refused' | '500-stored' | 'signed-out';
const noAnswer = () => new EhrError('network', 'no answer');

class User {
  state: ChargeState = confirmed({ step: 'ready' });
  sent = 0;
  refusals = 0;
  readonly world: ChargeWorld;

  constructor(ehr: Ehr, faults: () => Fault) {
    const readable =
      <T>(value: () => T) =>
      async () => {
        const fault = faults();
        if (fault === 'none' || fault === 'refused') return value();
        throw noAnswer();
      };
    this.world = {
      reread: readable(() => REREAD),
      check: (): Check => ({ answer: 'same' }),
      find: readable(() => ehr.charges.map(({ by, ...charge }) => ({ ...charge, mine: by === this }))),
      choose: async () => (this.refusals > 1 ? null : choiceOf(ehr.conditional ? 'conditional-create' : 'search')),
      refuse: () => {
        this.refusals += 1;
      },
      isLost: () => ehr.conditional,
      write: async () => {
        const fault = faults();
        if (fault === 'refused') throw new EhrError('refused', 'no', 422);
        if (fault === 'signed-out') throw new EhrError('unauthorized', 'no', 401);
        this.sent += 1;
        if (fault === 'none') return ehr.store(this);
        if (fault === 'late') ehr.late.push(() => ehr.store(this));
        if (fault === 'stored' || fault === '500-stored') ehr.store(this);
        throw fault === '500-stored' ? new EhrError('server', 'oops', 500) : noAnswer();
      },
    };
  }

  async step() {
    this.state = await advance(this.state, this.world);
  }

  async toTheEnd() {
    while (!hasEnded(this.state)) await this.step();
  }
}

const FAULTS: Fault[] = ['none', 'none', 'none', 'lost', 'stored', 'late', 'refused', '500-stored', 'signed-out'];
const schedule = fc.array(fc.record({ turn: fc.nat(2), fault: fc.constantFrom(...FAULTS) }), { maxLength: 30 });

/** Two users take turns in any order, with any fault at any step; then all is well again and each looks once more. */
async function play(conditional: boolean, turns: readonly { turn: number; fault: Fault }[]) {
  const ehr = new Ehr(conditional);
  let fault: Fault = 'none';
  const users = [new User(ehr, () => fault), new User(ehr, () => fault)];
  for (const each of turns) {
    fault = each.fault;
    const user = users[each.turn];
    if (user === undefined) ehr.deliver();
    else await user.step();
  }
  fault = 'none';
  for (const user of users) await user.toTheEnd();
  ehr.deliver();
  const before = users.map(({ state }) => state);
  for (const user of users) {
    user.state = lookedFor(user.state, choiceOf(conditional ? 'conditional-create' : 'search'));
    await user.toTheEnd();
  }
  return { ehr, users, before };
}

const reportsDuplicates = ({ state }: User) => state.step === 'done' && state.duplicates.length > 0;

describe('two users, every fault, every interleaving', () => {
  it('never make two active charges where the EHR knows conditional create', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (turns) => {
        const { ehr } = await play(true, turns);
        expect(ehr.charges.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);

  it('elsewhere make at most one each, and two are never passed over in silence', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (turns) => {
        const { ehr, users } = await play(false, turns);
        expect(ehr.charges.length).toBeLessThanOrEqual(2);
        expect(users.every(({ sent }) => sent <= 1)).toBe(true);
        if (ehr.charges.length > 1) expect(users.some(reportsDuplicates)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);

  it('never lose a confirmation: who says that it is charged names a charge, and what was stored is never called not sent', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), schedule, async (conditional, turns) => {
        const { ehr, users } = await play(conditional, turns);
        for (const { state } of users) {
          if (state.step === 'done')
            expect(ehr.charges.map(({ reference }) => reference)).toContain(state.charge.reference);
          expect(hasEnded(state)).toBe(true);
        }
        const [oldest] = ehr.charges;
        const standing = users.flatMap(({ state }) =>
          state.step === 'done' && state.duplicates.length > 0 ? [state.charge] : [],
        );
        for (const charge of standing) expect(charge.reference).toBe(oldest?.reference);
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);
});

describe('one charge', () => {
  const run = (faults: Fault[], ehr = new Ehr(false)) => {
    let at = 0;
    const user = new User(ehr, () => faults[at++] ?? 'none');
    return { ehr, user, charge: newCharge(user.world) };
  };

  it.each<[string, Fault[], object]>([
    ['goes well', [], { step: 'done', by: 'written', duplicates: [] }],
    ['fails while reading again', ['lost'], { step: 'stopped', stop: { reason: 'not-sent' }, again: 'confirm' }],
    ['fails while searching', ['none', 'lost'], { step: 'stopped', stop: { reason: 'not-sent' }, again: 'confirm' }],
    [
      'is refused by every route',
      ['none', 'none', 'refused', 'none', 'refused'],
      { stop: { reason: 'refused' }, again: null },
    ],
    ['is signed out', ['none', 'none', 'signed-out'], { stop: { reason: 'not-sent' }, again: 'confirm' }],
    ['is stored without an answer', ['none', 'none', 'stored'], { step: 'done', by: 'written' }],
    ['is stored with an error', ['none', 'none', '500-stored'], { step: 'done', by: 'written' }],
    ['never arrives', ['none', 'none', 'lost'], { stop: { reason: 'unknown-outcome' }, again: 'check' }],
    ['can’t be read back', ['none', 'none', 'none', 'lost'], { stop: { reason: 'unknown-outcome' }, again: 'check' }],
  ])('that %s', async (_, faults, end) => {
    const { charge } = run(faults);
    expect(await charge.confirm()).toMatchObject(end);
  });

  it('is never sent again after an unknown outcome, whatever the person clicks', async () => {
    const { charge, user, ehr } = run(['none', 'none', 'late']);
    await charge.confirm();
    await charge.confirm();
    await charge.check();
    expect(user.sent).toBe(1);
    ehr.deliver();
    expect(await charge.check()).toMatchObject({ step: 'done', by: 'written' });
  });

  it('shows each of its states, and a second click joins the first', async () => {
    const { charge, user } = run([]);
    const steps: string[] = [];
    charge.subscribe(() => steps.push(charge.getSnapshot().step));
    await Promise.all([charge.confirm(), charge.confirm()]);
    expect(steps).toEqual(['re-reading', 'searching', 'writing', 'reading-back', 'done']);
    expect(user.sent).toBe(1);
  });

  it('that breaks by a mistake of ours is not sent again', async () => {
    const { charge, user } = run([]);
    user.world.write = async () => {
      user.sent += 1;
      throw new TypeError('a mistake');
    };
    await expect(charge.confirm()).rejects.toThrow('a mistake');
    expect(charge.getSnapshot()).toMatchObject({ stop: { reason: 'unknown-outcome' } });
    await charge.confirm();
    expect(user.sent).toBe(1);
  });
});
