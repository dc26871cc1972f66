import { PROFILES, type ProfileName, profileOf } from '../fhir/profiles.ts';
import { type LaunchContext, launchParameter } from '../smart/launch.ts';
import { stories } from '../stories/index.ts';
import { users } from '../stories/people.ts';
import { type Html, html, page as htmlPage } from './html.ts';

/** Where the pages' links lead. */
interface Place {
  appUrl: string;
  issuer(profile: ProfileName): string;
}

/** The sandbox's own pages: the start page, and the app inside a frame. */
export function page(request: Request, place: Place): Response {
  const { pathname, searchParams } = new URL(request.url);
  switch (pathname) {
    case '/':
      return answer(startPage(place, choiceOf(searchParams)));
    case '/embedded':
      return answer(
        embeddedPage(place, choiceOf(searchParams), searchParams.get('patient') ?? '', searchParams.has('sidebar')),
      );
    case '/smart-style.json':
      return Response.json(
        { color_background: '#f3f1ec', color_error: '#9e2d2d', color_highlight: '#0b5cad', dim_border_radius: '4px' },
        { headers: CORS },
      );
    default:
      return new Response('Not found', { status: 404 });
  }
}

const CORS = { 'Access-Control-Allow-Origin': '*' };

/** What an EHR may grant of what the app asks for. */
const GRANTS = [
  { id: 'all', title: 'everything', withhold: [] },
  { id: 'no-charges', title: 'all but creating charges', withhold: ['ChargeItem.c'] },
  { id: 'reading', title: 'reading only', withhold: ['*.cu'] },
];

/** What the start page's form holds. */
interface Choice {
  profile: ProfileName;
  user: string;
  grant: string;
}

function choiceOf(query: URLSearchParams): Choice {
  const profile = PROFILES.find((name) => name === query.get('profile')) ?? 'full';
  const user = users.find(({ id }) => id === query.get('user')) ?? users[0];
  const grant = GRANTS.find(({ id }) => id === query.get('grant'))?.id ?? 'all';
  return { profile, user: user?.id ?? '', grant };
}

function answer(text: string): Response {
  return new Response(text, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
}

export interface EhrLaunch extends LaunchContext {
  profile?: ProfileName | undefined;
  /** What the app is asked to show; absent: the chart. */
  view?: 'chart' | 'compact' | 'practice' | undefined;
}

/** The EHR launch's address: what a click inside a chart opens. */
export function launchUrl(place: Place, { profile = 'full', view, ...context }: EhrLaunch): string {
  const url = new URL('launch.html', `${place.appUrl}/`);
  url.searchParams.set('iss', place.issuer(profile));
  const encounter = context.patient === undefined ? {} : { encounter: `${context.patient}-rpm` };
  url.searchParams.set('launch', launchParameter({ ...encounter, ...context }));
  if (view !== undefined) url.searchParams.set('view', view);
  return url.href;
}

function chosenLaunch(place: Place, { profile, user, grant }: Choice, patient: string, view?: 'compact'): string {
  const withhold = GRANTS.find(({ id }) => id === grant)?.withhold ?? [];
  return launchUrl(place, { profile, patient, user, withhold, view });
}

function startPage(place: Place, choice: Choice): string {
  const { profile, user, grant } = choice;
  const withhold = GRANTS.find(({ id }) => id === grant)?.withhold ?? [];
  const practice = launchUrl(place, { profile, user, withhold, view: 'practice' });
  const standalone = `${place.appUrl}/launch.html?iss=${encodeURIComponent(place.issuer(profile))}`;
  return htmlPage(
    'Sandbox EHR',
    html`
    <h1>Sandbox EHR</h1>
    <p>Choose who you are and which kind of EHR this is, then open a patient's chart in RPM Tally.</p>
    <form method="get" action="/">
      <label>Signed in as
        <select name="user">${users.map(({ id, name, role }) => option(id, `${name}, ${role}`, id === user))}</select>
      </label>
      <label>Kind of EHR
        <select name="profile">${PROFILES.map((name) => option(name, name, name === profile))}</select>
      </label>
      <label>The app is granted
        <select name="grant">${GRANTS.map(({ id, title }) => option(id, title, id === grant))}</select>
      </label>
      <button>Use these</button>
    </form>
    <p><strong>${profile}</strong>: ${profileOf(profile).title}.</p>
    <h2>The practice</h2>
    <p>What a biller opens: <a class="launch" href="${practice}">the worklist of all patients</a>.</p>
    <h2>Patients</h2>
    <ul class="patients">${stories.map(({ id, title, text }) => {
      const embedded = `/embedded?${new URLSearchParams({ ...choice, patient: id })}`;
      return html`<li>
        <h3>${title}</h3><p>${text}</p>
        <div class="links">
          <a class="launch" href="${chosenLaunch(place, choice, id)}" aria-label="Open in RPM Tally: ${title}">Open in RPM Tally</a>
          <a href="${embedded}" aria-label="in a frame: ${title}">in a frame</a>
          <a href="${embedded}&sidebar" aria-label="in one line: ${title}">in one line</a>
        </div>
      </li>`;
    })}</ul>
    <p>Without a chart: <a href="${standalone}">launch the app by itself</a> and choose the patient on signing in, or
      <a href="${standalone}&view=practice">for the whole practice</a>.</p>`,
  );
}

function option(value: string, text: string, selected: boolean): Html {
  return selected
    ? html`<option value="${value}" selected>${text}</option>`
    : html`<option value="${value}">${text}</option>`;
}

/** The app in a frame of the chart; in the sidebar's, one line of it. */
function embeddedPage(place: Place, choice: Choice, patient: string, sidebar: boolean): string {
  const story = stories.find(({ id }) => id === patient);
  if (!story) return htmlPage('Sandbox EHR', html`<h1>No such patient</h1><p><a href="/">Back to the patients</a></p>`);
  return htmlPage(
    `Chart of ${story.title}`,
    html`
    <h1>Chart of ${story.title}</h1>
    <p><a href="/?${new URLSearchParams({ ...choice }).toString()}">Back to the patients</a></p>
    ${
      sidebar
        ? html`<iframe class="sidebar" title="RPM Tally" src="${chosenLaunch(place, choice, patient, 'compact')}"></iframe>`
        : html`<iframe title="RPM Tally" src="${chosenLaunch(place, choice, patient)}"></iframe>`
    }`,
  );
}
