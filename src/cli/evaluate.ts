import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { readInputs } from './inputs.ts';
import { readOptions, UsageError } from './options.ts';
import { STANDARD_INPUT } from './pieces.ts';
import { sweep } from './sweep.ts';

// One file is built of this module: worker threads load it again and find their tasks here.
export { evaluateGroups, evaluateKept, evaluatePiece, keepPiece } from './work.ts';

const PROGRESS_EVERY_MS = 200;
/** Takes the progress off its line, so that what follows stands alone. */
const CLEAR = process.stderr.isTTY ? '\r\u001B[K' : '';

if (isMainThread) process.exitCode = await main(process.argv.slice(2));

/** @returns the exit status: 0 verdicts written, 1 some input could not be read, 2 bad usage or config */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(argv, new Date());
    return options === null ? 0 : await run(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`evaluate: ${error.message}\nSee --help.`);
    return 2;
  }
}

async function run({ question, inputs }: NonNullable<ReturnType<typeof readOptions>>): Promise<number> {
  let unreadable = false;
  const said = new Set<string>();
  process.stdout.once('error', stopWriting);
  // Input that has to be read twice makes the same remarks again.
  const remark = (input: string, line: number | null, text: string, unread: boolean) => {
    unreadable ||= unread;
    const place = input === STANDARD_INPUT ? 'standard input' : input;
    const message = `${place}:${line === null ? '' : `${line}:`} ${text}`;
    if (!said.has(message)) console.error(CLEAR + message);
    said.add(message);
  };
  const { files, counts, deletions, unread } = await readInputs(inputs, remark);
  await sweep({
    inputs: files,
    counts,
    deletions,
    question: { ...question, unread },
    workerModule: fileURLToPath(import.meta.url),
    async write(lines) {
      if (!process.stdout.write(lines)) await once(process.stdout, 'drain');
    },
    remark,
    progress: process.stderr.isTTY ? showProgress() : () => undefined,
  });
  process.stderr.write(CLEAR);
  return unreadable ? 1 : 0;
}

/** The reader of our output may have seen enough (`| head`). */
function stopWriting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

function showProgress(): (bytes: number, patients: number) => void {
  let last = 0;
  return (bytes, patients) => {
    if (Date.now() - last < PROGRESS_EVERY_MS) return;
    last = Date.now();
    process.stderr.write(`${CLEAR}${Math.round(bytes / 1e6)} MB read, ${patients} patients evaluated`);
  };
}
