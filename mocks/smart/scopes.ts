import { parseScope } from '../fhir/access.ts';
import type { Offer, Profile } from '../fhir/profiles.ts';

const CONTEXT_SCOPES = [
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'launch/encounter',
  'offline_access',
  'online_access',
];

/** Every non-empty choice of SMART v2's letters in their order, and v1's words. */
const PERMISSIONS = ['read', 'write', '*'];
for (let choice = 1; choice < 32; choice += 1) {
  PERMISSIONS.push([...'cruds'].filter((_letter, bit) => choice & (1 << bit)).join(''));
}

/** The scopes that the authorization server understands: SMART's contexts, and the profile's resources in v1 and v2. */
export function understoodScopes(profile: Profile): Set<string> {
  const types = ['*', ...Object.keys(profile.resources)];
  return new Set([
    ...CONTEXT_SCOPES,
    ...['patient', 'user'].flatMap((context) =>
      types.flatMap((type) => PERMISSIONS.map((permission) => `${context}/${type}.${permission}`)),
    ),
  ]);
}

/** Letters of SMART v2 that the server could allow for a type at all. */
function lettersOf({ interactions, operations }: Offer): string {
  const offered: Record<string, boolean> = {
    c: interactions.includes('create') || operations.includes('create'),
    r: interactions.includes('read'),
    u: interactions.includes('update') || operations.includes('modify'),
    s: interactions.includes('search-type'),
  };
  return Object.keys(offered)
    .filter((letter) => offered[letter])
    .join('');
}

/**
 * What is granted of what was asked: never more than the profile offers, and less where the launch withholds something.
 * `withhold` names v2 scopes without their context, such as `ChargeItem.c`.
 */
export function grantedScopes(asked: readonly string[], profile: Profile, withhold: readonly string[]): string[] {
  return asked.flatMap((scope) => {
    const parsed = parseScope(scope);
    if (parsed === null) return [scope];
    const { context, type, letters } = parsed;
    const offer = profile.resources[type];
    if (type === '*') return [scope];
    if (!offer) return [];
    const held = withhold.filter((one) => one.startsWith(`${type}.`)).join('');
    const left = [...letters].filter(
      (letter) => lettersOf(offer).includes(letter) && !held.slice(type.length + 1).includes(letter),
    );
    if (left.length === 0) return [];
    // A v1 scope stays a v1 scope unless a letter of it is withheld.
    const v1 = !/\.[cruds]+$/.test(scope) && held === '';
    return [v1 ? scope : `${context}/${type}.${left.join('')}`];
  });
}
