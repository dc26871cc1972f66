import { type RunningApp, startApp } from './app.ts';
import { type RunningSandbox, startSandbox } from './start.ts';

/** `npm start`: the sandbox EHR and the app, ready to click. SANDBOX_PORT, APP_PORT, TODAY (an ISO instant) and POPULATION change the defaults. */
async function start(): Promise<{ sandbox: RunningSandbox; app: RunningApp }> {
  const sandbox = await startSandbox({
    port: Number(process.env.SANDBOX_PORT ?? 4004),
    today: process.env.TODAY,
    population: Number(process.env.POPULATION ?? 30),
  });
  return { sandbox, app: await startApp(sandbox, { port: Number(process.env.APP_PORT ?? 5173) }) };
}

try {
  const { sandbox, app } = await start();
  console.log(`
  RPM Tally with its sandbox EHR (synthetic patients only) is running.

    Open  ${sandbox.url}/

  The app itself is at ${app.url}; it has to be launched from the page above. Ctrl+C stops both.
`);
} catch (error) {
  console.error(`Not started: ${error instanceof Error ? error.message : error}`);
  console.error('Another port can be chosen: SANDBOX_PORT=4014 APP_PORT=5183 npm start');
  process.exit(1);
}
