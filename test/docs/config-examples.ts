/** Worked examples of `docs/configuration.md`. What is left out of one stands in the smallest; a test reads each with the real schema. */
export interface ConfigExample {
  title: string;
  why: string;
  config: Readonly<Record<string, unknown>>;
}

const HOSPITAL = { iss: 'https://ehr.example/fhir/r4', name: 'Example Hospital', clientId: '6a1f0c52' };

export const SMALLEST: ConfigExample = {
  title: 'The smallest',
  why: 'One EHR and a time zone; everything else has its default.',
  config: { $schema: './config.schema.json', timeZone: 'America/New_York', issuers: [HOSPITAL] },
};

export const CONFIG_EXAMPLES: readonly ConfigExample[] = [
  SMALLEST,
  {
    title: 'Two EHRs, one of which needs its endpoints told',
    why:
      'The same files serve both. `endpoints` stands in for what the EHR’s SMART configuration says, where that is wrong for this app; `origins` names further ' +
      'addresses that the Content-Security-Policy must let the browser reach.',
    config: {
      issuers: [
        { ...HOSPITAL, billingRecipient: 'Organization/billing', worklistGroup: 'Group/rpm-panel' },
        {
          iss: 'https://fhir.second.example/r4/tenant',
          name: 'Second Hospital',
          clientId: '0b7c9d3e',
          endpoints: {
            authorize: 'https://login.second.example/authorize',
            token: 'https://login.second.example/token',
          },
          origins: ['https://files.second.example'],
        },
      ],
    },
  },
  {
    title: 'Work that is coded in the site’s own way',
    why:
      'The first code counts as the standard activity that it names. The second is an activity of the site’s own and must say how it counts. The third makes time that ' +
      'belongs to chronic care management known, so that it isn’t counted twice.',
    config: {
      codes: {
        activities: [
          { system: 'https://hospital.example/codes', code: 'RPM-REVIEW', activity: 'trend-interpretation' },
          {
            system: 'https://hospital.example/codes',
            code: 'RPM-SHIP',
            activity: 'device-shipping',
            counting: 'administrative',
          },
        ],
        otherPrograms: [{ system: 'https://hospital.example/codes', code: 'CCM-CALL', program: 'ccm' }],
      },
    },
  },
  {
    title: 'Consent on a scanned form, glucose from the laboratory feed, calls with the site’s own medium',
    why: 'Documents of the first code are evidence that consent was given, those of the second that it was withdrawn. Glucose is often filed as laboratory: its codes make it a reading.',
    config: {
      codes: {
        consentEvidence: [
          { system: 'https://hospital.example/documents', code: 'RPM-CONSENT' },
          { system: 'https://hospital.example/documents', code: 'RPM-STOP', decision: 'withdrawn' },
        ],
        consentQuestionnaires: ['https://hospital.example/Questionnaire/rpm-consent'],
        readings: [{ system: 'http://loinc.org', code: '2339-0' }],
        contactMedia: [{ system: 'https://hospital.example/media', code: 'TELEHEALTH', medium: 'live' }],
      },
    },
  },
  {
    title: 'A practice’s choices, and a payer with others',
    why: 'What each choice means, and what speaks for it, is in [rules.md](rules.md#policies). The payer is known by the name or identifier in the patient’s Coverage.',
    config: {
      policy: { serviceDate: 'month-end', maximum99458Units: 3 },
      payers: [
        {
          name: 'Example Health Plan',
          comment: 'Medical policy 2026-04, section 3',
          match: ['Example Health Plan', 'https://payer.example/ids|00123'],
          policy: { consentTiming: 'instant', readingsRequired: 16 },
        },
      ],
    },
  },
  {
    title: 'Billers: who may charge, in whose name, for how much',
    why: 'A charge that names none of `billingParties` is another practice’s. Fees are for estimates on screen. The worklist shows the members of the Group.',
    config: {
      billingParties: ['Organization/123', 'Practitioner/77'],
      fees: { '99457': 48, '99458': 38.5, '99470': 26 },
      roles: {
        mayCharge: ['PractitionerRole', 'Practitioner/b1'],
        mayAudit: ['Practitioner/b1'],
        mayUsePractice: ['Practitioner/b1', 'Practitioner/b2'],
      },
      worklist: {
        group: 'Group/rpm-panel',
        requestsAtOnce: 8,
        views: [{ name: 'No live contact yet', status: ['in-progress'], missing: ['interactive-communication'] }],
      },
    },
  },
  {
    title: 'An EHR that charges by bill codes of its own',
    why:
      'Oracle Health’s `ChargeItem/$create` takes one code of the site’s charge master and no CPT code. Name it for each CPT code; a charge found under it is known as the CPT code’s, ' +
      'so that it is never made twice. Ask the site’s revenue team for code, system and schedule.',
    config: {
      codes: {
        bill: [
          {
            cpt: '99457',
            system: 'https://fhir.cerner.com/TENANT/CodeSystem/BillCodes-CDM_SCHED',
            code: '4410099',
            schedule: { system: 'https://fhir.cerner.com/TENANT/codeSet/14002', code: '667687' },
          },
          {
            cpt: '99458',
            system: 'https://fhir.cerner.com/TENANT/CodeSystem/BillCodes-CDM_SCHED',
            code: '4410100',
            schedule: { system: 'https://fhir.cerner.com/TENANT/codeSet/14002', code: '667687' },
          },
        ],
      },
    },
  },
  {
    title: 'Notes and limits of a heart failure clinic',
    why: 'The questions replace the shipped ones. Limits colour a trend and decide nothing; `null` draws none.',
    config: {
      noteTemplates: {
        'medication-adjustment': [
          { label: 'Weight and pressure that prompted it', hint: 'Last seven days, against the dry weight' },
          { label: 'Change of diuretic', hint: 'Drug, old and new dose' },
          { label: 'Told to' },
        ],
        '*': [{ label: 'Seen' }, { label: 'Decided' }, { label: 'Done' }],
      },
      measurements: {
        codes: [{ system: 'https://devices.example/codes', code: 'BODYWT', series: 'weight' }],
        limits: {
          systolic: { low: 95, high: 140, unit: 'mm[Hg]', source: 'Clinic protocol HF-7' },
          spo2: null,
        },
      },
    },
  },
  {
    title: 'Shown inside the EHR, under the clinic’s name',
    why: 'The web server’s Content-Security-Policy must name the same origins: [deployment](deployment.md) makes it of this file. After ten minutes without a key or a click the screen is locked.',
    config: {
      frameAncestors: ['https://ehr.example', 'https://*.ehr-hosting.example'],
      branding: { name: 'Remote monitoring', logo: 'logo.svg' },
      session: { idleMinutes: 10 },
      language: 'es',
    },
  },
];
