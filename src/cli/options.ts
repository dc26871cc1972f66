import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { serviceMonth } from '../fhir/calendar.ts';
import type { Question } from '../fhir/evaluate.ts';
import { DEFAULT_SETTINGS, parseSettings, type Settings, SettingsError } from '../fhir/settings.ts';
import { readInstant } from '../fhir/time.ts';
import { STANDARD_INPUT } from './pieces.ts';

export interface Options {
  question: Question;
  inputs: string[];
}

const HELP = `
Folders: the manifest of a FHIR bulk export (any .json file that is one, as export clients save it) speaks for its folder and those
below: the files that it names are read, and no others. What it names and the folder lacks is told (exit status 1) and unknown in the
verdicts, and so is what the export was not asked for. A file that holds another number of resources than the manifest says, and the server's
errors, are told (exit status 1). Resources that it lists as deleted are left out unless they were written after the export. Without a
manifest all .ndjson, .jsonl and .json files are read, also with .gz and in folders below, but for log.ndjson and names that begin with . or _.

Exit status: 0 verdicts written, 1 some input could not be read, 2 bad usage or config.`;

/** The command can't be understood; the message says which part, and what would do. */
export class UsageError extends Error {}

/**
 * Reads the command's arguments, and the config file that they name.
 * @returns null when help was asked for and given
 * @throws UsageError
 */
export function readOptions(argv: readonly string[], now: Date): Options | null {
  const command = new Command('evaluate')
    .description(
      'Says for every patient of the FHIR R4 input whether the month can be billed under CPT 99457, and why: one JSON verdict a line.\n' +
        'Input: Bundles, single resources or NDJSON, also packed with gzip, or the folder of a bulk export.',
    )
    .requiredOption('--month <month>', 'service month, such as 2026-03')
    .requiredOption('--time-zone <zone>', "the practice's IANA time zone, such as America/New_York")
    .option('--as-of <instant>', 'the moment to look from, such as 2026-04-01T12:00:00Z; default: now')
    .option('--config <file>', "the practice's config.json")
    .argument('[input...]', 'files and folders to read, - for standard input', [STANDARD_INPUT])
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    throw new UsageError(error.message.replace(/^error: /, ''));
  }
  const { month, timeZone, asOf, config } = command.opts<
    Record<'month' | 'timeZone', string> & { asOf?: string; config?: string }
  >();
  checkMonth(month, timeZone);
  return {
    question: {
      month,
      timeZone,
      asOf: asOf === undefined ? Math.floor(now.getTime() / 1000) : readAsOf(asOf),
      settings: config === undefined ? DEFAULT_SETTINGS : readConfig(config),
    },
    inputs: command.processedArgs[0],
  };
}

function checkMonth(month: string, timeZone: string): void {
  try {
    serviceMonth(month, timeZone);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function readAsOf(text: string): number {
  const instant = readInstant(text);
  if (typeof instant === 'number') return instant;
  throw new UsageError(`--as-of “${text}” is no moment; write it like 2026-04-01T12:00:00Z, with its offset from UTC`);
}

function readConfig(file: string): Settings {
  try {
    return parseSettings(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    if (error instanceof SettingsError || error instanceof SyntaxError || (error instanceof Error && 'code' in error))
      throw new UsageError(`config ${file}: ${error.message}`);
    throw error;
  }
}
