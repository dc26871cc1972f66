import * as z from 'zod/mini';
import { READ_TYPES } from '../../fhir/read.ts';
import { patientOf, type Resource, referenceOf } from '../../fhir/resource.ts';
import { type Deletions, isDeleted } from '../deletions.ts';
import { type Document, readDocuments } from '../documents.ts';
import { noteDeletions, tellsOfLoss } from '../inputs.ts';
import { emptyReport, isLost, lost, PROVENANCE_TARGETS, resourcesIn, targetsOf } from '../work.ts';
import type { StandardInput } from './standard-input.ts';
import { StandardOutput } from './standard-output.ts';

const askedSchema = z.object({ deletions: z.array(z.tuple([z.string(), z.number()])) });

/** A stretch of a file: whole lines that follow each other, or all of it. */
const frameSchema = z.object({
  file: z.number(),
  /** Where Spark's stretch of the file begins that these lines are of. */
  start: z.number(),
  whole: z.boolean(),
  holds: z.enum(['resources', 'deletions', 'errors']),
  exportedAt: z.number(),
  bytes: z.number(),
});
type Frame = z.infer<typeof frameSchema>;

/** Enough to look into; Spark's JSON reader takes no text without bounds. */
const MOST_LETTER_CHARACTERS = 1_000_000;

/** What became of each resource of a stretch; `found` is the sum of all others. */
interface Tally {
  found: number;
  deleted: number;
  /** Rows of a patient: with the resource, or with the patient's name only, since no verdict reads the type. */
  kept: number;
  named: number;
  provenance: number;
  lost: number;
  /** About no patient, and no verdict needs it. */
  other: number;
}

/**
 * Says whose each resource is. Rows, by their first column (all then `key, reference, file, start, line, text`):
 * `R` a patient's resource, `N` a patient only named, `P` Provenance by its target, `D` a deletion, `M` a remark, `B` what a frame held.
 * `reference` is given where Provenance may be about the resource.
 */
export async function assign(input: StandardInput, out = new StandardOutput()): Promise<void> {
  const { deletions } = z.parse(askedSchema, JSON.parse((await input.line()) ?? ''));
  const assigner = new Assigner(out, new Map(deletions));
  let frames = 0;
  let bytes = 0;
  for (let head = await input.line(); head !== null; head = await input.line()) {
    const frame = z.parse(frameSchema, JSON.parse(head));
    assigner.take(frame, new TextDecoder().decode(await input.bytes(frame.bytes)));
    frames += 1;
    bytes += frame.bytes;
    await out.flush();
  }
  await out.end({ frames, bytes });
}

class Assigner {
  readonly #out: StandardOutput;
  readonly #deletions: Deletions;
  /** Patients that this process has named; once is enough. */
  readonly #named = new Set<string>();
  /** The stretch of a file that frames are of, and its lines before the frame. */
  #stretch = '';
  #before = 0;

  constructor(out: StandardOutput, deletions: Deletions) {
    this.#out = out;
    this.#deletions = deletions;
  }

  take(frame: Frame, text: string): void {
    const { file, start, whole } = frame;
    const stretch = `${file} ${start}`;
    if (stretch !== this.#stretch) this.#before = 0;
    this.#stretch = stretch;
    const report = emptyReport();
    const tally: Tally = { found: 0, deleted: 0, kept: 0, named: 0, provenance: 0, lost: 0, other: 0 };
    const lines = whole ? [] : text.split('\n');
    for (const document of readDocuments(text, whole, report)) {
      const line = lines[document.line - 1]?.trim() ?? null;
      if (frame.holds === 'deletions') this.#takeDeletions(frame, document, line);
      else
        for (const resource of resourcesIn(document, report))
          this.#place(frame, document, resource, resource === document.json ? line : null, tally);
    }
    for (const { line, text, unread } of report.remarks) {
      const loss = unread || (frame.holds === 'errors' && tellsOfLoss(text));
      this.#remark(frame, line, text, loss, lines[line - 1] ?? null);
    }
    const held = { newlines: report.newlines, count: report.count, ...tally };
    this.#out.row('B', '', '', file, start, this.#before, JSON.stringify(held));
    this.#before += report.newlines;
  }

  #place(frame: Frame, { line }: Document, resource: Resource, text: string | null, tally: Tally): void {
    const { file, start } = frame;
    tally.found += 1;
    if (isDeleted(resource, this.#deletions)) {
      tally.deleted += 1;
      return;
    }
    const patient = patientOf(resource);
    const at = [file, start, this.#before + line] as const;
    if (patient !== null && READ_TYPES.has(resource.resourceType)) {
      tally.kept += 1;
      const reference = PROVENANCE_TARGETS.has(resource.resourceType) ? referenceOf(resource) : null;
      this.#out.row('R', patient, reference ?? '', ...at, text ?? JSON.stringify(resource));
    } else if (patient !== null) {
      tally.named += 1;
      if (!this.#named.has(patient)) this.#out.row('N', patient, '', ...at, '');
      this.#named.add(patient);
    } else if (resource.resourceType === 'Provenance') {
      tally.provenance += 1;
      for (const target of new Set(targetsOf(resource)))
        if (PROVENANCE_TARGETS.has(target.slice(0, target.indexOf('/'))))
          this.#out.row('P', target, '', ...at, text ?? JSON.stringify(resource));
    } else if (isLost(resource)) {
      tally.lost += 1;
      this.#remark(frame, line, lost(resource), false, text ?? JSON.stringify(resource));
    } else tally.other += 1;
  }

  #takeDeletions(frame: Frame, document: Document, line: string | null): void {
    const deletions: Deletions = new Map();
    noteDeletions(document, deletions, frame.exportedAt, (text) =>
      this.#remark(frame, document.line, text, true, line),
    );
    for (const [reference, until] of deletions)
      this.#out.row('D', reference, '', frame.file, frame.start, document.line, until);
  }

  /** @param letter what the remark is about, for people to look into; it is data of patients */
  #remark({ file, start }: Frame, line: number, text: string, unread: boolean, letter: string | null): void {
    const said = { text, unread, letter: letter?.slice(0, MOST_LETTER_CHARACTERS) ?? null };
    this.#out.row('M', '', '', file, start, this.#before + line, JSON.stringify(said));
  }
}
