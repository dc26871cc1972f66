import { isResource, listOf, referenceOf, valueAt } from '../../fhir/resource.ts';
import type { MonthResult } from '../verdict/useMonth.ts';
import { LANGUAGES, type Language } from './wording.ts';

/**
 * The language to begin with: the one in which the patient prefers to be spoken to, as the chart says, else the practice's own, as
 * `config.json` says. Where the app has no words in it, English.
 */
export function languageOf({ read }: Pick<MonthResult, 'read'>, ofPractice: string | undefined): Language {
  const patient = read.resources.filter(isResource).find((resource) => referenceOf(resource) === read.patient);
  const spoken = listOf(patient?.communication);
  const preferred =
    spoken.find((one) => valueAt(one, ['preferred']) === true) ?? (spoken.length === 1 ? spoken[0] : null);
  const codes = listOf(valueAt(preferred, ['language', 'coding'])).map((coding) => valueAt(coding, ['code']));
  return [...codes, ofPractice].map(known).find((language) => language !== null) ?? 'en';
}

/** `es-MX` is Spanish. */
function known(code: unknown): Language | null {
  const [primary] = typeof code === 'string' ? code.toLowerCase().split('-') : [];
  return LANGUAGES.find((language) => language === primary) ?? null;
}
