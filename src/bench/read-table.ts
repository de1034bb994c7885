// Reads and writes the small tables of the benches as the hub reads deliveries.
import { writeFile } from 'node:fs/promises';
import { readRows } from '../engine/readers/read-rows.ts';

export type TableRow = Readonly<Record<string, string>>;

/** Every row by its header names. */
export async function readTable(path: string): Promise<TableRow[]> {
  const found: TableRow[] = [];
  for await (const { header, rows } of readRows(path)) {
    for (const cells of rows) found.push(Object.fromEntries(header.map((name, index) => [name.trim(), (cells[index] ?? '').trim()])));
  }
  return found;
}

/** CSV with these columns; what a row lacks is blank. */
export async function writeTable(path: string, columns: readonly string[], rows: readonly TableRow[]): Promise<void> {
  const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))];
  await writeFile(path, lines.map((cells) => `${cells.map(quote).join(',')}\n`).join(''));
}

/** Column → column of each row. */
export function columnMap(rows: readonly TableRow[], from: string, to: string): Map<string, string> {
  return new Map(rows.map((row) => [row[from]!, row[to]!]));
}
