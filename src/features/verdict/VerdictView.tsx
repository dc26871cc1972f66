import type { ReactNode } from 'react';
import type { Verdict } from '../../rules/verdict.ts';
import { Criteria } from './Criteria.tsx';
import { Companions, Risks, SetAsideList } from './Findings.tsx';
import { Lines } from './Lines.tsx';
import { StatusBanner } from './StatusBanner.tsx';
import { TimeBar } from './TimeBar.tsx';
import styles from './VerdictView.module.css';
import { Waterfall } from './Waterfall.tsx';

interface Props {
  verdict: Verdict;
  /** What the EHR did not give, shown before anything that depends on it. */
  notices?: ReactNode;
  /** The step that follows from the verdict: the charge. */
  action?: ReactNode;
  /** The charges that the month has, below its lines. */
  charges?: ReactNode;
  /** Where the month is documented. */
  work?: ReactNode;
}

/** One month of one patient on one screen. It shows the verdict and decides nothing. */
export function VerdictView({ verdict, notices, action, charges, work }: Props) {
  return (
    <div className={styles.view}>
      <div className={styles.top}>
        {notices}
        <StatusBanner verdict={verdict}>{action}</StatusBanner>
        {work}
      </div>
      <div className={styles.column}>
        <TimeBar verdict={verdict} />
        <Criteria criteria={verdict.criteria} />
      </div>
      <div className={styles.column}>
        <Lines lines={verdict.lines}>{charges}</Lines>
        <Waterfall verdict={verdict} />
        <Risks risks={verdict.risks} />
        <SetAsideList setAside={verdict.setAside} />
        <Companions companions={verdict.companions} />
      </div>
    </div>
  );
}
