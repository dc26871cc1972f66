import { isResource } from '../fhir/resource.ts';

/** One JSON value of an input, and the line (from 1) on which it begins. */
export interface Document {
  line: number;
  json: unknown;
}

/** Something to tell about a line. `unread`: what stands there could not be read, so a verdict may lack it. */
export interface Remark {
  line: number;
  text: string;
  unread: boolean;
}

/** What reading a text brings to light beside its documents. */
export interface ReadingReport {
  remarks: Remark[];
  /** How many lines the text ends. */
  newlines: number;
  /** How many JSON values it holds, those that can't be read included. */
  count: number;
}

/** Whether an input that begins so is NDJSON, one document a line; a first line that was cut off doesn't hide it. */
export function isLinewise(start: string): boolean {
  const [first = '', second = ''] = start
    .trimStart()
    .split('\n', 2)
    .map((line) => line.trim());
  return isClosed(first) || (/[^[{,]$/.test(first) && isClosed(second) && second.startsWith('{"resourceType"'));
}

function isClosed(line: string): boolean {
  return /^[{[]/.test(line) && /[}\]]$/.test(line);
}

/**
 * The JSON documents of a text, parsed as they are asked for: one a line, or one over all lines.
 * @param whole the text is all of an input rather than some lines of it
 * @param report is filled on the way, complete after the last document
 */
export function* readDocuments(text: string, whole: boolean, report: ReadingReport): Generator<Document> {
  if (whole && 'reason' in parse(firstLine(text))) {
    const lines = text.split('\n');
    const parsed = parse(text);
    if ('json' in parsed || !lines.some(holdsResource)) {
      report.newlines = lines.length - 1;
      if (text.trim() !== '') report.count += 1;
      if ('json' in parsed) yield { line: lines.findIndex((line) => line.trim() !== '') + 1, json: parsed.json };
      else if (text.trim() !== '')
        report.remarks.push({ line: brokenLine(lines), text: `this is no JSON: ${parsed.reason}`, unread: true });
      return;
    }
  }
  for (let start = 0, line = 1; start <= text.length; line += 1) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const content = text.slice(start, end);
    start = end + 1;
    if (newline >= 0) report.newlines = line;
    if (content.trim() === '') continue;
    report.count += 1;
    const parsed = parse(content);
    if ('json' in parsed) yield { line, json: parsed.json };
    else report.remarks.push({ line, text: `this line is no JSON: ${parsed.reason}`, unread: true });
  }
}

function firstLine(text: string): string {
  return /[^\s\uFEFF][^\n]*/.exec(text)?.[0] ?? '';
}

/** `reason` never repeats the text: it may be about a patient, and messages end up in logs. */
type Parsed = { json: unknown } | { reason: string; atEnd: boolean };

function parse(text = ''): Parsed {
  const content = text.trim();
  try {
    return { json: JSON.parse(content) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = /at position (\d+)/.exec(error.message)?.[1];
    const atEnd =
      error.message.includes('end of JSON') || Number(at) >= content.length || error.message.includes('Unterminated');
    return {
      atEnd,
      reason: atEnd ? 'it ends too early' : at ? `column ${Number(at) + 1} is wrong` : 'something is wrong in it',
    };
  }
}

function holdsResource(line: string): boolean {
  const parsed = parse(line);
  return 'json' in parsed && isResource(parsed.json);
}

/** The line of a broken document that breaks it, by halving: all before it is a beginning of good JSON. */
function brokenLine(lines: readonly string[]): number {
  let good = 0;
  let bad = lines.findLastIndex((line) => line.trim() !== '') + 1;
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1;
    const parsed = parse(lines.slice(0, middle).join('\n'));
    if ('json' in parsed || parsed.atEnd) good = middle;
    else bad = middle;
  }
  return bad;
}
