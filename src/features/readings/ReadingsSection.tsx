import { lazy } from 'react';
import type { Connection } from '../../ehr/types.ts';
import type { MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import type { MonthResult } from '../verdict/useMonth.ts';
import styles from './ReadingsSection.module.css';
import { useSelection } from './selection.ts';

const Readings = lazy(() => import('./Readings.tsx'));

interface Props {
  connection: Connection;
  result: MonthResult;
  /** The practice's own codes and limits: the key `measurements` of `config.json`. */
  settings: MeasurementSettings;
}

/**
 * The month's readings, below its verdict. It comes in a chunk of its own, after the verdict, and the verdict stands whatever happens here.
 * Which readings are picked is in `useSelection(connection)`, for the form of an entry to take as its reason.
 */
export function ReadingsSection({ connection, ...rest }: Props) {
  const { chosen, choose } = useSelection(connection);
  return (
    <div className={styles.section}>
      <LazyBoundary loading={LOADING}>
        <Readings chosen={chosen} onSelect={choose} {...rest} />
      </LazyBoundary>
    </div>
  );
}

/** Here rather than among the section's words, which come with its chunk. */
const LOADING = 'Loading the readings';
