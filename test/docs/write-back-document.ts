import { ConnectionCut } from '../../mocks/fhir/outcome.ts';
import { Sandbox } from '../../mocks/sandbox.ts';
import { chargesAmong } from '../../src/ehr/charge/carried.ts';
import { chargeOf } from '../../src/ehr/charge/charge.ts';
import { chargesToVoid, voidingOf } from '../../src/ehr/charge/void.ts';
import type { Charge, ChargeRequest, ChargeState, Reread, Voiding, VoidState } from '../../src/ehr/types.ts';
import { KINDS, type Kind } from '../ehr/charge-kinds.ts';
import { ATTESTATION, chargeAll, look, requestsOf } from '../ehr/charge-user.ts';

/** What was found out by trying: every fault at every step on every kind of EHR. */
export interface Trial {
  step: string;
  fault: string;
  kind: Kind;
  /** In words, for the table. */
  outcome: string;
  /** Charges that stand after the person has gone on as they were told. */
  standing: number;
}

const FAULTS = [
  'never arrives',
  'arrives, answer lost',
  'answered 500',
  'answered 401',
  'answered 403',
  'answered 429',
] as const;
type Fault = (typeof FAULTS)[number];

const STEPS = ['re-reading', 'searching', 'reserving', 'writing', 'reading-back', 'attesting'] as const;
type Step = (typeof STEPS)[number];

/** The steps whose request to write is what fails; of the others, all that they read. */
const WRITING: ReadonlySet<Step> = new Set<Step>(['reserving', 'writing', 'attesting']);
/** What makes a difference only for a write. */
const OF_WRITES: ReadonlySet<Fault> = new Set<Fault>(['arrives, answer lost', 'answered 429']);

const STATUS: Partial<Record<Fault, number>> = {
  'answered 500': 500,
  'answered 401': 401,
  'answered 403': 403,
  'answered 429': 429,
};

/** Runs them all, in an EHR in memory. */
export async function tryAll(): Promise<{ charges: Trial[]; voids: Trial[] }> {
  const charges: Trial[] = [];
  const voids: Trial[] = [];
  for (const kind of KINDS) {
    const sandbox = new Sandbox({ origin: 'http://ehr.test' });
    const connection = kind.connect(sandbox);
    const again = await look(sandbox, connection);
    const [request] = await requestsOf(sandbox, connection);
    if (request === undefined) throw new Error(`Nothing to charge on ${kind.name}`);
    for (const step of STEPS)
      for (const fault of FAULTS) {
        if (!WRITING.has(step) && OF_WRITES.has(fault)) continue;
        sandbox.reset();
        const trial = await tryCharge(sandbox, kind, request, again, step, fault);
        if (trial !== null) charges.push(trial);
      }
    for (const fault of FAULTS) {
      sandbox.reset();
      voids.push(await tryVoid(sandbox, kind, fault));
    }
  }
  return { charges, voids };
}

/** Null when this kind of EHR doesn't go through the step. */
async function tryCharge(
  sandbox: Sandbox,
  kind: Kind,
  request: ChargeRequest,
  again: Reread,
  step: Step,
  fault: Fault,
): Promise<Trial | null> {
  let charge: Charge | null = null;
  let met = false;
  let over = false;
  const connection = kind.connect(sandbox, {
    intercept: async (outgoing) => {
      if (over || charge?.getSnapshot().step !== step) return undefined;
      // A write fails once; a reading fails with all its retries.
      if (WRITING.has(step) && (met || outgoing.method !== 'POST')) return undefined;
      met = true;
      return failed(sandbox, outgoing, fault);
    },
  });
  // Asked once a session, and long before.
  await connection.capabilities();
  const reread = async () => {
    await connection.server.get(connection.patient);
    return again;
  };
  charge = chargeOf(connection, { ...request, attempt: crypto.randomUUID() }, reread);
  const first = await charge.confirm(ATTESTATION);
  if (!met) return null;
  over = true;
  const end = await goOn(charge, first);
  return { step, fault, kind, outcome: chargeWords(first, end), standing: standing(sandbox, kind) };
}

/** What the person does next, as they are told, until nothing is left to do. The fault is over by then: it struck one step only. */
async function goOn(charge: Charge, first: ChargeState): Promise<ChargeState> {
  let state = first;
  const { now } = Date;
  const later = now() + 200_000;
  try {
    for (let tries = 0; tries < 4 && state.step === 'stopped' && state.again !== null; tries += 1) {
      if (state.again === 'check') Date.now = () => later;
      state = state.again === 'check' ? await charge.check() : await charge.confirm();
    }
  } finally {
    Date.now = now;
  }
  return state;
}

async function failed(sandbox: Sandbox, request: Request, fault: Fault): Promise<Response> {
  const status = STATUS[fault];
  if (status !== undefined) return new Response(null, { status, headers: { 'Retry-After': '0' } });
  if (fault === 'arrives, answer lost') await sandbox.handle(request);
  throw new ConnectionCut(fault);
}

function chargeWords(first: ChargeState, end: ChargeState): string {
  const ended = end.step === 'done' ? 'charged' : end.step;
  switch (first.step) {
    case 'done': {
      const by = first.choice?.passedOver.some(({ why }) => why.includes('refused'))
        ? `, by ${first.choice.route}`
        : '';
      return `charged${by}${first.remarks?.length ? '; says that nobody is named beside it' : ''}`;
    }
    case 'slip':
      return 'nothing written; a slip to carry';
    case 'stopped':
      return first.stop.reason === 'unknown-outcome'
        ? `unknown: looked for, never sent again by itself → ${ended}`
        : `nothing written; confirm again → ${ended}`;
    default:
      return first.step;
  }
}

async function tryVoid(sandbox: Sandbox, kind: Kind, fault: Fault): Promise<Trial> {
  let voiding: Voiding | null = null;
  let met = false;
  const connection = kind.connect(sandbox, {
    intercept: async (outgoing) => {
      if (met || voiding?.getSnapshot().step !== 'voiding' || outgoing.method === 'GET') return undefined;
      if (outgoing.url.endsWith('/Provenance')) return undefined;
      met = true;
      return failed(sandbox, outgoing, fault);
    },
  });
  await chargeAll(sandbox, connection);
  const [charge] = chargesToVoid(connection, await look(sandbox, connection));
  if (charge === undefined) throw new Error(`Nothing to take back on ${kind.name}`);
  voiding = voidingOf(connection, charge);
  const first = await voiding.confirm('Entered for the wrong month.');
  let end = first;
  for (let tries = 0; tries < 3 && end.step === 'stopped' && end.again !== null; tries += 1)
    end = await voiding.confirm('Entered for the wrong month.');
  return { step: 'voiding', fault, kind, outcome: voidWords(first, end), standing: standing(sandbox, kind) };
}

function voidWords(first: VoidState, end: VoidState): string {
  const ended = end.step === 'done' ? 'taken back' : end.step;
  if (first.step === 'done') return 'taken back';
  if (first.step === 'by-hand') return 'nothing changed; to be taken back by hand';
  if (first.step !== 'stopped') return first.step;
  return `${first.reason === 'unknown-outcome' ? 'says that it still stands' : 'nothing changed'}; confirm again → ${ended}`;
}

function standing(sandbox: Sandbox, { profile }: Kind): number {
  const store = sandbox.store(profile);
  const resources = ['ChargeItem', 'Task', 'DocumentReference', 'Communication'].flatMap((type) => store.all(type));
  const all = chargesAmong(resources, { patient: 'Patient/billable', month: '2026-03', code: '99457' });
  return all.filter(({ gone }) => !gone).length;
}

/** The text of `docs/write-back.md`. */
export function writeBackDocument({ charges, voids }: { charges: readonly Trial[]; voids: readonly Trial[] }): string {
  return `${INTRODUCTION}

## Every fault at every step

What a person is told, and how it ends when they do what they are told to (→). After each of them, one charge stands, or none
where it says so.

${table(charges)}

## Taking a charge back

The same for the request that takes a charge back. After each, no charge stands, unless it is to be taken back by hand.

${table(voids)}

${HASH}
`;
}

function table(trials: readonly Trial[]): string {
  const cells = new Map<string, Map<string, string[]>>();
  for (const { step, fault, kind, outcome, standing: count } of trials) {
    const ofStep = cells.get(step) ?? new Map<string, string[]>();
    cells.set(step, ofStep);
    const row = ofStep.get(fault) ?? KINDS.map(() => '–');
    ofStep.set(fault, row);
    row[KINDS.indexOf(kind)] = count > 1 ? `${outcome} (${count} stand)` : outcome;
  }
  const steps = [...STEPS, 'voiding'].flatMap((step) => rowsOf(step, cells.get(step) ?? new Map()));
  const header = `| step | fault | ${KINDS.map(({ name }) => name).join(' | ')} |`;
  return [header, `|---|---|${KINDS.map(() => '---|').join('')}`, ...steps].join('\n');
}

/** A row for all the faults that come to the same. */
function rowsOf(step: string, cells: ReadonlyMap<string, readonly string[]>): string[] {
  const faults = new Map<string, string[]>();
  for (const [fault, row] of cells) {
    const text = row.join(' | ');
    faults.set(text, [...(faults.get(text) ?? []), fault]);
  }
  return [...faults].map(([row, names]) => `| ${step} | ${names.join('; ')} | ${row} |`);
}

const INTRODUCTION = `# How a charge comes into the EHR

<!-- Generated by \`npm run docs:write-back\` from trials in the sandbox EHR. Change test/docs/write-back-document.ts, not this text. -->

**Routes**, best first: ChargeItem · ChargeItem/$create (Oracle Health) · Task · DocumentReference · Communication to the
configured billing recipient · a slip to print. The first that the server offers, the granted scopes permit, that can be searched
again, and that was not refused in this session. The slip writes nothing: the month stays uncharged until a person has
carried it.

**One charge.** A charge is identified by patient, month, code and generation, such as \`p1:2026-03:99457:2\`: the second,
after one was taken back. Before the write the chart is read again and judged again; whatever differs from what was confirmed
stops it. Then every route's search looks for a charge of the line. What keeps two people in the same moment apart is, in
this order: conditional create (\`If-None-Exist\`); a Task that reserves the line, of which the oldest wins; or nothing, and
then a second charge is found by the search after the write, and both people are told which one stands. So it is as well where
one person is refused the route that another takes: conditional create of one type sees no charge of another.

**States**: the drawing at the top of \`src/ehr/charge/write.ts\`. What may have arrived is looked for and never sent again by
itself; after three minutes without it, it may be confirmed anew. In another tab or launch, confirming looks first as well.

**Amended months.** A month has one charge a code. A line with other units is taken back and charged anew, never by a second
charge for the difference: payers take two of a code and day for a duplicate. 99470 is taken back before 99457 is charged. The
taking back goes first, so that a failure in between leaves a month that is uncharged and says so.

**Statuses.** What should never have been is \`entered-in-error\`; what was right and gives way to another is \`aborted\`
(ChargeItem) or \`superseded\` (DocumentReference); a Task is \`cancelled\`. A message can't be changed: a second one names it
in the extension \`voids\`. Oracle Health offsets a charge by \`$credit\`. The new charge names the old one in the extension
\`replaces\`. A charge that is billed already is left to a person: its claim has to be corrected.`;

const HASH = `## Recomputing what supports a charge

Every charge carries a SHA-256 (note, extension \`charge-request\` part \`basis\`, Provenance) of what of the verdict supports it:
\`src/rules/canonical.ts\` says what that is and why. From the chart, with the settings of that day and the time of the
charge (\`Provenance.recorded\` or \`enteredDate\`) as \`--as-of\`:

\`\`\`sh
npm run --silent evaluate -- --month 2026-03 --time-zone America/New_York --as-of 2026-03-25T19:00:00Z chart.json |
  jq -cjS '{patient,month,timeZone,rulebook,countedSeconds,
    criteria:[.criteria[]|select(.id!="no-conflict")|if .id=="physiologic-data" then {id,state} else {id,state,evidence} end],
    lines:[.lines[]|{code,units,serviceDate}],
    entries:[.entries[]|select(.countedSeconds>0)|{reference,start,"end":.end,countedSeconds}]}' | sha256sum
\`\`\`

Another hash means that the evidence, the settings or the time differ; the charge names the version of each resource, so that it
can be seen which. Left out are \`asOf\` and what follows from it alone, all that the charge itself changes (status, \`charged\`,
risks, \`no-conflict\`), the references of readings, of which devices send some days later, and sentences. Of more than forty
readings a charge names the first and the last twenty, and says how many more there are.`;
