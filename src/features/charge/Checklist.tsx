import { Badge } from '../../ui/Badge.tsx';
import { TextArea } from '../../ui/Fields.tsx';
import { EvidenceLinks } from '../verdict/EvidenceLink.tsx';
import { CRITERION_STATE, type Look, SEVERITY } from '../verdict/words.ts';
import styles from './Charge.module.css';
import { type Answers, type Item, isAnswered } from './checklist.ts';
import { WORDS } from './words.ts';

const LOOK: Record<Item['state'], Look> = {
  ...CRITERION_STATE,
  ...SEVERITY,
  'set-aside': { word: WORDS.notCounted, tone: 'neutral', icon: 'info' },
};

interface Props {
  items: readonly Item[];
  answers: Answers;
  onChange: (answers: Answers) => void;
}

/** What a person looks at before a charge: each finding with its evidence, to be ticked or, where the risk is high, to be answered for. */
export function Checklist({ items, answers, onChange }: Props) {
  function tick(key: string, yes: boolean) {
    const ticked = new Set(answers.ticked);
    if (yes) ticked.add(key);
    else ticked.delete(key);
    onChange({ ...answers, ticked });
  }
  function write(key: string, reason: string) {
    onChange({ ...answers, reasons: new Map(answers.reasons).set(key, reason) });
  }
  return (
    <ul className={styles.items} aria-label={WORDS.check}>
      {items.map((item) => (
        <li key={item.key} className={isAnswered(item, answers) ? styles.answered : styles.item}>
          {item.reasonFor === null ? (
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={answers.ticked.has(item.key)}
                onChange={(event) => tick(item.key, event.target.checked)}
              />
              <Finding item={item} />
            </label>
          ) : (
            <Finding item={item} />
          )}
          <div className={item.reasonFor === null ? styles.below : undefined}>
            <EvidenceLinks of={item.summary} references={[...item.evidence]} />
          </div>
          {item.reasonFor !== null && (
            <TextArea
              label={WORDS.reason}
              hint={WORDS.reasonHint}
              value={answers.reasons.get(item.key) ?? ''}
              onChange={(reason) => write(item.key, reason)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Finding({ item: { title, state, summary } }: { item: Item }) {
  const { word, tone, icon } = LOOK[state];
  return (
    <span>
      <strong>{title}</strong>{' '}
      <Badge tone={tone} icon={icon}>
        {word}
      </Badge>
      <span className={styles.found}>{summary}</span>
    </span>
  );
}
