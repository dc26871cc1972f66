import { lazy, type ReactNode, useCallback, useMemo, useSyncExternalStore } from 'react';
import { Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { type Config, now } from '../config/config.ts';
import type { Connection, Session, SessionStore } from '../ehr/types.ts';
import { ChargeAction } from '../features/charge/ChargeAction.tsx';
import { ChargedSection } from '../features/charge/ChargedSection.tsx';
import { forgetAllDrafts } from '../features/record/draftKeys.ts';
import { MonthScreen } from '../features/verdict/MonthScreen.tsx';
import { MonthSwitcher } from '../features/verdict/MonthSwitcher.tsx';
import { monthAt, validMonth } from '../features/verdict/months.ts';
import { type LoadMonth, useKnownPatient } from '../features/verdict/useMonth.ts';
import { Button } from '../ui/Button.tsx';
import { LazyBoundary } from '../ui/LazyBoundary.tsx';
import { ErrorNote, ProgressNote } from '../ui/Notes.tsx';
import styles from './App.module.css';
import { engine } from './engine.ts';
import { Header } from './Header.tsx';
import { Page } from './Page.tsx';
import { PatientBanner } from './PatientBanner.tsx';
import { Refused } from './Refused.tsx';
import { WORDS } from './words.ts';

const ContactCard = lazy(async () => ({ default: (await import('../features/contact/ContactCard.tsx')).ContactCard }));
const ConsentCard = lazy(async () => ({ default: (await import('../features/consent/ConsentCard.tsx')).ConsentCard }));
const TimeLog = lazy(() => import('../features/time-log/TimeLog.tsx'));

/** Which screen the session allows. */
export function App({ config, sessions }: { config: Config; sessions: SessionStore }) {
  const session = useSyncExternalStore(sessions.subscribe, sessions.getSnapshot);
  switch (session.state) {
    case 'connecting':
      return (
        <main className={styles.main}>
          <h1 className={styles.hidden}>{config.branding.name}</h1>
          <ProgressNote title={WORDS.connecting} />
        </main>
      );
    case 'refused':
      return <Refused refusal={session.refusal} />;
    case 'signed-out':
      return (
        <Page title={WORDS.signedOut}>
          <p>{WORDS.signedOutNext}</p>
        </Page>
      );
    case 'connected':
    case 'expired':
      // The same element in both states: what is on screen outlives the session.
      return (
        <Router hook={useHashLocation}>
          <Chart
            config={config}
            connection={session.connection}
            onSignOut={() => {
              forgetAllDrafts();
              void sessions.signOut();
            }}
            expired={session.state === 'expired' ? <Expired session={session} sessions={sessions} /> : null}
          />
        </Router>
      );
  }
}

interface ChartProps {
  config: Config;
  connection: Connection;
  onSignOut: () => void;
  /** What is to be said when the session has ended. */
  expired: ReactNode;
}

/** One patient's chart: the header, whose chart it is, and the month of the address. */
function Chart({ config, connection, onSignOut, expired }: ChartProps) {
  const [address, goTo] = useLocation();
  const patient = useKnownPatient(connection);
  const load = useMemo<LoadMonth>(
    () => async (id, options) => (await engine()).loadMonth(connection, config, id, options),
    [connection, config],
  );
  const clock = useCallback(() => now(config), [config]);
  const current = monthAt(clock(), config.timeZone);
  const month = validMonth(address.slice(1), current) ?? current;
  return (
    <>
      {/* A button, because following a link would change the address, which is the hash. */}
      <Button className={styles.skip} onClick={() => document.getElementById('main')?.focus()}>
        {WORDS.skip}
      </Button>
      <Header config={config} onSignOut={onSignOut}>
        <MonthSwitcher month={month} current={current} onChange={(chosen) => goTo(`/${chosen}`)} />
      </Header>
      {connection.needPatientBanner && patient !== undefined && <PatientBanner {...patient} />}
      <main id="main" className={styles.main} tabIndex={-1}>
        {expired}
        <MonthScreen
          connection={connection}
          month={month}
          load={load}
          measurements={config.measurements}
          work={(result, reload) => {
            const log = { connection, result, settings: config, now: clock, expired: expired !== null, reload };
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
              expired={expired !== null}
              mayCharge={config.roles.mayCharge}
              reload={reload}
            />
          )}
          charges={(result, reload) => (
            <ChargedSection
              connection={connection}
              result={result}
              expired={expired !== null}
              mayCharge={config.roles.mayCharge}
              reload={reload}
            />
          )}
        />
      </main>
    </>
  );
}

function Expired({ session, sessions }: { session: Session & { state: 'expired' }; sessions: SessionStore }) {
  return (
    <ErrorNote title={WORDS.expired}>
      <p>{WORDS.expiredKept}</p>
      {session.canReauthorize ? (
        <p>
          <Button look="primary" onClick={() => void sessions.reauthorize()}>
            {WORDS.reauthorize}
          </Button>
        </p>
      ) : (
        <p>{WORDS.expiredRelaunch}</p>
      )}
    </ErrorNote>
  );
}
