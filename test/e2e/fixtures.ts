import { AxeBuilder } from '@axe-core/playwright';
import { test as base, expect, type Page } from '@playwright/test';
import { startApp } from '../../mocks/app.ts';
import { type RunningSandbox, startSandbox } from '../../mocks/start.ts';
import { Watch } from '../security/watch.ts';

interface TestFixtures {
  /** What every journey's browsers do and keep; a journey that lets patient data out fails. */
  watch: Watch;
  /** The sandbox EHR with its stories told anew; the built app runs beside it. */
  sandbox: RunningSandbox;
}

interface WorkerFixtures {
  /** How many patients there are beside the stories; a file may ask for some: `test.use({ population: 500 })`. */
  population: number;
  servers: RunningSandbox;
}

/** Journeys: each worker has a sandbox EHR and an app of its own, over real HTTP. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  population: [0, { option: true, scope: 'worker' }],
  servers: [
    async ({ population }, use) => {
      const sandbox = await startSandbox({ population });
      const app = await startApp(sandbox, { built: true });
      await use(sandbox);
      await app.close();
      await sandbox.close();
    },
    { scope: 'worker' },
  ],
  sandbox: async ({ servers }, use) => {
    servers.reset();
    await use(servers);
  },
  watch: [
    async ({ browser, sandbox }, use) => {
      const watch = new Watch(sandbox);
      const stop = watch.follow(browser);
      await use(watch);
      stop();
      expect(await watch.leaks(), 'patient data or tokens where they must not be').toEqual([]);
      expect(watch.refused(), 'what the headers of a health system’s server do not allow').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** What axe finds wrong with the page as it is now, each with the elements. */
export async function axeViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}

/** A short list of patients: the journey is about what becomes of each, not about how many there are. */
export function enrolOnly(sandbox: RunningSandbox, patients: readonly string[]) {
  const store = sandbox.sandbox.store('full');
  const group = store.read('Group/rpm-panel');
  if (group === undefined) throw new Error('The sandbox has no list of patients');
  const member = patients.map((id) => ({ entity: { reference: `Patient/${id}` } }));
  store.seed([Object.assign({}, group, { member })]);
}
