import { useQueryClient } from '@tanstack/react-query';
import { lazy, useCallback, useSyncExternalStore } from 'react';
import { Link, Router, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { type Config, now } from '../config/config.ts';
import type { Session, SessionStore } from '../ehr/types.ts';
import { forgetAllDrafts } from '../features/record/draftKeys.ts';
import { MonthSwitcher } from '../features/verdict/MonthSwitcher.tsx';
import { monthAt, validMonth } from '../features/verdict/months.ts';
import { Button } from '../ui/Button.tsx';
import { LazyBoundary } from '../ui/LazyBoundary.tsx';
import { ErrorNote, ProgressNote } from '../ui/Notes.tsx';
import { monthWords } from '../ui/time.ts';
import styles from './App.module.css';
import { Chart } from './Chart.tsx';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { IdleWatch } from './lock/IdleWatch.tsx';
import { Page } from './Page.tsx';
import { Refused } from './Refused.tsx';
import { SkipLink } from './SkipLink.tsx';
import { WORDS } from './words.ts';

const LockScreen = lazy(async () => ({ default: (await import('./lock/IdleLock.tsx')).LockScreen }));
const Practice = lazy(() => import('./practice/Practice.tsx'));
const Compact = lazy(() => import('./Compact.tsx'));
const Setup = lazy(() => import('../features/setup/Setup.tsx'));

/** Which screen the session allows. */
export function App({ config, sessions }: { config: Config; sessions: SessionStore }) {
  const session = useSyncExternalStore(sessions.subscribe, sessions.getSnapshot);
  const cache = useQueryClient();
  // What was read goes from memory too.
  const lock = useCallback(() => {
    void sessions.lock();
    cache.clear();
  }, [sessions, cache]);
  function signOut() {
    forgetAllDrafts();
    void sessions.signOut();
    cache.clear();
  }
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
    case 'locked':
      return (
        <LazyBoundary loading={WORDS.loading}>
          <LockScreen problem={session.problem} onSignIn={() => void sessions.reauthorize()} onSignOut={signOut} />
        </LazyBoundary>
      );
    case 'connected':
    case 'expired':
      // The same element in both states: what is on screen outlives the session.
      return (
        <Router hook={useHashLocation}>
          <IdleWatch minutes={config.session.idleMinutes} onOver={lock}>
            <Opened config={config} session={session} sessions={sessions} onSignOut={signOut} />
          </IdleWatch>
        </Router>
      );
  }
}

interface OpenedProps {
  config: Config;
  session: OpenSession;
  sessions: SessionStore;
  onSignOut: () => void;
}

type OpenSession = Session & { state: 'connected' | 'expired' };

/** What the launch asked to see. */
function Opened({ config, session, sessions, onSignOut }: OpenedProps) {
  const [address, goTo] = useLocation();
  const clock = useCallback(() => now(config), [config]);
  const current = monthAt(clock(), config.timeZone);
  const expired = session.state === 'expired' ? <Expired session={session} sessions={sessions} /> : null;
  if (address === '/setup' && session.view !== 'compact')
    return (
      <>
        <SkipLink />
        <Header config={config} title={WORDS.setup} onSignOut={onSignOut}>
          <Link href="/" className={styles.back}>
            {WORDS.backFromSetup}
          </Link>
        </Header>
        <main id="main" className={styles.main} tabIndex={-1}>
          {expired}
          <LazyBoundary loading={WORDS.loading}>
            <Setup connection={session.connection} settings={config} month={current} />
          </LazyBoundary>
        </main>
      </>
    );
  if (session.view === 'practice')
    return (
      <LazyBoundary loading={WORDS.loading}>
        <Practice config={config} practice={session.connection} now={clock} expired={expired} onSignOut={onSignOut} />
      </LazyBoundary>
    );
  const { connection } = session;
  if (session.view === 'compact')
    return (
      <LazyBoundary loading={WORDS.loading}>
        <Compact config={config} connection={connection} month={current} expired={session.state === 'expired'} />
      </LazyBoundary>
    );
  const month = validMonth(address.slice(1), current) ?? current;
  return (
    <>
      <SkipLink />
      <Header config={config} title={monthWords(month)} onSignOut={onSignOut}>
        <MonthSwitcher month={month} current={current} onChange={(chosen) => goTo(`/${chosen}`)} />
      </Header>
      <Chart config={config} connection={connection} month={month} now={clock} expired={expired} />
      <Footer />
    </>
  );
}

function Expired({ session, sessions }: { session: OpenSession; sessions: SessionStore }) {
  return (
    <ErrorNote title={WORDS.expired}>
      <p>{WORDS.expiredKept}</p>
      {session.state === 'expired' && session.canReauthorize ? (
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
