import { createContext, useContext, useMemo } from 'react';
import { TextButton } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Hidden } from '../../ui/Hidden.tsx';
import styles from './EvidenceLink.module.css';
import { kindOf, WORDS } from './words.ts';

interface EvidenceAccess {
  /** `Entry, Mar 17` for a reference. */
  name: (reference: string) => string;
  open: (reference: string) => void;
  /** When it was, in epoch seconds; later than all else where that is not known. */
  at: (reference: string) => number;
}

/** How a piece of evidence is called and opened; the screen provides it. */
export const EvidenceAccess = createContext<EvidenceAccess>({
  name: kindOf,
  open: () => undefined,
  at: () => 0,
});

export function EvidenceLink({ reference }: { reference: string }) {
  const { name, open } = useContext(EvidenceAccess);
  return <TextButton onClick={() => open(reference)}>{name(reference)}</TextButton>;
}

const SHOWN = 3;
/** A month may hold thousands of readings; no one opens more than these from a list. */
const MOST = 60;

/** The evidence of one statement, `of` what it is about: in the order of time, the first few links, the rest one press away. */
export function EvidenceLinks({ of, references: unordered }: { of: string; references: string[] }) {
  const { at } = useContext(EvidenceAccess);
  const references = useMemo(() => inOrder(unordered, at), [unordered, at]);
  if (references.length === 0) return null;
  const rest = references.slice(SHOWN, MOST);
  const left = references.length - SHOWN - rest.length;
  return (
    <div className={styles.links}>
      <span className={styles.label}>{WORDS.evidence}</span>
      <ul className={styles.first}>
        {references.slice(0, SHOWN).map((reference) => (
          <li key={reference}>
            <EvidenceLink reference={reference} />
          </li>
        ))}
      </ul>
      {rest.length > 0 && (
        <Disclosure
          summary={
            <>
              {WORDS.more(references.length - SHOWN)}
              <Hidden>: {of}</Hidden>
            </>
          }
        >
          <ul className={styles.list}>
            {rest.map((reference) => (
              <li key={reference}>
                <EvidenceLink reference={reference} />
              </li>
            ))}
            {left > 0 && <li className={styles.label}>{WORDS.more(left)}</li>}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

/** Each time is looked up once: there may be ten thousand. */
function inOrder(references: readonly string[], at: (reference: string) => number): string[] {
  const timed = references.map((reference) => ({ reference, at: at(reference) }));
  return timed.sort((a, b) => a.at - b.at).map(({ reference }) => reference);
}
