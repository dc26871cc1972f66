import { patientBanner } from '../fhir/patient.ts';
import { isObject, isResource, localReference } from '../fhir/resource.ts';
import { DEFAULT_SETTINGS, type Settings } from '../fhir/settings.ts';
import { readInstant } from '../fhir/time.ts';
import type { Evidence, Reference } from '../rules/ledger.ts';
import type { ServiceMonth } from '../rules/month.ts';
import { type Capabilities, permission, scopePermits } from './capability.ts';
import { EhrError, type Outcome } from './errors.ts';
import { type Plan, paged, plansFor, type Way } from './plan.ts';
import { referenceOf, type SearchResult } from './server.ts';
import type {
  Connection,
  MonthRead,
  Notice,
  PatientSummary,
  ReadProgress,
  TypeProgress,
  UnreadType,
  UnreadWhy,
} from './types.ts';

export interface ReadOptions {
  signal?: AbortSignal | undefined;
  /** Called whenever a page arrived. */
  onProgress?: ((progress: ReadProgress) => void) | undefined;
  /** The practice's own codes, so that what carries them is asked for. */
  settings?: Pick<Settings, 'codes' | 'billingParties'> | undefined;
}

/**
 * Reads everything that the rules need of one patient and month: all types at once, the pages of each one after the other.
 * What could not be read is named, with what is therefore unknown; it is never taken as absent.
 * @throws EhrError when nothing at all could be read, when the session is over, and when cancelled
 */
export async function readMonth(
  connection: Connection,
  month: ServiceMonth,
  options: ReadOptions = {},
): Promise<MonthRead> {
  const { codes, billingParties } = options.settings ?? DEFAULT_SETTINGS;
  const plans = plansFor(connection.patient, month, codes, connection.issuer.billingRecipient);
  const progress: TypeProgress[] = [
    { type: 'Patient', label: 'patient', state: 'reading', pages: 0, count: 0 },
    ...plans.map(({ type, label }) => ({ type, label, state: 'waiting' as const, pages: 0, count: 0 })),
  ];
  const report = (at: number, change: Partial<TypeProgress>) => {
    const before = progress[at];
    if (before !== undefined) progress[at] = { ...before, ...change };
    options.onProgress?.([...progress]);
  };
  const reading = new Reading(connection, options.signal);
  await reading.begin();
  const patient = reading.patient().then((answer) => {
    report(0, { state: answer.unread ? 'unread' : 'read', pages: 1, count: answer.resources.length });
    return answer;
  });
  const answers = plans.map(async (plan, index) => {
    report(index + 1, { state: 'reading' });
    const answer = await reading.follow(plan, (pages, count) => report(index + 1, { pages, count }));
    report(index + 1, { state: answer.unread ? 'unread' : 'read', count: answer.resources.length });
    return answer;
  });
  const all = await Promise.all([patient, ...answers]);
  const [firstFailure] = all.flatMap(({ error }) => error ?? []);
  if (firstFailure && all.every(({ resources }) => resources.length === 0)) throw firstFailure;
  return together(connection, month, all, billingParties[0] ?? null);
}

/** What came of asking for one type. */
interface Answer {
  resources: readonly unknown[];
  unread: UnreadType | null;
  notices: readonly Notice[];
  error: EhrError | null;
}

class Reading {
  readonly #connection: Connection;
  readonly #signal: AbortSignal | undefined;
  /** Asked at once, in parallel to all else; null when the EHR doesn't say what it can. */
  readonly #capabilities: Promise<Capabilities | null>;
  /** The same once it is there: null until then. */
  #declared: Capabilities | null = null;
  /** What was found by type, for the questions that depend on it. */
  readonly #found = new Map<string, Promise<SearchResult | null>>();

  constructor(connection: Connection, signal: AbortSignal | undefined) {
    this.#connection = connection;
    this.#signal = signal;
    this.#capabilities = connection.capabilities().catch(noneWhenUnreadable);
  }

  /** Takes what the EHR has said of itself, if it has said it already; nobody waits for it, since some need a megabyte to say it. */
  async begin(): Promise<void> {
    void this.#capabilities.then((capabilities) => {
      this.#declared = capabilities;
    });
    await new Promise((resolve) => setTimeout(resolve));
  }

  async patient(): Promise<Answer> {
    const { server, patient } = this.#connection;
    try {
      return { resources: [await server.get(patient, this.#signal)], unread: null, notices: [], error: null };
    } catch (error) {
      const unread = unreadOf({ type: 'Patient', label: 'patient' }, 'failed', messageOf(rethrown(error)), []);
      return { resources: [], unread, notices: [], error: rethrown(error) };
    }
  }

  /** Asks by the first way that the server knows; by the next when it refuses one. */
  async follow(plan: Plan, onPage: (pages: number, count: number) => void): Promise<Answer> {
    const found = this.#ask(plan, onPage);
    // Others wait for this answer; who follows it reports its failure.
    if (!this.#found.has(plan.type))
      this.#found.set(
        plan.type,
        found.then(
          ({ result }) => result,
          () => null,
        ),
      );
    const { result, way, unread, error } = await found;
    if (result === null) return { resources: [], unread, notices: [], error };
    const notices = result.outcomes.map((outcome) => noticeOf(plan.type, outcome));
    const extra = way?.partial ? await this.#referenced(plan.type) : [];
    const incomplete = result.incomplete ?? way?.partial ?? null;
    return {
      resources: [...result.resources, ...extra],
      unread: incomplete === null ? null : unreadOf(plan, 'incomplete', incomplete, plan.whenFailed),
      notices,
      error: null,
    };
  }

  async #ask(plan: Plan, onPage: (pages: number, count: number) => void): Promise<Asked> {
    const { server, scopes } = this.#connection;
    if (!scopePermits(scopes, plan.type, 'search-type')) return this.#notPermitted(plan);
    if (plan.optional && !(await this.#knows(plan))) return { ...NOTHING, unread: null };
    let refusal: EhrError | null = null;
    for (const way of this.#inOrder(plan)) {
      if (refusal !== null && way !== plan.ways[0] && !(await this.#mayKnow(plan.type, way))) continue;
      try {
        const params = await way.params(() => this.#encounters());
        if (params === null) return { ...NOTHING, result: EMPTY, way };
        const result = await server.search(plan.type, paged(plan.type, params), { signal: this.#signal, onPage });
        return { ...NOTHING, result, way };
      } catch (error) {
        refusal = rethrown(error);
        if (!['refused', 'forbidden', 'not-found'].includes(refusal.kind)) break;
      }
    }
    return { ...NOTHING, unread: await this.#unreadAfter(plan, refusal), error: refusal };
  }

  /** First the ways that the EHR has said it knows, each giving all there is: one that it refuses costs a round trip. */
  #inOrder({ type, ways }: Plan): readonly Way[] {
    const known = this.#declared?.types.get(type)?.searchParams;
    if (known === undefined) return ways;
    const declared = ways.filter(({ needs, partial }) => partial === null && needs.every((name) => known.has(name)));
    return [...declared, ...ways.filter((way) => !declared.includes(way))];
  }

  async #notPermitted(plan: Plan): Promise<Asked> {
    const capabilities = await this.#capabilities;
    if (capabilities && !capabilities.types.has(plan.type)) return { ...NOTHING, unread: notOffered(plan) };
    const detail = `The EHR did not grant the app the right to read ${plan.label} (${plan.type}).`;
    return { ...NOTHING, unread: unreadOf(plan, 'not-permitted', detail, plan.whenNotPermitted) };
  }

  async #unreadAfter(plan: Plan, refusal: EhrError | null): Promise<UnreadType> {
    const capabilities = await this.#capabilities;
    const { scopes } = this.#connection;
    if (capabilities && permission(capabilities, scopes, plan.type, 'search-type') === 'not-offered')
      return notOffered(plan);
    if (refusal?.kind === 'forbidden')
      return unreadOf(plan, 'not-permitted', `The EHR refused: ${refusal.message}`, plan.whenNotPermitted);
    return unreadOf(plan, 'failed', messageOf(refusal), plan.whenFailed);
  }

  /** Unless the server says that it doesn't know a parameter, asking is worth it. */
  async #mayKnow(type: string, way: Way): Promise<boolean> {
    const known = (await this.#capabilities)?.types.get(type)?.searchParams;
    return known === undefined || way.needs.every((name) => known.has(name));
  }

  async #knows({ type, ways }: Plan): Promise<boolean> {
    const offered = (await this.#capabilities)?.types.get(type);
    if (!offered?.interactions.has('search-type')) return false;
    return ways.some(({ needs }) => needs.every((name) => offered.searchParams.has(name)));
  }

  /** The month's encounters and the one in which the app was opened. */
  async #encounters(): Promise<readonly Reference[]> {
    const found = await this.#found.get('Encounter');
    if (found === null || found === undefined)
      throw new EhrError('bad-answer', 'The visits could not be read, and charges are found by visit here.');
    const references = found.resources.flatMap((resource) => referenceOf(resource) ?? []);
    const { encounter } = this.#connection;
    return [...new Set(encounter === null ? references : [encounter, ...references])];
  }

  /** Resources of the type that the time entries name, where a search alone can't find them all. */
  async #referenced(type: string): Promise<unknown[]> {
    const entries = (await this.#found.get('Procedure'))?.resources ?? [];
    const references = [...referencesTo(type, entries)];
    const read = references.map((reference) => this.#connection.server.get(reference, this.#signal));
    // One that can't be read is missing from an answer that is called incomplete already.
    return (await Promise.allSettled(read)).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }
}

interface Asked {
  result: SearchResult | null;
  way: Way | null;
  unread: UnreadType | null;
  error: EhrError | null;
}

const NOTHING: Asked = { result: null, way: null, unread: null, error: null };
const EMPTY: SearchResult = { resources: [], pages: 0, outcomes: [], incomplete: null };

/** Puts the answers together, each resource once, without the entries of other months that the margins let in. */
function together(
  connection: Connection,
  month: ServiceMonth,
  answers: readonly Answer[],
  billedBy: Reference | null,
): MonthRead {
  const unreadTypes = answers.flatMap(({ unread }) => unread ?? []);
  const resources = answers
    .flatMap((answer) => answer.resources)
    .filter((resource) => !isEntryOutside(month, resource));
  const notices = new Map<string, Notice>();
  for (const notice of answers.flatMap((answer) => answer.notices))
    notices.set(`${notice.type} ${notice.text}`, notice);
  return {
    patient: connection.patient,
    month: month.id,
    summary: summaryOf(connection.patient, answers[0]?.resources[0]),
    resources: onceEach(resources),
    unread: [...new Set<Evidence>(unreadTypes.flatMap(({ evidence }) => evidence))],
    unreadTypes,
    notices: [...notices.values()],
    billedBy,
  };
}

function onceEach(resources: readonly unknown[]): unknown[] {
  const seen = new Set<Reference>();
  return resources.filter((resource) => {
    const reference = referenceOf(resource);
    if (reference === null) return true;
    const fresh = !seen.has(reference);
    seen.add(reference);
    return fresh;
  });
}

/** A Procedure whose whole period surely lies in another month. */
function isEntryOutside(month: ServiceMonth, resource: unknown): boolean {
  if (!isResource(resource) || resource.resourceType !== 'Procedure' || !isObject(resource.performedPeriod))
    return false;
  const { start, end } = resource.performedPeriod;
  const from = typeof start === 'string' ? readInstant(start) : null;
  const to = typeof end === 'string' ? readInstant(end) : null;
  if (typeof from === 'number' && from >= month.end) return true;
  return typeof from === 'number' && typeof to === 'number' && to >= from && to <= month.start;
}

/** All references to a type, wherever they stand in the resources. */
function referencesTo(type: string, json: unknown): Set<Reference> {
  const found = new Set<Reference>();
  const look = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) look(item);
    else if (isObject(value))
      for (const [key, item] of Object.entries(value)) {
        const reference = key === 'reference' ? localReference(item) : null;
        if (reference?.startsWith(`${type}/`)) found.add(reference);
        else look(item);
      }
  };
  look(json);
  return found;
}

function summaryOf(reference: Reference, patient: unknown): PatientSummary {
  const banner = patientBanner(patient);
  const sex = isObject(patient) && typeof patient.gender === 'string' ? patient.gender : null;
  return {
    reference,
    name: banner?.name || null,
    birthDate: banner?.birthDate ?? null,
    sex,
    recordNumber: banner?.mrn ?? null,
  };
}

function unreadOf(
  { type, label }: { type: string; label: string },
  why: UnreadWhy,
  detail: string,
  evidence: readonly Evidence[],
): UnreadType {
  return { type, label, why, detail, evidence: [...evidence] };
}

function notOffered(plan: Plan): UnreadType {
  const detail = `This EHR does not offer ${plan.label} (${plan.type}) to apps.`;
  return unreadOf(plan, 'not-offered', detail, plan.whenNotOffered);
}

function noticeOf(type: string, { severity, text }: Outcome): Notice {
  return { type, severity: severity === 'information' ? 'information' : 'warning', text };
}

/** What ends the whole reading is thrown on: a session that is over, a reading that was cancelled, a mistake of ours. */
function rethrown(error: unknown): EhrError {
  if (!(error instanceof EhrError) || error.endsReading) throw error;
  return error;
}

/** Without the EHR's own description, its answers alone must do. */
function noneWhenUnreadable(error: unknown): null {
  if (error instanceof EhrError) return null;
  throw error;
}

function messageOf(error: EhrError | null): string {
  return error?.message ?? 'The EHR knows none of the ways to ask for it.';
}
