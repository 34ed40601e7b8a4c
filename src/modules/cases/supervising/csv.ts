/** A table as spreadsheets open it: UTF-8 with its mark, every cell quoted, none of them a formula. */

// What a spreadsheet would run, also in its full-width forms and behind a tab or line break.
const runs = /^[=+\-@\t\r\n＝＋－＠]/;

/** One cell: text that a spreadsheet might run gets an apostrophe before it. */
export const csvCell = (value: string | number): string => {
  const text = typeof value === 'number' ? String(value) : runs.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
};

/** A line with the end that the standard asks for. */
export const csvLine = (cells: readonly (string | number)[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** What tells a spreadsheet that this is UTF-8. */
export const csvMark = '\uFEFF';
