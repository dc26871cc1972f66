import * as z from 'zod/mini';
import type { Instant } from '../../rules/ledger.ts';
import { EhrError } from '../errors.ts';
import type { Connection, RouteChoice } from '../types.ts';
import type { Finding } from './types.ts';

/** Beyond that, an entry logged "just now" may lie in the EHR's future, and a month's last minutes in the wrong month. */
const MOST_SKEW_SECONDS = 60;

const metadataSchema = z.object({
  fhirVersion: z.optional(z.string()),
  format: z.optional(z.array(z.string())),
});

export function versionFinding(metadata: unknown): Finding {
  const title = 'FHIR version';
  const parsed = z.safeParse(metadataSchema, metadata);
  const version = parsed.data?.fhirVersion;
  if (version === undefined)
    return { title, grade: 'unknown', found: 'the EHR doesn’t say', means: 'The app speaks FHIR R4 (4.0).' };
  const isR4 = version.startsWith('4.0');
  return {
    title,
    grade: isR4 ? 'good' : 'missing',
    found: version,
    means: isR4 ? null : 'The app speaks FHIR R4 (4.0) only: use the R4 address of this EHR as its issuer.',
  };
}

/**
 * How far the EHR's clock and this computer's lie apart.
 * @param date the Date of an answer, if scripts may see it
 * @param asked when it was asked and answered, by this computer, in epoch seconds
 */
export function clockFinding(date: string | null, asked: { from: Instant; to: Instant }): Finding {
  const title = 'Clock';
  const at = date === null ? Number.NaN : Date.parse(date) / 1000;
  if (Number.isNaN(at))
    return {
      title,
      grade: 'unknown',
      found: 'the EHR doesn’t let an app see its clock (Access-Control-Expose-Headers: Date)',
      means: 'Compare a new entry’s time in the chart with a clock once.',
    };
  const skew = Math.round(at < asked.from ? at - asked.from : Math.max(0, at - asked.to));
  // A Date is cut to whole seconds.
  return Math.abs(skew) <= MOST_SKEW_SECONDS
    ? {
        title,
        grade: 'good',
        found: Math.abs(skew) <= 1 ? 'together with this computer’s' : `${skew} s apart`,
        means: null,
      }
    : {
        title,
        grade: 'limited',
        found: `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} this computer’s`,
        means: 'Timers are stopped by this computer’s clock. Set the right time on it, or on the EHR’s server.',
      };
}

const bundleSchema = z.object({
  total: z.optional(z.number()),
  entry: z.optional(z.array(z.unknown())),
  link: z.optional(z.array(z.object({ relation: z.string(), url: z.string() }))),
});

/** Asks for one reading a page, and for the second page. */
export async function pagingFinding({ server, patient }: Connection, signal?: AbortSignal): Promise<Finding> {
  const title = 'Paging';
  const [, id = ''] = patient.split('/');
  try {
    const first = await server.get(`Observation?patient=${id}&category=vital-signs&_count=1`, signal);
    const { entry = [], link = [], total } = z.parse(bundleSchema, first);
    const next = link.find(({ relation }) => relation === 'next');
    const totals = total === undefined ? '; no total is told, so progress shows what has come so far' : '';
    if (entry.length > 1)
      return { title, grade: 'good', found: `the page size is the EHR’s own${totals}`, means: null };
    if (next === undefined)
      return {
        title,
        grade: 'unknown',
        found: 'this patient has too few readings for a second page',
        means: 'Look again with a patient who has more.',
      };
    z.parse(bundleSchema, await server.get(new URL(next.url, `${server.base}/`).href, signal));
    return { title, grade: 'good', found: `the second page was read${totals}`, means: null };
  } catch (error) {
    if (!(error instanceof EhrError || error instanceof z.core.$ZodError)) throw error;
    if (error instanceof EhrError && error.endsReading) throw error;
    return {
      title,
      grade: 'missing',
      found: error instanceof EhrError ? error.message.replaceAll(id, '…') : 'the answer is no Bundle',
      means:
        'A month with more than one page can’t be read wholly; what is missing is unknown, and nothing is charged on it.',
    };
  }
}

const ONCE: Record<RouteChoice['exactlyOnce'], Omit<Finding, 'title'>> = {
  'conditional-create': {
    grade: 'good',
    found: 'the EHR itself refuses a second one (conditional create)',
    means: null,
  },
  reservation: {
    grade: 'good',
    found: 'a Task reserves the line before it is charged',
    means: null,
  },
  search: {
    grade: 'limited',
    found: 'no conditional create and no reservation',
    means:
      'The app looks before and after it writes. Two people who charge the same line in the same moment are told afterwards, with the way to take one back.',
  },
  nothing: {
    grade: 'limited',
    found: 'nothing is written',
    means: 'A slip is printed; who enters it must look for it first.',
  },
};

/** What keeps a charge single there. */
export function onceFinding({ exactlyOnce }: RouteChoice): Finding {
  return { title: 'A charge exactly once', ...ONCE[exactlyOnce] };
}
