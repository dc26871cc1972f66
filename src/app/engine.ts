import { useMemo } from 'react';
import type { Config } from '../config/config.ts';
import type { Connection } from '../ehr/types.ts';
import type { LoadMonth } from '../features/verdict/useMonth.ts';

/** The reading and the rules: a chunk of their own, so that the page shows something before they are there. */
export const engine = () => import('./loadMonth.ts');

/** Reads and judges a month of one chart; the same function until the chart is another. */
export function useLoadMonth(connection: Connection, config: Config): LoadMonth {
  return useMemo<LoadMonth>(
    () => async (id, options) => (await engine()).loadMonth(connection, config, id, options),
    [connection, config],
  );
}
