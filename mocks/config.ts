import { PROFILES } from './fhir/profiles.ts';
import { CLIENT_ID } from './smart/server.ts';
import type { RunningSandbox } from './start.ts';
import { TIME_ZONE } from './stories/time.ts';

/** The app's `config.json` for a running sandbox: its three EHRs, and its "today" as the app's frozen clock. */
export function sandboxConfig(sandbox: RunningSandbox) {
  return {
    timeZone: TIME_ZONE,
    clock: sandbox.sandbox.today,
    // The sandbox's time goes on, and so must the app's: a timer is started and stopped there.
    clockStarted: sandbox.sandbox.started,
    // Round numbers, nobody's prices.
    fees: { '99457': 50, '99458': 40, '99470': 25 },
    worklist: { group: 'Group/rpm-panel' },
    branding: { name: 'RPM Tally' },
    issuers: PROFILES.map((profile) => ({
      iss: sandbox.issuer(profile),
      name: profile === 'full' ? 'Sandbox EHR' : `Sandbox EHR, ${profile}`,
      clientId: CLIENT_ID,
    })),
  };
}
