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
function lettersOf(offer: Offer | undefined): string {
  const { interactions = [], operations = [] } = offer ?? {};
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
 * `withhold` names v2 scopes without their context: `ChargeItem.c`, or `*.cu` for every type.
 */
export function grantedScopes(asked: readonly string[], profile: Profile, withhold: readonly string[]): string[] {
  return asked.flatMap((scope) => {
    const parsed = parseScope(scope);
    if (parsed === null || (parsed.type === '*' && withhold.length === 0)) return [scope];
    const types = parsed.type === '*' ? Object.keys(profile.resources) : [parsed.type];
    return types.flatMap((type) => {
      const offered = lettersOf(profile.resources[type]);
      const withheld = withheldLetters(withhold, type);
      const left = [...parsed.letters].filter((letter) => offered.includes(letter) && !withheld.includes(letter));
      if (left.length === 0) return [];
      // A v1 scope stays one unless something of it is withheld.
      const asAsked = withheld === '' && !/\.[cruds]+$/.test(scope);
      return [asAsked ? scope : `${parsed.context}/${type}.${left.join('')}`];
    });
  });
}

function withheldLetters(withhold: readonly string[], type: string): string {
  return withhold
    .map((one) => one.split('.'))
    .filter(([name]) => name === type || name === '*')
    .map(([, letters]) => letters)
    .join('');
}
