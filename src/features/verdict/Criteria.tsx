import type { Criterion } from '../../rules/verdict.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Hidden } from '../../ui/Hidden.tsx';
import styles from './Criteria.module.css';
import { EvidenceLinks } from './EvidenceLink.tsx';
import { CRITERION, CRITERION_STATE, WORDS } from './words.ts';

/** Each requirement: its state, what was found, what is missing, the evidence and the source of the rule. */
export function Criteria({ criteria }: { criteria: Criterion[] }) {
  const met = criteria.filter(({ state }) => state === 'met').length;
  return (
    <Card title={WORDS.criteria} aside={WORDS.metOf(met, criteria.length)}>
      <ul className={styles.list}>
        {criteria.map((criterion) => (
          <CriterionItem key={criterion.id} criterion={criterion} />
        ))}
      </ul>
    </Card>
  );
}

function CriterionItem({ criterion }: { criterion: Criterion }) {
  const { word, tone, icon } = CRITERION_STATE[criterion.state];
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <h3>{CRITERION[criterion.id]}</h3>
        <Badge tone={tone} icon={icon}>
          {word}
        </Badge>
      </div>
      <p>{criterion.summary}</p>
      {criterion.missing !== null && (
        <p>
          <strong>{WORDS.missing}:</strong> {criterion.missing}
        </p>
      )}
      <EvidenceLinks of={CRITERION[criterion.id]} references={criterion.evidence} />
      {criterion.citations.length > 0 && (
        <Disclosure
          summary={
            <span className={styles.source}>
              {WORDS.source}
              <Hidden>: {CRITERION[criterion.id]}</Hidden>
            </span>
          }
        >
          <ul className={styles.citations}>
            {criterion.citations.map((citation) => (
              <li key={citation}>{citation}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </li>
  );
}
