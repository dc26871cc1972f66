import { useQueryClient } from '@tanstack/react-query';
import type { Connection } from '../../ehr/types.ts';
import type { Settings } from '../../fhir/settings.ts';
import { nameQuery } from '../charge/userName.ts';
import { readPacket } from './load.ts';
import { PacketScreen } from './PacketScreen.tsx';

interface Props {
  connection: Connection;
  settings: Settings & { timeZone: string };
  month: string;
  /** Epoch milliseconds. */
  now: () => number;
  /** As the chart calls the patient. */
  name: string;
  onClose: () => void;
}

/** The packet of the chart that is open. */
export default function ChartPacket({ connection, settings, month, now, name, onClose }: Props) {
  const cache = useQueryClient();
  return (
    <PacketScreen
      wanted={[{ patient: connection.patient, name }]}
      month={month}
      read={async (_, signal) => {
        const printedBy = await cache.fetchQuery(nameQuery(connection, connection.user));
        return readPacket({ connection, settings, month, now: now(), printedBy }, signal);
      }}
      onClose={onClose}
    />
  );
}
