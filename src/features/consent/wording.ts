import type { ConsentState } from '../../rules/ledger.ts';

/*
 * What is said to the patient and what is written down of it: the only words of the app that go into a consent. One file, so that it can
 * be had in another language whole.
 */

/** The points that a patient must have been told. `id` names the point in every language. */
export interface ConsentPoint {
  id: string;
  label: string;
  /** To be read out, or to stand on the form. */
  text: string;
}

export interface ConsentWording {
  /** In its own word; it is written down in which language a patient was told. */
  language: string;
  titles: Record<ConsentState, string>;
  points: readonly ConsentPoint[];
  labels: Record<'method' | 'decidedBy' | 'askedBy' | 'witness' | 'reason' | 'language', string>;
  methods: Record<'verbal' | 'written', string>;
  patient: string;
}

/** Source of the points: consent at the time that services are furnished, CY 2021 PFS final rule; one practitioner a month, CPT 99454, 99457. */
export const ENGLISH: ConsentWording = {
  language: 'English',
  titles: {
    given: 'Consent to remote physiologic monitoring: given',
    declined: 'Consent to remote physiologic monitoring: declined',
    withdrawn: 'Consent to remote physiologic monitoring: withdrawn',
  },
  points: [
    {
      id: 'services',
      label: 'The services',
      text: 'A device at your home sends your readings to our practice. Our team looks at them during the month and speaks with you about them.',
    },
    {
      id: 'cost-share',
      label: 'The cost',
      text: 'We bill your insurance for this each month. You may have to pay a part of it, such as a copayment or your deductible.',
    },
    {
      id: 'one-practitioner',
      label: 'One practitioner',
      text: 'Only one practitioner can bill for this monitoring at a time. Tell us if another practice monitors you already.',
    },
    {
      id: 'right-to-stop',
      label: 'The right to stop',
      text: 'You can stop at any time by telling us. Your other care stays the same.',
    },
  ],
  labels: {
    method: 'How',
    decidedBy: 'Decided by',
    askedBy: 'Asked by',
    witness: 'Witness',
    reason: 'Reason',
    language: 'Language',
  },
  methods: { verbal: 'Verbally', written: 'In writing' },
  patient: 'The patient',
};
