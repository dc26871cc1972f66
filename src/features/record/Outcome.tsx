import type { RecordOutcome } from '../../ehr/record/types.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, Note } from '../../ui/Notes.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { WORDS } from './words.ts';

interface Props {
  outcome: RecordOutcome;
  /** Saves again, or looks again. */
  onAgain: () => void;
  /** What was typed, as text to be put into the chart by hand. */
  text: string;
}

/** How a write ended. A conflict is shown by its form, which has both versions. */
export function Outcome({ outcome, onAgain, text }: Props) {
  if (outcome.state === 'saved') {
    const { route, remarks } = outcome;
    return (
      <div role="status">
        <Note tone="good" icon="check">
          <p>{WORDS.saved(route.name)}</p>
          {route.next !== null && (
            <p>
              <strong>{WORDS.next}:</strong> {route.next}
            </p>
          )}
          {remarks.map((remark) => (
            <p key={remark}>
              {WORDS.notRecorded}: {remark}
            </p>
          ))}
        </Note>
      </div>
    );
  }
  const { state } = outcome;
  return (
    <ErrorNote title={WORDS.happened[state]}>
      {'detail' in outcome && <p>{outcome.detail}</p>}
      {state === 'refused' && (
        <ul>
          {outcome.passedOver.map(({ route, name, why }) => (
            <li key={route}>
              {name}: {why}
            </li>
          ))}
        </ul>
      )}
      <p>
        {WORDS.kept[state]} {'done' in outcome && WORDS.partly(outcome.done)}
      </p>
      <p>
        <strong>{WORDS.next}:</strong> {WORDS.todo[state]}
      </p>
      {(state === 'not-sent' || state === 'unknown-outcome') && (
        <p>
          <Button onClick={onAgain}>{WORDS.again[state]}</Button>
        </p>
      )}
      {state === 'refused' && <CopyText text={text} />}
    </ErrorNote>
  );
}

/** The last resort, which no EHR can refuse. */
export function CopyText({ text }: { text: string }) {
  const { copied, copy } = useCopy(text);
  return (
    <>
      <p>
        <Button onClick={copy}>{WORDS.copy}</Button> <span role="status">{copied === 'yes' && WORDS.copied}</span>
      </p>
      {copied === 'refused' && (
        <label>
          {WORDS.copyFailed}
          <textarea readOnly rows={6} value={text} />
        </label>
      )}
    </>
  );
}
