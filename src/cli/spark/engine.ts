import { readOptions, UsageError } from '../options.ts';
import { assign } from './assign.ts';
import { judge } from './judge.ts';
import { plan } from './plan.ts';
import { StandardInput } from './standard-input.ts';

/**
 * The engine as `sweep.py` pipes data through it, one process a task. Each mode reads a first line of JSON that says what is asked, then
 * data, and ends its output with a line that says how much it read and wrote: what doesn't end so is not whole.
 * - `plan OPTIONS`, on the driver: from a listing of the inputs, what to read of them and for what
 * - `assign`: from lines of the input, rows: whose each resource is
 * - `judge`: from resources sorted by patient, verdicts
 */
const MODES = { assign, judge };

const [mode = '', ...args] = process.argv.slice(2);
const input = new StandardInput();
if (mode === 'plan') process.exitCode = await planned();
else if (mode === 'assign' || mode === 'judge') await MODES[mode](input);
else throw new Error(`${mode} is no mode of the engine`);

async function planned(): Promise<number> {
  try {
    const options = readOptions(args, new Date());
    if (options === null) return 0;
    process.stdout.write(JSON.stringify(plan(options.question, JSON.parse((await input.line()) ?? ''))));
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    return 2;
  }
}
