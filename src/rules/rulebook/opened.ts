import type { CitationId } from './citations.ts';

/** Which copy of a source was opened, or how much of it; null where nothing was. For `docs/rules.md`: the app has no use for it. */
export const OPENED: Readonly<Record<CitationId, string | null>> = {
  'pfs-2019': 'First page only (title, agency, pages 59452–60303), stored copy of the govinfo.gov page',
  'pfs-2020': null,
  'ifc-2020': 'First page only (title, summary, pages 19230–19292), stored copy at regulations.justia.com',
  'pfs-2021': 'First page only (title, agency, pages 84472–85377), stored copy of the federalregister.gov page',
  'pfs-2021-correction':
    'First page only, stored copies at govinfo.gov and regulations.justia.com: it is “effective and applicable beginning January 1, 2021”; its passage on 99457 was not in the copy',
  'pfs-2022': 'First page only (title, agency, pages 64996–66031), stored copy of the govinfo.gov page',
  'pfs-2024':
    'First page only (title, abstract, effective January 1, 2024), stored copy at federalstatelaw.com. The page number of the passage comes from a program’s comment',
  'pfs-2026':
    'First page only (title, abstract, effective January 1, 2026), stored copy at federalstatelaw.com. The page numbers of the passages come from programs’ comments',
  'pfs-2027-proposed': null,
  'pfs-2027-notes':
    'Both files’ text, as the code search returned it. Both name a visit that starts the monitoring and staff employed by the practice; one says that four G-codes may replace the RPM codes, the other speaks of possible later changes',
  'pfs-2026-quoted':
    'GitHub repository iamreebskhan/nkat, file db/seed/payer-rules-cy2026-full-rule.sql: the codes for 10 and for 20 minutes are “not additive”, and 99458 can be used “after either 99457 or 98980 is billed”',
  '42-cfr-410-26': null,
  cpt: null,
  'mln-901705': null,
  'mln-901705-quoted':
    'GitHub repository Dnakitare/medicare-rag-eval, file eval/grading_dump.json: the emergency “ended at the end of the day on May 11, 2023”; a connected medical device “automatically transmits the data”',
  'oig-2024': null,
  'aha-2024': 'Stored copy of the aha.org page',
  'medscape-2019':
    'Stored copy of the medscape.com page: quotes the 2019 descriptor (“20 minutes or more”); not with 99091; no time of an office or home visit; no minute twice with TCM, CCM or BHI',
  'mtelehealth-2019': 'Stored copy of the page, first part: quotes 99091, “requiring a minimum of 30 minutes of time”',
  'nixon-2020': 'Stored copy of the nixonlawgroup.com page, first part',
  'eplab-2020':
    'Stored copy of the EP Lab Digest page, first part: 99458 “if a total of 40 minutes was spent”; decreased supervision requirements',
  'medicarecoding-2020':
    'Stored copy of the page, first part: consent “at the time that RPM services are furnished”; established patients after the emergency; 16 days for 99453 and 99454; automatic collection',
  'beckers-2020':
    'Stored copy of the page: interactive communication is real-time, synchronous and two-way, by video or audio',
  'rivkin-2021':
    'Stored copy of the page, whole: quotes CMS that the 20 minutes include “interactive communication” and “non-face-to-face care management services”; one practitioner, once, in 30 days',
  'foley-2024': 'Stored copies at jdsupra.com and foley.com, first part',
  'nixon-2024': 'Stored copy of the page, first part',
  'mtelehealth-2024':
    'Stored copy of the page: RPM and RTM cannot be billed together; no time counted twice; only one practitioner. It speaks of the proposed rule',
  'rimidi-2026': 'Stored copy of the page, first part',
  'd3rx-99458':
    'Stored copy of the page, first part: 40 minutes for the first unit, no rounding up, no templated notes or cloned time logs. It also asks for 16 days of data for 99458, which the 2024 rule denies',
  'positivecheck-2026':
    'Source text of the article in a public GitHub repository, whole, as the code search returned it: quotes the 2021 rule, “real-time synchronous, two-way audio interaction that is capable of being enhanced with video or other kinds of data transmission”, and that CMS in 2026 is “not specifying further exclusions” beyond CPT’s',
  'hhs-quoted':
    'The study’s text, as the code search returned it: RPM and RTM “cannot be billed together”; “only one practitioner can bill for RPM per patient in a 30-day period”',
  'mue-comment':
    'The file’s text, as the code search returned it without a repository name; CMS’s MUE table itself was not opened',
};
