import type { ChargeState } from '../../ehr/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProgressNote } from '../../ui/Notes.tsx';
import styles from './Charge.module.css';
import { WORDS } from './words.ts';

/** Steps that not every charge takes: shown when it does. */
const SOMETIMES: ReadonlySet<ChargeState['step']> = new Set(['reserving', 'reconciling', 'attesting']);

/** Where the charge is on its way. */
export function Progress({ state }: { state: ChargeState }) {
  const steps = WORDS.steps.filter(([step]) => !SOMETIMES.has(step) || state.step === step);
  const reached = steps.findIndex(([step]) => step === state.step);
  return (
    <ProgressNote title={WORDS.working}>
      <ol className={styles.steps}>
        {steps.map(([step, title], at) => {
          const when = at < reached ? 'done' : at === reached ? 'now' : 'todo';
          return (
            <li key={step} className={styles[when]}>
              {when === 'done' && <Icon name="check" />}
              <span>
                {title}: {WORDS.stepState[when]}
              </span>
            </li>
          );
        })}
      </ol>
      {state.step === 'reconciling' && <p>{state.detail}</p>}
      <p className={styles.muted}>{WORDS.goesOn}</p>
    </ProgressNote>
  );
}
