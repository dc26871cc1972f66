/** Half-open range of milliseconds that a FHIR date stands for: `2026-03` is the whole month. */
export interface Range {
  from: number;
  to: number;
}

const FHIR_DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/**
 * Reads a FHIR date, dateTime or instant as the range that its precision allows. A date without an offset is taken in UTC, as
 * many servers do; a client that means local days has to ask with an offset or a margin. Null when it is no date.
 */
export function rangeOf(text: string): Range | null {
  const match = FHIR_DATE.exec(text);
  if (!match) return null;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const start = Date.UTC(
    Number(year),
    Number(month ?? 1) - 1,
    Number(day ?? 1),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)),
  );
  const from = start - minutesOf(offset) * 60_000;
  if (month === undefined) return { from, to: Date.UTC(Number(year) + 1, 0) };
  if (day === undefined) return { from, to: Date.UTC(Number(year), Number(month)) };
  if (hour === undefined) return { from, to: from + 86_400_000 };
  if (second === undefined) return { from, to: from + 60_000 };
  if (fraction === undefined) return { from, to: from + 1_000 };
  return { from, to: from + 1 };
}

function minutesOf(offset: string | undefined): number {
  if (offset === undefined || offset === 'Z') return 0;
  const [hours, minutes] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * ((hours ?? 0) * 60 + (minutes ?? 0));
}

/** R4 search prefixes, see https://hl7.org/fhir/R4/search.html#prefix */
export function compare(prefix: string, asked: Range, found: Range): boolean {
  switch (prefix) {
    case 'eq':
      return asked.from <= found.from && found.to <= asked.to;
    case 'ne':
      return !compare('eq', asked, found);
    case 'gt':
      return found.to > asked.to;
    case 'lt':
      return found.from < asked.from;
    case 'ge':
      return found.to > asked.from;
    case 'le':
      return found.from < asked.to;
    case 'sa':
      return found.from >= asked.to;
    case 'eb':
      return found.to <= asked.from;
    default:
      return false;
  }
}
