import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { chooseVoid, voidingOf } from '../../ehr/charge/void.ts';
import type { ChargeToVoid, Connection, VoidChoice, VoidState } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/Fields.tsx';
import { ErrorNote, Note, ProgressNote } from '../../ui/Notes.tsx';
import styles from './Charge.module.css';
import { ChargeFacts } from './ChargeFacts.tsx';
import { SHORTEST_REASON } from './checklist.ts';
import { userWords, useUserName } from './userName.ts';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  toVoid: ChargeToVoid;
  /** The chart may have changed: the month on screen is to be read again. */
  onChange: () => void;
  onClose: () => void;
}

/** Takes one charge back: why, what will be changed, the person's word for it, and how that ended. */
export function VoidDialog({ connection, toVoid, onChange, onClose }: Props) {
  const { code, month, instead } = toVoid;
  const [voiding] = useState(() => voidingOf(connection, toVoid));
  const state = useSyncExternalStore(voiding.subscribe, voiding.getSnapshot);
  const [reason, setReason] = useState('');
  const part = useRef<HTMLDivElement>(null);
  const asking = state.step === 'ready';
  const asked = useRef(asking);
  useEffect(() => {
    if (asked.current !== asking) part.current?.focus();
    asked.current = asking;
  }, [asking]);

  // The month is read again once this is closed: it may then have no charge any more, and no place for this dialog.
  const closed = useRef(false);
  useEffect(() => {
    closed.current = false;
    return () => {
      closed.current = true;
    };
  }, []);

  function confirm() {
    voiding
      .confirm(reason.trim())
      // A failure that nobody foresaw is in the state, and thereby on screen.
      .catch(() => undefined)
      .finally(() => {
        if (closed.current) onChange();
      });
  }

  function close() {
    if (!asking) onChange();
    onClose();
  }

  return (
    <Dialog title={WORDS.voiding.title(code, month)} closeLabel={WORDS.close} onClose={close}>
      <div ref={part} tabIndex={-1} className={styles.phases}>
        {state.step === 'ready' ? (
          <Reason connection={connection} toVoid={toVoid} reason={reason} onReason={setReason} onConfirm={confirm} />
        ) : state.step === 'done' ? (
          <div role="status" className={styles.part}>
            <Note tone="good" icon="check">
              <p>
                <strong>{state.by === 'voided' ? WORDS.voiding.voided : WORDS.voiding.found}</strong>
              </p>
              <p>{state.detail}</p>
              {state.choice !== null && state.choice.billerMust !== null && (
                <p>
                  <strong>{WORDS.biller}:</strong> {state.choice.billerMust}
                </p>
              )}
              {state.remarks.map((remark) => (
                <p key={remark}>
                  {WORDS.beside}: {remark}
                </p>
              ))}
              {instead !== null && <p>{WORDS.voiding.thenCharge(WORDS.charged.line(instead.code, instead.units))}</p>}
            </Note>
            <p>
              <Button look="primary" onClick={close}>
                {WORDS.showMonth}
              </Button>
            </p>
          </div>
        ) : state.step === 'by-hand' || state.step === 'stopped' ? (
          <Stopped state={state} onAgain={confirm} onClose={close} />
        ) : (
          <ProgressNote title={WORDS.voiding.working}>
            <p>{WORDS.voiding.steps[state.step]}</p>
            <p className={styles.muted}>{WORDS.voiding.goesOn}</p>
          </ProgressNote>
        )}
      </div>
    </Dialog>
  );
}

interface ReasonProps {
  connection: Connection;
  toVoid: ChargeToVoid;
  reason: string;
  onReason: (reason: string) => void;
  onConfirm: () => void;
}

function Reason({ connection, toVoid, reason, onReason, onConfirm }: ReasonProps) {
  const { code, units, instead } = toVoid;
  const { name } = useUserName(connection);
  const who = name ?? (connection.user === null ? WORDS.yourName : userWords(connection.user));
  const [understood, setUnderstood] = useState(false);
  const { data, error, isFetching, refetch } = useQuery<VoidChoice>({
    queryKey: ['void-choice', connection.issuer.iss, toVoid.charge.reference],
    queryFn: () => chooseVoid(connection, toVoid),
    gcTime: 0,
  });
  const short = reason.trim().length < SHORTEST_REASON;
  if (isFetching) return <ProgressNote title={WORDS.checking} />;
  if (error !== null || data === undefined) {
    return (
      <ErrorNote
        title={WORDS.voiding.stopped['not-sent']}
        retry={{ label: WORDS.again, onRetry: () => void refetch() }}
      >
        <p>{error?.message}</p>
        <p>{WORDS.voiding.byHandKept}</p>
      </ErrorNote>
    );
  }
  return (
    <>
      <section className={styles.part}>
        <h3>{WORDS.voiding.why}</h3>
        <ChargeFacts charge={toVoid} />
        {instead !== null && <p>{WORDS.charged.thenCharge(WORDS.charged.line(instead.code, instead.units))}</p>}
        <TextArea label={WORDS.voiding.reason} hint={WORDS.voiding.reasonHint} value={reason} onChange={onReason} />
      </section>
      <section className={styles.part}>
        <h3>{WORDS.voiding.what}</h3>
        <p>
          <span className={styles.sentence}>{data.name}</span>.{' '}
          {data.interaction !== null && <code>{data.interaction}</code>}
        </p>
        {data.billerMust !== null && (
          <p>
            <strong>{WORDS.biller}:</strong> {data.billerMust}
          </p>
        )}
      </section>
      <section className={styles.attestation}>
        <label className={styles.choice}>
          <input
            type="checkbox"
            checked={understood}
            disabled={short}
            onChange={(event) => setUnderstood(event.target.checked)}
          />
          <span>{WORDS.voiding.understood(who)}</span>
        </label>
        <div className={styles.open}>
          <Button look="primary" disabled={short || !understood} onClick={onConfirm}>
            {WORDS.voiding.confirm(code, units)}
          </Button>
          {(short || !understood) && (
            <span className={styles.muted}>{short ? WORDS.voiding.reasonFirst : WORDS.attestFirst}</span>
          )}
        </div>
      </section>
    </>
  );
}

interface StoppedProps {
  state: VoidState & { step: 'by-hand' | 'stopped' };
  onAgain: () => void;
  onClose: () => void;
}

function Stopped({ state, onAgain, onClose }: StoppedProps) {
  const byHand = state.step === 'by-hand';
  return (
    <ErrorNote title={byHand ? WORDS.voiding.byHand : WORDS.voiding.stopped[state.reason]}>
      <p>{state.detail}</p>
      {byHand && <p>{WORDS.voiding.byHandKept}</p>}
      <p>
        <strong>{WORDS.next}:</strong> {byHand ? state.choice.billerMust : state.next}
      </p>
      <p className={styles.actions}>
        {!byHand && state.again === 'confirm' && <Button onClick={onAgain}>{WORDS.again}</Button>}
        <Button onClick={onClose}>{WORDS.showMonth}</Button>
      </p>
    </ErrorNote>
  );
}
