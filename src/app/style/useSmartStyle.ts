import { useEffect } from 'react';
import type { Connection, PracticeConnection } from '../../ehr/types.ts';

/** Has the EHR's style asked for once what the person came for is on screen: `ready`. */
export function useSmartStyle(connection: Connection | PracticeConnection, ready: boolean): void {
  useEffect(() => {
    if (!ready || connection.styleUrl === null) return;
    void import('./smartStyle.ts').then(
      ({ wearStyle }) => wearStyle(connection),
      // The file did not arrive: the app looks as always.
      () => undefined,
    );
  }, [connection, ready]);
}
