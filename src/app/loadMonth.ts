import { type Config, now } from '../config/config.ts';
import { readMonth } from '../ehr/index.ts';
import type { Connection } from '../ehr/types.ts';
import type { LoadOptions, MonthResult } from '../features/verdict/useMonth.ts';
import { policyFor, readInSteps, serviceMonth } from '../fhir/index.ts';
import { evaluate } from '../rules/evaluate.ts';
import type { Policy } from '../rules/policy.ts';
import { unhurried } from '../ui/unhurried.ts';

/** From the EHR to the verdict: read, understand, judge. Loaded apart from the screens, while the session is being opened. */
export async function loadMonth(
  connection: Connection,
  config: Config,
  id: string,
  options: LoadOptions,
): Promise<MonthResult & { policy: Policy }> {
  const month = serviceMonth(id, config.timeZone);
  const read = await readMonth(connection, month, { ...options, settings: config });
  const policy = policyFor(read.resources, config, read.patient);
  const ledger = await unhurried(readInSteps(read.resources, read.patient, month, config, policy, read.unread));
  return { read, ledger, policy, verdict: evaluate(ledger, month, policy, Math.floor(now(config) / 1000)) };
}
