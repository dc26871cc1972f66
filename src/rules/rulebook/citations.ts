import type { Citation } from './types.ts';

/** Every source that the rulebook and the policies rest on. `verified` only where the text itself was opened. */
export const CITATIONS = {
  'pfs-2019': {
    title: 'CY 2019 Physician Fee Schedule final rule',
    publisher: 'CMS',
    year: 2018,
    section: '83 FR 59452, valuation of CPT 99453, 99454 and 99457',
    url: 'https://www.federalregister.gov/d/2018-24170',
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  'pfs-2020': {
    title: 'CY 2020 Physician Fee Schedule final rule',
    publisher: 'CMS',
    year: 2019,
    section: '84 FR 62568, care management and remote physiologic monitoring',
    url: 'https://www.federalregister.gov/d/2019-24086',
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  'pfs-2021': {
    title: 'CY 2021 Physician Fee Schedule final rule',
    publisher: 'CMS',
    year: 2020,
    section: '85 FR 84472, remote physiologic monitoring',
    url: 'https://www.federalregister.gov/d/2020-26815',
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  'pfs-2021-correction': {
    title: 'CY 2021 Physician Fee Schedule final rule; correction',
    publisher: 'CMS',
    year: 2021,
    section: '86 FR 5020, FR Doc. 2021-00805',
    url: 'https://www.govinfo.gov/content/pkg/FR-2021-01-19/html/2021-00805.htm',
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  'pfs-2024': {
    title: 'CY 2024 Physician Fee Schedule final rule',
    publisher: 'CMS',
    year: 2023,
    section: '88 FR 78818, remote monitoring services',
    url: 'https://www.federalregister.gov/d/2023-24184',
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  'pfs-2026': {
    title: 'CY 2026 Physician Fee Schedule final rule',
    publisher: 'CMS',
    year: 2025,
    section: '90 FR 49266, FR Doc. 2025-19787, remote physiologic monitoring',
    url: 'https://www.federalregister.gov/d/2025-19787',
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  '42-cfr-410-26': {
    title: '42 CFR 410.26, services incident to a physician’s services',
    publisher: 'CMS',
    year: 2020,
    section: '42 CFR 410.26(b)(5)',
    url: 'https://www.ecfr.gov/current/title-42/section-410.26',
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  cpt: {
    title: 'CPT code set, digitally stored data and remote physiologic monitoring',
    publisher: 'American Medical Association',
    year: 2026,
    section: 'descriptors and parenthetical notes of 99091, 99445, 99453, 99454, 99457, 99458, 99470',
    url: null,
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  'mln-901705': {
    title: 'Telehealth & Remote Patient Monitoring (MLN901705)',
    publisher: 'CMS Medicare Learning Network',
    year: 2025,
    section: 'Remote patient monitoring',
    url: null,
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
  'oig-2024': {
    title: 'Additional Oversight of Remote Patient Monitoring in Medicare Is Needed',
    publisher: 'HHS Office of Inspector General',
    year: 2024,
    section: 'OEI-02-23-00260',
    url: null,
    kind: 'primary',
    verified: false,
    openedAs: null,
  },
} as const satisfies Record<string, Citation>;

export type CitationId = keyof typeof CITATIONS;

/** One line that names the source as a biller would quote it, and says when nobody has opened it. */
export function cite(id: CitationId): string {
  const citation: Citation = CITATIONS[id];
  return `${citation.title}, ${citation.section}${citation.verified ? '' : ' (unverified)'}`;
}
