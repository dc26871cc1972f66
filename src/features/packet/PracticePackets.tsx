import { useQueryClient } from '@tanstack/react-query';
import { chartOf } from '../../ehr/practice.ts';
import { nameQuery } from '../charge/userName.ts';
import type { PracticePageProps } from '../panel/page.ts';
import { readPacket } from './load.ts';
import { PacketScreen } from './PacketScreen.tsx';
import type { Wanted } from './usePackets.ts';

interface Props extends Pick<PracticePageProps, 'practice' | 'settings' | 'now' | 'month'> {
  patients: readonly Wanted[];
  onClose: () => void;
}

/** Packets of patients that were chosen from the whole practice. */
export default function PracticePackets({ practice, settings, now, month, patients, onClose }: Props) {
  const cache = useQueryClient();
  return (
    <PacketScreen
      wanted={patients}
      month={month}
      read={async (patient, signal) => {
        const printedBy = await cache.fetchQuery(nameQuery(practice, practice.user));
        const connection = chartOf(practice, patient);
        return readPacket({ connection, settings, month, now: now(), printedBy }, signal);
      }}
      onClose={onClose}
    />
  );
}
