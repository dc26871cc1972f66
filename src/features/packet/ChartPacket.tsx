import type { Connection } from '../../ehr/types.ts';
import type { Settings } from '../../fhir/settings.ts';
import { useUserName } from '../charge/userName.ts';
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
  const user = useUserName(connection);
  if (user.isFetching) return null;
  return (
    <PacketScreen
      wanted={[{ patient: connection.patient, name }]}
      month={month}
      read={(_, signal) => readPacket({ connection, settings, month, now: now(), printedBy: user.name }, signal)}
      onClose={onClose}
    />
  );
}
