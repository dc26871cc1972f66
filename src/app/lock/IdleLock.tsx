import { useEffect, useRef } from 'react';
import type { NotBack } from '../../ehr/types.ts';
import { keysIn } from '../../features/record/draftKeys.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import styles from './IdleLock.module.css';
import { WORDS } from './words.ts';

/** Above everything, also above an open dialog. Any act closes it (`idle.ts`). */
export function IdleWarning({ minutes }: { minutes: number }) {
  return (
    <Dialog title={WORDS.warningTitle} closeLabel={WORDS.goOn} onClose={stay}>
      <div className={styles.warning} role="alert">
        <p>{WORDS.warning(minutes)}</p>
        <p>{WORDS.warningNext}</p>
      </div>
      <p>
        <Button look="primary">{WORDS.goOn}</Button>
      </p>
    </Dialog>
  );
}

function stay(): void {
  // The press itself was the act that `idle.ts` waits for.
}

interface Props {
  /** Why signing in again led to nothing; null before the first try. */
  problem: NotBack | null;
  onSignIn: () => void;
  onSignOut: () => void;
}

/** All that is on the page while it is locked, or when somebody else came back to it. */
export function LockScreen({ problem, onSignIn, onSignOut }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Whatever had the focus is gone; screen readers read on from here.
  useEffect(() => heading.current?.focus(), []);
  const drafts = keysIn(sessionStorage).length;
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <h1 ref={heading} tabIndex={-1}>
          {problem === null ? WORDS.lockedTitle : WORDS.notReturnedTitle}
        </h1>
        <p className={styles.actions}>
          <Button look="primary" onClick={onSignIn}>
            {WORDS.signIn}
          </Button>
          <Button onClick={onSignOut}>{WORDS.signOut}</Button>
        </p>
        {problem === null ? <p>{WORDS.locked}</p> : <p role="alert">{problem.detail}</p>}
        <p>
          {WORDS.kept} {drafts > 0 && WORDS.drafts(drafts)}
        </p>
        <p>
          {WORDS.next} {drafts > 0 && WORDS.signOutForgets}
        </p>
      </div>
    </main>
  );
}
