import { countTrips } from '../bench/trips.ts';
import { expect, test } from './fixtures.ts';

/** The page, then all of its files at once; none where the browser still has them from `launch.html`. */
const OWN_TRIPS = 2;

/** The token beside what the EHR says of itself; what is read; and charges by visit, where the visits must be known first. */
const EHR_TRIPS = { full: 2, 'epic-like': 2, 'oracle-like': 3 } as const;

for (const profile of ['full', 'epic-like', 'oracle-like'] as const)
  test(`${profile}: what waits for what, from the launch's return to the verdict`, async ({ page, sandbox }) => {
    const open = () => page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', profile }));
    const shown = page.getByText('March 2026 is shown.');
    const trips = await countTrips(page, sandbox.appUrl, open, async () => (await shown.count()) > 0);
    const told = trips.map(({ asked }, at) => `${at + 1}. ${asked.join(', ')}`).join('\n');
    expect(trips.filter(({ ofEhr }) => ofEhr).length, told).toBeLessThanOrEqual(EHR_TRIPS[profile]);
    expect(trips.filter(({ ofEhr }) => !ofEhr).length, told).toBeLessThanOrEqual(OWN_TRIPS);
  });
