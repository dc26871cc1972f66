import { lazy, type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Config } from '../../config/config.ts';
import type { PracticeConnection } from '../../ehr/types.ts';
import { NoPanel } from '../../features/panel/NoPanel.tsx';
import type { PracticePageProps } from '../../features/panel/page.ts';
import { usePatientMonths, usePatients, useReadAgain } from '../../features/panel/usePanel.ts';
import { RoundNote } from '../../features/worklist/RoundNote.tsx';
import { type Left, type Round, withLeft } from '../../features/worklist/round.ts';
import type { Reference } from '../../rules/ledger.ts';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { ProgressNote } from '../../ui/Notes.tsx';
import styles from '../App.module.css';
import { Chart } from '../Chart.tsx';
import { useSmartStyle } from '../style/useSmartStyle.ts';
import { WORDS } from '../words.ts';
import { openAddress } from './address.ts';
import { ChartWay } from './ChartWay.tsx';
import type { PageName } from './PageNav.tsx';
import { practiceReader } from './practiceReader.ts';

/** The pages, each loaded when it is opened. */
const PAGES = {
  worklist: lazy(() => import('../../features/worklist/Worklist.tsx')),
  close: lazy(() => import('../../features/close/Close.tsx')),
  audit: lazy(() => import('../../features/audit/Audit.tsx')),
  programme: lazy(() => import('../../features/programme/Programme.tsx')),
} satisfies Record<PageName, unknown>;

interface Props {
  config: Config;
  practice: PracticeConnection;
  now: () => number;
  expired: ReactNode;
  page: PageName;
  month: string;
  query: string;
  /** A chart that was opened from the page, in place of the page. */
  isChart: boolean;
}

/** The page or the chart. Apart from what stands above, which need not be drawn anew with every patient that was read. */
export function PracticePage({ config, practice, now, expired, page, month, query, isChart }: Props) {
  const [open, setOpen] = useState<Reference | null>(null);
  const [round, setRound] = useState<Round | null>(null);
  const chart = isChart ? open : null;
  // A chart may be looked at in other months; the list that it was opened from stays as it is.
  const [listMonth, setListMonth] = useState(month);
  if (chart === null && listMonth !== month) setListMonth(month);

  const reader = useMemo(() => practiceReader(practice, config), [practice, config]);
  const connection = useMemo(() => (open === null ? null : reader.chart(open)), [reader, open]);
  const panel = usePatients(practice, reader);
  const patients = panel.data?.patients;
  useSmartStyle(practice, patients !== undefined);
  // The audit and the programme read for themselves, other months above all: a month of everybody would only stand in their way.
  const readsMonth = page === 'worklist' || page === 'close' || round !== null;
  const wanted = useMemo(
    () => (readsMonth ? patients?.map((patient) => ({ patient, month: listMonth })) : null) ?? [],
    [readsMonth, patients, listMonth],
  );
  const rows = usePatientMonths(practice, reader, wanted, expired !== null);
  const readAgain = useReadAgain(practice);

  // On another page, nobody comes back from a chart.
  const [shownPage, setShownPage] = useState(page);
  if (shownPage !== page) {
    setShownPage(page);
    setOpen(null);
  }
  useEffect(() => {
    if (chart !== null) document.getElementById('main')?.focus();
  }, [chart]);

  function show(patient: Reference, of = month) {
    setOpen(patient);
    openAddress(`/${page}/${of}/chart`, query);
  }
  function back() {
    openAddress(`/${page}/${listMonth}`, query);
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
    onQuery: (changed) => openAddress(`/${page}/${month}`, changed, true),
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
  if (chart !== null && connection !== null)
    return (
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
    );
  const Shown = PAGES[page];
  return (
    <main id="main" className={styles.main} tabIndex={-1}>
      {expired}
      {panel.isPending && <ProgressNote title={WORDS.readingPanel} />}
      {panel.error !== null && (
        <NoPanel practice={practice} reader={reader} error={panel.error} onAgain={() => void panel.refetch()} />
      )}
      {round !== null && page === 'worklist' && (
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
  );
}
