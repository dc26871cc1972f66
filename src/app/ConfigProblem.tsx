import { SettingsError } from '../fhir/settings.ts';
import { Button } from '../ui/Button.tsx';
import { Page } from './Page.tsx';
import { WORDS } from './words.ts';

/** For the administrator: which setting is wrong, what it is and what it may be. */
export function ConfigProblem({ error }: { error: Error }) {
  if (!(error instanceof SettingsError)) {
    return (
      <Page title={WORDS.configUnreadable} alert>
        <p>{WORDS.configUnreadableWhy(error.message)}</p>
        <p>
          <Button look="primary" onClick={() => location.reload()}>
            {WORDS.again}
          </Button>
        </p>
      </Page>
    );
  }
  return (
    <Page title={WORDS.configWrong} alert>
      <p>{WORDS.configWrongWhy}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{WORDS.configProblem.key}</th>
            <th scope="col">{WORDS.configProblem.value}</th>
            <th scope="col">{WORDS.configProblem.allowed}</th>
          </tr>
        </thead>
        <tbody>
          {error.problems.map(({ key, value, allowed }) => (
            <tr key={key}>
              <th scope="row">
                <code>{key}</code>
              </th>
              <td>
                <code>{JSON.stringify(value) ?? WORDS.nothing}</code>
              </td>
              <td>{allowed.join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  );
}
