import { Link } from 'wouter';
import { WORDS } from '../words.ts';
import styles from './PageNav.module.css';

const PAGES = ['worklist', 'close', 'audit', 'programme'] as const;
export type PageName = (typeof PAGES)[number];

export function isPage(name: string): name is PageName {
  return PAGES.some((page) => page === name);
}

/** The pages of the practice; each keeps the month. */
export function PageNav({ page, month }: { page: PageName; month: string }) {
  return (
    <nav aria-label={WORDS.pages}>
      <ul className={styles.pages}>
        {PAGES.map((one) => (
          <li key={one}>
            <Link href={`/${one}/${month}`} aria-current={one === page ? 'page' : undefined}>
              {WORDS.page[one]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
