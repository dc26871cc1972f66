import type { Parameter } from './types.ts';

/** 20 minutes, in seconds. */
const TWENTY_MINUTES = 1200;
const TEN_MINUTES = 600;

/** 99457: the first 20 minutes of treatment management in a calendar month. */
export const firstTwentyMinutes: Parameter<{ firstSeconds: number }> = {
  id: '99457',
  description:
    '99457: treatment management in a calendar month, with a live contact with the patient or caregiver. Billable once, from 20 minutes on.',
  unit: 'seconds in a calendar month',
  criteria: ['minimum-time'],
  values: [
    {
      from: '2019-01-01',
      value: { firstSeconds: TWENTY_MINUTES },
      citations: ['pfs-2019', 'medscape-2019'],
      note: 'In 2019 the code read “20 minutes or more”: one unit however long.',
    },
    {
      from: '2020-01-01',
      value: { firstSeconds: TWENTY_MINUTES },
      citations: ['pfs-2020', 'cpt', 'nixon-2020'],
      note: 'Since 2020 it reads “first 20 minutes”, so that 99458 can follow.',
    },
  ],
};

/** 99458: each full further 20 minutes. */
export const eachFurtherTwentyMinutes: Parameter<{ eachSeconds: number; afterSeconds: number }> = {
  id: '99458',
  description:
    '99458: each further full 20 minutes after the first 20, listed besides 99457 and never alone. No rounding up: 40 minutes for the first unit, 60 for the second.',
  unit: 'seconds in a calendar month',
  values: [
    {
      from: '2020-01-01',
      value: { eachSeconds: TWENTY_MINUTES, afterSeconds: TWENTY_MINUTES },
      citations: ['pfs-2020', 'cpt', 'eplab-2020', 'd3rx-99458'],
    },
    {
      from: '2026-01-01',
      value: { eachSeconds: TWENTY_MINUTES, afterSeconds: TWENTY_MINUTES },
      citations: ['pfs-2026', 'pfs-2026-quoted'],
      note: 'The 2026 rule lets 99458 follow 99457, and names no other code: never 99470.',
    },
  ],
};

/** 99470: the first 10 minutes, when the month stays below 20. */
export const firstTenMinutes: Parameter<{ fromSeconds: number; belowSeconds: number }> = {
  id: '99470',
  description:
    '99470: the first 10 minutes of treatment management in a calendar month that stays below 20 minutes, with a live contact. In place of 99457, never besides it.',
  unit: 'seconds in a calendar month',
  criteria: ['minimum-time'],
  values: [
    {
      from: '2026-01-01',
      value: { fromSeconds: TEN_MINUTES, belowSeconds: TWENTY_MINUTES },
      citations: ['pfs-2026', 'pfs-2026-quoted', 'rimidi-2026'],
      note: 'CMS: the codes for the first 10 and the first 20 minutes are not additive; one of them, for the time spent in the month.',
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
    { from: '2019-01-01', value: TWENTY_MINUTES, citations: ['pfs-2019', 'medscape-2019'] },
    { from: '2026-01-01', value: TEN_MINUTES, citations: ['pfs-2026', 'pfs-2026-quoted'] },
  ],
};

/** What the 20 minutes may consist of. */
export const timeIncludes: Parameter<'not-settled' | 'contact-and-care-management'> = {
  id: 'time-includes',
  description:
    'The 20 minutes may hold care management without the patient (reviewing data, changing the plan) besides the live contact itself.',
  unit: 'rule',
  criteria: ['minimum-time', 'clinical-decision'],
  values: [
    { from: '2019-01-01', value: 'not-settled', citations: ['pfs-2019'] },
    {
      from: '2021-01-01',
      value: 'contact-and-care-management',
      citations: ['pfs-2021-correction', 'rivkin-2021'],
      note: 'The December 2020 rule said otherwise; the correction of January 2021 holds from the same day.',
    },
    {
      from: '2026-01-01',
      value: 'contact-and-care-management',
      citations: ['pfs-2026', 'pfs-2026-quoted'],
      note: 'CMS takes over CPT’s words: the contact counts, and need not fill the whole time.',
    },
  ],
};

/** What an interactive communication is. */
export const interactiveCommunication: Parameter<'live-contact' | 'two-way-audio'> = {
  id: 'interactive-communication',
  description:
    'At least one interactive communication with the patient or caregiver in the month: a conversation in real time, both ways, at least by voice, of a kind to which video or other data can be added. Messages, letters and voicemail are none.',
  unit: 'rule',
  criteria: ['interactive-communication'],
  risks: ['contact-undocumented', 'contact-not-linked'],
  values: [
    {
      from: '2019-01-01',
      value: 'live-contact',
      citations: ['pfs-2019', 'medscape-2019'],
      note: 'The code asked for interactive communication; CMS defined the word for 2021.',
    },
    { from: '2021-01-01', value: 'two-way-audio', citations: ['pfs-2021', 'pfs-2021-correction', 'beckers-2020'] },
    {
      from: '2026-01-01',
      value: 'two-way-audio',
      citations: ['pfs-2021', 'pfs-2026', 'pfs-2026-quoted'],
      note: 'CPT 2026, adopted by CMS, says “live, interactive communication” of 99457, 99458 and 99470 alike.',
    },
  ],
};

/** Who must be near while clinical staff works. */
export const supervision: Parameter<'direct' | 'general'> = {
  id: 'supervision',
  description:
    'Clinical staff may do the work incident to the billing practitioner, who must be present (direct supervision) or only responsible and reachable (general supervision).',
  unit: 'kind of supervision',
  values: [
    { from: '2019-01-01', value: 'direct', citations: ['pfs-2019'] },
    { from: '2020-01-01', value: 'general', citations: ['pfs-2020', '42-cfr-410-26', 'eplab-2020'] },
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
    { from: '2019-01-01', value: 'before-the-service', citations: ['pfs-2019'] },
    {
      from: '2021-01-01',
      value: 'at-the-time-of-service',
      citations: ['pfs-2021', 'medicarecoding-2020'],
      note: 'Made permanent for 2021; it began with the emergency in March 2020 (85 FR 19230).',
    },
  ],
};

/** Whether the patient must be an established one. */
export const establishedPatient: Parameter<'required' | 'waived'> = {
  id: 'established-patient',
  description: 'The patient must be an established patient of the practice before monitoring starts.',
  unit: 'rule',
  values: [
    { from: '2019-01-01', value: 'required', citations: ['ifc-2020', 'foley-2024'] },
    {
      from: '2021-01-01',
      value: 'waived',
      citations: ['pfs-2021', 'ifc-2020', 'foley-2024'],
      note: 'Waived for the public health emergency, in fact since March 2020: the rulebook of 2020 is stricter than the law was.',
    },
    {
      from: '2023-05-12',
      value: 'required',
      citations: ['pfs-2021', 'pfs-2024', 'mln-901705-quoted', 'foley-2024'],
      note: 'The emergency ended on 2023-05-11. Who was first monitored during it counts as established.',
    },
  ],
};

/** Which codes need days with readings, and how many in 30 days. */
export const deviceDays: Parameter<Readonly<Record<'99453' | '99454' | '99445', number | null>>> = {
  id: 'device-days',
  description:
    'Days with readings, in 30 days, that the device codes need. They are a condition of the device codes only: 99457, 99458 and 99470 need none.',
  unit: 'days with readings in 30 days',
  criteria: ['physiologic-data'],
  values: [
    {
      from: '2019-01-01',
      value: { '99453': 16, '99454': 16, '99445': null },
      citations: ['pfs-2021', 'cpt', 'medicarecoding-2020'],
      note: 'During the emergency CMS accepted fewer days for some patients; this rulebook does not.',
    },
    {
      from: '2024-01-01',
      value: { '99453': 16, '99454': 16, '99445': null },
      citations: ['pfs-2024', 'nixon-2024'],
      note: 'CMS confirmed for 2024 that the 16 days do not apply to the treatment-management codes.',
    },
    {
      from: '2026-01-01',
      value: { '99453': 2, '99454': 16, '99445': 2 },
      citations: ['pfs-2026', 'pfs-2026-quoted', 'rimidi-2026'],
      note: '99445 covers 2 to 15 days, 99454 16 and more: one of the two in 30 days.',
    },
  ],
};

/** Codes that can't be charged in the same month by anyone. */
export const exclusions: Parameter<readonly string[]> = {
  id: 'exclusions',
  description: 'Remote therapeutic monitoring (RTM) management can’t be billed for the same patient and month.',
  unit: 'codes',
  criteria: ['no-conflict'],
  values: [
    {
      from: '2019-01-01',
      value: ['98980', '98981'],
      citations: ['cpt', 'pfs-2022', 'pfs-2024', 'mtelehealth-2024'],
      note: 'The RTM codes exist since 2022, so that no earlier month can hold a charge of them.',
    },
    {
      from: '2026-01-01',
      value: ['98979', '98980', '98981'],
      citations: ['pfs-2026', 'pfs-2026-quoted', 'pfs-2024', 'mtelehealth-2024'],
      note: '98979 is new: the first 10 minutes of RTM management.',
    },
  ],
};

/** 99091 beside treatment management. */
export const dataReview: Parameter<readonly string[]> = {
  id: '99091',
  description:
    '99091: 30 minutes of a physician’s or other qualified professional’s own data review in 30 days. CPT bars it beside 99457; CMS left some room: a policy.',
  unit: 'codes',
  criteria: ['no-conflict'],
  values: [{ from: '2019-01-01', value: ['99091'], citations: ['cpt', 'pfs-2021', 'medscape-2019'] }],
};

/** Seconds of 99091 in 30 days. */
export const dataReviewSeconds: Parameter<number> = {
  id: '99091-time',
  description: '99091 needs 30 minutes in 30 days.',
  unit: 'seconds in 30 days',
  values: [{ from: '2019-01-01', value: 1800, citations: ['cpt'] }],
};

/** Once per patient and month, by one practitioner. */
export const onePractitioner: Parameter<true> = {
  id: 'one-practitioner',
  description: 'Only one practitioner bills monitoring for a patient in a month, once, however many devices there are.',
  unit: 'rule',
  criteria: ['no-conflict'],
  risks: ['other-practitioner-active', 'charge-unsupported'],
  values: [
    { from: '2019-01-01', value: true, citations: ['cpt', 'medscape-2019'] },
    { from: '2021-01-01', value: true, citations: ['pfs-2021-correction', 'rivkin-2021'] },
  ],
};

/** Minutes count for one service only. */
export const minutesOnce: Parameter<true> = {
  id: 'minutes-once',
  description:
    'A minute counts for one service: time of chronic, principal, transitional or advanced primary care management, behavioural health integration or a visit is not counted again, and two people at once count once.',
  unit: 'rule',
  criteria: ['minimum-time'],
  risks: ['same-day-visit', 'inpatient-stay'],
  values: [
    { from: '2019-01-01', value: true, citations: ['cpt', 'medscape-2019'] },
    { from: '2024-01-01', value: true, citations: ['pfs-2024', 'mtelehealth-2024', 'medscape-2019'] },
  ],
};

/** Readings come from the device, not from the patient's word. */
export const automaticReadings: Parameter<true> = {
  id: 'automatic-readings',
  description:
    'Readings come from a medical device as FDA law defines it and are collected and sent by themselves, not reported by the patient.',
  unit: 'rule',
  criteria: ['physiologic-data'],
  risks: ['self-reported-readings-only'],
  values: [
    { from: '2019-01-01', value: true, citations: ['cpt'] },
    {
      from: '2021-01-01',
      value: true,
      citations: ['pfs-2021', 'mln-901705', 'mln-901705-quoted', 'medicarecoding-2020'],
    },
  ],
};

/** What the chart must show of the work. */
export const documentation: Parameter<true> = {
  id: 'documentation',
  description:
    'The chart shows who worked when, on what, and what was decided. Templated notes, cloned time logs and time without an activity don’t stand up in an audit.',
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
  values: [{ from: '2019-01-01', value: true, citations: ['cpt', 'd3rx-99458'] }],
};

/** What the Inspector General looks at. */
export const oversight: Parameter<true> = {
  id: 'oversight',
  description:
    'The Inspector General compares set-up, device and treatment management: about 43 % of the patients lacked one of the three in 2022. It asks who ordered the monitoring and which data were monitored.',
  unit: 'rule',
  risks: ['charge-unsupported', 'units-unusual', 'other-practitioner-active', 'contact-undocumented'],
  values: [
    {
      from: '2019-01-01',
      value: true,
      citations: ['oig-2024', 'aha-2024'],
      note: 'The report of September 2024 covers the years 2019 to 2022.',
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
  supervision,
  consent,
  establishedPatient,
  automaticReadings,
  deviceDays,
  exclusions,
  dataReview,
  dataReviewSeconds,
  onePractitioner,
  minutesOnce,
  documentation,
  oversight,
];
