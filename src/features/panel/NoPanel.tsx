import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { EhrError } from '../../ehr/errors.ts';
import type { PracticeConnection } from '../../ehr/types.ts';
import { ErrorNote, Note } from '../../ui/Notes.tsx';
import styles from './NoPanel.module.css';
import type { PracticeReader } from './reader.ts';
import { panelKey } from './usePanel.ts';
import { WORDS } from './words.ts';

interface Props {
  practice: PracticeConnection;
  reader: PracticeReader;
  error: Error;
  onAgain: () => void;
}

type Reading = { state: 'no' } | { state: 'yes'; done: number; of: number } | { state: 'failed'; why: string };

/** Nothing went wrong: this EHR has no such list, and asking again changes nothing. */
function isNoneToBeHad(error: Error): boolean {
  return error instanceof EhrError && error.kind === 'refused' && error.status === null;
}

/** The EHR gave no list of the enrolled patients: why, and the way on with a list of the practice's own. */
export function NoPanel({ practice, reader, error, onAgain }: Props) {
  const cache = useQueryClient();
  const [reading, setReading] = useState<Reading>({ state: 'no' });
  const leaving = useRef(new AbortController());
  useEffect(() => {
    leaving.current = new AbortController();
    return () => leaving.current.abort();
  }, []);
  const id = useId();

  async function read(file: File) {
    setReading({ state: 'yes', done: 0, of: 0 });
    try {
      const panel = await reader.patientsOfFile(file, leaving.current.signal, (done, of) =>
        setReading({ state: 'yes', done, of }),
      );
      cache.setQueryData(panelKey(practice), panel);
    } catch (failure) {
      if (!leaving.current.signal.aborted)
        setReading({ state: 'failed', why: failure instanceof Error ? failure.message : String(failure) });
    }
  }

  return (
    <>
      {isNoneToBeHad(error) ? (
        <Note tone="caution" icon="info">
          <p>
            <strong>{WORDS.noneHere}</strong> {error.message}
          </p>
        </Note>
      ) : (
        <ErrorNote title={WORDS.noPanel} retry={{ label: WORDS.again, onRetry: onAgain }}>
          <p>{error.message}</p>
          <p>{WORDS.kept}</p>
        </ErrorNote>
      )}
      <section className={styles.file} aria-labelledby={id}>
        <h2 id={id}>{WORDS.ownList}</h2>
        <p>{WORDS.ownListWhy}</p>
        <label className={styles.choice}>
          <span>{WORDS.chooseFile}</span>
          <input
            type="file"
            accept=".csv,.txt,.tsv,.json,.ndjson"
            disabled={reading.state === 'yes'}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file !== undefined) void read(file);
              // The same file may be chosen again once it was put right.
              target.value = '';
            }}
          />
        </label>
        <p className={styles.muted}>{WORDS.ownListHow}</p>
        {reading.state === 'yes' && (
          <p role="status">
            {WORDS.looking(reading.done, reading.of)}{' '}
            <progress max={reading.of || 1} value={reading.done} aria-label={WORDS.chooseFile} />
          </p>
        )}
        {reading.state === 'failed' && (
          <ErrorNote title={WORDS.fileFailed}>
            <p>{reading.why}</p>
            <p>{WORDS.fileFailedNext}</p>
          </ErrorNote>
        )}
      </section>
    </>
  );
}
