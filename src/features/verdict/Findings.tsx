import type { SetAside } from '../../rules/ledger.ts';
import type { Companion, Risk, Severity } from '../../rules/verdict.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { EvidenceLink, EvidenceLinks } from './EvidenceLink.tsx';
import styles from './Findings.module.css';
import { CODE, COMPANION_STATE, SET_ASIDE, SEVERITY, WORDS } from './words.ts';

const ORDER: Severity[] = ['high', 'medium', 'low'];

/** What invites a denial though no requirement is broken, the worst first. */
export function Risks({ risks }: { risks: Risk[] }) {
  const sorted = ORDER.flatMap((severity) => risks.filter((risk) => risk.severity === severity));
  return (
    <Card title={WORDS.risks} aside={risks.length === 0 ? undefined : String(risks.length)}>
      {risks.length === 0 ? (
        <p>{WORDS.noRisks}</p>
      ) : (
        <ul className={styles.list}>
          {sorted.map((risk) => (
            <li key={`${risk.id} ${risk.evidence.join(' ')}`} className={styles.item}>
              <p className={styles.head}>
                <Badge tone={SEVERITY[risk.severity].tone} icon={SEVERITY[risk.severity].icon}>
                  {SEVERITY[risk.severity].word}
                </Badge>
                <span>{risk.summary}</span>
              </p>
              <EvidenceLinks of={risk.summary} references={risk.evidence} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

/** The resources that could not be used, each with its reason. Not shown when there are none. */
export function SetAsideList({ setAside }: { setAside: SetAside[] }) {
  if (setAside.length === 0) return null;
  return (
    <Card title={WORDS.setAside} aside={String(setAside.length)}>
      <p className={styles.muted}>{WORDS.setAsideWhy}</p>
      <ul className={styles.list}>
        {setAside.map(({ reference, reason, detail }) => (
          <li key={`${reference} ${reason}`} className={styles.item}>
            <p>
              <strong>{SET_ASIDE[reason]}</strong>: <EvidenceLink reference={reference} />
            </p>
            <p className={`${styles.detail} ${styles.muted}`}>{detail}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Codes next to ours that the chart may support: information, never a line. */
export function Companions({ companions }: { companions: Companion[] }) {
  if (companions.length === 0) return null;
  return (
    <Card title={WORDS.companions}>
      <p className={styles.muted}>{WORDS.companionsWhy}</p>
      <ul className={styles.list}>
        {companions.map(({ code, state, summary, evidence }) => (
          <li key={code} className={styles.item}>
            <div className={styles.row}>
              <h3>
                {code} <span className={styles.muted}>{CODE[code]}</span>
              </h3>
              <Badge tone={COMPANION_STATE[state].tone} icon={COMPANION_STATE[state].icon}>
                {COMPANION_STATE[state].word}
              </Badge>
            </div>
            <p>{summary}</p>
            <EvidenceLinks of={code} references={evidence} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
