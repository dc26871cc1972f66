import type { ConsentState } from '../../rules/ledger.ts';

/*
 * What is said to the patient, in each language in which it can be said, and the words around it in the record, which the practice reads.
 * Another language is one more wording; its `points` must have the same ids.
 */

export const LANGUAGES = ['en', 'es'] as const;
/** BCP 47, without a region: the words are meant for all of its speakers. */
export type Language = (typeof LANGUAGES)[number];

/** The points that a patient must have been told. `id` names the point in every language. */
export interface ConsentPoint {
  id: string;
  label: string;
  /** To be read out, or to stand on the form. */
  text: string;
}

/** Source of the points: consent at the time that services are furnished, CY 2021 PFS final rule; one practitioner a month, CPT 99454, 99457. */
export const POINTS: Record<Language, readonly ConsentPoint[]> = {
  en: [
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
  es: [
    {
      id: 'services',
      label: 'Los servicios',
      text: 'Un dispositivo en su casa envía sus mediciones a nuestro consultorio. Nuestro equipo las revisa durante el mes y habla con usted sobre ellas.',
    },
    {
      id: 'cost-share',
      label: 'El costo',
      text: 'Cada mes cobramos este servicio a su seguro. Es posible que usted tenga que pagar una parte, como un copago o su deducible.',
    },
    {
      id: 'one-practitioner',
      label: 'Un solo profesional',
      text: 'Solo un profesional a la vez puede cobrar por este monitoreo. Avísenos si en otro consultorio ya le hacen este monitoreo.',
    },
    {
      id: 'right-to-stop',
      label: 'El derecho a dejarlo',
      text: 'Puede dejarlo en cualquier momento con solo avisarnos. El resto de su atención médica seguirá igual.',
    },
  ],
};

/** The words of the record itself, which billers and auditors read. */
export const RECORD = {
  titles: {
    given: 'Consent to remote physiologic monitoring: given',
    declined: 'Consent to remote physiologic monitoring: declined',
    withdrawn: 'Consent to remote physiologic monitoring: withdrawn',
  } satisfies Record<ConsentState, string>,
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
  languages: { en: 'English', es: 'Spanish (español)' } satisfies Record<Language, string>,
} as const;

/** A point as it stands in the record: in the words that the patient heard, under a name that the practice can read. */
export function recordedPoint(point: ConsentPoint, language: Language): ConsentPoint {
  const english = POINTS.en.find(({ id }) => id === point.id)?.label;
  return language === 'en' || english === undefined ? point : { ...point, label: `${english} (${point.label})` };
}
