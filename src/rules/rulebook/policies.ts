import type { Policy } from '../policy.ts';
import type { CitationId } from './citations.ts';

/** One thing that a practice or payer may choose, and why the default is the cautious choice. */
export interface PolicyText<T> {
  name: string;
  question: string;
  /** `value` null stands for any other value of the policy's kind. */
  choices: readonly { value: T | null; means: string }[];
  /** Must equal `DEFAULT_POLICY`; a test holds it. */
  default: T;
  /** Why the default is the cautious one. */
  because: string;
  sources: readonly CitationId[];
}

/** Every key of `Policy`, in the order in which `docs/rules.md` tells them. */
export const POLICIES: { readonly [Key in keyof Policy]: PolicyText<Policy[Key]> } = {
  consentTiming: {
    name: 'Consent timing',
    question: 'From when does time count, once the patient has consented?',
    choices: [
      { value: 'same-day', means: 'From the local day of the consent, work done earlier that day included.' },
      {
        value: 'instant',
        means: 'From the very second of the consent; a consent that has a date only counts from the end of that day.',
      },
      { value: 'month', means: 'All of the month in which the consent was given.' },
    ],
    default: 'same-day',
    because: 'CMS lets consent be obtained when the service is furnished; charts often keep its day only.',
    sources: ['pfs-2021', 'medicarecoding-2020'],
  },
  serviceDate: {
    name: 'Service date',
    question: 'Which date does the charge carry?',
    choices: [
      {
        value: 'threshold-met',
        means: 'The day on which the code’s time was reached, or of the first live contact if that came later.',
      },
      { value: 'month-end', means: 'The last day of the month.' },
    ],
    default: 'threshold-met',
    because: 'On that day everything the code asks for had been done; payers differ, so ask yours.',
    sources: ['cpt'],
  },
  sameDayVisit: {
    name: 'Visit on the same day',
    question: 'What happens to time logged on the day of an office or home visit?',
    choices: [
      { value: 'flag', means: 'It counts, and a risk is shown: make sure that no minute belongs to the visit.' },
      { value: 'exclude', means: 'It doesn’t count.' },
    ],
    default: 'flag',
    because:
      'Time of the visit itself may not be counted; time outside of it may. Guides disagree on more, so a person decides.',
    sources: ['cpt', 'medscape-2019'],
  },
  faceToFaceContact: {
    name: 'Face-to-face contact',
    question: 'Is a live contact in person an interactive communication?',
    choices: [
      { value: 'no', means: 'Only telephone and video count.' },
      { value: 'yes', means: 'A contact in person counts too.' },
    ],
    default: 'no',
    because:
      'CMS’s definition speaks of two-way audio that can be enhanced with video, and a contact in person is easily part of a visit.',
    sources: ['pfs-2021', 'positivecheck-2026'],
  },
  readingsRequired: {
    name: 'Readings required',
    question: 'How many device readings must the month have?',
    choices: [
      { value: 1, means: 'At least one: there is no remote monitoring without data.' },
      { value: null, means: 'Any other number, where a payer asks for it. 0 asks for none.' },
    ],
    default: 1,
    because:
      'The 16 days belong to the device codes, not to 99457, 99458 or 99470; yet time without any data is no monitoring.',
    sources: ['pfs-2024', 'nixon-2024'],
  },
  minimumEntrySeconds: {
    name: 'Shortest entry',
    question: 'How short may an entry be and still count?',
    choices: [
      { value: 0, means: 'Every second counts.' },
      { value: null, means: 'Entries of which fewer seconds than this could count don’t count at all.' },
    ],
    default: 0,
    because: 'No rule that we know sets a minimum. Time is never rounded up, so short entries add only what they are.',
    sources: ['cpt'],
  },
  maximumEntrySeconds: {
    name: 'Longest entry',
    question: 'From which length on is an entry taken for a forgotten timer?',
    choices: [
      { value: 4 * 3600, means: 'Over 4 hours, it is set aside whole.' },
      { value: null, means: 'Any other length in seconds.' },
    ],
    default: 4 * 3600,
    because: 'One stretch of over 4 hours on one patient’s readings is hardly ever real, and would not be believed.',
    sources: ['d3rx-99458'],
  },
  maximum99458Units: {
    name: 'Most units of 99458',
    question: 'How many units of 99458 may one month have?',
    choices: [
      { value: null, means: 'As many as the time supports; three or more are shown as a risk.' },
      { value: 2, means: 'Two, which coding guides name as what payers accept.' },
      { value: 3, means: 'Three, said to be Medicare’s limit for a claim line.' },
    ],
    default: null,
    because:
      'The rule sets no cap, and a silent cap would hide work done. The risk warns before the charge is written. Set the cap that your payer applies.',
    sources: ['pfs-2020', 'mue-comment', 'd3rx-99458'],
  },
  excludes99091: {
    name: '99091 in the same month',
    question: 'Does a charge of 99091 exclude ours in the same month?',
    choices: [
      { value: 'yes', means: 'It does: CPT says not to report both.' },
      {
        value: 'no',
        means: 'It doesn’t: for payers that follow CMS’s 2021 remark that both may be right in some cases.',
      },
    ],
    default: 'yes',
    because: 'Two charges for reading the same data are the plainest of denials.',
    sources: ['cpt', 'medscape-2019', 'pfs-2021'],
  },
  billingParties: {
    name: 'Our own billing parties',
    question: 'Which practitioners and organizations are ours?',
    choices: [
      { value: [], means: 'None named: every charge in the chart is taken for ours.' },
      {
        value: null,
        means:
          'The references named here. A 99457, 99458 or 99470 whose charge names only others excludes ours: one practitioner bills a month.',
      },
    ],
    default: [],
    because: 'Without a list nobody can be told apart. Name your parties wherever others write to the same chart.',
    sources: ['pfs-2024', 'hhs-quoted'],
  },
};
