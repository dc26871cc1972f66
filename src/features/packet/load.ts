import { readMonth } from '../../ehr/read.ts';
import type { Connection } from '../../ehr/types.ts';
import { serviceMonth } from '../../fhir/calendar.ts';
import { policyFor, readWithPolicy } from '../../fhir/read.ts';
import type { Settings } from '../../fhir/settings.ts';
import { evaluate } from '../../rules/evaluate.ts';
import { appVersion } from '../../ui/version.ts';
import { type Packet, packetOf } from './packet.ts';

/** Whose packet, and in whose hands. */
export interface PacketQuestion {
  connection: Connection;
  settings: Settings & { timeZone: string };
  /** `2026-03` */
  month: string;
  /** Epoch milliseconds. */
  now: number;
  /** Who prints it, by name. */
  printedBy: string | null;
}

/**
 * Reads a patient's month anew and puts the packet together: nothing in it is older than the paper.
 * @throws EhrError when nothing could be read, or when cancelled
 */
export async function readPacket(question: PacketQuestion, signal: AbortSignal): Promise<Packet> {
  const { connection, settings, now } = question;
  const month = serviceMonth(question.month, settings.timeZone);
  const read = await readMonth(connection, month, { signal, settings });
  const policy = policyFor(read.resources, settings, read.patient);
  const ledger = readWithPolicy(read.resources, read.patient, month, settings, policy, read.unread);
  const verdict = evaluate(ledger, month, policy, Math.floor(now / 1000));
  const made = { by: question.printedBy, ehr: connection.issuer.name, version: appVersion() };
  return packetOf({ result: { read, ledger, verdict }, month, policy, measurements: settings.measurements, made });
}
