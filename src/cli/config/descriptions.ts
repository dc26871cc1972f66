import { POLICIES } from '../../rules/rulebook/policies.ts';

/**
 * What every key of `config.json` means, for `public/config.schema.json`, `docs/configuration.md` and `npm run config:check`. It stands here and
 * not in the schema, which every browser loads. `[]` is an item of a list, `*` any key of a map.
 */
export const DESCRIPTIONS: Readonly<Record<string, string>> = {
  $schema: 'Where an editor finds the rules of this file: "./config.schema.json". The app doesn’t read it.',

  timeZone: 'The practice’s IANA time zone. It decides where a month and a day begin, and how every time is shown.',

  codes: 'Codes that this practice uses beside the standard ones, which are always understood.',
  'codes.standard':
    'Whether the standard codes are understood. Turn it off only if they mean something else at your site.',
  'codes.activities': 'What kind of work an entry (Procedure) is.',
  'codes.activities[].activity':
    'The activity it stands for: a standard one (trend-interpretation, medication-adjustment, …), or one of your own, which must say how it counts.',
  'codes.activities[].counting':
    'Whether its time counts. Needed for an activity of your own; a standard one counts as it does.',
  'codes.otherPrograms':
    'Codes of a Procedure whose time belongs to another programme and is therefore not counted here.',
  'codes.otherPrograms[].program': 'The programme, such as ccm, pcm, tcm, bhi, apcm or rtm.',
  'codes.contactMedia': 'How a contact (Communication) was held.',
  'codes.contactMedia[].medium':
    'live: by telephone or video, both at once. in-person: face to face, which counts only if the policy says so.',
  'codes.consentCategories': 'Categories that make a Consent one for remote monitoring.',
  'codes.consentEvidence': 'Codes of a Procedure or DocumentReference that tells of consent.',
  'codes.consentEvidence[].decision': 'What it tells: consent given (also where absent), declined or withdrawn.',
  'codes.consentQuestionnaires': 'Canonical URLs of the forms whose answers (QuestionnaireResponse) tell of consent.',
  'codes.readings':
    'Categories or codes that make an Observation a reading, beside the category vital-signs. Glucose is often filed as laboratory: list its codes.',

  'codes.bill':
    'What the charge master of an EHR calls the CPT codes, for EHRs that take no others: Oracle Health’s $create wants one bill code of the site. A charge under such a code is found again as the CPT code’s.',
  'codes.bill[].cpt': 'The CPT code.',
  'codes.bill[].schedule': 'The bill code schedule that it belongs to, if the EHR wants that told.',
  'codes.bill[].schedule.system': 'The schedule’s system, a URL.',
  'codes.bill[].schedule.code': 'The schedule’s code.',
  'codes.bill[].iss': 'Only the EHR of this iss calls it so. Where absent, every one.',

  policy: 'The practice’s choices where the billing rules leave room: docs/rules.md says what speaks for each.',
  payers: 'Payers whose choices differ from the practice’s. The first that a patient’s active Coverage matches holds.',
  'payers[].name': 'Shown to people.',
  'payers[].comment': 'A remark for whoever reads this file. The app doesn’t read it.',
  'payers[].match':
    'How a Coverage names the payer: its reference, its identifier ("system|value" or the value) or its name in any letter case.',
  'payers[].policy': 'The payer’s choices; what is absent is as the practice’s.',

  billingParties:
    'References of those in whose name the practice bills, the first being the one that new charges name. A charge that names nobody of them is another practitioner’s. Empty: every charge is ours.',
  fees: 'What one unit of a code is paid, in the practice’s currency. For estimates on screen only.',
  'fees.*': 'The key is a CPT or HCPCS code such as 99457.',

  noteTemplates: 'The questions of a note by activity, * for all others. Where absent: seen, decided, done.',
  'noteTemplates.*': 'Questions, in the order in which they are asked.',
  'noteTemplates.*[].label': 'The question. It stands in the note before its answer.',
  'noteTemplates.*[].hint': 'What to think of; shown, never written.',

  measurements: 'How the values of readings are recognized and drawn. It decides nothing about billing.',
  'measurements.codes': 'Codes that your devices send, beside the LOINC codes that are known.',
  'measurements.codes[].series': 'Which trend the value belongs to.',
  'measurements.limits': 'From where on a value deserves a look, in place of the starting values; null draws none.',
  'measurements.limits.*': 'The limits of this series; null draws none.',
  'measurements.limits.*.low': 'Values under it are low.',
  'measurements.limits.*.high': 'Values from it on are high.',
  'measurements.limits.*.unit': 'The UCUM unit of both.',
  'measurements.limits.*.source': 'Where they come from; shown beside the trend.',

  issuers: 'The EHRs that the app may talk to. A launch from any other is refused before anything is asked of it.',
  'issuers[].iss': 'The FHIR R4 base URL, as the EHR sends it in the parameter iss of a launch.',
  'issuers[].name': 'Shown to people.',
  'issuers[].clientId':
    'The client id that the EHR gave the app when it was registered. No secret: the app is a public client.',
  'issuers[].scope':
    'OAuth scopes of a launch from a chart, parted by spaces, in place of those that the app asks for. launch and launch/patient are added by the app.',
  'issuers[].practiceScope':
    'OAuth scopes of a launch without a patient, for billers, in place of those that the app asks for.',
  'issuers[].redirectUri': 'The redirect URI as registered, where it isn’t the folder of the app’s index.html.',
  'issuers[].endpoints':
    'In place of what the EHR’s .well-known/smart-configuration says, where that names the wrong ones for this app.',
  'issuers[].endpoints.authorize': 'Where the person signs in.',
  'issuers[].endpoints.token': 'Where the code is exchanged for a token.',
  'issuers[].endpoints.revoke': 'Where a token is revoked at sign-out.',
  'issuers[].origins':
    'Further origins that the app has to reach at this EHR: those of its authorization, token or paging addresses where they differ from that of iss. They go into the Content-Security-Policy.',
  'issuers[].billingRecipient':
    'Who gets charge requests where this EHR takes them as messages or tasks, such as Organization/billing.',
  'issuers[].worklistGroup':
    'The Group of enrolled patients of this EHR, such as Group/rpm-panel, in place of worklist.group.',

  clock:
    'A moment at which the app’s clock stands, for a sandbox whose stories have a fixed today. Never set it where patients are.',
  clockStarted:
    'The real moment at which clock was right; it runs on from there. Where absent, the clock stands still.',

  roles:
    'Who may do what, on top of what the EHR permits. Where absent, everybody whom the EHR lets. The EHR’s own rights are what protects the data; these spare people what isn’t theirs to do.',
  'roles.mayCharge':
    'Who may charge, and take charges back: a kind of user (PractitionerRole) or one (Practitioner/p1), as the EHR’s fhirUser names them.',
  'roles.mayAudit': 'Who may open the audit of past months, in the same words.',
  'roles.mayUsePractice': 'Who may open the pages across patients, in the same words.',

  branding: 'How the app presents itself.',
  'branding.name': 'Its name on screen.',
  'branding.logo': 'Address of an image beside the name, best relative and served beside the app.',

  worklist: 'The biller’s list of enrolled patients.',
  'worklist.group':
    'The Group whose members are enrolled, such as Group/rpm-panel. Where absent, whoever has a consent to remote monitoring, as far as the EHR lets that be searched.',
  'worklist.requestsAtOnce': 'How many requests may be under way at once. Ask the EHR’s team what it bears.',
  'worklist.views': 'Filters with a name, beside those that the app ships.',
  'worklist.views[].name': 'Shown to people.',
  'worklist.views[].status': 'Only months of one of these states; empty: of any.',
  'worklist.views[].missing': 'Only months that lack one of these criteria; empty: no matter.',

  session: 'How long a session may be left alone.',
  'session.idleMinutes': 'Minutes without a key or a click after which the screen is locked.',
  frameAncestors:
    'Origins that may show the app in a frame, such as https://ehr.example or https://*.ehr.example. The web server’s Content-Security-Policy is made of it; empty: nobody.',
  language: 'The language in which consent is explained to a patient whose chart names none. English where absent.',
};

const CODING: Readonly<Record<string, string>> = {
  system: 'The code’s system, a URL.',
  code: 'The code.',
};

/** What the key at a path means; null when nobody has written it down. */
export function descriptionOf(path: string): string | null {
  const own = path.replace(/^payers\[\]\.policy\./, 'policy.').replace(/^(measurements\.limits)\.\w+/, '$1.*');
  const known = DESCRIPTIONS[own];
  if (known !== undefined) return known;
  const [, policy] = /^policy\.(\w+)$/.exec(own) ?? [];
  const text = Object.entries(POLICIES).find(([key]) => key === policy)?.[1];
  if (text !== undefined) return text.question;
  const [, list, field] = /^((?:codes|measurements)\..+)\[\]\.(\w+)$/.exec(own) ?? [];
  return list === undefined || field === undefined ? null : (CODING[field] ?? null);
}
