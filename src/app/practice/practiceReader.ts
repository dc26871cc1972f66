import PQueue from 'p-queue';
import type { Config } from '../../config/config.ts';
import { EhrError } from '../../ehr/errors.ts';
import { limited } from '../../ehr/limit.ts';
import { readPanel } from '../../ehr/panel.ts';
import { chartOf } from '../../ehr/practice.ts';
import type { Connection, PracticeConnection } from '../../ehr/types.ts';
import { assignedIn } from '../../features/panel/assigned.ts';
import type { PracticeReader } from '../../features/panel/reader.ts';
import type { Reference } from '../../rules/ledger.ts';
import { engine } from '../engine.ts';
import { WORDS } from '../words.ts';

/** A patient's month takes about this many requests at once; with fewer patients in flight, the first rows are there sooner. */
const REQUESTS_A_PATIENT = 8;
/** Of requests that wait: what the person looks at goes before what is read beside it. */
const FOREGROUND = 1;
/** Of patients that wait. */
const ON_SCREEN = 1;

/** Reads a practice patient by patient, and charts that are opened meanwhile, within the number of requests that the configuration allows. */
export interface PracticeReading extends PracticeReader {
  /** One patient's chart; its requests go before those of the list. */
  chart(patient: Reference): Connection;
}

export function practiceReader(practice: PracticeConnection, config: Config): PracticeReading {
  const { requestsAtOnce, group } = config.worklist;
  const requests = new PQueue({ concurrency: requestsAtOnce });
  const patients = new PQueue({ concurrency: Math.max(1, Math.round(requestsAtOnce / REQUESTS_A_PATIENT)) });
  const foreground = { ...practice, server: limited(practice.server, requests, FOREGROUND) };
  const waiting = new Set<string>();
  let onScreen: readonly string[] = [];
  let begun = 0;

  return {
    patients: (signal) => readPanel(foreground, group, signal),

    patientsOfFile: async (file, signal, onProgress) => {
      const { panelFromFile } = await import('../../ehr/panel-file.ts');
      return panelFromFile(foreground.server, await file.text(), signal, onProgress);
    },

    month: async (patient, month, signal) => {
      const id = `${month} ${patient}`;
      waiting.add(id);
      // The queue forgets who is cancelled at once, and knows no one whom it has forgotten.
      signal.addEventListener('abort', () => waiting.delete(id), { once: true });
      const read = async () => {
        waiting.delete(id);
        // Who begins first ends first: otherwise the first row would wait for the second one's requests.
        begun += 1;
        const server = limited(practice.server, requests, -begun);
        const { loadMonth } = await engine();
        const loaded = await loadMonth(chartOf({ ...practice, server }, patient), config, month, {
          signal,
          onProgress,
        });
        const { resources, ...rest } = loaded.read;
        return { ...loaded, read: rest, assigned: assignedIn(resources, loaded.verdict) };
      };
      try {
        return await patients.add(read, { id, signal });
      } catch (error) {
        throw error instanceof EhrError || signal.aborted ? error : new Error(WORDS.strangeChart, { cause: error });
      } finally {
        waiting.delete(id);
      }
    },

    prefer: (wanted, month) => {
      const before = onScreen;
      onScreen = wanted.map((patient) => `${month} ${patient}`);
      for (const id of before) if (waiting.has(id)) patients.setPriority(id, 0);
      for (const id of onScreen) if (waiting.has(id)) patients.setPriority(id, ON_SCREEN);
    },

    chart: (patient) => chartOf(foreground, patient),
  };
}

/** A row shows that it is read, not how far. */
const onProgress = () => undefined;
