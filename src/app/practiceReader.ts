import PQueue from 'p-queue';
import type { Config } from '../config/config.ts';
import { limited } from '../ehr/limit.ts';
import { readPanel } from '../ehr/panel.ts';
import { chartOf } from '../ehr/practice.ts';
import type { PracticeConnection } from '../ehr/types.ts';
import type { PracticeReader } from '../features/panel/reader.ts';
import { engine } from './engine.ts';

/** A patient's month takes about this many requests at once; with fewer patients in flight, the first rows are there sooner. */
const REQUESTS_A_PATIENT = 8;

/** Reads a practice patient by patient, within the number of requests that the configuration allows. */
export function practiceReader(connection: PracticeConnection, config: Config): PracticeReader {
  const { requestsAtOnce, group } = config.worklist;
  const practice = { ...connection, server: limited(connection.server, requestsAtOnce) };
  const queue = new PQueue({ concurrency: Math.max(1, Math.round(requestsAtOnce / REQUESTS_A_PATIENT)) });
  return {
    patients: (signal) => readPanel(practice, group, signal),
    month: (patient, month, signal) =>
      queue.add(
        async () => {
          const { loadMonth } = await engine();
          const loaded = await loadMonth(chartOf(practice, patient), config, month, { signal, onProgress });
          const { resources: _, ...read } = loaded.read;
          return { ...loaded, read };
        },
        { signal },
      ),
  };
}

/** A row shows that it is read, not how far. */
const onProgress = () => undefined;
