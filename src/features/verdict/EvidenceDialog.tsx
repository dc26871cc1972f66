import type { Verdict } from '../../rules/verdict.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Json } from '../../ui/Json.tsx';
import styles from './EvidenceDialog.module.css';
import { factsOf } from './facts.ts';
import { kindOf, WORDS } from './words.ts';

interface Props {
  reference: string;
  /** As the EHR sent it; undefined when it was not among what was read. */
  resource: unknown;
  verdict: Verdict;
  onClose: () => void;
}

/** One piece of evidence in plain words, and as the EHR sent it one press away. Loaded when the first is opened. */
export default function EvidenceDialog({ reference, resource, verdict, onClose }: Props) {
  return (
    <Dialog title={kindOf(reference)} closeLabel={WORDS.close} onClose={onClose}>
      {resource === undefined ? (
        <p>{WORDS.evidenceGone(reference)}</p>
      ) : (
        <>
          <dl className={styles.facts}>
            {factsOf(resource, verdict).map(({ term, text }) => (
              <div key={`${term} ${text}`} className={styles.fact}>
                <dt>{term}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <Json label={WORDS.raw} value={resource} />
        </>
      )}
      <p className={styles.reference}>{reference}</p>
    </Dialog>
  );
}
