import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { chargeOf } from '../../ehr/charge/charge.ts';
import { previewCharge } from '../../ehr/charge/routes.ts';
import type { ChargePreview, ChargeRequest, ChargeState, Connection, Reread } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, ProgressNote } from '../../ui/Notes.tsx';
import styles from './Charge.module.css';
import { Outcome } from './Outcome.tsx';
import { Preview } from './Preview.tsx';
import { Progress } from './Progress.tsx';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  request: ChargeRequest;
  patientName: string;
  reread: () => Promise<Reread>;
  /** The chart may have changed: the month on screen is to be read again. */
  onChange: () => void;
  onClose: () => void;
}

/** One line: what will be written, the person's word for it, its way into the chart, and how that ended. */
export function LineCharge({ connection, request, patientName, reread, onChange, onClose }: Props) {
  const [charge] = useState(() => chargeOf(connection, request, reread));
  const state = useSyncExternalStore(charge.subscribe, charge.getSnapshot);
  const phase = phaseOf(state);

  // The pressed button is gone with its phase; the focus goes to what took its place.
  const part = useRef<HTMLDivElement>(null);
  const shown = useRef(phase);
  useEffect(() => {
    if (shown.current !== phase) part.current?.focus();
    shown.current = phase;
  }, [phase]);

  function settle(run: Promise<ChargeState>) {
    // A failure that nobody foresaw is in the state, and thereby on screen.
    run.catch(() => undefined).finally(onChange);
  }

  return (
    <div ref={part} tabIndex={-1} className={styles.phases}>
      {state.step === 'ready' ? (
        <Confirmation
          connection={connection}
          request={request}
          patientName={patientName}
          onConfirm={() => settle(charge.confirm())}
        />
      ) : state.step === 'done' || state.step === 'stopped' ? (
        <Outcome
          state={state}
          onConfirm={() => settle(charge.confirm())}
          onCheck={() => settle(charge.check())}
          onClose={onClose}
        />
      ) : (
        <Progress state={state} />
      )}
    </div>
  );
}

function phaseOf({ step }: ChargeState): 'ready' | 'working' | 'ended' {
  if (step === 'ready') return 'ready';
  return step === 'done' || step === 'stopped' ? 'ended' : 'working';
}

interface ConfirmationProps {
  connection: Connection;
  request: ChargeRequest;
  patientName: string;
  onConfirm: () => void;
}

function Confirmation({ connection, request, patientName, onConfirm }: ConfirmationProps) {
  const { data, error, isFetching, refetch } = useQuery<ChargePreview | null>({
    queryKey: ['charge-preview', connection.issuer.iss, request.patient, request.month, request.code],
    queryFn: () => previewCharge(connection, request),
    gcTime: 0,
  });
  if (isFetching) return <ProgressNote title={WORDS.checking} />;
  if (error !== null) {
    return (
      <ErrorNote title={WORDS.previewFailed} retry={{ label: WORDS.again, onRetry: () => void refetch() }}>
        <p>{error.message}</p>
        <p>{WORDS.nothingSent}</p>
      </ErrorNote>
    );
  }
  if (!data) {
    return (
      <ErrorNote title={WORDS.noRoute}>
        <p>{WORDS.nothingSent}</p>
        <p>{WORDS.noRouteNext}</p>
      </ErrorNote>
    );
  }
  return (
    <>
      <Preview preview={data} />
      <Attestation
        label={WORDS.confirm(request.code, request.units, patientName, request.month)}
        onConfirm={onConfirm}
      />
    </>
  );
}

/** Nothing is written before a person has said that it is right. */
function Attestation({ label, onConfirm }: { label: string; onConfirm: () => void }) {
  const [attested, setAttested] = useState(false);
  const hint = useId();
  return (
    <div className={styles.attestation}>
      <label className={styles.choice}>
        <input type="checkbox" checked={attested} onChange={(event) => setAttested(event.target.checked)} />
        {WORDS.attest}
      </label>
      <div className={styles.open}>
        <Button look="primary" disabled={!attested} aria-describedby={attested ? undefined : hint} onClick={onConfirm}>
          {label}
        </Button>
        {!attested && (
          <span id={hint} className={styles.muted}>
            {WORDS.attestFirst}
          </span>
        )}
      </div>
    </div>
  );
}
