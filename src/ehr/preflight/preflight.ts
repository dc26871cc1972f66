import type { Settings } from '../../fhir/settings.ts';
import type { Instant } from '../../rules/ledger.ts';
import type { ServiceMonth } from '../../rules/month.ts';
import { type Capabilities, operationPermission, parseCapabilities, scopePermits } from '../capability.ts';
import { chooseRoute } from '../charge/routes.ts';
import { EhrError } from '../errors.ts';
import { chartOf } from '../practice.ts';
import type { Connection, PracticeConnection } from '../types.ts';
import { readDiscovery, signInFindings } from './discovery.ts';
import { featureFindings, worksAsFarAsKnown } from './features.ts';
import { clockFinding, onceFinding, pagingFinding, versionFinding } from './server.ts';
import { NOT_TRIED, type TypeTries, tryType } from './tried.ts';
import type { Finding, Grade, InteractionFinding, Preflight, Tried, TypeFinding } from './types.ts';
import { WANTED, WANTED_BY_PRACTICE, type Wanted } from './wanted.ts';

interface Options {
  month: ServiceMonth;
  settings: Pick<Settings, 'codes'> & { worklist: { group?: string } };
  /** This computer's clock, in epoch seconds. */
  clock: () => Instant;
  signal?: AbortSignal | undefined;
  /** How many of how many types were looked at. */
  onProgress?: (done: number, of: number) => void;
}

/**
 * Looks at what the connected EHR says of itself, grants and really does, for everything that the app wants of it. Only reads.
 * A session of the whole practice has no patient to try with; give the chart of one.
 * @throws EhrError when the session is over or the look is cancelled
 */
export async function preflight(connection: Connection | PracticeConnection, options: Options): Promise<Preflight> {
  const { signal } = options;
  const { server, issuer, scopes } = connection;
  const practice = scopes.some((scope) => scope.startsWith('user/Observation'));
  const [discovery, { capabilities, findings }] = await Promise.all([
    readDiscovery(server.base, signal),
    readMetadata(connection, options),
  ]);
  const wanted = practice ? WANTED_BY_PRACTICE : WANTED;
  let done = 0;
  const types = await Promise.all(
    wanted.map(async (one) => {
      const tries = await triesOf(connection, one, options);
      done += 1;
      options.onProgress?.(done, wanted.length);
      return typeFinding(one, tries, capabilities, scopes);
    }),
  );
  const chart = connection.patient === null ? chartOf(connection, 'Patient/none') : connection;
  const charge = await chooseRoute(chart, { encounter: chart.encounter ?? 'Encounter/any' }).catch(noRoute);
  const paging = connection.patient === null ? [] : [await pagingFinding(connection, signal)];
  return {
    name: issuer.name,
    iss: issuer.iss,
    software: capabilities?.software ?? null,
    at: options.clock(),
    features: charge === null ? [] : featureFindings(types, charge, practice),
    signIn: signInFindings(discovery, {
      issuer,
      view: practice ? 'practice' : 'chart',
      scopes,
      offers: (type, interaction) =>
        capabilities === null || (capabilities.types.get(type)?.interactions.has(interaction) ?? false),
      renews: scopes.includes('online_access') || scopes.includes('offline_access'),
    }),
    server: [...findings, ...paging, ...(charge === null ? [] : [onceFinding(charge)])],
    types,
  };
}

/** Without a CapabilityStatement no route can be chosen; that is said where it could not be read. */
function noRoute(error: unknown): null {
  if (error instanceof EhrError) return null;
  throw error;
}

async function readMetadata(
  { server }: Connection | PracticeConnection,
  { clock, signal }: Options,
): Promise<{ capabilities: Capabilities | null; findings: Finding[] }> {
  const title = 'CapabilityStatement';
  try {
    const from = clock();
    const { body, date } = await server.getDated('metadata', signal);
    const capabilities = parseCapabilities(body);
    return {
      capabilities,
      findings: [
        { title, grade: 'good', found: capabilities.software ?? 'read', means: null },
        versionFinding(body),
        clockFinding(date, { from, to: clock() }),
      ],
    };
  } catch (error) {
    if (!(error instanceof EhrError) || error.endsReading) throw error;
    const means = 'The app can’t choose how to write: nothing can be recorded or charged until it can be read.';
    return { capabilities: null, findings: [{ title, grade: 'missing', found: error.message, means }] };
  }
}

const NOBODY: Tried = { state: 'not-tried', detail: 'no patient at hand' };

async function triesOf(
  connection: Connection | PracticeConnection,
  { type }: Wanted,
  { month, settings, signal }: Options,
): Promise<TypeTries> {
  if (type === 'Group') {
    const group = connection.issuer.worklistGroup ?? settings.worklist.group;
    const none: Tried = { state: 'not-tried', detail: 'config.json names none (worklist.group)' };
    return { search: none, read: group === undefined ? none : await tryGroup(connection, group, signal) };
  }
  if (connection.patient === null) return { search: NOBODY, read: NOBODY };
  return tryType(connection, type, month, settings.codes, signal);
}

async function tryGroup(
  { server }: Connection | PracticeConnection,
  group: string,
  signal?: AbortSignal,
): Promise<Tried> {
  try {
    await server.get(group, signal);
    return { state: 'worked', detail: `${group} was read` };
  } catch (error) {
    if (!(error instanceof EhrError) || error.endsReading) throw error;
    return { state: 'refused', detail: `${group}: ${error.message}` };
  }
}

function typeFinding(
  { type, use, interactions }: Wanted,
  tries: TypeTries,
  capabilities: Capabilities | null,
  scopes: readonly string[],
): TypeFinding {
  const findings = interactions.map((interaction): InteractionFinding => {
    const byOperation =
      capabilities !== null &&
      interaction === 'create' &&
      operationPermission(capabilities, scopes, type, 'create') !== 'not-offered';
    return {
      interaction,
      declared:
        capabilities === null
          ? null
          : byOperation || (capabilities.types.get(type)?.interactions.has(interaction) ?? false),
      granted: scopePermits(scopes, type, interaction),
      tried: interaction === 'search-type' ? tries.search : interaction === 'read' ? tries.read : NOT_TRIED,
    };
  });
  return { type, use, interactions: findings, grade: gradeOf(findings) };
}

function gradeOf(findings: readonly InteractionFinding[]): Grade {
  const works = findings.filter(worksAsFarAsKnown);
  if (works.length === findings.length && findings.every(({ tried }) => tried.state !== 'partly')) return 'good';
  return works.length === 0 ? 'missing' : 'limited';
}
