import type { Finding, Grade, InteractionFinding, Preflight } from './types.ts';

const WORD: Record<Grade, string> = { good: 'OK', limited: 'LIMITED', missing: 'MISSING', unknown: 'UNKNOWN' };

/** The whole look as Markdown, for the integration team's ticket. It names no patient. `moment`: when, in words. */
export function preflightReport(
  { name, iss, software, features, signIn, server, types }: Preflight,
  moment: string,
): string {
  return [
    `# RPM Tally at ${name}`,
    `${iss}${software === null ? '' : ` (${software})`}, ${moment}`,
    '',
    ...section('What people can do', features),
    ...section('Sign-in', signIn),
    ...section('Server', server),
    '## Resources',
    '',
    '| resource | used for | what | declared | granted | tried |',
    '| --- | --- | --- | --- | --- | --- |',
    ...types.flatMap(({ type, use, interactions }) =>
      interactions.map((one) => `| ${[type, use, one.interaction, ...cellsOf(one)].map(cell).join(' | ')} |`),
    ),
    '',
    'Create and update were not tried, since that would write.',
    '',
  ].join('\n');
}

function section(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return [];
  return [
    `## ${title}`,
    '',
    ...findings.map(
      ({ title: what, grade, found, means }) =>
        `- **${WORD[grade]}** ${oneLine(what)}: ${oneLine(found)}${means === null ? '' : `. ${oneLine(means)}`}`,
    ),
    '',
  ];
}

function cellsOf({ declared, granted, tried }: InteractionFinding): string[] {
  const yes = (answer: boolean | null) => (answer === null ? 'unknown' : answer ? 'yes' : 'no');
  return [yes(declared), yes(granted), `${tried.state}: ${tried.detail}`];
}

/** What an EHR says may hold anything. */
function cell(text: string): string {
  return oneLine(text).replaceAll('|', '\\|');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
