import Papa from 'papaparse';

/** One column of a table that is written for other programs. */
export interface Column<Row> {
  /** The same in every version: programs know the column by it. */
  name: string;
  /** What stands in it, for whoever reads the table: the documentation is made of it. */
  about: string;
  /** Null: nothing is known or nothing applies; the cell stays empty. */
  value: (row: Row) => string | number | boolean | null;
}

/** Spreadsheet programs expect it of UTF-8; without it they take it for another encoding. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as CSV (RFC 4180): a header, commas, every cell in quotes, lines ended by CR LF, UTF-8 with a byte-order mark.
 * No cell begins with what a spreadsheet takes for a formula: `asText` says how.
 */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const data = rows.map((row) => columns.map(({ value }) => cell(value(row))));
  const fields = columns.map(({ name }) => name);
  return `${BYTE_ORDER_MARK}${Papa.unparse({ fields, data }, { quotes: true, newline: '\r\n' })}\r\n`;
}

function cell(value: string | number | boolean | null): string {
  return typeof value === 'string' ? asText(value) : String(value ?? '');
}

/**
 * Where a cell may begin: at its start; and after what another program, or the same one in another country, takes for the end of a cell
 * or of a line. Looked at is what follows it there: a sign that starts a formula, also in full width, whatever that can't be seen stands
 * before it; or an apostrophe, so that the way back is certain.
 * Papa Parse's own `escapeFormulae` misses `=1\n2`, full-width signs, signs behind blanks, and `a;=1` where cells end with a semicolon.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA =
  /(?<=^|[;\t\r\n])(?='|(?:(?![;\t\r\n])[\s\p{C}])*[=+\-@\u2212\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B])/gu;

/** A text that no spreadsheet takes for a formula: an apostrophe before what would start one. */
export function asText(text: string): string {
  return text.replace(FORMULA, "'");
}

/** Hands the person a file that this page has made; nothing is sent anywhere. `name` must say nothing of a patient: it is kept by the browser. */
export function download(name: string, content: string, type = 'text/csv'): void {
  const address = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has the file by now, or is about to take it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
