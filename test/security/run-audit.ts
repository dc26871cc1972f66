import { spawnSync } from 'node:child_process';
import { readAudit } from './audit.ts';

/** `npm run audit:dependencies`: known vulnerabilities of what is delivered. Where nobody can be asked it says so and fails nothing. */
const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 120_000 });
const result = readAudit(stdout);
if (result.state === 'not-audited')
  console.warn(`NOT AUDITED: the registry could not be asked for known vulnerabilities. ${result.why}`);
else {
  console.log(result.findings.join('\n') || 'No known vulnerabilities in what is delivered.');
  if (result.state === 'vulnerable') process.exitCode = 1;
}
