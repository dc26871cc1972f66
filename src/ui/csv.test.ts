import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readCsv, textOf } from '../../test/read-csv.ts';
import { asText, type Column, csvOf } from './csv.ts';

const COLUMNS: Column<string[]>[] = ['a', 'b', 'c'].map((name, at) => ({
  name,
  about: name,
  value: (row) => row[at] ?? null,
}));

/** What a spreadsheet shows as cells, told by a program of its own. */
const cellsOf = (csv: string, delimiter: string) =>
  Papa.parse<string[]>(csv.replace(/^\uFEFF/, ''), { delimiter }).data;

const STARTS_FORMULA = /^[\s\p{C}]*[=+\-@＝＋－＠]/u;

/** Texts that are full of what matters here. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '＝',
        '＋',
        '－',
        '＠',
        '\t',
        '\r',
        '\n',
        '\r\n',
        "'",
        '"',
        '""',
        ',',
        ';',
        ' ',
      ),
      fc.constantFrom('\u0000', '\u200B', '\uFEFF', '|', '=HYPERLINK("https://x","y")', 'Ünïcode', '漢字', '🩺'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('a table as CSV', () => {
  it('has a byte-order mark, a header, every cell in quotes, and lines that end with CR LF', () => {
    expect(csvOf(COLUMNS, [['x', 'say "hi", you', 'two\nlines']])).toBe(
      '\uFEFF"a","b","c"\r\n"x","say ""hi"", you","two\nlines"\r\n',
    );
  });

  it('leaves numbers alone and what is not known empty', () => {
    const columns: Column<number | null>[] = [{ name: 'n', about: '', value: (row) => row }];
    expect(csvOf(columns, [-5, null])).toBe('\uFEFF"n"\r\n"-5"\r\n""\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "\t'=1"],
    ['\r=1', "\r'=1"],
    ['  =1', "'  =1"],
    ['＝1', "'＝1"],
    ['\u200B=1', "'\u200B=1"],
    ['=1\n2', "'=1\n2"],
    ['note\n=1', "note\n'=1"],
    ['a;=1', "a;'=1"],
    ["'tis", "''tis"],
    ['3 - 2 = 1', '3 - 2 = 1'],
    ['call at 10; dose kept', 'call at 10; dose kept'],
  ])('writes %j as %j', (text, written) => {
    expect(asText(text)).toBe(written);
    expect(textOf(written)).toBe(text);
  });

  it('holds whatever a chart holds: no cell begins like a formula, and all that was written is read again', () => {
    fc.assert(
      fc.property(fc.array(fc.array(hostile, { minLength: 3, maxLength: 3 }), { maxLength: 4 }), (rows) => {
        const csv = csvOf(COLUMNS, rows);
        for (const row of cellsOf(csv, ',')) for (const text of row) expect(text).not.toMatch(STARTS_FORMULA);
        expect(readCsv(csv)).toEqual([['a', 'b', 'c'], ...rows]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([';', '\t', '\n', '\r'])(
    'begins no cell like a formula for a program that ends cells with %j',
    (delimiter) => {
      fc.assert(
        fc.property(hostile, (text) => {
          for (const part of asText(text).split(delimiter)) expect(part).not.toMatch(STARTS_FORMULA);
        }),
        { numRuns: 2000 },
      );
    },
  );
});
