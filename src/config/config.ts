import { checkSettings } from '../fhir/settings.ts';
import { type Config, configSchema } from './schema.ts';

export type { Config } from './schema.ts';

/** The settings could not be had at all: no file, or no JSON in it. */
export class ConfigUnreadable extends Error {
  override readonly name = 'ConfigUnreadable';
}

/**
 * Reads `config.json` beside the page, for a launch, and keeps it for the page to which the EHR will send the browser back.
 * @throws SettingsError naming each wrong key, its value and what is allowed
 * @throws ConfigUnreadable
 */
export async function loadConfigForLaunch(): Promise<Config> {
  const text = await fetchConfig();
  try {
    sessionStorage.setItem(KEPT, text);
  } catch {
    // A browser that keeps nothing is met by the launch itself.
  }
  return parseConfig(text);
}

/**
 * Reads `config.json` beside the page; when the EHR has just sent the browser back, what the launch was checked by a moment ago, once: the
 * verdict then waits for a round trip less.
 * @throws SettingsError naming each wrong key, its value and what is allowed
 * @throws ConfigUnreadable
 */
export async function loadConfig(): Promise<Config> {
  return parseConfig(takeKept() ?? (await fetchConfig()));
}

/** The settings of a launch; it holds nothing of a patient. */
const KEPT = 'rpm-tally-config';

function takeKept(): string | null {
  if (!new URLSearchParams(location.search).has('code')) return null;
  try {
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    return kept;
  } catch {
    // Blocked: as good as none.
    return null;
  }
}

async function fetchConfig(): Promise<string> {
  const response = await fetch('config.json', { cache: 'no-cache' }).catch((error: unknown) => {
    throw new ConfigUnreadable('no answer', { cause: error });
  });
  if (!response.ok) throw new ConfigUnreadable(`the server answered ${response.status}`);
  return response.text();
}

/** @throws SettingsError, ConfigUnreadable */
export function parseConfig(content: string): Config {
  return checkSettings(configSchema, parseJson(content));
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new ConfigUnreadable(error instanceof Error ? error.message : 'no JSON', { cause: error });
  }
}

/** Now, in epoch milliseconds: the clock of a sandbox, or the real one. */
export function now(config: Config): number {
  const { clock, clockStarted } = config;
  if (clock === undefined) return Date.now();
  return Date.parse(clock) + (clockStarted === undefined ? 0 : Math.max(0, Date.now() - Date.parse(clockStarted)));
}
