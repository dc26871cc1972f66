import type { Page } from '@playwright/test';
import type { RunningSandbox } from '../../mocks/start.ts';
import { expect } from './fixtures.ts';

export interface Screen {
  name: string;
  /** Leads the page to where the screen is whole. */
  open(page: Page, sandbox: RunningSandbox): Promise<void>;
}

type Launch = Parameters<RunningSandbox['launchUrl']>[0];

async function chart(page: Page, sandbox: RunningSandbox, patient: string, launch: Launch = { user: 'nurse' }) {
  await page.goto(sandbox.launchUrl({ patient, ...launch }));
  await expect(page.getByText('March 2026 is shown.')).toBeAttached();
  await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
}

/** Nine charts, one of each kind of verdict: the whole panel is the worklist's own test. */
const PANEL = [
  'billable',
  'ten-minutes',
  'no-live-contact',
  'undocumented-contact',
  'already-billed',
  'charge-requested',
  'charge-unsupported',
  'inpatient-stay',
  'messy-data',
];

interface Practice {
  /** Which of the pages. */
  link?: string;
  /** Who is on the list, by id. */
  patients?: readonly string[];
  /** Whether everybody is to have been read. */
  wait?: boolean;
}

/** The practice's pages, for a panel that is read in a moment. */
export async function openPractice(
  page: Page,
  sandbox: RunningSandbox,
  { link, patients = PANEL, wait = true }: Practice = {},
) {
  const store = sandbox.sandbox.store('full');
  const group = store.read('Group/rpm-panel');
  if (group === undefined) throw new Error('The sandbox has no panel');
  store.update({ ...group, ...{ member: patients.map((id) => ({ entity: { reference: `Patient/${id}` } })) } });
  await page.goto(sandbox.launchUrl({ view: 'practice', user: 'biller' }));
  if (!wait) return;
  await expect(page.getByRole('heading', { name: 'Worklist, March 2026' })).toBeVisible();
  if (patients.length > 0) await expect(page.getByText(`All ${patients.length} patients are read.`)).toBeAttached();
  if (link !== undefined)
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: link }).click();
}

function verdict(name: string, patient: string): Screen {
  return { name, open: (page, sandbox) => chart(page, sandbox, patient) };
}

/** Every screen of the app as a person comes to see it. */
export const SCREENS: readonly Screen[] = [
  {
    name: 'choice of the EHR',
    open: async (page, sandbox) => {
      await page.goto(`${sandbox.appUrl}/launch.html`);
      await expect(page.getByRole('heading', { name: 'Which EHR?' })).toBeVisible();
    },
  },
  {
    name: 'refused',
    open: async (page, sandbox) => {
      await page.goto(`${sandbox.appUrl}/launch.html?iss=https%3A%2F%2Fehr.stranger.example%2Ffhir&launch=x`);
      await expect(page.getByRole('heading', { name: 'This EHR is not on the list of this app' })).toBeVisible();
    },
  },
  {
    name: 'wrong settings',
    open: async (page, sandbox) => {
      await page.route('**/config.json', (route) =>
        route.fulfill({ json: { timeZone: 'US/Mountain Time', policy: { serviceDate: 'Month-End' }, issuers: [] } }),
      );
      await page.goto(`${sandbox.appUrl}/`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('The app’s settings need a correction');
    },
  },
  verdict('ready to bill', 'forty-minutes'),
  verdict('in progress', 'no-live-contact'),
  verdict('needs review', 'undocumented-contact'),
  verdict('billed', 'already-billed'),
  {
    name: 'not billable, a month without anything',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'nineteen-fifty-nine');
      await page.getByRole('combobox', { name: 'Month' }).selectOption('2025-06');
      await expect(page.getByText('June 2025 is shown.')).toBeAttached();
      await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
    },
  },
  {
    name: 'a chart with much set aside, its notes open',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'messy-data');
      for (const summary of await page.locator('main summary').all()) await summary.click();
    },
  },
  {
    name: 'part of the chart unread',
    open: async (page, sandbox) => {
      sandbox.fault({ match: { method: 'GET', type: 'Consent' }, fault: '403', times: 1 });
      await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse' }));
      await expect(page.getByRole('heading', { name: 'Not everything could be read' })).toBeVisible();
    },
  },
  {
    name: 'evidence',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      await page.getByRole('button', { name: 'Contact, 17 Mar' }).first().click();
      await expect(page.getByRole('dialog', { name: 'Contact' })).toBeVisible();
      await page.getByText('As the EHR sent it (FHIR JSON)').click();
    },
  },
  {
    name: 'charge',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'inpatient-stay');
      await page.getByRole('button', { name: 'Review and charge' }).click();
      await expect(page.getByRole('dialog').getByText(/^I, Synthetic .* attest/)).toBeVisible();
    },
  },
  {
    name: 'taking a charge back',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'charge-unsupported', { user: 'biller' });
      await page.getByRole('button', { name: /^Take/ }).first().click();
      await expect(page.getByRole('dialog', { name: /^Take back CPT/ })).toBeVisible();
    },
  },
  {
    name: 'a running timer and the entries',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      await page.getByRole('button', { name: 'Start timer' }).click();
      await expect(page.getByRole('timer')).toBeVisible();
      await page.getByText('entries in this month').click();
    },
  },
  {
    name: 'entry',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      await page.getByRole('button', { name: 'Log time afterwards' }).click();
      await page.getByLabel('Start', { exact: true }).fill('14:05');
      await page.getByRole('button', { name: 'Save to the chart' }).click();
    },
  },
  {
    name: 'conflict',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      await page.getByText('4 entries in this month').click();
      await page.getByRole('button', { name: /^Change: Alert response/ }).click();
      await page.getByLabel('Anything else').fill('Mine: cuff was loose.');
      const store = sandbox.sandbox.store('full');
      const stored = store.read('Procedure/billable-entry-2');
      if (stored === undefined) throw new Error('The story has no second entry');
      store.update({ ...stored, ...{ note: [{ text: 'Theirs: called the patient.' }] } });
      await page.getByRole('button', { name: 'Save to the chart' }).click();
      await expect(page.getByText('Somebody else changed this entry')).toBeVisible();
    },
  },
  {
    name: 'contact',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'no-live-contact');
      await page.getByRole('button', { name: 'Record a contact' }).click();
      await expect(page.getByRole('dialog', { name: 'Record a contact' })).toBeVisible();
      await page.getByRole('spinbutton', { name: 'Minutes' }).fill('9');
    },
  },
  {
    name: 'consent',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'consent-withdrawn');
      await page.getByRole('button', { name: 'Consent and enrolment' }).click();
      await expect(page.getByRole('dialog').getByRole('checkbox')).toHaveCount(4);
    },
  },
  {
    name: 'readings with their tables',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      const readings = page.getByRole('region', { name: 'Readings', exact: true });
      await readings.scrollIntoViewIfNeeded();
      await expect(readings.getByRole('img').first()).toBeVisible();
      for (const summary of await readings.locator('summary').all()) await summary.click();
    },
  },
  {
    name: 'evidence packet',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      await page.getByRole('button', { name: 'Evidence packet…' }).click();
      await expect(page.getByRole('article', { name: 'Evidence packet: Synthetic Billable' })).toBeVisible();
    },
  },
  {
    name: 'worklist',
    open: (page, sandbox) => openPractice(page, sandbox),
  },
  {
    name: 'a chart out of the worklist',
    open: async (page, sandbox) => {
      await openPractice(page, sandbox);
      await page.getByRole('button', { name: 'Synthetic Billable', exact: true }).click();
      await expect(page.getByText('March 2026 is shown.')).toBeAttached();
      await expect(page.getByRole('heading', { name: 'Time log' })).toBeVisible();
    },
  },
  {
    name: 'month close',
    open: async (page, sandbox) => {
      await openPractice(page, sandbox, { link: 'Month close' });
      await expect(page.getByText(/^All \d+ patients read\.$/)).toBeAttached();
    },
  },
  {
    name: 'audit',
    open: async (page, sandbox) => {
      await openPractice(page, sandbox, { link: 'Audit' });
      await expect(page.getByRole('heading', { level: 1, name: 'Internal audit' })).toBeVisible();
      await page.getByRole('radio', { name: 'All of them' }).check();
      await page.getByRole('button', { name: 'Start the audit' }).click();
      await expect(page.getByText('The audit is complete.')).toBeAttached({ timeout: 90_000 });
    },
  },
  {
    name: 'programme',
    open: async (page, sandbox) => {
      await openPractice(page, sandbox, { link: 'Programme' });
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
    },
  },
  {
    name: 'what the EHR can do',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable', { user: 'nurse', profile: 'epic-like' });
      await page.getByRole('link', { name: 'What this EHR can do' }).click();
      await expect(page.getByRole('region', { name: 'Resources' })).toBeVisible();
    },
  },
  {
    name: 'one line',
    open: async (page, sandbox) => {
      await page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', view: 'compact' }));
      await expect(page.getByText('Ready to bill')).toBeVisible();
    },
  },
  {
    name: 'warning before the lock',
    open: async (page, sandbox) => {
      await page.clock.install();
      await chart(page, sandbox, 'billable');
      await page.clock.fastForward('14:30');
      await expect(page.getByRole('dialog', { name: 'Are you still there?' })).toBeVisible();
    },
  },
  {
    name: 'locked',
    open: async (page, sandbox) => {
      await page.clock.install();
      await chart(page, sandbox, 'billable');
      await page.clock.fastForward('14:30');
      await expect(page.getByRole('dialog', { name: 'Are you still there?' })).toBeVisible();
      await page.clock.fastForward('00:31');
      await expect(page.getByRole('heading', { name: 'This screen is locked' })).toBeVisible();
    },
  },
  {
    name: 'signed out',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible();
    },
  },
  {
    name: 'session over',
    open: async (page, sandbox) => {
      await chart(page, sandbox, 'billable');
      sandbox.fault({ match: { method: 'GET' }, fault: '401', times: 50 });
      sandbox.fault({ match: { type: 'oauth' }, fault: '401', times: 5 });
      await page.getByRole('button', { name: 'Previous month' }).click();
      await expect(page.getByText('Your session with the EHR has ended')).toBeVisible();
    },
  },
];
