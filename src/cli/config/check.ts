import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { checkConfig } from './report.ts';

/** The command `npm run config:check FILE`. */
const command = new Command('config:check')
  .description('Checks a config.json as the app does: every wrong key with what is allowed, and what may not be meant.')
  .argument('<file>')
  .addHelpText('after', '\nExit status: 0 the app takes it, 1 it doesn’t, 2 the file can’t be read.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  .parse();

const [file = ''] = command.args;
try {
  // npm runs scripts in the project's folder; the file is named as seen from where npm was called.
  const content = readFileSync(resolve(process.env.INIT_CWD ?? '', file), 'utf8');
  const { right, lines } = checkConfig(content);
  console.log(lines.join('\n'));
  process.exitCode = right ? 0 : 1;
} catch (error) {
  if (!(error instanceof Error && 'code' in error)) throw error;
  console.error(`The file can’t be read: ${error.message}`);
  process.exitCode = 2;
}
