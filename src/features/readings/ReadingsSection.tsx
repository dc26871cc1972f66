import { Component, lazy, type ReactNode, Suspense } from 'react';
import type { Connection } from '../../ehr/types.ts';
import type { MeasurementSettings } from '../../fhir/measurement-settings.ts';
import { ErrorNote, ProgressNote } from '../../ui/Notes.tsx';
import type { MonthResult } from '../verdict/useMonth.ts';
import styles from './ReadingsSection.module.css';
import { useSelection } from './selection.ts';

const Readings = lazy(() => import('./Readings.tsx'));

interface Props {
  connection: Connection;
  result: MonthResult;
  /** The practice's own codes and limits: the key `measurements` of `config.json`. */
  settings?: MeasurementSettings;
}

/**
 * The month's readings, below its verdict. It comes in a chunk of its own, after the verdict, and the verdict stands whatever happens here.
 * Which readings are picked is in `useSelection(connection)`, for the form of an entry to take as its reason.
 */
export function ReadingsSection({ connection, ...rest }: Props) {
  const { chosen, choose } = useSelection(connection);
  return (
    <div className={styles.section}>
      <Boundary>
        <Suspense fallback={<ProgressNote title={LOADING} />}>
          <Readings chosen={chosen} onSelect={choose} {...rest} />
        </Suspense>
      </Boundary>
    </div>
  );
}

/** Here rather than among the section's words, which come with its chunk. */
const LOADING = 'Loading the readings';
const BROKEN = 'The readings could not be shown';
const BROKEN_KEPT = 'The verdict does not depend on this. Load the page again to try once more.';

/** React has no other way to catch a chunk that does not arrive. */
class Boundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorNote title={BROKEN}>
        <p>{BROKEN_KEPT}</p>
      </ErrorNote>
    );
  }
}
