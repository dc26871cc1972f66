import { closest, distance } from 'fastest-levenshtein';
import type { SettingsProblem } from '../fhir/settings.ts';

/** What was probably meant by a key or value that isn't known; null when nothing comes near. Letter case doesn't matter. */
export function nearest(found: string, known: readonly string[]): string | null {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_ ]/g, '');
  const best = closest(
    plain(found),
    known.map((one) => plain(one)),
  );
  const meant = known.find((one) => plain(one) === best);
  const enough = Math.max(1, Math.floor(best.length / 3));
  return meant !== undefined && distance(plain(found), best) <= enough ? meant : null;
}

/** The key or value that somebody probably meant to write; null when none comes near. */
export function meantBy({ key, value, allowed, known }: SettingsProblem): string | null {
  if (known !== undefined) return nearest(key.split('.').at(-1) ?? '', known);
  return typeof value === 'string' ? nearest(value, allowed) : null;
}
