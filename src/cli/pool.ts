import { availableParallelism } from 'node:os';
import type * as work from './work.ts';

type Work = typeof work;
type Task = 'evaluatePiece' | 'evaluateGroups' | 'keepPiece' | 'evaluateKept';

/** The functions of `work.ts` on every core. */
export interface Pool {
  /** As many tasks as keep every core busy while results are taken in order. */
  width: number;
  run<T extends Task>(
    task: T,
    argument: Parameters<Work[T]>[0],
    transfer?: ArrayBuffer[],
  ): Promise<ReturnType<Work[T]>>;
  close(): Promise<void>;
}

/** @param filename the module that exports the functions */
export async function createPool(filename: string): Promise<Pool> {
  const { Piscina } = await import('piscina');
  const threads = availableParallelism();
  const piscina = new Piscina({
    filename,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Number.POSITIVE_INFINITY,
    recordTiming: false,
    // Twice V8's own limit: fewer parsed resources are copied before they are dropped (measured: an eighth less time).
    resourceLimits: { maxYoungGenerationSizeMb: 96 },
  });
  return {
    width: threads + 2,
    run: (name, argument, transferList = []) => piscina.run(argument, { name, transferList }),
    close: () => piscina.destroy(),
  };
}

/**
 * Works on up to `width` items at once and gives the results in the order of the items; reads no further ahead.
 * Who stops early waits until what is under way has ended.
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  width: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const running: Promise<Result>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      result.catch(() => undefined); // a failure is met when its turn comes
      running.push(result);
      const first = running.length >= width ? running.shift() : undefined;
      if (first) yield await first;
    }
    for (const rest of running) yield await rest;
  } finally {
    await Promise.allSettled(running);
  }
}
