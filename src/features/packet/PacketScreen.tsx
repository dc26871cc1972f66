import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Reference } from '../../rules/ledger.ts';
import { Button } from '../../ui/Button.tsx';
import { HiddenStatus } from '../../ui/Hidden.tsx';
import { ErrorNote, ProgressNote } from '../../ui/Notes.tsx';
import { PacketPaper } from './Packet.tsx';
import styles from './PacketScreen.module.css';
import type { Packet } from './packet.ts';
import { usePackets, type Wanted } from './usePackets.ts';
import { WORDS } from './words.ts';

interface Props {
  wanted: readonly Wanted[];
  month: string;
  read: (patient: Reference, signal: AbortSignal) => Promise<Packet>;
  onClose: () => void;
}

/**
 * Packets as they will be printed, in place of the rest of the page, which stays as it was underneath: what is on screen is what is printed.
 * Escape goes back.
 */
export function PacketScreen({ wanted, month, read, onClose }: Props) {
  const { rows, again } = usePackets(wanted, read);
  const made = rows.flatMap(({ packet, patient }) => (packet === null ? [] : [{ packet, patient }]));
  const failed = rows.filter(({ error }) => error !== null);
  const isReading = made.length + failed.length < rows.length;
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const opener = document.activeElement;
    heading.current?.focus();
    return () => {
      // The page is shown again only after this screen is gone.
      if (opener instanceof HTMLElement) requestAnimationFrame(() => opener.focus());
    };
  }, []);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);

  return createPortal(
    <div className={styles.screen}>
      <header className={styles.bar}>
        <h1 ref={heading} tabIndex={-1}>
          {WORDS.title(wanted.length, month)}
        </h1>
        <p className={styles.actions}>
          <Button onClick={onClose}>{WORDS.back}</Button>
          <Button look="primary" disabled={isReading || made.length === 0} onClick={() => window.print()}>
            {failed.length === 0 ? WORDS.print : WORDS.printRest(made.length)}
          </Button>
        </p>
        <p className={styles.muted}>{WORDS.printWhy}</p>
      </header>
      <main className={styles.sheets}>
        <div className={styles.notes}>
          {isReading && <ProgressNote title={WORDS.reading(made.length + failed.length, rows.length)} />}
          <HiddenStatus>{!isReading && made.length > 0 && WORDS.ready(made.length)}</HiddenStatus>
          {failed.map(({ patient, name, error }) => (
            <ErrorNote key={patient} title={WORDS.failed(name)} retry={{ label: WORDS.again, onRetry: again }}>
              <p>{error}</p>
              <p>{WORDS.failedKept}</p>
            </ErrorNote>
          ))}
        </div>
        {made.map(({ packet, patient }) => (
          <PacketPaper key={patient} packet={packet} />
        ))}
      </main>
    </div>,
    document.body,
  );
}
