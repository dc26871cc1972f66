import { inject } from 'vitest';
import { type Resource, referenceTo } from '../../mocks/fhir/resource.ts';
import { DEFAULT_TODAY } from '../../mocks/sandbox.ts';
import { stories } from '../../mocks/stories/index.ts';
import { practice } from '../../mocks/stories/people.ts';
import { TIME_ZONE } from '../../mocks/stories/time.ts';
import { type Capabilities, parseCapabilities } from '../../src/ehr/capability.ts';
import { readMonth } from '../../src/ehr/index.ts';
import { fhirServer } from '../../src/ehr/server.ts';
import type { Connection, MonthRead } from '../../src/ehr/types.ts';
import { evaluateResources } from '../../src/fhir/evaluate.ts';
import { DEFAULT_SETTINGS, serviceMonth } from '../../src/fhir/index.ts';
import type { Verdict } from '../../src/rules/verdict.ts';

export const base = inject('hapi');
/** A server without sign-in: the same code as with one. */
export const server = fhirServer(base);
export const TODAY = DEFAULT_TODAY;

/** The story's resources under another patient's id, so that every test has a chart of its own. */
export function chartOf(story: string, copy = ''): Resource[] {
  const found = stories.find(({ id }) => id === story);
  if (found === undefined) throw new Error(`There is no story “${story}”.`);
  const text = JSON.stringify(found.resources(TODAY));
  // Every id of a story begins with the story's own.
  const resources: Resource[] = JSON.parse(
    text.replaceAll(new RegExp(`("id":"|/)${story}(?=["-])`, 'g'), `$1${story}${copy}`),
  );
  // A few hundred readings are pages enough; HAPI would take minutes for thousands.
  return story === 'many-readings'
    ? resources.filter((_, at) => at % 20 === 0 || !isReading(resources[at]))
    : resources;
}

function isReading(resource: Resource | undefined): boolean {
  return resource?.resourceType === 'Observation';
}

/** Puts resources into HAPI with their ids, all in one transaction, so that they may refer to each other in any order. */
export async function seed(resources: readonly Resource[]): Promise<void> {
  const entry = resources.map((resource) => ({ resource, request: { method: 'PUT', url: referenceTo(resource) } }));
  const response = await fetch(base, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }),
  });
  if (!response.ok) throw new Error(`HAPI takes no ${resources.map(referenceTo)}: ${await response.text()}`);
}

/** The practice, and the stories' patients, with a suffix to their ids where one is given. */
export async function seedStories(ids: readonly string[], copy = ''): Promise<void> {
  const staff = practice([]).filter(({ resourceType }) => resourceType !== 'Group');
  // Staff come first and alone: two files may put the same ones at the same time.
  await seed(staff).catch(async () => seed(staff));
  for (const id of ids) await seed(chartOf(id, copy));
}

export interface ConnectionOptions {
  patient: string;
  scope?: string;
  /** Types that the server is taken not to offer. */
  without?: readonly string[];
  /** Whether the server is taken to know conditional create; true unless said. */
  conditional?: boolean;
  fetch?: typeof fetch;
}

/** A connection as a launch would have opened it. */
export function connectionTo({
  patient,
  scope = 'patient/*.cruds',
  without = [],
  conditional = true,
  ...options
}: ConnectionOptions): Connection {
  const own = fhirServer(base, options);
  let capabilities: Promise<Capabilities> | undefined;
  return {
    issuer: { iss: base, name: 'HAPI', clientId: 'rpm-tally' },
    server: own,
    patient: `Patient/${patient}`,
    user: 'Practitioner/nurse',
    encounter: null,
    needPatientBanner: false,
    styleUrl: null,
    scopes: scope.split(' '),
    expiresAt: () => null,
    capabilities: () => {
      capabilities ??= own
        .get('metadata')
        .then(parseCapabilities)
        .then((all) => leaving(all, without, conditional));
      return capabilities;
    },
  };
}

function leaving(capabilities: Capabilities, without: readonly string[], conditional: boolean): Capabilities {
  const types = [...capabilities.types]
    .filter(([type]) => !without.includes(type))
    .map(([type, one]) => [type, conditional ? one : { ...one, conditionalCreate: false }] as const);
  return { ...capabilities, types: new Map(types) };
}

/** The month as the app reads and judges it. */
export async function look(connection: Connection, month = '2026-03'): Promise<{ read: MonthRead; verdict: Verdict }> {
  const read = await readMonth(connection, serviceMonth(month, TIME_ZONE));
  return { read, verdict: judge(read.resources, connection.patient, month, read.unread) };
}

export function judge(
  resources: readonly unknown[],
  patient: string,
  month: string,
  unread: MonthRead['unread'] = [],
): Verdict {
  const asOf = Date.parse(TODAY) / 1000;
  return evaluateResources(resources, patient, {
    month,
    timeZone: TIME_ZONE,
    asOf,
    settings: DEFAULT_SETTINGS,
    unread,
  });
}
