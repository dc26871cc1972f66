import { describe, expect, it } from 'vitest';
import { isLinewise, type ReadingReport, readDocuments } from './documents.ts';

const resource = '{"resourceType":"Patient","id":"p"}';

describe('isLinewise', () => {
  it.each([
    ['NDJSON', `${resource}\n${resource}\n`, true],
    ['NDJSON after blank lines', `\n \n${resource}\n`, true],
    ['NDJSON with CRLF', `${resource}\r\n${resource}\r\n`, true],
    ['a document on one line', resource, true],
    ['a first line that was cut off', `{"resourceType":"Procedure","id":"e1\n${resource}\n`, true],
    ['a document over many lines', `{\n  "resourceType": "Bundle",\n`, false],
    ['a document whose first line has content', `{ "resourceType": "Bundle",\n "type": "collection",\n`, false],
    ['a list with a resource a line', `[\n${resource},\n${resource}\n]`, false],
    ['a Bundle with an entry a line', `{"resourceType":"Bundle","entry":[\n${resource},\n`, false],
    ['nothing', '', false],
  ])('%s', (_, start, expected) => expect(isLinewise(start)).toBe(expected));
});

function read(text: string, whole: boolean) {
  const report: ReadingReport = { remarks: [], newlines: 0, count: 0 };
  return { documents: [...readDocuments(text, whole, report)], ...report };
}

describe('readDocuments', () => {
  it('gives each document the line on which it begins', () => {
    const { documents, newlines, count } = read(`\n{"a":1}\n\n{"b":2}\n`, false);
    expect(documents).toEqual([
      { line: 2, json: { a: 1 } },
      { line: 4, json: { b: 2 } },
    ]);
    expect([newlines, count]).toEqual([4, 2]);
  });

  it('reads one document over many lines only where the text is a whole input', () => {
    const text = '\n{\n"a": 1\n}\n';
    expect(read(text, true).documents).toEqual([{ line: 2, json: { a: 1 } }]);
    expect(read(text, false).documents).toEqual([]);
  });

  it.each([
    ['ends too early', '{\n"a": 1,\n"b": [1,\n', 3],
    ['ends within a text', '{\n"a": "one', 2],
    ['has a word that is no value', '{\n"a": 1,\n"b": yes,\n"c": 2\n}', 3],
    ['has a comma too many', '{\n"a": 1,\n}', 3],
    ['goes on after its end', '{\n"a": 1\n}\n}', 4],
  ])('names the line of a document that %s', (_, text, line) => {
    expect(read(text, true)).toMatchObject({ documents: [], remarks: [{ line, unread: true }] });
  });

  it('reads the good lines around a bad one, and never repeats what the bad one says', () => {
    const { documents, remarks, count } = read(`${resource}\n{"name": Secret}\n${resource}\n`, true);
    expect(documents.map(({ line }) => line)).toEqual([1, 3]);
    expect(count).toBe(3);
    expect(remarks).toEqual([{ line: 2, text: 'this line is no JSON: something is wrong in it', unread: true }]);
  });
});
