import { issuersOf } from '../../config/issuers.ts';
import type { Config } from '../../config/schema.ts';
import { ACTIVITIES } from '../../fhir/codes.ts';
import { BILLABLE_CODES } from '../../rules/verdict.ts';

/** Something in a config.json that is allowed and may still not be what was meant. */
export interface Warning {
  /** `issuers.0.iss` */
  key: string;
  /** What it leads to, and what to do. */
  text: string;
}

/** All that somebody should look at before the app meets patients, in the order of the file's keys. */
export function warningsOf(config: Config): Warning[] {
  return [
    billCodes,
    codes,
    policies,
    payers,
    billing,
    notes,
    limits,
    issuers,
    clock,
    roles,
    branding,
    worklist,
    frames,
  ].flatMap((look) => look(config));
}

function codes({
  codes: { standard, activities, consentCategories, consentEvidence, consentQuestionnaires },
}: Config): Warning[] {
  const ownConsent = [consentCategories, consentEvidence, consentQuestionnaires].some((list) => list.length > 0);
  return [
    ...when(
      !standard && activities.length === 0,
      'codes.standard',
      'The standard codes are off and there are no activities of your own: no time will be found.',
    ),
    ...when(
      !standard && !ownConsent,
      'codes.standard',
      'The standard codes are off and there are no codes of consent: no consent will be found.',
    ),
    ...repeated(activities.map(({ system, code }) => `${system}|${code}`)).map((index) => ({
      key: `codes.activities.${index}`,
      text: 'The same code stands there twice: the first one holds.',
    })),
  ];
}

function policies({ policy, payers }: Config): Warning[] {
  const all = [
    { key: 'policy', policy },
    ...payers.map((payer, index) => ({ key: `payers.${index}.policy`, policy: payer.policy })),
  ];
  return all.flatMap(
    ({
      key,
      policy: { minimumEntrySeconds = 0, maximumEntrySeconds = Number.POSITIVE_INFINITY, readingsRequired },
    }) => [
      ...when(
        minimumEntrySeconds >= maximumEntrySeconds,
        `${key}.minimumEntrySeconds`,
        'No entry is as long as this and yet short enough for maximumEntrySeconds: no time will count.',
      ),
      ...when(
        readingsRequired === 0,
        `${key}.readingsRequired`,
        'A month without a single reading can be billed: that is monitoring of nothing. Ask your payer.',
      ),
    ],
  );
}

function payers({ payers }: Config): Warning[] {
  const matches = payers.flatMap(({ match }, index) => match.map((text) => ({ text: text.toLowerCase(), index })));
  return repeated(matches.map(({ text }) => text)).map((at) => ({
    key: `payers.${matches[at]?.index}.match`,
    text: `“${matches[at]?.text}” matches an earlier payer as well: that one holds.`,
  }));
}

function billing({ billingParties, fees }: Config): Warning[] {
  const priced = Object.keys(fees);
  const unpriced = BILLABLE_CODES.filter((code) => !priced.includes(code));
  return [
    ...when(
      billingParties.length === 0,
      'billingParties',
      'Nobody is named: every charge in the chart counts as yours, also another practice’s, and new charges name nobody as billing.',
    ),
    ...billingParties.flatMap((party, index) =>
      when(
        !/^(Organization|Practitioner|PractitionerRole)\/[A-Za-z0-9\-.]{1,64}$/.test(party) && !party.includes('|'),
        `billingParties.${index}`,
        `“${party}” is no reference such as Organization/123: no charge will be found to name it.`,
      ),
    ),
    ...when(priced.length === 0, 'fees', 'No fees: the worklist can’t say what a month is worth.'),
    ...when(
      priced.length > 0 && unpriced.length > 0,
      'fees',
      `No fee for ${unpriced.join(', ')}: estimates leave them out.`,
    ),
  ];
}

function notes({ noteTemplates, codes: { activities } }: Config): Warning[] {
  const known = new Set(['*', ...Object.keys(ACTIVITIES), ...activities.map(({ activity }) => activity)]);
  return Object.keys(noteTemplates).flatMap((activity) =>
    when(
      !known.has(activity),
      `noteTemplates.${activity}`,
      'No activity has this name: the template will never be shown.',
    ),
  );
}

function limits({ measurements }: Config): Warning[] {
  return Object.entries(measurements.limits).flatMap(([series, limit]) =>
    when(
      limit?.low != null && limit.high != null && limit.low >= limit.high,
      `measurements.limits.${series}`,
      'Low isn’t below high: every value is marked.',
    ),
  );
}

function issuers({ issuers, worklist, worklist: { group } }: Config): Warning[] {
  const shared = issuers.filter(({ worklistGroup }) => worklistGroup === undefined);
  return [
    ...repeated(issuers.map(({ iss }) => iss.replace(/\/+$/, ''))).map((index) => ({
      key: `issuers.${index}.iss`,
      text: 'The same EHR stands there twice: the first one holds.',
    })),
    ...issuers.flatMap(({ iss, clientId, scope, practiceScope, redirectUri }, index) => [
      ...when(
        iss.startsWith('http:'),
        `issuers.${index}.iss`,
        'Not encrypted, and on this machine only: for a sandbox.',
      ),
      ...when(
        /your|example|todo|xxx|client-?id/i.test(clientId),
        `issuers.${index}.clientId`,
        `“${clientId}” looks like a placeholder.`,
      ),
      ...[scope, practiceScope].flatMap((asked, at) =>
        when(
          asked !== undefined && !['openid', 'fhirUser'].every((one) => asked.split(/\s+/).includes(one)),
          `issuers.${index}.${at === 0 ? 'scope' : 'practiceScope'}`,
          'Without openid and fhirUser the app doesn’t know who is signed in: nobody’s name will stand under what is written.',
        ),
      ),
      ...when(
        redirectUri?.includes('#') || redirectUri?.includes('?'),
        `issuers.${index}.redirectUri`,
        'A redirect URI with ? or # is refused by many EHRs.',
      ),
    ]),
    ...when(
      shared.length > 1 && group !== undefined,
      'worklist.group',
      'A Group belongs to one EHR, and several share this one: set issuers[].worklistGroup instead.',
    ),
    ...when(
      worklist.group === undefined && shared.length > 0,
      'worklist.group',
      `No Group of enrolled patients for ${shared.map(({ name }) => name).join(', ')}: the worklist finds its patients by their consents, which few EHRs let it search.`,
    ),
  ];
}

function clock({ clock, clockStarted }: Config): Warning[] {
  return [
    ...when(
      clock !== undefined,
      'clock',
      'The app’s clock is set: for a sandbox only. Where patients are, months would be judged as of a wrong day.',
    ),
    ...when(clock === undefined && clockStarted !== undefined, 'clockStarted', 'It means nothing without clock.'),
  ];
}

function roles({ roles: { mayCharge, mayAudit, mayUsePractice } }: Config): Warning[] {
  const everybody = (what: string) => `Not set: everybody whom the EHR lets may ${what}.`;
  return [
    ...when(mayCharge === undefined, 'roles.mayCharge', everybody('charge, and take charges back')),
    ...when(mayAudit === undefined, 'roles.mayAudit', everybody('open the audit')),
    ...when(mayUsePractice === undefined, 'roles.mayUsePractice', everybody('open the pages across patients')),
  ];
}

function branding({ branding: { logo } }: Config): Warning[] {
  return when(
    /^(\w+:)?\/\//.test(logo ?? ''),
    'branding.logo',
    'An image of another server: it learns when the app is opened, and the Content-Security-Policy must allow it. Serve it beside the app.',
  );
}

function worklist({ worklist: { views } }: Config): Warning[] {
  return repeated(views.map(({ name }) => name)).map((index) => ({
    key: `worklist.views.${index}.name`,
    text: 'Two views have this name.',
  }));
}

function frames({ frameAncestors }: Config): Warning[] {
  return [
    ...when(
      frameAncestors.includes('*'),
      'frameAncestors',
      'Any page may show the app in a frame, and trick people into clicking in it (clickjacking). Name the EHR’s origins.',
    ),
    ...when(
      frameAncestors.length === 0,
      'frameAncestors',
      'No page may show the app in a frame: an EHR that opens it in a tab of the chart shows nothing.',
    ),
  ];
}

function when(condition: boolean | undefined, key: string, text: string): Warning[] {
  return condition === true ? [{ key, text }] : [];
}

/** Oracle Health takes charges by codes of the site only. */
function billCodes(config: Config): Warning[] {
  return issuersOf(config)
    .filter(({ iss }) => /\bcerner\.com$/.test(new URL(iss).hostname))
    .flatMap(({ name, billCodes: own }) => {
      const missing = BILLABLE_CODES.filter((code) => !own.some(({ cpt }) => cpt === code));
      const text = `${name} takes charges by its own bill codes, and none is named for ${missing.join(', ')}: these go as documents, which a person has to enter.`;
      return when(missing.length > 0, 'codes.bill', text);
    });
}

/** Where a text stands that stood there before. */
function repeated(texts: readonly string[]): number[] {
  return texts.flatMap((text, index) => (texts.indexOf(text) < index ? [index] : []));
}
