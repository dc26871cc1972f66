import { startApp } from './app.ts';
import { startSandbox } from './start.ts';

/** `npm start`: the sandbox EHR and the app, ready to click. SANDBOX_PORT, APP_PORT and TODAY (an ISO instant) change the defaults. */
const sandbox = await startSandbox({
  port: Number(process.env.SANDBOX_PORT ?? 4004),
  today: process.env.TODAY,
});
const app = await startApp(sandbox, { port: Number(process.env.APP_PORT ?? 5173) });

console.log(`
  RPM Tally with its sandbox EHR (synthetic patients only) is running.

    Open  ${sandbox.url}/

  The app itself is at ${app.url}; it has to be launched from the page above. Ctrl+C stops both.
`);
