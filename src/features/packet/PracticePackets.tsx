import { chartOf } from '../../ehr/practice.ts';
import { useName } from '../charge/userName.ts';
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
  const { name, isFetching } = useName(practice, practice.user);
  // Who prints it stands in it.
  if (isFetching) return null;
  return (
    <PacketScreen
      wanted={patients}
      month={month}
      read={(patient, signal) =>
        readPacket({ connection: chartOf(practice, patient), settings, month, now: now(), printedBy: name }, signal)
      }
      onClose={onClose}
    />
  );
}
