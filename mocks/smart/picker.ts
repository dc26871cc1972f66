import type { ProfileName } from '../fhir/profiles.ts';
import { html, page } from '../pages/html.ts';
import { stories } from '../stories/index.ts';
import { users } from '../stories/people.ts';

/** Who signs in, and unless the launch is for the whole practice, for which patient: what an EHR asks in a standalone launch. */
export function picker(profile: ProfileName, onePatient: boolean): string {
  return page(
    'Sign in to the sandbox',
    html`
    <h1>Sign in to the sandbox EHR (${profile})</h1>
    <form method="get">
      <label>User
        <select name="user">${users.map(({ id, name, role }) => html`<option value="${id}">${name}, ${role}</option>`)}</select>
      </label>
      ${onePatient ? patients() : ''}
      <button>Continue to the app</button>
    </form>`,
  );
}

function patients() {
  return html`<label>Patient
        <select name="patient">${stories.map(({ id, title }) => html`<option value="${id}">${title}</option>`)}</select>
      </label>`;
}
