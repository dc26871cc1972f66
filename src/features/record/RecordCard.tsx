import { type ReactNode, useState } from 'react';
import type { Connection } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { LazyBoundary } from '../../ui/LazyBoundary.tsx';
import { draftKinds } from './drafts.ts';
import styles from './RecordCard.module.css';

interface Props {
  title: string;
  aside?: ReactNode;
  connection: Connection;
  /** The kind of draft that the dialog keeps. */
  kind: string;
  words: { open: string; goOn: string; unsaved: string; loading: string };
  /** What is known already. */
  children: ReactNode;
  dialog: (onClose: () => void) => ReactNode;
}

/** Where one thing of the month stands, and the way to record it; an unsaved draft of it is brought to mind. */
export function RecordCard({ title, aside, connection, kind, words, children, dialog }: Props) {
  const [open, setOpen] = useState(false);
  const unsaved = !open && draftKinds(connection).includes(kind);
  return (
    <Card title={title} aside={aside}>
      <div className={styles.card}>
        {children}
        {unsaved && <p className={styles.unsaved}>{words.unsaved}</p>}
        <p>
          <Button onClick={() => setOpen(true)}>{unsaved ? words.goOn : words.open}</Button>
        </p>
        {open && <LazyBoundary loading={words.loading}>{dialog(() => setOpen(false))}</LazyBoundary>}
      </div>
    </Card>
  );
}
