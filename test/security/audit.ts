import * as z from 'zod';

const reportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']), range: z.string() }),
  ),
});
const errorSchema = z.object({ message: z.string() });

export type AuditResult =
  | { state: 'clean' | 'vulnerable'; findings: string[] }
  /** The registry answers no such question, as behind many proxies: nothing is known, and that is said. */
  | { state: 'not-audited'; why: string };

/** Reads what `npm audit --json` prints. Only high and critical findings are `vulnerable`; lesser ones are listed. */
export function readAudit(output: string): AuditResult {
  const json = parse(output);
  const report = reportSchema.safeParse(json);
  if (!report.success) {
    const error = errorSchema.safeParse(json);
    return { state: 'not-audited', why: error.success ? error.data.message : 'npm printed no report.' };
  }
  const all = Object.entries(report.data.vulnerabilities);
  const severe = all.some(([, { severity }]) => severity === 'high' || severity === 'critical');
  return {
    state: severe ? 'vulnerable' : 'clean',
    findings: all.map(([name, { severity, range }]) => `${severity}: ${name} ${range}`),
  };
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    // npm failed before it could print anything: the caller says that nothing is known.
    return null;
  }
}
