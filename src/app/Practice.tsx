import { lazy, type ReactNode, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { Config } from '../config/config.ts';
import { chartOf } from '../ehr/practice.ts';
import type { PracticeConnection } from '../ehr/types.ts';
import type { PracticePageProps } from '../features/panel/page.ts';
import { usePatientMonths, usePatients, useReadAgain } from '../features/panel/usePanel.ts';
import { MonthSwitcher } from '../features/verdict/MonthSwitcher.tsx';
import { monthAt, validMonth } from '../features/verdict/months.ts';
import type { Reference } from '../rules/ledger.ts';
import { LazyBoundary } from '../ui/LazyBoundary.tsx';
import { ErrorNote, ProgressNote } from '../ui/Notes.tsx';
import appStyles from './App.module.css';
import { Chart } from './Chart.tsx';
import { ChartWay } from './ChartWay.tsx';
import { Header } from './Header.tsx';
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
export type PageName = keyof typeof PAGES;

interface Props {
  config: Config;
  practice: PracticeConnection;
  now: () => number;
  expired: ReactNode;
  onSignOut: () => void;
}

/** A chart that was opened from a page, and who comes after. In memory only: no address names a patient. */
interface OpenChart {
  patient: Reference;
  queue: readonly Reference[];
}

/** The whole practice: `#/worklist/2026-03`, and a patient's chart opened from there, `#/worklist/2026-03/chart`. */
export default function Practice({ config, practice, now, expired, onSignOut }: Props) {
  const [address, goTo] = useLocation();
  const [, first = '', second = '', third] = address.split('/');
  const current = monthAt(now(), config.timeZone);
  const page = isPage(first) ? first : 'worklist';
  const month = validMonth(second, current) ?? current;
  const [open, setOpen] = useState<OpenChart | null>(null);
  const chart = third === 'chart' ? open : null;

  const reader = useMemo(() => practiceReader(practice, config), [practice, config]);
  const panel = usePatients(practice, reader);
  const patients = panel.data?.patients;
  const wanted = useMemo(() => patients?.map((patient) => ({ patient, month })) ?? [], [patients, month]);
  const rows = usePatientMonths(practice, reader, wanted);
  const readAgain = useReadAgain(practice);

  function show(patient: Reference, queue: readonly Reference[] = [], of = month) {
    setOpen({ patient, queue });
    goTo(`/${page}/${of}/chart`);
  }
  const props: Omit<PracticePageProps, 'panel'> = {
    practice,
    reader,
    settings: config,
    now,
    month,
    rows,
    mayCharge: config.roles.mayCharge,
    mayAudit: config.roles.mayAudit,
    expired: expired !== null,
    onOpen: show,
  };
  const Shown = PAGES[page];
  return (
    <>
      <SkipLink />
      <Header config={config} onSignOut={onSignOut}>
        <PageNav page={page} month={month} />
        <MonthSwitcher month={month} current={current} onChange={(chosen) => goTo(`/${page}/${chosen}`)} />
      </Header>
      {chart !== null ? (
        <Chart
          key={chart.patient}
          config={config}
          connection={chartOf(practice, chart.patient)}
          month={month}
          now={now}
          expired={expired}
          way={
            <ChartWay
              {...chart}
              rows={rows}
              onBack={() => goTo(`/${page}/${month}`)}
              onNext={(next) => show(next, chart.queue)}
            />
          }
          onChange={() => readAgain({ patient: chart.patient, month })}
        />
      ) : (
        <main id="main" className={appStyles.main} tabIndex={-1}>
          {expired}
          {panel.isPending && <ProgressNote title={WORDS.readingPanel} />}
          {panel.error !== null && (
            <ErrorNote title={WORDS.noPanel} retry={{ label: WORDS.again, onRetry: () => void panel.refetch() }}>
              <p>{panel.error.message}</p>
              <p>{WORDS.noPanelKept}</p>
            </ErrorNote>
          )}
          {panel.data !== undefined && (
            <LazyBoundary loading={WORDS.loading}>
              <Shown {...props} panel={panel.data} />
            </LazyBoundary>
          )}
        </main>
      )}
    </>
  );
}

function isPage(name: string): name is PageName {
  return Object.hasOwn(PAGES, name);
}
