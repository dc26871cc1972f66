import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Config } from '../config/config.ts';
import type { PracticeConnection } from '../ehr/types.ts';
import { isAmong } from '../features/charge/mayCharge.ts';
import { NoPanel } from '../features/panel/NoPanel.tsx';
import type { PracticePageProps } from '../features/panel/page.ts';
import { usePatientMonths, usePatients, useReadAgain } from '../features/panel/usePanel.ts';
import { MonthSwitcher } from '../features/verdict/MonthSwitcher.tsx';
import { monthAt, validMonth } from '../features/verdict/months.ts';
import { RoundNote } from '../features/worklist/RoundNote.tsx';
import { type Left, type Round, withLeft } from '../features/worklist/round.ts';
import type { Reference } from '../rules/ledger.ts';
import { LazyBoundary } from '../ui/LazyBoundary.tsx';
import { ProgressNote } from '../ui/Notes.tsx';
import appStyles from './App.module.css';
import { Chart } from './Chart.tsx';
import { ChartWay } from './ChartWay.tsx';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { NotYourPages } from './NotYourPages.tsx';
import { PageNav } from './PageNav.tsx';
import { practiceReader } from './practiceReader.ts';
import { SkipLink } from './SkipLink.tsx';
import { WORDS } from './words.ts';

/** The pages, by the first part of the address. */
const PAGES = {
  worklist: lazy(() => import('../features/worklist/Worklist.tsx')),
  close: lazy(() => import('../features/close/Close.tsx')),
  audit: lazy(() => import('../features/audit/Audit.tsx')),
  programme: lazy(() => import('../features/programme/Programme.tsx')),
};
const Setup = lazy(() => import('../features/setup/Setup.tsx'));
export type PageName = keyof typeof PAGES;

interface Props {
  config: Config;
  practice: PracticeConnection;
  now: () => number;
  expired: ReactNode;
  onSignOut: () => void;
}

/** The whole practice, for those whom it is for. */
export default function Practice(props: Props) {
  const { config, practice, onSignOut } = props;
  const cache = useQueryClient();
  const signOut = () => {
    // Every chart that was read.
    cache.clear();
    onSignOut();
  };
  return isAmong(practice.user, config.roles.mayUsePractice) ? (
    <Pages {...props} onSignOut={signOut} />
  ) : (
    <NotYourPages user={practice.user} onSignOut={signOut} />
  );
}

/**
 * `#/worklist/2026-03`, and a patient's chart opened from there, `#/worklist/2026-03/chart`; after a question mark what the page remembers of
 * itself. No address names a patient: whose chart it is and who comes after live in memory only, so a reload shows the list.
 */
function Pages({ config, practice, now, expired, onSignOut }: Props) {
  const [address, goTo] = useLocation();
  const [path = '', query = ''] = address.split('?');
  const [, first = '', second = '', third] = path.split('/');
  const current = monthAt(now(), config.timeZone);
  const page = isPage(first) ? first : 'worklist';
  const month = validMonth(second, current) ?? current;
  const [open, setOpen] = useState<Reference | null>(null);
  const [round, setRound] = useState<Round | null>(null);
  const chart = third === 'chart' ? open : null;

  const reader = useMemo(() => practiceReader(practice, config), [practice, config]);
  const connection = useMemo(() => (open === null ? null : reader.chart(open)), [reader, open]);
  const panel = usePatients(practice, reader);
  const patients = panel.data?.patients;
  // The audit and the programme read for themselves, other months above all: a month of everybody would only stand in their way.
  const readsMonth = page === 'worklist' || page === 'close' || round !== null;
  const wanted = useMemo(
    () => (readsMonth ? patients?.map((patient) => ({ patient, month })) : null) ?? [],
    [readsMonth, patients, month],
  );
  const rows = usePatientMonths(practice, reader, wanted, expired !== null);
  const readAgain = useReadAgain(practice);

  useEffect(() => {
    if (chart !== null) document.getElementById('main')?.focus();
  }, [chart]);

  function show(patient: Reference, of = month) {
    setOpen(patient);
    withQuery(`/${page}/${of}/chart`, query);
  }
  function back() {
    withQuery(`/${page}/${month}`, query);
  }
  function leave(patient: Reference, left: Left, next: Reference | null) {
    if (round?.queue.includes(patient) === true) setRound(withLeft(round, patient, left));
    if (next === null) back();
    else show(next);
  }

  const props: Omit<PracticePageProps, 'panel'> = {
    practice,
    reader,
    settings: config,
    views: config.worklist.views,
    now,
    month,
    query,
    onQuery: (changed) => withQuery(`/${page}/${month}`, changed, true),
    rows,
    mayCharge: config.roles.mayCharge,
    mayAudit: config.roles.mayAudit,
    expired: expired !== null,
    lastOpened: open,
    onOpen: (patient, queue = [], of = month) => {
      if (queue.length > 0) setRound({ month: of, queue, left: new Map() });
      show(patient, of);
    },
  };
  const Shown = PAGES[page];
  return (
    <>
      <SkipLink />
      <Header config={config} onSignOut={onSignOut}>
        <PageNav page={page} month={month} />
        <MonthSwitcher month={month} current={current} onChange={(chosen) => withQuery(`/${page}/${chosen}`, query)} />
      </Header>
      {chart !== null && connection !== null ? (
        <Chart
          key={chart}
          config={config}
          connection={connection}
          month={month}
          now={now}
          expired={expired}
          way={
            <ChartWay
              connection={connection}
              month={month}
              round={round}
              rows={rows}
              onBack={(left) => leave(chart, left, null)}
              onNext={(left, next) => leave(chart, left, next)}
            />
          }
          onChange={() => readAgain({ patient: chart, month })}
        />
      ) : first === 'setup' ? (
        <main id="main" className={appStyles.main} tabIndex={-1}>
          {expired}
          <LazyBoundary loading={WORDS.loading}>
            <Setup connection={practice} settings={config} month={month} />
          </LazyBoundary>
        </main>
      ) : (
        <main id="main" className={appStyles.main} tabIndex={-1}>
          {expired}
          {panel.isPending && <ProgressNote title={WORDS.readingPanel} />}
          {panel.error !== null && (
            <NoPanel practice={practice} reader={reader} error={panel.error} onAgain={() => void panel.refetch()} />
          )}
          {round !== null && (
            <RoundNote
              round={round}
              rows={rows}
              onOpen={(patient) => show(patient, round.month)}
              onEnd={() => setRound(null)}
            />
          )}
          {panel.data !== undefined && (
            <LazyBoundary loading={WORDS.loading}>
              <Shown {...props} panel={panel.data} />
            </LazyBoundary>
          )}
        </main>
      )}
      <Footer />
    </>
  );

  /** wouter would put what follows a question mark before the hash, where the session's name stands. */
  function withQuery(to: string, following: string, replace = false) {
    if (following === '' && !replace) goTo(to);
    else if (replace) window.location.replace(`#${to}${following && `?${following}`}`);
    else window.location.hash = `${to}?${following}`;
  }
}

function isPage(name: string): name is PageName {
  return Object.hasOwn(PAGES, name);
}
