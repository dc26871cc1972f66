import type { ReactNode } from 'react';
import type { Config } from '../config/config.ts';
import type { Connection } from '../ehr/types.ts';

interface Props {
  config: Config;
  connection: Connection;
  month: string;
  expired: ReactNode;
}

/** One line of a chart. */
export default function Compact(_: Props) {
  return null;
}
