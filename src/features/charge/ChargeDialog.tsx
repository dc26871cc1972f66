import { useState } from 'react';
import { chargeRequests } from '../../ehr/charge/lines.ts';
import type { Connection } from '../../ehr/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { dateWords } from '../../ui/time.ts';
import type { LoadMonth, MonthResult } from '../verdict/useMonth.ts';
import styles from './Charge.module.css';
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
  const [{ verdict, read }] = useState(result);
  const [requests] = useState(() => chargeRequests(connection, verdict, read));
  const [at, setAt] = useState(0);
  const request = requests[at];

  function reread() {
    return load(verdict.month, { signal: new AbortController().signal, onProgress: () => undefined });
  }

  return (
    <Dialog title={WORDS.title(verdict.month)} closeLabel={WORDS.close} onClose={onClose}>
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
        <>
          <p>{WORDS.noLine}</p>
          <p>
            <Button onClick={onClose}>{WORDS.close}</Button>
          </p>
        </>
      ) : (
        <LineCharge
          key={request.code}
          connection={connection}
          request={request}
          patientName={read.summary.name ?? WORDS.thisPatient}
          reread={reread}
          onChange={reload}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
