import { expect, test } from 'vitest';
import { parseConfig } from '../../config/config.ts';
import { warningsOf } from './warnings.ts';

const EHR = { iss: 'https://ehr.example.org/fhir', name: 'A', clientId: '6a1f0c52', worklistGroup: 'Group/rpm' };
/** Nothing to look at. */
const CAREFUL = {
  timeZone: 'America/New_York',
  issuers: [EHR],
  billingParties: ['Organization/123'],
  fees: { '99457': 48, '99458': 38, '99470': 26 },
  roles: { mayCharge: ['PractitionerRole'], mayAudit: ['PractitionerRole'], mayUsePractice: ['PractitionerRole'] },
  frameAncestors: ['https://ehr.example.org'],
};

const keysOf = (config: unknown) => warningsOf(parseConfig(JSON.stringify(config))).map(({ key }) => key);

test('a careful file has none', () => {
  expect(keysOf(CAREFUL)).toEqual([]);
});

const payer = (name: string, match: string) => ({ name, match: [match], policy: {} });
const code = { system: 'https://a.example', code: 'A' };

test.each<[string, object, string[]]>([
  ['an EHR without encryption', { issuers: [{ ...EHR, iss: 'http://localhost:4004/fhir' }] }, ['issuers.0.iss']],
  ['the same EHR twice', { issuers: [EHR, { ...EHR, iss: `${EHR.iss}/` }] }, ['issuers.1.iss']],
  ['a placeholder', { issuers: [{ ...EHR, clientId: 'your-client-id' }] }, ['issuers.0.clientId']],
  ['scopes that tell nobody’s name', { issuers: [{ ...EHR, scope: 'patient/*.rs' }] }, ['issuers.0.scope']],
  [
    'practice scopes that tell nobody’s name',
    { issuers: [{ ...EHR, practiceScope: 'openid user/*.rs' }] },
    ['issuers.0.practiceScope'],
  ],
  [
    'a redirect URI with a fragment',
    { issuers: [{ ...EHR, redirectUri: 'https://a.example/#/' }] },
    ['issuers.0.redirectUri'],
  ],
  ['no group of enrolled patients', { issuers: [{ ...EHR, worklistGroup: undefined }] }, ['worklist.group']],
  [
    'one group for two EHRs',
    {
      issuers: [
        { ...EHR, worklistGroup: undefined },
        { ...EHR, iss: 'https://b.example', worklistGroup: undefined },
      ],
      worklist: { group: 'Group/a' },
    },
    ['worklist.group'],
  ],
  [
    'two views of one name',
    { worklist: { views: [{ name: 'A' }, { name: 'A', status: ['billed'] }] } },
    ['worklist.views.1.name'],
  ],
  ['a clock', { clock: '2026-03-01T00:00:00Z' }, ['clock']],
  ['a start of no clock', { clockStarted: '2026-03-01T00:00:00Z' }, ['clockStarted']],
  ['frames of everybody', { frameAncestors: ['*'] }, ['frameAncestors']],
  ['frames of nobody', { frameAncestors: [] }, ['frameAncestors']],
  ['roles for everybody', { roles: {} }, ['roles.mayCharge', 'roles.mayAudit', 'roles.mayUsePractice']],
  ['no billing party', { billingParties: [] }, ['billingParties']],
  ['a billing party that is no reference', { billingParties: ['Example Clinic'] }, ['billingParties.0']],
  ['a billing party by identifier', { billingParties: ['http://hl7.org/fhir/sid/us-npi|123'] }, []],
  ['no fees', { fees: {} }, ['fees']],
  ['fees without the codes that are billed', { fees: { '99457': 48 } }, ['fees']],
  [
    'Oracle Health without its bill codes',
    { issuers: [{ ...EHR, iss: 'https://fhir-ehr.cerner.com/r4/T' }] },
    ['codes.bill'],
  ],
  ['one payer hidden by another', { payers: [payer('A', 'Plan'), payer('B', 'PLAN')] }, ['payers.1.match']],
  ['no codes at all', { codes: { standard: false } }, ['codes.standard', 'codes.standard']],
  [
    'a code with two meanings',
    {
      codes: {
        activities: [
          { ...code, activity: 'scheduling' },
          { ...code, activity: 'live-contact' },
        ],
      },
    },
    ['codes.activities.1'],
  ],
  [
    'entries that are both too short and too long',
    { policy: { minimumEntrySeconds: 60, maximumEntrySeconds: 60 } },
    ['policy.minimumEntrySeconds'],
  ],
  [
    'no readings, of one payer',
    { payers: [{ ...payer('A', 'a'), policy: { readingsRequired: 0 } }] },
    ['payers.0.policy.readingsRequired'],
  ],
  ['a template of no activity', { noteTemplates: { 'care-plan': [] } }, ['noteTemplates.care-plan']],
  ['a template of every activity', { noteTemplates: { '*': [], scheduling: [] } }, []],
  [
    'limits that cross',
    { measurements: { limits: { pulse: { low: 90, high: 60, unit: '/min' } } } },
    ['measurements.limits.pulse'],
  ],
  ['a logo of another server', { branding: { name: 'A', logo: '//cdn.example/logo.svg' } }, ['branding.logo']],
  ['a logo beside the app', { branding: { name: 'A', logo: 'logo.svg' } }, []],
])('%s', (_, change, keys) => {
  expect(keysOf({ ...CAREFUL, ...change })).toEqual(keys);
});
