import Papa from 'papaparse';

/** The cells of a CSV of the app, header first, as they were before it was written: an apostrophe where a cell or line begins is taken off. */
export function readCsv(csv: string): string[][] {
  return Papa.parse<string[]>(csv, { skipEmptyLines: true }).data.map((cells) => cells.map(textOf));
}

/** The text that `asText` of `src/ui/csv.ts` was given. */
export function textOf(cell: string): string {
  return cell.replace(/(?<=^|[;\t\r\n])'/g, '');
}
