// One line of CSV (RFC 4180). Cells that a spreadsheet would run as a formula stay as they are: the file goes back to a loader.

/** Cells joined by commas, quoted where needed, with CRLF. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quote(cell ?? '')).join(',')}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
