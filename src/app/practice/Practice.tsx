import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Config } from '../../config/config.ts';
import type { PracticeConnection } from '../../ehr/types.ts';
import { isAmong } from '../../features/charge/mayCharge.ts';
import { MonthSwitcher } from '../../features/verdict/MonthSwitcher.tsx';
import { monthAt, validMonth } from '../../features/verdict/months.ts';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { monthWords } from '../../ui/time.ts';
import appStyles from '../App.module.css';
import { Footer } from '../Footer.tsx';
import { Header } from '../Header.tsx';
import { SkipLink } from '../SkipLink.tsx';
import { WORDS } from '../words.ts';
import { openAddress } from './address.ts';
import { NotYourPages } from './NotYourPages.tsx';
import { isPage, PageNav } from './PageNav.tsx';
import { PracticePage } from './PracticePage.tsx';

const Setup = lazy(() => import('../../features/setup/Setup.tsx'));

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
    onSignOut();
    // Every chart that was read.
    cache.clear();
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
function Pages(props: Props) {
  const { config, now } = props;
  const [address] = useLocation();
  const [path = '', query = ''] = address.split('?');
  const [, first = '', second = '', third] = path.split('/');
  const current = monthAt(now(), config.timeZone);
  const page = isPage(first) ? first : 'worklist';
  const month = validMonth(second, current) ?? current;
  return (
    <>
      <SkipLink />
      <Header
        config={config}
        title={first === 'setup' ? WORDS.setup : `${WORDS.page[page]}, ${monthWords(month)}`}
        onSignOut={props.onSignOut}
      >
        <PageNav page={page} month={month} />
        <MonthSwitcher
          month={month}
          current={current}
          onChange={(chosen) =>
            openAddress(third === undefined ? `/${page}/${chosen}` : `/${page}/${chosen}/${third}`, query)
          }
        />
      </Header>
      {first === 'setup' ? (
        <main id="main" className={appStyles.main} tabIndex={-1}>
          {props.expired}
          <LazyBoundary loading={WORDS.loading}>
            <Setup connection={props.practice} settings={config} month={month} />
          </LazyBoundary>
        </main>
      ) : (
        <PracticePage {...props} page={page} month={month} query={query} isChart={third === 'chart'} />
      )}
      <Footer />
    </>
  );
}
