import type { Resource } from '../../mocks/fhir/resource.ts';
import type { RunningSandbox } from '../../mocks/start.ts';
import { isObject } from '../../src/fhir/resource.ts';

/** Markup that runs when anything shows it as markup; it says so on the window. */
export const PAYLOAD = `"><img src=x onerror="window.hostile=1"><svg onload="window.hostile=1"></svg><script>window.hostile=1</script>{{7*7}}`;
export const STRANGER = 'https://stranger.example';

/** Where people's words stand in FHIR. */
const WORDS = new Set([
  ...[
    'text',
    'display',
    'family',
    'given',
    'prefix',
    'contentString',
    'valueString',
    'title',
    'description',
    'comment',
  ],
  ...['unit', 'name', 'label', 'userSelected', 'div', 'reasonString'],
]);
/** Of these kinds is everything that a chart shows. */
const TYPES = [
  ...[
    'Patient',
    'Practitioner',
    'Organization',
    'Account',
    'ChargeItem',
    'Communication',
    'Consent',
    'Coverage',
    'Device',
  ],
  ...['DeviceUseStatement', 'DocumentReference', 'Encounter', 'Observation', 'Procedure', 'RelatedPerson', 'Task'],
];

/** Puts hostile content wherever a chart holds somebody's words, and hostile links wherever FHIR allows one. */
export function poison(sandbox: RunningSandbox): void {
  const store = sandbox.sandbox.store('full');
  for (const type of TYPES)
    store.seed(store.all(type).map((resource) => ({ ...resource, ...poisonedItems(resource), ...extra(resource) })));
  const document = {
    resourceType: 'DocumentReference',
    id: 'billable-hostile',
    status: 'current',
    type: { text: PAYLOAD },
    subject: { reference: 'Patient/billable' },
    description: PAYLOAD,
    content: [
      { attachment: { contentType: 'text/html', url: 'javascript:window.hostile=1', title: PAYLOAD } },
      { attachment: { contentType: 'image/svg+xml', data: Buffer.from(PAYLOAD).toString('base64') } },
      { attachment: { contentType: 'image/svg+xml', url: `data:image/svg+xml,${encodeURIComponent(PAYLOAD)}` } },
    ],
  } satisfies Resource & Record<string, unknown>;
  store.create(document);
}

/** What a server may send beside: a narrative with scripts, a photo elsewhere, prototypes. */
function extra({ resourceType }: Resource) {
  return {
    text: { status: 'additional', div: `<div xmlns="http://www.w3.org/1999/xhtml">${PAYLOAD}</div>` },
    ...(resourceType === 'Patient' && { photo: [{ contentType: 'image/png', url: `${STRANGER}/photo.png` }] }),
    ...(resourceType === 'Procedure' && {
      extension: [{ url: `${STRANGER}/extension`, valueUrl: 'javascript:window.hostile=1' }],
      instantiatesUri: ['javascript:window.hostile=1'],
    }),
  };
}

function poisoned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(poisoned);
  return isObject(value) ? poisonedItems(value) : value;
}

function poisonedItems(json: object): object {
  return Object.fromEntries(
    Object.entries(json).map(([key, inner]) => [key, WORDS.has(key) ? words(inner) : poisoned(inner)]),
  );
}

function words(value: unknown): unknown {
  if (typeof value === 'string') return `${value} ${PAYLOAD}`;
  return Array.isArray(value) && typeof value[0] === 'string' ? value.map(words) : poisoned(value);
}
