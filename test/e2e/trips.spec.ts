import { PROFILES } from '../../mocks/fhir/profiles.ts';
import { countTrips } from '../bench/trips.ts';
import { expect, test } from './fixtures.ts';

/** The page itself, the session's token, what is read, and what can only be asked once something else is known. */
const MOST_TRIPS = 4;

for (const profile of PROFILES)
  test(`${profile}: from the launch's return to the verdict`, async ({ page, sandbox }) => {
    const open = () => page.goto(sandbox.launchUrl({ patient: 'billable', user: 'nurse', profile }));
    const shown = page.getByText('March 2026 is shown.');
    const { trips, uncached } = await countTrips(page, sandbox.appUrl, open, async () => (await shown.count()) > 0);
    const told = trips.map(({ asked, preflights }, at) => `${at + 1}. (${preflights}) ${asked.join(', ')}`).join('\n');
    console.log(profile, told, uncached);
    expect(trips.length, told).toBeLessThanOrEqual(MOST_TRIPS);
  });
