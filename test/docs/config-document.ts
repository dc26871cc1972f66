import { type ConfigKey, keysOf, publishedSchema } from '../../src/cli/config/json-schema.ts';
import { CONFIG_EXAMPLES } from './config-examples.ts';

/** The text of `public/config.schema.json`. */
export function configSchemaFile(): string {
  return `${JSON.stringify(publishedSchema(), null, 2)}\n`;
}

/** The text of `docs/configuration.md`: every key of `config.json`, and worked examples. */
export function configDocument(): string {
  return [INTRODUCTION, ...examples(), reference()].join('\n\n').concat('\n');
}

const INTRODUCTION = `# Configuration

<!-- Generated from src/config, src/fhir/settings.ts and src/cli/config by \`npm run docs:config\`. Change them, not this text. -->

One file, \`config.json\` beside \`index.html\`, holds the settings of one health system. It is read when the app starts; nothing is rebuilt to
change it. Have the web server send it with \`Cache-Control: no-store\`, so that a change reaches everybody at once. The command reads the same file:
\`npm run evaluate -- --config config.json …\`.

It holds no secret and no patient data: anybody who can open the app can read it.

\`\`\`sh
npm run config:check -- path/to/config.json   # what the app would refuse, and what is allowed and may still not be meant
\`\`\`

An editor that knows JSON Schema (VS Code, IntelliJ) checks while you type and tells what each key means, once the file says
\`"$schema": "./config.schema.json"\`; the schema is served beside the app. What is wrong is refused as a whole: the app then shows
a page that names each key, its value and what is allowed. Nothing is guessed, since a wrong time zone or code would change what is billed.`;

function examples(): string[] {
  return [
    '## Worked examples\n\nWhat is left out of an example stands in the first one.',
    ...CONFIG_EXAMPLES.map(
      ({ title, why, config }) => `### ${title}\n\n${why}\n\n\`\`\`json\n${JSON.stringify(config, null, 2)}\n\`\`\``,
    ),
  ];
}

/** Top-level keys in the order in which somebody who sets the app up meets them. */
const ORDER = [
  'issuers',
  'timeZone',
  'codes',
  'policy',
  'payers',
  'billingParties',
  'fees',
  'roles',
  'worklist',
  'session',
  'frameAncestors',
  'noteTemplates',
  'measurements',
  'branding',
  'language',
  'clock',
  'clockStarted',
  '$schema',
];

function reference(): string {
  const keys = keysOf(publishedSchema()).filter(isToldOnce);
  const groups = [...new Set(keys.map(({ path }) => topOf(path)))].sort((one, other) => placeOf(one) - placeOf(other));
  const tables = groups.map((top) => {
    const rows = keys.filter(({ path }) => topOf(path) === top).map(row);
    return `### ${top}\n\n| key | type | default | meaning |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
  });
  return [
    '## Every key\n\n`[]` is an item of a list, `*` any key of a map. A key in bold has to be there.',
    ...tables,
  ].join('\n\n');
}

function placeOf(top: string): number {
  const place = ORDER.indexOf(top);
  return place < 0 ? ORDER.length : place;
}

function topOf(path: string): string {
  return path.replace(/[.[].*$/, '');
}

/** A payer's choices are those of `policy`, and the limits of one series those of all. */
function isToldOnce({ path }: ConfigKey): boolean {
  return !path.startsWith('payers[].policy.') && !/^measurements\.limits\.(?!systolic)/.test(path);
}

function row({ path, type, required, default: value, description }: ConfigKey): string {
  const limits = path.startsWith('measurements.limits.');
  const name = limits ? path.replace('systolic', '*') : path;
  const units = limits && path.endsWith('.unit') ? 'a UCUM unit of the series' : type;
  return `| ${required ? `**\`${name}\`**` : `\`${name}\``} | ${units} | ${defaultOf(value)} | ${description} |`;
}

function defaultOf(value: unknown): string {
  // What an object's keys default to stands at the keys.
  return value === undefined || (typeof value === 'object' && value !== null && !Array.isArray(value))
    ? ''
    : `\`${JSON.stringify(value)}\``;
}
