import * as z from 'zod/mini';
import type { Question } from '../../fhir/evaluate.ts';
import { isResource } from '../../fhir/resource.ts';
import { readDocuments } from '../documents.ts';
import { emptyReport, evaluateGroup, type Group } from '../work.ts';
import type { StandardInput } from './standard-input.ts';
import { StandardOutput } from './standard-output.ts';

/** As `plan` wrote it, which had checked it. */
const questionSchema = z.custom<Question>((value) => z.safeParse(z.object({ month: z.string() }), value).success);

/**
 * The verdicts of patients whose resources come one after the other, lines of `patient, resource`; an empty resource only names the patient.
 * Rows: `V, patient, resources, verdict`.
 * @throws Error when a patient comes back or a resource can't be read: then what is piped is not what `assign` wrote
 */
export async function judge(input: StandardInput, out = new StandardOutput()): Promise<void> {
  const question = z.parse(questionSchema, JSON.parse((await input.line()) ?? ''));
  const done = new Set<string>();
  let open: Group = { patient: '', resources: [] };
  let lines = 0;
  const finish = (group: Group) => {
    if (group.patient === '') return;
    out.row('V', group.patient, group.resources.length, evaluateGroup(group, question).trimEnd());
    done.add(group.patient);
  };
  for await (const text of input.texts()) {
    for (let from = 0; from < text.length; ) {
      const tab = text.indexOf('\t', from);
      const newline = text.indexOf('\n', tab);
      const end = newline < 0 ? text.length : newline;
      const patient = text.slice(from, tab);
      if (patient !== open.patient) {
        finish(open);
        await out.flush();
        if (done.has(patient)) throw new Error('a patient came back: the input is not sorted by patient');
        open = { patient, resources: [] };
      }
      if (end > tab + 1) open.resources.push(resourceOf(text.slice(tab + 1, end)));
      lines += 1;
      from = end + 1;
    }
  }
  finish(open);
  await out.end({ lines, patients: done.size });
}

function resourceOf(line: string) {
  const [document] = readDocuments(line, false, emptyReport());
  if (document === undefined || !isResource(document.json)) throw new Error('a line is no resource');
  return document.json;
}
