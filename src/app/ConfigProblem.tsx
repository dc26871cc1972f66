import { meantBy } from '../config/nearest.ts';
import { SettingsError, type SettingsProblem } from '../fhir/settings.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ConfigProblem.module.css';
import { Page } from './Page.tsx';
import { WORDS } from './words.ts';

const { configProblem } = WORDS;

/** For the administrator: which setting is wrong, what it is, what it may be and what was probably meant. */
export function ConfigProblem({ error }: { error: Error }) {
  const wrong = error instanceof SettingsError;
  return (
    <Page title={wrong ? WORDS.configWrong : WORDS.configUnreadable} alert>
      <p>{wrong ? WORDS.configWrongWhy(error.problems.length) : WORDS.configUnreadableWhy(error.message)}</p>
      {wrong && (
        <ol className={styles.problems}>
          {error.problems.map((problem) => (
            <Problem key={problem.key} problem={problem} />
          ))}
        </ol>
      )}
      {wrong && <p>{configProblem.check}</p>}
      <p>
        <Button look="primary" onClick={() => location.reload()}>
          {WORDS.again}
        </Button>
      </p>
    </Page>
  );
}

function Problem({ problem }: { problem: SettingsProblem }) {
  const { key, value, allowed, known } = problem;
  const meant = meantBy(problem);
  return (
    <li>
      <h2 className={styles.key}>
        <code>{key === '' ? configProblem.file : key}</code>
      </h2>
      <dl className={styles.facts}>
        <dt>{configProblem.value}</dt>
        <dd>{value === undefined ? configProblem.absent : <code>{shown(value)}</code>}</dd>
        {meant !== null && (
          <>
            <dt>{configProblem.meant}</dt>
            <dd>
              <code>{meant}</code>
            </dd>
          </>
        )}
        <dt>{known === undefined ? configProblem.allowed : configProblem.known}</dt>
        <dd>{(known ?? allowed).join(', ')}</dd>
      </dl>
    </li>
  );
}

/** As it stands in the file; what is long is cut, for the key says where to look. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
