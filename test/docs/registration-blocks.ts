import { readdirSync } from 'node:fs';
import { PROFILES, type ProfileName } from '../../mocks/fhir/profiles.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import type { Capabilities } from '../../src/ehr/capability.ts';
import { chooseRoute } from '../../src/ehr/charge/routes.ts';
import { consentRequest } from '../../src/ehr/record/consent.ts';
import { contactRequest } from '../../src/ehr/record/contact.ts';
import { newEntry, timerStart } from '../../src/ehr/record/entry.ts';
import { chooseRecordRoute } from '../../src/ehr/record/routes.ts';
import type { RecordRequest } from '../../src/ehr/record/types.ts';
import { authorizeParams } from '../../src/ehr/smart.ts';
import type { View } from '../../src/ehr/types.ts';
import { ACTIVITY_SYSTEM } from '../../src/fhir/codes.ts';
import { requestsOf } from '../ehr/charge-user.ts';
import { connectionTo } from '../ehr/connection.ts';
import { capabilitiesOf, VENDORS } from './vendor-capabilities.ts';

/**
 * What the guides of `docs/registration` say that the app itself decides: the scopes that it asks for, and the routes that it takes. Each
 * stands between two marks, `<!-- NAME -->` and `<!-- /NAME -->`; the rest of a guide is written by hand.
 */
export async function registrationBlocks(): Promise<ReadonlyMap<string, string>> {
  const blocks = new Map<string, string>();
  for (const view of ['chart', 'practice'] as const) {
    blocks.set(`scopes ${view}`, fenced(scopesOf(view)));
    blocks.set(`scopes ${view} v1`, fenced(scopesOf(view).flatMap(inVersion1)));
  }
  for (const profile of PROFILES) blocks.set(`routes ${profile}`, await routesOf(profile));
  for (const vendor of ['athenahealth', 'meditech'] as const)
    blocks.set(`routes ${vendor}`, await routesOf('full', capabilitiesOf(VENDORS[vendor])));
  return blocks;
}

/** The files of `docs/registration`. */
export function registrationGuides(): URL[] {
  const folder = new URL('../../docs/registration/', import.meta.url);
  return readdirSync(folder)
    .sort()
    .map((name) => new URL(name, folder));
}

/** The guide with every block as it is now. @throws Error that names a mark nobody knows */
export function withBlocks(guide: string, blocks: ReadonlyMap<string, string>): string {
  return guide.replace(/<!-- ([a-z0-9 -]+) -->[\s\S]*?<!-- \/\1 -->/g, (_, name: string) => {
    const block = blocks.get(name);
    if (block === undefined) throw new Error(`No block is named “${name}”.`);
    return `<!-- ${name} -->\n\n${block}\n\n<!-- /${name} -->`;
  });
}

/** What the app asks for when an EHR opens it. */
export function scopesOf(view: View): string[] {
  const issuer = { iss: 'https://ehr.example', name: 'EHR', clientId: 'id' };
  return authorizeParams(issuer, new URL('https://app.example/launch.html'), true, view).scope.split(' ');
}

/** The same in SMART 1's words: `patient/Task.crus` is reading and writing. https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html */
export function inVersion1(scope: string): string[] {
  const [, type, letters] = /^((?:patient|user)\/\w+)\.([cruds]+)$/.exec(scope) ?? [];
  if (type === undefined || letters === undefined) return [scope];
  return [...(/[rs]/.test(letters) ? [`${type}.read`] : []), ...(/[cud]/.test(letters) ? [`${type}.write`] : [])];
}

function fenced(scopes: readonly string[]): string {
  return `\`\`\`text\n${scopes.join(' ')}\n\`\`\``;
}

const WHEN = Date.parse('2026-03-20T14:00:00Z') / 1000;
const COMMON = {
  id: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0001',
  patient: 'Patient/billable',
  user: 'Practitioner/nurse',
  encounter: 'Encounter/billable-rpm',
  recordedAt: WHEN + 600,
} as const;
const WORK = {
  ...COMMON,
  activity: {
    activity: 'live-contact',
    counting: 'counts',
    coding: { system: ACTIVITY_SYSTEM, code: 'live-contact' },
  },
  start: WHEN,
  end: WHEN + 500,
  note: 'Synthetic',
  reasons: [],
} as const;

const NOWHERE = 'the EHR takes none: it has to be entered there by hand';

const RECORDS: readonly [what: string, request: RecordRequest, instead: string][] = [
  ['a running timer', timerStart({ ...WORK, end: null }), 'stays in the browser’s tab until it is stopped'],
  ['time, after the work', newEntry(WORK), NOWHERE],
  [
    'a live contact',
    contactRequest({
      ...WORK,
      entryId: '0b8f4f7e-6d0a-4c3e-9a51-2f6a1c0d0002',
      medium: 'PHONE',
      outcome: 'spoke',
      caregiver: null,
    }),
    NOWHERE,
  ],
  [
    'consent',
    consentRequest({
      ...COMMON,
      decision: 'given',
      at: WHEN,
      organization: null,
      replaces: null,
      title: 'Synthetic',
      statements: [],
    }),
    NOWHERE,
  ],
];

/**
 * What the app chooses with every scope granted: on a sandbox of the profile, or where an EHR offers something else.
 * @param offered in place of what the sandbox says of itself
 */
async function routesOf(profile: ProfileName, offered?: Capabilities): Promise<string> {
  const sandbox = new Sandbox({ origin: 'http://ehr.test' });
  const own = connectionTo(sandbox, { profile });
  const connection = offered === undefined ? own : { ...own, capabilities: async () => offered };
  const [request] = await requestsOf(sandbox, own);
  if (request === undefined) throw new Error('The sandbox’s billable month has nothing to charge.');
  const records = await Promise.all(
    RECORDS.map(async ([what, record, instead]) => {
      const { route } = await chooseRecordRoute(connection, record);
      return `| ${what} | ${route?.name ?? instead} | ${route?.next ?? ''} |`;
    }),
  );
  const { name, billerMust } = await chooseRoute(connection, request);
  return [
    '| what | how it is written | what a person must still do |',
    '| --- | --- | --- |',
    ...records,
    `| the charge | ${name} | ${billerMust ?? ''} |`,
  ].join('\n');
}
