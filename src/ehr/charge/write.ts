/**
 * A charge, written exactly once. Each state and what follows from it:
 *
 *   ready ─confirm→ re-reading ─same→ searching ─none→ (reserving ─ours→) writing ─answered→ reading-back ─found→ attesting → done
 *                       │                │ found→ done     │ somebody's    │ refused → searching (by the next route)
 *                       └ changed        └ no route        └ → stopped     └ no clear answer → reconciling ─found→ attesting → done
 *                         → stopped        → slip                                                 └ none → stopped (unknown-outcome) ─check→ reconciling
 *
 * A charge is sent at most once from `writing`; only a clear refusal leads back there. What may have arrived is looked for, never sent again.
 * `advance` takes one step, so that a test can let two users take turns at every step.
 */
import type { Reference } from '../../rules/ledger.ts';
import { EhrError } from '../errors.ts';
import type { Written } from '../server.ts';
import type { ChargeSlip, ChargeState, ChargeStop, FoundCharge, Reread, RouteChoice, RouteId } from '../types.ts';
import { routeOfCharge } from './carried.ts';
import type { Charges } from './find.ts';
import type { Check } from './lines.ts';

/** Everything that the machine asks of the world. Each but `check` and `slip` may throw EhrError. */
export interface ChargeWorld {
  /** Reads the chart again and judges it. */
  reread(): Promise<Reread>;
  check(again: Reread): Check;
  /** All charges of this patient, month and code. */
  find(): Promise<Charges>;
  choose(): Promise<RouteChoice>;
  refuse(route: RouteId, why: string): void;
  /** Keeps others from charging the line; why not, where somebody else does. */
  reserve(generation: number): Promise<string | null>;
  /** Sent once. */
  write(choice: RouteChoice, generation: number): Promise<Written>;
  /** Writes down who attested to the charge; why not, where that can't be. */
  attest(charge: FoundCharge): Promise<string | null>;
  /** Whether what was sent and isn't in the chart can no longer do harm by arriving: it may be confirmed and sent anew. */
  isLost(choice: RouteChoice): boolean;
  slip(): ChargeSlip;
}

const NEXT = {
  look: 'Look again in a minute whether it arrived. It is not sent again.',
  retry: 'Try again; nothing was written.',
  review: 'Look at the month as it is now and confirm again.',
  carry: 'Print the slip and carry it to the billing team. The month stays uncharged until the charge is in the EHR.',
  wait: 'Wait until they are done, then look at the month again.',
  void: 'Take that one back first.',
  stays: 'Nothing was written.',
} as const;

/** One step from a state to the next. `ready` and what has ended stay as they are. */
export async function advance(state: ChargeState, world: ChargeWorld): Promise<ChargeState> {
  switch (state.step) {
    case 're-reading':
      return reread(world);
    case 'searching':
      return search(world);
    case 'reserving':
      return reserve(state.choice, state.generation, world);
    case 'writing':
      return write(state.choice, state.generation, world);
    case 'reconciling':
      return reconcile(state.choice, state.detail, world);
    case 'reading-back':
      return readBack(state, world);
    case 'attesting':
      return attest(state.done, world);
    default:
      return state;
  }
}

/** Where a person's word leads. From everywhere else a confirmation changes nothing. */
export function confirmed(state: ChargeState): ChargeState {
  const may = state.step === 'ready' || (state.step === 'stopped' && state.again === 'confirm');
  return may ? { step: 're-reading' } : state;
}

/** Looking again after an unknown outcome; `choice` is the route by which it was sent. */
export function lookedFor(state: ChargeState, choice: RouteChoice | null): ChargeState {
  const may = state.step === 'stopped' && state.again === 'check' && choice !== null;
  return may ? { step: 'reconciling', choice, detail: state.stop.detail } : state;
}

export function hasEnded({ step }: ChargeState): boolean {
  return step === 'ready' || step === 'done' || step === 'stopped' || step === 'slip';
}

/** Where a mistake of ours leaves a charge: it may have been sent, unless it surely was not. */
export function broken(state: ChargeState): ChargeState {
  const detail = 'The app itself failed.';
  if (state.step === 'attesting') return { ...state.done, remarks: [detail] };
  const before = ['ready', 're-reading', 'searching', 'reserving'].includes(state.step);
  return before ? stopped({ reason: 'not-sent', detail }, NEXT.retry, 'confirm') : unknownOutcome(detail);
}

async function reread(world: ChargeWorld): Promise<ChargeState> {
  try {
    const check = world.check(await world.reread());
    if (check.answer === 'same') return { step: 'searching' };
    if (check.answer === 'stop') return stopped(check.stop, check.stop.reason === 'changed' ? NEXT.review : NEXT.stays);
    return found([chargeOf(check.reference)], null, 'The chart holds a charge for this line already.');
  } catch (error) {
    return notSent(error, 'The evidence could not be read again');
  }
}

async function search(world: ChargeWorld): Promise<ChargeState> {
  try {
    const charges = await world.find();
    const there = alreadyThere(charges);
    if (there !== null) return there;
    const choice = await world.choose();
    if (choice.route === 'slip') return { step: 'slip', slip: world.slip(), choice, next: NEXT.carry };
    const { generation } = charges;
    return { step: choice.exactlyOnce === 'reservation' ? 'reserving' : 'writing', choice, generation };
  } catch (error) {
    return notSent(error, 'It could not be found out whether the charge is there already');
  }
}

/** Only once the line is ours is it looked for the last time: who held it before may have charged it. */
async function reserve(choice: RouteChoice, generation: number, world: ChargeWorld): Promise<ChargeState> {
  try {
    const why = await world.reserve(generation);
    if (why !== null) return stopped({ reason: 'reserved', detail: why }, NEXT.wait, 'confirm');
    const charges = await world.find();
    if (charges.generation !== generation && charges.active.length === 0) return { step: 'searching' };
    return alreadyThere(charges) ?? { step: 'writing', choice, generation };
  } catch (error) {
    return notSent(error, 'The line could not be reserved');
  }
}

function alreadyThere({ active, excluding: [other] }: Charges): ChargeState | null {
  if (active.length > 0) return found(active, null, 'The chart holds this charge already.');
  if (other === undefined) return null;
  const detail = `${other.reference} is charged in this month, and both can’t be.`;
  return stopped({ reason: 'not-allowed', detail }, NEXT.void);
}

async function write(choice: RouteChoice, generation: number, world: ChargeWorld): Promise<ChargeState> {
  try {
    const { reference, created } = await world.write(choice, generation);
    return { step: 'reading-back', choice, written: reference, created };
  } catch (error) {
    const failure = ehrError(error);
    // 412 to a conditional create: several are there already.
    if (failure.outcomeUnknown || failure.kind === 'conflict')
      return { step: 'reconciling', choice, detail: failure.message };
    if (failure.kind === 'refused' || failure.kind === 'forbidden' || failure.kind === 'not-found') {
      world.refuse(choice.route, `The EHR refused it: ${failure.message}`);
      return { step: 'searching' };
    }
    return notSent(failure, 'The EHR did not take the charge');
  }
}

async function reconcile(choice: RouteChoice, detail: string, world: ChargeWorld): Promise<ChargeState> {
  try {
    const { active, voided } = await world.find();
    // Somebody else's charge doesn't mean that ours did not arrive, or won't: it is looked for until it can't any more.
    const isOurs = active.some(({ mine }) => mine !== false);
    if (active.length > 0 && (isOurs || world.isLost(choice))) return settled(active, choice, null);
    if (voided.some(({ mine }) => mine === true)) return takenBack();
    if (active.length > 0)
      return unknownOutcome(`Another charge for this line is in the chart; ours may still arrive. ${detail}`);
    if (world.isLost(choice))
      return stopped({ reason: 'not-sent', detail: `It did not arrive. ${detail}` }, NEXT.retry, 'confirm');
    return unknownOutcome(`It was sent, no clear answer came, and it is not to be seen in the chart. ${detail}`);
  } catch (error) {
    return unknownOutcome(`It was sent, and the chart can’t be searched for it. ${ehrError(error).message}`);
  }
}

interface Sent {
  choice: RouteChoice;
  written: Reference | null;
  created: boolean;
}

async function readBack({ choice, written, created }: Sent, world: ChargeWorld): Promise<ChargeState> {
  const where = written === null ? 'The EHR took the charge' : `The EHR took the charge as ${written}`;
  try {
    const { active, voided } = await world.find();
    if (active.length > 0) return settled(active, choice, created ? written : null);
    if (voided.some(({ mine, reference }) => mine === true || reference === written)) return takenBack();
    return unknownOutcome(`${where}, but it is not to be seen in the chart yet.`);
  } catch (error) {
    return unknownOutcome(`${where}, but it could not be read back. ${ehrError(error).message}`);
  }
}

/** After a write: the oldest stands. `mine`: what this very write made, if that is known. */
function settled(charges: readonly FoundCharge[], choice: RouteChoice, mine: Reference | null): ChargeState {
  const [oldest] = charges;
  const isOther = oldest?.mine === false || (mine !== null && oldest?.reference !== mine);
  if (isOther && oldest !== undefined) return found(charges, choice, `${oldest.reference} was there first.`);
  const done = found(charges, choice, 'The charge is in the chart.');
  return done.step === 'done' ? { step: 'attesting', done: { ...done, by: 'written' } } : done;
}

async function attest(done: ChargeState & { step: 'done' }, world: ChargeWorld): Promise<ChargeState> {
  try {
    const why = await world.attest(done.charge);
    return why === null ? done : { ...done, remarks: [why] };
  } catch (error) {
    return { ...done, remarks: [`Who attested to it was not written beside it. ${ehrError(error).message}`] };
  }
}

/** Somebody saw it in the chart and took it back before we did. */
function takenBack(): ChargeState {
  const detail = 'The charge was taken back by somebody since.';
  return stopped({ reason: 'not-sent', detail }, NEXT.review, 'confirm');
}

function found(charges: readonly FoundCharge[], choice: RouteChoice | null, detail: string): ChargeState {
  const [charge, ...duplicates] = charges;
  if (charge === undefined) return unknownOutcome(detail);
  const said =
    duplicates.length === 0
      ? detail
      : `${detail} There is more than one charge for this line: ${duplicates.map(({ reference }) => reference).join(', ')} must be voided.`;
  return { step: 'done', by: 'found', charge, choice, duplicates, detail: said };
}

function unknownOutcome(detail: string): ChargeState {
  return stopped({ reason: 'unknown-outcome', detail }, NEXT.look, 'check');
}

function notSent(error: unknown, what: string): ChargeState {
  return stopped({ reason: 'not-sent', detail: `${what}. ${ehrError(error).message}` }, NEXT.retry, 'confirm');
}

function stopped(stop: ChargeStop, next: string, again: 'confirm' | 'check' | null = null): ChargeState {
  return { step: 'stopped', stop, next, again };
}

function chargeOf(reference: Reference): FoundCharge {
  return { reference, route: routeOfCharge(reference), recorded: null };
}

/** Anything else that is thrown is a mistake of ours, and shown as one. */
function ehrError(error: unknown): EhrError {
  if (error instanceof EhrError) return error;
  throw error;
}
