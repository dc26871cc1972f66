import { CITATIONS, type CitationId } from '../../src/rules/rulebook/citations.ts';
import { VERSIONS } from '../../src/rules/rulebook/index.ts';
import { OPENED } from '../../src/rules/rulebook/opened.ts';
import { ANNOUNCED, PARAMETERS } from '../../src/rules/rulebook/parameters.ts';
import { POLICIES, type PolicyText } from '../../src/rules/rulebook/policies.ts';
import type { Citation, Parameter } from '../../src/rules/rulebook/types.ts';

// Object.keys forgets which keys these are.
const SOURCES = (Object.keys(CITATIONS) as CitationId[]).map((id): [CitationId, Citation] => [id, CITATIONS[id]]);

/** The text of `docs/rules.md`: every rule, policy and source of the rulebook, in words for a biller. */
export function rulesDocument(): string {
  return [INTRODUCTION, verification(), versions(), announced(), rules(), policies(), sources()]
    .join('\n\n')
    .concat('\n');
}

const INTRODUCTION = `# Billing rules

<!-- Generated from src/rules/rulebook by \`npm run docs:rules\`. Change the data there, not this text. -->

What RPM Tally takes for the rules of CPT 99457, 99458 and 99470, since when, and where that is written. A service month
goes by the rules as they stood on its first day. Nothing here is billing or legal advice: a certified coder decides.

Each source carries a mark:

- **✔** the source itself was opened, and the rule was found in it;
- **◐** somebody else writing about the rule, or quoting it, was opened;
- **✘** unverified: nobody here has opened the passage yet. Open it before you rely on it.`;

function verification(): string {
  const primary = SOURCES.filter(([, { kind }]) => kind === 'primary');
  const opened = primary.filter(([, { verified }]) => verified);
  const bare = PARAMETERS.flatMap((parameter) =>
    parameter.values
      .filter(({ citations }) => citations.every((id) => !CITATIONS[id].verified))
      .map(({ from }) => `${link(parameter)} (from ${from})`),
  );
  return `## How far this was checked

Of ${primary.length} primary sources, ${opened.length} ${opened.length === 1 ? 'was' : 'were'} opened at the passage on the rule; \
${SOURCES.length - primary.length} secondary ones were. What rests on unverified sources alone: ${bare.join(', ') || 'nothing'}.`;
}

function versions(): string {
  const changed = (version: string) =>
    PARAMETERS.filter(({ values }) => values.some(({ from }) => from === version)).map(link);
  const rows = VERSIONS.map((version) => `| ${version} | ${changed(version).join(', ')} |`);
  return `## When the rules changed\n\n| from | rules stated anew |\n|---|---|\n${rows.join('\n')}`;
}

function announced(): string {
  const rows = ANNOUNCED.map(({ from, says, citations }) => `| ${from} | ${says} | ${marked(citations)} |`);
  return `## Proposed, outcome not known here\n\n| from | what | sources |\n|---|---|---|\n${rows.join('\n')}`;
}

function rules(): string {
  return ['## Rules', ...PARAMETERS.map(rule)].join('\n\n');
}

function rule(parameter: Parameter<unknown>): string {
  const rows = parameter.values.map(
    ({ from, value, says, citations }) => `| ${from} | ${says} | \`${JSON.stringify(value)}\` | ${marked(citations)} |`,
  );
  const shows = [...(parameter.criteria ?? []), ...(parameter.risks ?? [])].map((id) => `\`${id}\``);
  return [
    `### ${parameter.id}`,
    `${parameter.description}${parameter.unit === 'rule' ? '' : ` Counted in ${parameter.unit}.`}`,
    `| from | what holds | in the program | sources |\n|---|---|---|---|\n${rows.join('\n')}`,
    shows.length > 0 ? `Behind: ${shows.join(', ')}.` : 'For information: no criterion or risk is explained by it.',
  ].join('\n\n');
}

function policies(): string {
  const introduction = `## Policies

Where the rules leave room, a practice or payer chooses in \`config.json\`. The default is the cautious choice.`;
  return [introduction, ...Object.entries<PolicyText<unknown>>(POLICIES).map(policy)].join('\n\n');
}

function policy([key, text]: [string, PolicyText<unknown>]): string {
  const isDefault = (value: unknown) => JSON.stringify(value) === JSON.stringify(text.default);
  const rows = text.choices.map(({ value, means }) => {
    const name = value === null && text.default !== null ? 'other' : `\`${JSON.stringify(value)}\``;
    return `| ${name}${isDefault(value) ? ' (default)' : ''} | ${means} |`;
  });
  return `### ${text.name} (\`${key}\`)

${text.question}

| choice | meaning |
|---|---|
${rows.join('\n')}

${text.because} ${marked(text.sources)}`;
}

function sources(): string {
  const rows = SOURCES.map(([id, { title, publisher, year, section, url, verified, kind }]) => {
    const named = url === null ? title : `[${title}](${url})`;
    return `| <a id="${id}"></a>${id} | ${mark({ kind, verified })} | ${named}. ${publisher}, ${year}. ${section} | ${OPENED[id] ?? 'Nothing'} |`;
  });
  return `## Sources\n\n| source | | what it is | what was opened |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function link({ id }: Parameter<unknown>): string {
  return `[${id}](#${id})`;
}

function marked(ids: readonly CitationId[]): string {
  return ids.map((id) => `${mark(CITATIONS[id])} [${id}](#${id})`).join(', ');
}

function mark({ kind, verified }: Pick<Citation, 'kind' | 'verified'>): string {
  if (!verified) return '✘';
  return kind === 'primary' ? '✔' : '◐';
}
