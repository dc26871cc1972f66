import { ConfigUnreadable, parseConfig } from '../../config/config.ts';
import { meantBy } from '../../config/nearest.ts';
import { connectOrigins } from '../../config/origins.ts';
import type { Config } from '../../config/schema.ts';
import { SettingsError, type SettingsProblem } from '../../fhir/settings.ts';
import { descriptionOf } from './descriptions.ts';
import { repeatedKeys } from './repeated.ts';
import { type Warning, warningsOf } from './warnings.ts';

/** What `npm run config:check` says of a file's content, and whether the app would take it. */
export interface CheckReport {
  right: boolean;
  lines: readonly string[];
}

/** Checks a `config.json` as the app does, and looks for what is allowed and may still not be meant. */
export function checkConfig(file: string): CheckReport {
  // Editors of some systems begin a file with a mark that is no JSON; browsers take it off as well.
  const content = file.replace(/^\uFEFF/, '');
  try {
    return { right: true, lines: approval(parseConfig(content), repeatedKeys(content)) };
  } catch (error) {
    if (error instanceof SettingsError) {
      const { problems } = error;
      const count = problems.length === 1 ? 'One key is wrong' : `${problems.length} keys are wrong`;
      return {
        right: false,
        lines: [`✘ ${count}; the app would start with a page that says so.`, ...problems.flatMap(problemLines)],
      };
    }
    if (error instanceof ConfigUnreadable)
      return { right: false, lines: [`✘ It is no JSON: ${error.message}${placeOf(error.message, content)}`] };
    throw error;
  }
}

function problemLines(problem: SettingsProblem): string[] {
  const { key, value, allowed } = problem;
  const meant = meantBy(problem);
  const description = descriptionOf(key.replace(/\.\d+(?=\.|$)/g, '[]'));
  return [
    '',
    `  ${key || 'the file'}`,
    `    is       ${JSON.stringify(value) ?? 'not there'}`,
    `    allowed  ${allowed.join(', ')}`,
    ...(meant === null ? [] : [`    meant    ${meant}?`]),
    ...(description === null ? [] : [`    means    ${description}`]),
  ];
}

function approval(config: Config, repeated: readonly Warning[]): string[] {
  const warnings = [...repeated, ...warningsOf(config)];
  return [
    `✔ The app takes it. Times are of ${config.timeZone}; it talks to ${connectOrigins(config).join(', ')}.`,
    ...(warnings.length === 0 ? [] : ['', `${warnings.length} to look at before patients are seen:`]),
    ...warnings.map(({ key, text }) => `  ${key}: ${text}`),
  ];
}

/** Line and column, where the JSON reader tells only how many characters in. */
function placeOf(message: string, content: string): string {
  const [, at] = /at position (\d+)(?! \(line)/.exec(message) ?? [];
  if (at === undefined) return '';
  const before = content.slice(0, Number(at)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`;
}
