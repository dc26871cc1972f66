import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { chargeOf } from '../../ehr/charge/charge.ts';
import { previewCharge } from '../../ehr/charge/routes.ts';
import type { Attestation, ChargePreview, ChargeRequest, ChargeState, Connection, Reread } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, ProgressNote } from '../../ui/Notes.tsx';
import { EvidenceAccess } from '../verdict/EvidenceLink.tsx';
import { Attest } from './Attest.tsx';
import styles from './Charge.module.css';
import { Checklist } from './Checklist.tsx';
import { type Answers, checklistOf, isAnswered } from './checklist.ts';
import { Outcome } from './Outcome.tsx';
import { Preview } from './Preview.tsx';
import { Progress } from './Progress.tsx';
import { plainWords } from './plainWords.ts';
import { Slip } from './Slip.tsx';
import { actorIn, useUserName } from './userName.ts';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  request: ChargeRequest;
  /** What the request rests on. */
  shown: Reread;
  answers: Answers;
  onAnswers: (answers: Answers) => void;
  reread: () => Promise<Reread>;
  /** Reads the chart again, as after something was put right in it. */
  onReadAgain: () => void;
  /** The chart may have changed: the month on screen is to be read again. */
  onChange: () => void;
  onClose: () => void;
}

/** One line: what is to be checked, what will be written, the person's word for it, its way into the chart, and how that ended. */
export function LineCharge(props: Props) {
  const { connection, request, shown, reread, onChange, onClose } = props;
  const [charge] = useState(() => chargeOf(connection, request, reread));
  const state = useSyncExternalStore(charge.subscribe, charge.getSnapshot);
  const phase = phaseOf(state);
  const [attested, setAttested] = useState<Attestation | null>(null);
  const { name, isFetching } = useUserName(connection);
  const { name: nameOf } = useContext(EvidenceAccess);
  const statements = plainWords({
    request,
    verdict: shown.verdict,
    patient: shown.read.summary,
    userName: name,
    nameOf,
    actorOf: (reference) => actorIn(shown.read.resources, reference),
    attestation: attested,
  });

  // The pressed button is gone with its phase; the focus goes to what took its place.
  const part = useRef<HTMLDivElement>(null);
  const last = useRef(phase);
  useEffect(() => {
    if (last.current !== phase) part.current?.focus();
    last.current = phase;
  }, [phase]);

  function settle(run: Promise<ChargeState>) {
    // A failure that nobody foresaw is in the state, and thereby on screen.
    run.catch(() => undefined).finally(onChange);
  }

  return (
    <div ref={part} tabIndex={-1} className={styles.phases}>
      {state.step === 'ready' ? (
        <Verification
          {...props}
          userName={name}
          nameIsComing={isFetching}
          statements={statements}
          attested={attested}
          onAttested={setAttested}
          onConfirm={(attestation) => settle(charge.confirm(attestation))}
        />
      ) : state.step === 'slip' ? (
        <Slip
          state={state}
          title={WORDS.slip.title(request.code, request.month)}
          statements={statements}
          onClose={onClose}
        />
      ) : state.step === 'done' || state.step === 'stopped' ? (
        <Outcome
          state={state}
          nameOf={nameOf}
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
  return step === 'done' || step === 'stopped' || step === 'slip' ? 'ended' : 'working';
}

interface VerificationProps extends Props {
  userName: string | null;
  nameIsComing: boolean;
  statements: readonly string[];
  attested: Attestation | null;
  onAttested: (attestation: Attestation | null) => void;
  onConfirm: (attestation: Attestation) => void;
}

/** The three things that a person does before a charge: check, see what will be written, put their name to it. */
function Verification(props: VerificationProps) {
  const { connection, request, shown, answers, onAnswers, onReadAgain, userName, nameIsComing } = props;
  const { statements, attested, onAttested, onConfirm } = props;
  const items = checklistOf(shown.verdict);
  const left = items.filter((item) => !isAnswered(item, answers)).length;
  const reasons = items.flatMap(({ key, reasonFor }) =>
    reasonFor === null ? [] : [{ risk: reasonFor, reason: (answers.reasons.get(key) ?? '').trim() }],
  );

  const attestedRequest = { ...request, attestation: attested };
  const { data, error, isPending, refetch } = useQuery<ChargePreview | null>({
    queryKey: ['charge-preview', connection.issuer.iss, attestedRequest],
    queryFn: () => previewCharge(connection, attestedRequest),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  if (isPending) return <ProgressNote title={WORDS.checking} />;
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
  const onlyPaper = data.choice.route === 'slip';
  return (
    <>
      <section className={styles.part}>
        <header className={styles.head}>
          <h3>{WORDS.check}</h3>
          <span className={styles.muted}>{WORDS.checked(items.length - left, items.length)}</span>
        </header>
        <p className={styles.muted}>{WORDS.checkHow}</p>
        <Checklist
          items={items}
          answers={answers}
          onChange={(changed) => {
            // Whoever changes what they put their name to, puts it anew.
            onAttested(null);
            onAnswers(changed);
          }}
        />
        <p>
          <Button onClick={onReadAgain}>{WORDS.readAgain}</Button>
        </p>
      </section>
      <Preview preview={data} statements={statements} />
      <Attest
        line={WORDS.lineText(request.code, request.units)}
        month={request.month}
        userName={userName}
        nameIsComing={nameIsComing}
        left={left}
        overrides={reasons}
        attested={attested}
        onAttested={onAttested}
        confirmLabel={
          onlyPaper
            ? WORDS.confirmSlip
            : WORDS.confirm(request.code, request.units, shown.read.summary.name ?? WORDS.thisPatient, request.month)
        }
        onConfirm={onConfirm}
      />
    </>
  );
}
