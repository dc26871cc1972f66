import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EhrError } from '../errors.ts';
import type { ChargeState, FoundCharge, Reread, RouteChoice } from '../types.ts';
import { newCharge, type RunWorld } from './charge.ts';
import type { Check } from './lines.ts';
import { advance, confirmed, hasEnded, lookedFor } from './write.ts';

// Only `check` of the world looks into it, and here it doesn't.
const REREAD = {} as Reread;

type Kept = Exclude<RouteChoice['exactlyOnce'], 'nothing'>;

const choiceOf = (exactlyOnce: RouteChoice['exactlyOnce']): RouteChoice => ({
  route: exactlyOnce === 'nothing' ? 'slip' : 'charge-item',
  name: 'a charge',
  why: '',
  billerMust: null,
  passedOver: [],
  exactlyOnce,
});

interface StoredCharge extends FoundCharge {
  by: User;
  generation: number;
  gone: boolean;
}

/** An EHR in a few lines: it stores charges, and refuses a second one of the same generation if it knows conditional create. */
class Ehr {
  readonly charges: StoredCharge[] = [];
  readonly late: (() => void)[] = [];
  readonly reserved = new Map<User, number>();
  readonly kept: Kept;

  constructor(kept: Kept) {
    this.kept = kept;
  }

  get active(): StoredCharge[] {
    return this.charges.filter(({ gone }) => !gone);
  }

  get generation(): number {
    return this.charges.length - this.active.length + 1;
  }

  store(by: User, generation: number) {
    const there = this.charges.find((charge) => charge.generation === generation);
    if (this.kept === 'conditional-create' && there !== undefined)
      return { reference: there.reference, resource: null, created: false };
    const number = this.charges.length + 1;
    const reference = `ChargeItem/${number}`;
    this.charges.push({ reference, route: 'charge-item', recorded: number, by, generation, gone: false });
    return { reference, resource: null, created: true };
  }

  /** What was on its way arrives now. */
  deliver() {
    for (const arrive of this.late.splice(0)) arrive();
  }

  /** Somebody takes the oldest charge back. */
  takeBack() {
    const [oldest] = this.active;
    if (oldest !== undefined) oldest.gone = true;
  }
}

/** `lost`: it never arrives. `stored`: it arrives, the answer doesn't. `late`: it arrives when nobody expects it any more. */
type Fault = 'none' | 'lost' | 'stored' | 'late' | 'refused' | '500-stored' | 'signed-out';
const noAnswer = () => new EhrError('network', 'no answer');

class User {
  state: ChargeState = confirmed({ step: 'ready' });
  sent = 0;
  refusals = 0;
  readonly world: RunWorld;

  constructor(ehr: Ehr, faults: () => Fault) {
    const readable =
      <T>(value: () => T) =>
      async () => {
        const fault = faults();
        if (fault === 'none' || fault === 'refused') return value();
        throw noAnswer();
      };
    const shown = ({ by, generation: _, gone: __, ...charge }: StoredCharge) => ({ ...charge, mine: by === this });
    this.world = {
      reread: readable(() => REREAD),
      check: (): Check => ({ answer: 'same' }),
      find: readable(() => ({
        active: ehr.active.map(shown),
        voided: ehr.charges.filter(({ gone }) => gone).map(shown),
        excluding: [],
        generation: ehr.generation,
        uncounted: false,
      })),
      choose: async () => choiceOf(this.refusals > 1 ? 'nothing' : ehr.kept),
      refuse: () => {
        this.refusals += 1;
      },
      reserve: readable(() => {
        const at = ehr.reserved.get(this) ?? ehr.reserved.size;
        ehr.reserved.set(this, at);
        if ([...ehr.reserved].every(([user, other]) => user === this || other > at)) return null;
        ehr.reserved.delete(this);
        return 'Somebody else is charging it.';
      }),
      // In a real EHR what is late arrives before a reservation ends by itself.
      isLost: () => ehr.kept === 'conditional-create',
      write: async (_choice, generation) => {
        const fault = faults();
        if (fault === 'refused') throw new EhrError('refused', 'no', 422);
        if (fault === 'signed-out') throw new EhrError('unauthorized', 'no', 401);
        this.sent += 1;
        const store = () => ehr.store(this, generation);
        if (fault === 'none') return store();
        if (fault === 'late') ehr.late.push(store);
        if (fault === 'stored' || fault === '500-stored') store();
        throw fault === '500-stored' ? new EhrError('server', 'oops', 500) : noAnswer();
      },
      attest: readable(() => null),
      slip: () => ({ title: 'A slip', words: [] }),
      attested: () => undefined,
      giveUp: async () => {
        ehr.reserved.delete(this);
      },
    };
  }

  async step() {
    const before = this.state;
    this.state = await advance(before, this.world);
    const mayArrive = this.state.step === 'stopped' && this.state.stop.reason === 'unknown-outcome';
    if (hasEnded(this.state) && !mayArrive) await this.world.giveUp();
  }

  async toTheEnd() {
    while (!hasEnded(this.state)) await this.step();
  }
}

const FAULTS: Fault[] = ['none', 'none', 'none', 'lost', 'stored', 'late', 'refused', '500-stored', 'signed-out'];
const schedule = fc.array(fc.record({ turn: fc.nat(3), fault: fc.constantFrom(...FAULTS) }), { maxLength: 40 });

type Turns = readonly { turn: number; fault: Fault }[];

/** Two users take turns in any order, with any fault at any step, and somebody takes charges back; then all is well and each looks once more. */
async function play(kept: Kept, turns: Turns, watch: (ehr: Ehr) => void = () => undefined) {
  const ehr = new Ehr(kept);
  let fault: Fault = 'none';
  const users = [new User(ehr, () => fault), new User(ehr, () => fault)];
  let taken = 0;
  for (const each of turns) {
    fault = each.fault;
    const user = users[each.turn];
    if (user !== undefined) await user.step();
    else if (each.turn === 2) ehr.deliver();
    else {
      taken += ehr.active.length > 0 ? 1 : 0;
      ehr.takeBack();
    }
    watch(ehr);
  }
  fault = 'none';
  for (const user of users) await user.toTheEnd();
  ehr.deliver();
  watch(ehr);
  for (const user of users) {
    user.state = lookedFor(user.state, choiceOf(kept));
    await user.toTheEnd();
  }
  return { ehr, users, taken };
}

const atMostOne = (ehr: Ehr) => expect(ehr.active.length).toBeLessThanOrEqual(1);

const reportsDuplicates = ({ state }: User) => state.step === 'done' && state.duplicates.length > 0;

describe('two users, every fault, every interleaving, and a charge taken back at any moment', () => {
  it.each<Kept>(['conditional-create', 'reservation'])(
    'never make two active charges where there is a %s',
    async (kept) => {
      await fc.assert(
        fc.asyncProperty(schedule, async (turns) => {
          await play(kept, turns, atMostOne);
        }),
        { numRuns: 3_000 },
      );
    },
    60_000,
  );

  it('elsewhere make at most one each, and two are never passed over in silence', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (turns) => {
        const { ehr, users, taken } = await play('search', turns);
        expect(users.every(({ sent }) => sent <= 1)).toBe(true);
        if (ehr.active.length > 1) expect(users.some(reportsDuplicates)).toBe(true);
        expect(ehr.charges.length).toBeLessThanOrEqual(2 + taken);
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);

  it('never lose a confirmation: who says that it is charged names a charge, and whoever made one that stands comes to know of it', async () => {
    const kept = fc.constantFrom<Kept>('conditional-create', 'reservation', 'search');
    await fc.assert(
      fc.asyncProperty(kept, schedule, async (how, turns) => {
        const { ehr, users } = await play(how, turns);
        for (const user of users) {
          expect(hasEnded(user.state)).toBe(true);
          user.state = confirmed(user.state);
          await user.toTheEnd();
        }
        const known = ehr.charges.map(({ reference }) => reference);
        for (const { state } of users) if (state.step === 'done') expect(known).toContain(state.charge.reference);
        for (const { by } of ehr.active) expect(by.state.step).toBe('done');
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);

  it('of two that stand, everybody names the same one as the older', async () => {
    await fc.assert(
      fc.asyncProperty(schedule, async (turns) => {
        const { ehr, users, taken } = await play('search', turns);
        if (taken > 0) return;
        for (const { state } of users)
          if (state.step === 'done' && state.duplicates.length > 0)
            expect(state.charge.reference).toBe(ehr.active[0]?.reference);
      }),
      { numRuns: 1_000 },
    );
  }, 60_000);
});

describe('one charge', () => {
  const run = (faults: Fault[], ehr = new Ehr('search')) => {
    let at = 0;
    const user = new User(ehr, () => faults[at++] ?? 'none');
    return { ehr, user, charge: newCharge(user.world) };
  };

  it.each<[string, Fault[], object]>([
    ['goes well', [], { step: 'done', by: 'written', duplicates: [] }],
    ['fails while reading again', ['lost'], { step: 'stopped', stop: { reason: 'not-sent' }, again: 'confirm' }],
    ['fails while searching', ['none', 'lost'], { step: 'stopped', stop: { reason: 'not-sent' }, again: 'confirm' }],
    ['is refused by every route', ['none', 'none', 'refused', 'none', 'refused'], { step: 'slip' }],
    ['is signed out', ['none', 'none', 'signed-out'], { stop: { reason: 'not-sent' }, again: 'confirm' }],
    ['is stored without an answer', ['none', 'none', 'stored'], { step: 'done', by: 'written' }],
    ['is stored with an error', ['none', 'none', '500-stored'], { step: 'done', by: 'written' }],
    [
      'is stored, but not who attested to it',
      ['none', 'none', 'none', 'none', 'lost'],
      { step: 'done', by: 'written', remarks: [expect.stringContaining('Who attested')] },
    ],
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
    expect(steps).toEqual(['re-reading', 'searching', 'writing', 'reading-back', 'attesting', 'done']);
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
