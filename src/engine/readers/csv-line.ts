// The one writer of CSV, the inverse of csv-scanner.ts.

/**
 * One CSV record after RFC 4180 §2, without a line end. A cell is quoted when it holds anything by which a reader could take the
 * delimiter, the encoding or the kind of file for another. Cells are written as they are:
 * nothing is put before `=`, `+`, `-` or `@` against spreadsheet formulas, because that would change the data when the file
 * comes back. Whoever opens it in a spreadsheet should import it as text.
 */
export function csvLine(cells: readonly string[]): string {
  // A lone empty cell would be a blank line, which is no record.
  if (cells.length === 1 && cells[0] === '') return '""';
  return cells.map(csvCell).join(',');
}

function csvCell(cell: string): string {
  return /[",;|\t\r\n{[\uFEFF]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
