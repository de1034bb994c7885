// Files that must be refused as a whole, and a snapshot that must wait: what goes wrong with deliveries rather than with rows.
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProcessFault } from './fault.ts';
import { fileFaults } from './faults.ts';
import { csvLine, extensionOf, openFile, type FileForm } from './file-writer.ts';
import type { FileLayout } from './layout.ts';
import type { Sheet } from './sheet.ts';
import type { World } from './world.ts';

/** A file that was written, and the fault for which it must be refused. */
export interface RefusedFile {
  readonly file: string;
  readonly form: FileForm;
  readonly fault: ProcessFault;
}

const SAMPLE = 300;

/** Writes one file for each way to be refused, of a few hundred rows of a feed, into `refused/`. */
export async function writeRefusedFiles<S>(
  folder: string,
  world: World,
  { layout, sheet }: { layout: FileLayout<S>; sheet: Sheet<S> },
): Promise<RefusedFile[]> {
  const header = layout.columns.map((column) => column.header);
  const rows = firstRows(world, sheet, layout);
  const plain: FileForm = { kind: 'csv' };
  interface Content {
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }
  const write = async (fault: ProcessFault, form: FileForm, content: Content): Promise<RefusedFile> => {
    const file = `refused/${layout.feed.code}-${fault.code}.${extensionOf(form)}`;
    const writer = await openFile(join(folder, file), content.header, form);
    for (const row of content.rows) writer.add(row);
    await writer.close();
    return { file, form, fault };
  };
  const missing = layout.columns.findIndex((column) => column.column.requiredHeader === true);
  const isKept = (_cell: string, place: number) => place !== missing;
  const narrowed = { header: header.filter(isKept), rows: rows.map((row) => row.filter(isKept)) };
  const headerMissing = await write(fileFaults.header_missing, plain, narrowed);
  const emptied = rows.map((row) => row.map((cell, place) => (isEssential(layout, place) ? '' : cell)));
  const allRejected = await write(fileFaults.all_rejected, plain, { header, rows: emptied });
  const wrongEncoding = await write(fileFaults.wrong_encoding, plain, { header, rows });
  await breakEncoding(join(folder, wrongEncoding.file));
  const truncated = await write(fileFaults.truncated_gzip, { ...plain, gzip: true }, { header, rows });
  await truncate(join(folder, truncated.file), 4096);
  return [headerMissing, allRejected, wrongEncoding, truncated];
}

function firstRows<S>(world: World, sheet: Sheet<S>, layout: FileLayout<S>): string[][] {
  const rows: string[][] = [];
  for (const subject of sheet.subjects(world)) {
    if (rows.push(layout.rowOf(subject, { world, version: 0 })) === SAMPLE) break;
  }
  return rows;
}

function isEssential<S>({ columns, keyAt }: FileLayout<S>, place: number): boolean {
  return keyAt.includes(place) || Boolean(columns[place]!.column.required);
}

/** UTF-8 followed by a line of bytes that neither UTF-8 nor GB18030 has. */
async function breakEncoding(path: string): Promise<void> {
  const text = await readFile(path);
  await writeFile(path, Buffer.concat([text, Buffer.from(csvLine(['', 'x'])), Buffer.from([0xff, 0xfe, 0xff, 0x80, 0xff, 0x0a])]));
}
