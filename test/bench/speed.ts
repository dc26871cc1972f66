import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Launch, measureLaunches } from './launch-time.ts';
import { type LongTasks, measureLongTasks } from './long-tasks.ts';

/** How quick the built app is in a browser, written to docs/speed.md. Counts and the thread's own time hold on a busy machine too. */
const LATENCY = 150;
const READINGS = 10_000;

const launches = await measureLaunches(['full', 'epic-like', 'oracle-like'], LATENCY, 3);
const tasks: { slower: number; measured: LongTasks }[] = [];
for (const slower of [1, 4]) tasks.push({ slower, measured: await measureLongTasks(READINGS, slower) });

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
const ofEhr = ({ trips }: Launch) => trips.filter((trip) => trip.ofEhr);
const preflights = ({ trips }: Launch) => trips.filter((trip) => trip.preflights > 0).length;

const text =
  `# Speed

Written by ` +
  '`npm run bench:speed`' +
  `, against the built app and the sandbox EHR in Chromium. How much is loaded before the verdict, and for each
screen that is opened later, is held to a budget by ` +
  '`npm run build`' +
  ` (` +
  '`test/bundle-size.ts`' +
  `), which prints it.

## From the launch's return to the verdict
Round trips that wait for one another, counted by holding every request until the page asks for nothing more (` +
  '`test/bench/trips.ts`' +
  `); a test holds
the count (` +
  '`test/e2e/trips.spec.ts`' +
  `). Goal: three to the EHR. Before them come the app's own: the page, and then all of its files at once, none
where the browser still has what ` +
  '`launch.html`' +
  ` fetched. The time is with ${LATENCY} ms added to each request, the page's own included.

${row('EHR', 'trips to the EHR', 'the app’s own', 'of all, preceded by CORS preflights', `time, in latencies of ${LATENCY} ms`)}
${row('---', '--:', '--:', '--:', '--:')}
${launches.map((launch) => row(launch.profile, ofEhr(launch).length, launch.trips.length - ofEhr(launch).length, preflights(launch), (launch.milliseconds / LATENCY).toFixed(1))).join('\n')}

What each trip asks, once the one above it is answered:

${launches.map((launch) => `**${launch.profile}**\n\n${launch.trips.map(({ asked }, at) => `${at + 1}. ${asked.map((one) => `\`${one}\``).join(', ')}`).join('\n')}`).join('\n\n')}

What can't be quicker: the code must become a token before anything of the patient is read, and Oracle Health finds charges by visit only, so
that its visits must be read before. Preflights come where the EHR is on another origin than the app, once for each address: a browser's
rule for requests that carry a token. The time holds both, the processor's work, and what
HTTP/1.1 adds, which the sandbox speaks: six requests at once to one server, of the sixteen that are asked together. Over HTTP/2 they go together. Where months are longer than a page, each further page is a trip, since only the page before names it.

## While a person looks
A task of over 50 ms keeps a click waiting ([Long Tasks](https://w3c.github.io/longtasks/)). The three longest, in ms of the page's main thread, in a
month of ${READINGS.toLocaleString('en')} readings (` +
  '`test/bench/long-tasks.ts`' +
  `):

${row('processor', 'until the verdict', 'until the readings are drawn', 'opening, sorting and turning their table')}
${row('---', '--:', '--:', '--:')}
${tasks.map(({ slower, measured }) => row(slower === 1 ? 'as it is' : `${slower} times slower`, longest(measured.untilShown), longest(measured.readingsShown), longest(measured.tableUsed))).join('\n')}
`;
writeFileSync(join(import.meta.dirname, '../../docs/speed.md'), text);
console.log(text);
process.exit(0);

function longest(tasks: readonly number[]): string {
  return tasks.slice(0, 3).join(', ');
}
