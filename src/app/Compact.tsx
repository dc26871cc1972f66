import type { Config } from '../config/config.ts';
import type { Connection } from '../ehr/types.ts';
import { CompactVerdict } from '../features/compact/CompactVerdict.tsx';
import { useKnownPatient } from '../features/verdict/useMonth.ts';
import { useLoadMonth } from './engine.ts';
import { useSmartStyle } from './style/useSmartStyle.ts';

interface Props {
  config: Config;
  connection: Connection;
  month: string;
  expired: boolean;
}

/** The view that a site embeds: `launch.html?view=compact`. */
export default function Compact({ config, connection, month, expired }: Props) {
  useSmartStyle(connection, useKnownPatient(connection) !== undefined);
  const load = useLoadMonth(connection, config);
  return <CompactVerdict connection={connection} month={month} load={load} expired={expired} />;
}
