import { useMemo, useState } from 'react';
import { chargeRequests } from '../../ehr/charge/lines.ts';
import type { Connection } from '../../ehr/types.ts';
import type { Verdict } from '../../rules/verdict.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote, ProgressNote } from '../../ui/Notes.tsx';
import { dateWords } from '../../ui/time.ts';
import type { LoadMonth, MonthResult } from '../verdict/useMonth.ts';
import { CRITERION, CRITERION_STATE } from '../verdict/words.ts';
import styles from './Charge.module.css';
import { NO_ANSWERS } from './checklist.ts';
import { LineCharge } from './LineCharge.tsx';
import { WORDS } from './words.ts';

interface Props {
  connection: Connection;
  result: MonthResult;
  load: LoadMonth;
  reload: () => void;
  onClose: () => void;
}

/** From the lines that may be charged to one charge in the chart. Loaded only when somebody charges. */
export default function ChargeDialog({ connection, result, load, reload, onClose }: Props) {
  // What was open when the person began: the month is read again under the dialog once a line is charged.
  const [shown, setShown] = useState(result);
  const [reading, setReading] = useState<'no' | 'yes' | 'failed'>('no');
  const [answers, setAnswers] = useState(NO_ANSWERS);
  const [at, setAt] = useState(0);
  const { verdict, read } = shown;
  const requests = useMemo(() => chargeRequests(connection, verdict, read), [connection, verdict, read]);
  const request = requests[at];

  function reread() {
    return load(verdict.month, { signal: new AbortController().signal, onProgress: () => undefined });
  }

  async function readAgain() {
    setReading('yes');
    try {
      setShown(await reread());
      setAt(0);
      setReading('no');
      reload();
    } catch {
      // What the EHR said is of no more use than that it gave no month: everything stays as it was.
      setReading('failed');
    }
  }

  return (
    <Dialog title={WORDS.title(verdict.month)} closeLabel={WORDS.close} onClose={onClose}>
      {reading === 'yes' && <ProgressNote title={WORDS.readAgain} />}
      {reading === 'failed' && (
        <ErrorNote title={WORDS.readFailed} retry={{ label: WORDS.again, onRetry: () => void readAgain() }}>
          <p>{WORDS.readFailedKept}</p>
        </ErrorNote>
      )}
      {requests.length > 1 && (
        <fieldset className={styles.lines}>
          <legend>{WORDS.line}</legend>
          {requests.map(({ code, units, serviceDate }, index) => (
            <label key={code} className={styles.choice}>
              <input type="radio" name="line" checked={index === at} onChange={() => setAt(index)} />
              {WORDS.lineWords(code, units, dateWords(serviceDate))}
            </label>
          ))}
        </fieldset>
      )}
      {request === undefined ? (
        <NoLine verdict={verdict} onClose={onClose} />
      ) : (
        <LineCharge
          key={request.attempt}
          connection={connection}
          request={request}
          shown={shown}
          answers={answers}
          onAnswers={setAnswers}
          reread={reread}
          onReadAgain={() => void readAgain()}
          onChange={reload}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

/** Why nothing can be charged, and what would help. */
function NoLine({ verdict, onClose }: { verdict: Verdict; onClose: () => void }) {
  const open = verdict.criteria.filter(({ state }) => state !== 'met');
  return (
    <>
      <p>
        <strong>{WORDS.noLine}</strong> {verdict.summary}
      </p>
      <ul className={styles.statements}>
        {open.map(({ id, state, summary, missing }) => (
          <li key={id}>
            <strong>
              {CRITERION[id]}: {CRITERION_STATE[state].word}.
            </strong>{' '}
            {summary} {missing !== null && `${WORDS.whatToDo}: ${missing}`}
          </li>
        ))}
      </ul>
      <p>
        <Button onClick={onClose}>{WORDS.close}</Button>
      </p>
    </>
  );
}
