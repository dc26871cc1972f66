import type { Announcement, Parameter } from './types.ts';

const TEN_MINUTES = 600;
const TWENTY_MINUTES = 1200;
const THIRTY_MINUTES = 1800;

/** 99457: the first 20 minutes of treatment management in a calendar month. */
export const firstTwentyMinutes: Parameter<{ firstSeconds: number }> = {
  id: '99457',
  description:
    '99457: treatment management, with a live contact with the patient or caregiver. Once in a calendar month.',
  unit: 'seconds in a calendar month',
  criteria: ['minimum-time'],
  values: [
    {
      from: '2019-01-01',
      value: { firstSeconds: TWENTY_MINUTES },
      says: '“20 minutes or more”: one unit from 20 minutes on, however long the month was.',
      citations: ['pfs-2019', 'medscape-2019'],
    },
    {
      from: '2020-01-01',
      value: { firstSeconds: TWENTY_MINUTES },
      says: '“First 20 minutes”: one unit from 20 minutes on; 99458 follows.',
      citations: ['pfs-2020', 'cpt', 'nixon-2020', 'eplab-2020'],
    },
  ],
};

/** 99458: each full further 20 minutes. */
export const eachFurtherTwentyMinutes: Parameter<{ eachSeconds: number; afterSeconds: number }> = {
  id: '99458',
  description: '99458: further treatment management, listed besides 99457 and never alone.',
  unit: 'seconds in a calendar month',
  values: [
    {
      from: '2020-01-01',
      value: { eachSeconds: TWENTY_MINUTES, afterSeconds: TWENTY_MINUTES },
      says: 'One unit for each full 20 minutes after the first 20: 40 minutes make one unit, 60 make two. Nothing is rounded up.',
      citations: ['pfs-2020', 'cpt', 'eplab-2020', 'd3rx-99458'],
    },
    {
      from: '2026-01-01',
      value: { eachSeconds: TWENTY_MINUTES, afterSeconds: TWENTY_MINUTES },
      says: 'Unchanged. The 2026 rule lets it follow 99457 and names no other RPM code, so it never follows 99470.',
      citations: ['pfs-2026', 'pfs-2026-quoted'],
    },
  ],
};

/** 99470: the first 10 minutes, when the month stays below 20. */
export const firstTenMinutes: Parameter<{ fromSeconds: number; belowSeconds: number }> = {
  id: '99470',
  description: '99470: treatment management of a short month, with a live contact, in place of 99457.',
  unit: 'seconds in a calendar month',
  criteria: ['minimum-time'],
  values: [
    {
      from: '2026-01-01',
      value: { fromSeconds: TEN_MINUTES, belowSeconds: TWENTY_MINUTES },
      says: 'One unit from 10 minutes on while the month stays below 20. CMS: the codes for the first 10 and the first 20 minutes are not additive; the month’s time chooses one.',
      citations: ['pfs-2026', 'pfs-2026-quoted', 'rimidi-2026'],
    },
  ],
};

/** The least counted time that any code pays for. */
export const minimumTime: Parameter<number> = {
  id: 'minimum-time',
  description: 'The least counted time in a calendar month that any treatment-management code pays for.',
  unit: 'seconds in a calendar month',
  criteria: ['minimum-time'],
  values: [
    {
      from: '2019-01-01',
      value: TWENTY_MINUTES,
      says: '20 minutes, for 99457.',
      citations: ['pfs-2019', 'medscape-2019'],
    },
    {
      from: '2026-01-01',
      value: TEN_MINUTES,
      says: '10 minutes, for 99470.',
      citations: ['pfs-2026', 'pfs-2026-quoted'],
    },
  ],
};

/** What the 20 minutes may consist of. */
const timeIncludes: Parameter<'unsettled' | 'contact-and-care-management'> = {
  id: 'time-includes',
  description: 'What the minutes may consist of.',
  unit: 'rule',
  criteria: ['minimum-time', 'clinical-decision'],
  values: [
    {
      from: '2019-01-01',
      value: 'unsettled',
      says: 'Time of clinical staff, physician or other professional, with interactive communication in the month. How much of it had to be conversation was disputed.',
      citations: ['pfs-2019', 'medscape-2019'],
    },
    {
      from: '2021-01-01',
      value: 'contact-and-care-management',
      says: 'The live contact and care management without the patient (reviewing readings, changing the plan) count together. The rule of December 2020 had said otherwise; its correction of January 2021 holds from the same day.',
      citations: ['pfs-2021-correction', 'rivkin-2021'],
    },
    {
      from: '2026-01-01',
      value: 'contact-and-care-management',
      says: 'The same for 99457, 99458 and 99470, now in CPT’s own words: the contact counts, and need not fill the whole time.',
      citations: ['pfs-2026', 'pfs-2026-quoted'],
    },
  ],
};

/** What an interactive communication is. */
export const interactiveCommunication: Parameter<'live-contact' | 'two-way-audio'> = {
  id: 'interactive-communication',
  description: 'At least one interactive communication with the patient or caregiver in the month.',
  unit: 'rule',
  criteria: ['interactive-communication'],
  risks: ['contact-undocumented', 'contact-not-linked'],
  values: [
    {
      from: '2019-01-01',
      value: 'live-contact',
      says: 'A live communication. The code asked for one; CMS had not yet defined it.',
      citations: ['pfs-2019', 'medscape-2019'],
    },
    {
      from: '2021-01-01',
      value: 'two-way-audio',
      says: 'A conversation in real time, both ways, at least by voice, of a kind that can be enhanced with video or other data. Messages, letters and voicemail are none.',
      citations: ['pfs-2021', 'pfs-2021-correction', 'positivecheck-2026', 'beckers-2020'],
    },
    {
      from: '2026-01-01',
      value: 'two-way-audio',
      says: 'The same; CPT 2026, which CMS adopted, says “live, interactive communication” of 99457, 99458 and 99470 alike. Asked about automated messages, CMS gave no leave for them: they don’t count here.',
      citations: ['pfs-2021', 'pfs-2026', 'pfs-2026-quoted', 'positivecheck-2026'],
    },
  ],
};

/** Who must be near while clinical staff works. */
export const supervision: Parameter<'direct' | 'general'> = {
  id: 'supervision',
  description: 'Clinical staff may do the work incident to the billing practitioner, under supervision.',
  unit: 'rule',
  values: [
    {
      from: '2019-01-01',
      value: 'direct',
      says: 'Direct supervision: the practitioner is present and at once available.',
      citations: ['pfs-2019', 'eplab-2020'],
    },
    {
      from: '2020-01-01',
      value: 'general',
      says: 'General supervision: the practitioner directs and is responsible, but need not be there.',
      citations: ['pfs-2020', '42-cfr-410-26', 'eplab-2020'],
    },
  ],
};

/** When the patient's consent must have been obtained. */
export const consent: Parameter<'before-the-service' | 'at-the-time-of-service'> = {
  id: 'consent',
  description:
    'The patient consents to the service and the chart says so. Medicare takes verbal consent; other payers may want it written.',
  unit: 'rule',
  criteria: ['consent'],
  values: [
    {
      from: '2019-01-01',
      value: 'before-the-service',
      says: 'Consent before the service.',
      citations: ['pfs-2019'],
    },
    {
      from: '2021-01-01',
      value: 'at-the-time-of-service',
      says: 'Consent at the time of the service. Permanent since 2021; it began with the emergency in March 2020, so that the rulebook of 2020 is stricter than the law was.',
      citations: ['pfs-2021', 'ifc-2020', 'medicarecoding-2020'],
    },
  ],
};

/** Whether the patient must be an established one. The chart can't tell: information only. */
export const establishedPatient: Parameter<'required' | 'waived'> = {
  id: 'established-patient',
  description: 'Whether the patient must be an established patient of the practice before monitoring starts.',
  unit: 'rule',
  values: [
    {
      from: '2019-01-01',
      value: 'required',
      says: 'Established patients only. From March 2020 on this was waived for the emergency; the rulebook of 2020 is stricter than the law was.',
      citations: ['ifc-2020', 'foley-2024'],
    },
    {
      from: '2021-01-01',
      value: 'waived',
      says: 'Waived for the public health emergency.',
      citations: ['pfs-2021', 'ifc-2020', 'foley-2024'],
    },
    {
      from: '2023-05-12',
      value: 'required',
      says: 'Established patients only, as the emergency ended on 2023-05-11. Who was first monitored during it counts as established.',
      citations: ['pfs-2021', 'pfs-2024', 'mln-901705-quoted', 'foley-2024'],
    },
  ],
};

/** Readings come from the device, not from the patient's word. */
const automaticReadings: Parameter<true> = {
  id: 'automatic-readings',
  description: 'Where the readings come from.',
  unit: 'rule',
  criteria: ['physiologic-data'],
  risks: ['self-reported-readings-only'],
  values: [
    {
      from: '2019-01-01',
      value: true,
      says: 'From a medical device as FDA law defines it.',
      citations: ['cpt', 'medscape-2019'],
    },
    {
      from: '2021-01-01',
      value: true,
      says: 'From a medical device as FDA law defines it, collected and sent by themselves, not reported by the patient.',
      citations: ['pfs-2021', 'mln-901705', 'mln-901705-quoted', 'medicarecoding-2020'],
    },
  ],
};

/** Which codes need days with readings, and how many in 30 days; null while the code doesn't exist. */
export const deviceDays: Parameter<Readonly<Record<'99453' | '99454' | '99445', number | null>>> = {
  id: 'device-days',
  description: 'Days with readings, in 30 days, that the set-up and device codes need.',
  unit: 'days with readings in 30 days',
  criteria: ['physiologic-data'],
  values: [
    {
      from: '2019-01-01',
      value: { '99453': 16, '99454': 16, '99445': null },
      says: '16 days for 99453 and 99454. During the emergency CMS accepted fewer for some patients; this rulebook does not.',
      citations: ['pfs-2021', 'cpt', 'medicarecoding-2020'],
    },
    {
      from: '2024-01-01',
      value: { '99453': 16, '99454': 16, '99445': null },
      says: '16 days for 99453 and 99454 only. CMS confirmed that the treatment-management codes 99457 and 99458 need none.',
      citations: ['pfs-2024', 'nixon-2024'],
    },
    {
      from: '2026-01-01',
      value: { '99453': 2, '99454': 16, '99445': 2 },
      says: '2 days for 99453; 99445 for 2 to 15 days, 99454 from 16 on, one of the two in 30 days. 99457, 99458 and 99470 need none.',
      citations: ['pfs-2026', 'pfs-2026-quoted', 'rimidi-2026'],
    },
  ],
};

/** Codes that can't be charged in the same month by anyone. */
export const exclusions: Parameter<readonly string[]> = {
  id: 'exclusions',
  description: 'Remote therapeutic monitoring (RTM) can’t be billed with RPM for the same patient and month.',
  unit: 'rule',
  criteria: ['no-conflict'],
  values: [
    {
      from: '2019-01-01',
      value: ['98980', '98981'],
      says: 'A charge of RTM management, 98980 or 98981, excludes ours. These codes exist since 2022, so that no earlier month can hold one.',
      citations: ['cpt', 'pfs-2022', 'pfs-2024', 'hhs-quoted', 'mtelehealth-2024'],
    },
    {
      from: '2026-01-01',
      value: ['98979', '98980', '98981'],
      says: '98979, the first 10 minutes of RTM management, is new and excludes ours too.',
      citations: ['pfs-2024', 'pfs-2026', 'pfs-2026-quoted', 'hhs-quoted'],
    },
  ],
};

/** Codes that exclude ours where the policy `excludes99091` says so. */
export const dataReview: Parameter<readonly string[]> = {
  id: '99091',
  description:
    '99091, a physician’s or other qualified professional’s own review of the data, beside treatment management.',
  unit: 'rule',
  criteria: ['no-conflict'],
  values: [
    {
      from: '2019-01-01',
      value: ['99091'],
      says: 'CPT bars it beside 99457. CMS is said to have left room for both in some cases in 2021: a policy, by default excluded.',
      citations: ['cpt', 'pfs-2021', 'medscape-2019'],
    },
  ],
};

/** Seconds of 99091 in 30 days. */
export const dataReviewSeconds: Parameter<number> = {
  id: '99091-time',
  description: 'The time that 99091 itself needs.',
  unit: 'seconds in 30 days',
  values: [
    {
      from: '2019-01-01',
      value: THIRTY_MINUTES,
      says: '30 minutes in 30 days.',
      citations: ['cpt', 'mtelehealth-2019'],
    },
  ],
};

/** Once per patient and month, by one practitioner. */
const onePractitioner: Parameter<true> = {
  id: 'one-practitioner',
  description: 'How often, and by whom.',
  unit: 'rule',
  criteria: ['no-conflict'],
  risks: ['other-practitioner-active', 'charge-unsupported'],
  values: [
    {
      from: '2019-01-01',
      value: true,
      says: 'Once, however many parameters are monitored. CPT’s text says 30 days beside “calendar month”; we go by the calendar month.',
      citations: ['cpt', 'medscape-2019'],
    },
    {
      from: '2021-01-01',
      value: true,
      says: 'Once, by one practitioner, however many devices there are (CMS said so of the device codes).',
      citations: ['pfs-2021-correction', 'rivkin-2021'],
    },
    {
      from: '2024-01-01',
      value: true,
      says: 'Once, by one practitioner, for RPM as a whole.',
      citations: ['pfs-2024', 'hhs-quoted', 'mtelehealth-2024'],
    },
  ],
};

/** Minutes count for one service only. */
const minutesOnce: Parameter<true> = {
  id: 'minutes-once',
  description: 'A minute counts for one service.',
  unit: 'rule',
  criteria: ['minimum-time'],
  risks: ['same-day-visit', 'inpatient-stay'],
  values: [
    {
      from: '2019-01-01',
      value: true,
      says: 'Chronic care, transitional care and behavioural health services may share the month, but no minute of theirs, nor of an office or home visit, counts again. Two people at once count once.',
      citations: ['cpt', 'medscape-2019'],
    },
    {
      from: '2024-01-01',
      value: true,
      says: 'The same, for principal care management too. We treat advanced primary care management, which began in 2025, alike.',
      citations: ['pfs-2024', 'mtelehealth-2024', 'medscape-2019'],
    },
  ],
};

/** What the chart must show of the work. */
const documentation: Parameter<true> = {
  id: 'documentation',
  description: 'What the chart must show.',
  unit: 'rule',
  criteria: ['clinical-decision'],
  risks: [
    'entry-without-note',
    'copied-note',
    'entries-identical-length',
    'entry-logged-late',
    'timer-running',
    'units-unusual',
    'patient-deceased',
  ],
  values: [
    {
      from: '2019-01-01',
      value: true,
      says: 'Who worked when, on what, and what was decided. Templated notes, cloned time logs and time without an activity don’t stand up in an audit.',
      citations: ['cpt', 'd3rx-99458'],
    },
  ],
};

/** What the Inspector General looks at. */
const oversight: Parameter<true> = {
  id: 'oversight',
  description: 'What the Inspector General looks at.',
  unit: 'rule',
  risks: ['charge-unsupported', 'units-unusual', 'other-practitioner-active', 'contact-undocumented'],
  values: [
    {
      from: '2019-01-01',
      value: true,
      says: 'Whether set-up, device and treatment management go together: about 43 % of the patients lacked one of the three. The report of September 2024, on 2019 to 2022, also asks who ordered the monitoring and what was monitored.',
      citations: ['oig-2024', 'aha-2024'],
    },
  ],
};

/** Every rule, in the order in which `docs/rules.md` tells them. */
export const PARAMETERS: readonly Parameter<unknown>[] = [
  firstTwentyMinutes,
  eachFurtherTwentyMinutes,
  firstTenMinutes,
  minimumTime,
  timeIncludes,
  interactiveCommunication,
  consent,
  supervision,
  establishedPatient,
  automaticReadings,
  deviceDays,
  minutesOnce,
  exclusions,
  dataReview,
  dataReviewSeconds,
  onePractitioner,
  documentation,
  oversight,
];

/** Changes to come. Once the final rule has been read, they become values of the parameters or go. */
export const ANNOUNCED: readonly Announcement[] = [
  {
    from: '2027-01-01',
    says: 'CMS proposed for 2027 that RPM start with a visit, that only staff employed by the practice do the work, and perhaps other codes. Nobody here has read the final rule: months of 2027 are judged by the rules of 2026.',
    citations: ['pfs-2027-proposed', 'pfs-2027-notes'],
  },
];
