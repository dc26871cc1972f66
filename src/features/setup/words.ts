import type { Grade, Tried } from '../../ehr/preflight/types.ts';
import type { Tone } from '../../ui/Badge.tsx';
import type { IconName } from '../../ui/Icon.tsx';

export const GRADE: Record<Grade, { word: string; tone: Tone; icon: IconName }> = {
  good: { word: 'Works', tone: 'good', icon: 'check' },
  limited: { word: 'Limited', tone: 'caution', icon: 'warning' },
  missing: { word: 'Missing', tone: 'bad', icon: 'cross' },
  unknown: { word: 'Unknown', tone: 'unsure', icon: 'question' },
};

/** What the set-up page says. */
export const WORDS = {
  title: (ehr: string) => `What ${ehr} can do for this app`,
  intro:
    'The app looks at what the EHR declares, what it grants, and what it really does. It only reads, and tries with this patient.',
  introWithoutPatient:
    'The app looks at what the EHR declares and grants. Without a patient nothing can be tried: open this page from a chart for the whole look.',
  looking: 'Looking at the EHR',
  progress: (done: number, of: number) => `${done} of ${of} resource types`,
  failed: 'The look could not be finished',
  failedKept: 'Nothing was written; nothing is changed by looking.',
  again: 'Look again',
  lookAgain: 'Look again',
  features: 'What people can do',
  signIn: 'Signing in',
  server: 'The server',
  resources: 'Resources',
  resourcesWhy: 'Creating and changing are never tried, since that would write.',
  interaction: { read: 'Read', 'search-type': 'Search', create: 'Create', update: 'Change' },
  declared: 'declared',
  notDeclared: 'not declared',
  declaredUnknown: 'the EHR doesn’t say',
  granted: 'granted',
  notGranted: 'not granted',
  tried: {
    worked: 'tried: it works',
    partly: 'tried: it works in part',
    refused: 'tried: refused',
    'not-tried': 'not tried',
  } satisfies Record<Tried['state'], string>,
  report: 'Report for the integration team',
  reportWhy: 'It names no patient. It does name this EHR’s address and software.',
  copy: 'Copy the report',
  copied: { yes: 'Copied.', refused: 'The browser doesn’t let the app copy here: select the text below and copy it.' },
} as const;
