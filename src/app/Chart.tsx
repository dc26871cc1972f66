import { lazy, type ReactNode } from 'react';
import type { Config } from '../config/config.ts';
import type { Connection } from '../ehr/types.ts';
import { ChargeAction } from '../features/charge/ChargeAction.tsx';
import { ChargedSection } from '../features/charge/ChargedSection.tsx';
import { PacketButton } from '../features/packet/PacketButton.tsx';
import { MonthScreen } from '../features/verdict/MonthScreen.tsx';
import { useKnownPatient } from '../features/verdict/useMonth.ts';
import { LazyBoundary } from '../ui/LazyBoundary.tsx';
import styles from './App.module.css';
import { useLoadMonth } from './engine.ts';
import { PatientBanner } from './PatientBanner.tsx';
import { useSmartStyle } from './style/useSmartStyle.ts';
import { WORDS } from './words.ts';

const ContactCard = lazy(async () => ({ default: (await import('../features/contact/ContactCard.tsx')).ContactCard }));
const ConsentCard = lazy(async () => ({ default: (await import('../features/consent/ConsentCard.tsx')).ConsentCard }));
const TimeLog = lazy(() => import('../features/time-log/TimeLog.tsx'));

interface Props {
  config: Config;
  connection: Connection;
  month: string;
  /** Epoch milliseconds. */
  now: () => number;
  /** What is to be said when the session has ended. */
  expired: ReactNode;
  /** Where this chart stands among others, above the verdict. */
  way?: ReactNode;
  /** Called when the month was read again after something was written. */
  onChange?: () => void;
}

/** One patient's chart: whose it is, and the month. */
export function Chart({ config, connection, month, now, expired, way, onChange }: Props) {
  const patient = useKnownPatient(connection);
  useSmartStyle(connection, patient !== undefined);
  const load = useLoadMonth(connection, config);
  const changed = (reload: () => void) => () => {
    reload();
    onChange?.();
  };
  const over = expired !== null;
  return (
    <>
      {patient !== undefined && (
        // On paper there is no EHR around it that names the patient.
        <div className={connection.needPatientBanner ? undefined : styles.onPaper}>
          <PatientBanner {...patient} />
        </div>
      )}
      <main id="main" className={styles.main} tabIndex={-1}>
        {expired}
        {way}
        <MonthScreen
          connection={connection}
          month={month}
          load={load}
          measurements={config.measurements}
          work={(result, reload) => {
            const log = { connection, result, settings: config, now, expired: over, reload: changed(reload) };
            return (
              <LazyBoundary loading={WORDS.loading}>
                <TimeLog key={month} {...log} />
                <div className={styles.pair}>
                  <ContactCard log={log} />
                  <ConsentCard log={log} />
                </div>
              </LazyBoundary>
            );
          }}
          action={(result, reload) => (
            <ChargeAction
              connection={connection}
              result={result}
              load={load}
              expired={over}
              mayCharge={config.roles.mayCharge}
              reload={changed(reload)}
            />
          )}
          charges={(result, reload) => (
            <>
              <ChargedSection
                connection={connection}
                result={result}
                expired={over}
                mayCharge={config.roles.mayCharge}
                reload={changed(reload)}
              />
              <PacketButton
                connection={connection}
                settings={config}
                month={month}
                now={now}
                name={result.read.summary.name ?? result.read.patient}
              />
            </>
          )}
        />
      </main>
    </>
  );
}
