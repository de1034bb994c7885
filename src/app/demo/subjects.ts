// Picks, by the truth beside a town's files, a person and a firm that no fault touches: what the hub must answer about them is then
// what stands in the department's own file.
import { join } from 'node:path';
import { bindHeader } from '../../engine/ingest/bind-header.ts';
import { readRows } from '../../engine/readers/read-rows.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { TownManifest } from '../../sample/truth.ts';
import { civilDate } from '../../kernel/clock.ts';
import { inferFeed } from '../libraries.ts';

export interface Subject {
  readonly number: string;
  readonly name: string;
  /** The other columns of the row that was sent. */
  readonly row: Readonly<Record<string, string>>;
}

export interface Town {
  readonly folder: string;
  readonly manifest: TownManifest;
  readonly libraries: readonly LibraryDefinition[];
}

/** Somebody in the police register, untouched in all files. */
export async function pickPerson(town: Town): Promise<Subject> {
  return pick(town, { feed: 'police_household', number: 'id_number', name: 'full_name' }, () => true);
}

/** A firm of the market register that holds a permit, untouched in all files, and a permit of it. */
export async function pickFirm(town: Town): Promise<{ firm: Subject; permit: Subject }> {
  const permits = new Map<string, Subject>();
  for await (const permit of cleanRows(town, { feed: 'permits_2019', number: 'subject_uscc', name: 'subject_name' })) permits.set(permit.number, permit);
  const firm = await pick(town, { feed: 'market_registry', number: 'uscc', name: 'name' }, (found) => permits.get(found.number)?.name === found.name);
  return { firm, permit: permits.get(firm.number)! };
}

/** The last day that the file states, else two years after the listing (the term of the courts' list). */
function lastsUntil({ row }: Subject): string {
  const listedOn = row['listed_on'] ?? '';
  return row['expires_on'] || `${Number(listedOn.slice(0, 4)) + 2}${listedOn.slice(4)}`;
}

/** A firm on the list of abnormal operations and a person on the courts' list, untouched in all files and not removed; null in a town too small. */
export async function pickListed(town: Town): Promise<{ firm: Subject | null; person: Subject | null }> {
  const isListed = ({ row }: Subject): boolean => !row['removed_on'] && !row['operation'];
  const today = civilDate(new Date());
  return {
    firm: await find(town, { feed: 'abnormal_operations', number: 'subject_uscc', name: 'subject_name' }, isListed),
    // The file holds firms too, which have a representative.
    person: await find(town, { feed: 'court_defaulters', number: 'subject_number', name: 'subject_name' }, (found) =>
      isListed(found) && /^[1-8]\d{16}[\dX]$/.test(found.number) && !found.row['legal_rep_name'] && lastsUntil(found) > today),
  };
}

interface Columns {
  readonly feed: string;
  readonly number: string;
  readonly name: string;
}

async function pick(town: Town, columns: Columns, isWanted: (subject: Subject) => boolean): Promise<Subject> {
  const found = await find(town, columns, isWanted);
  if (found === null) throw new Error(`the town has no untouched row in ${columns.feed}`);
  return found;
}

async function find(town: Town, columns: Columns, isWanted: (subject: Subject) => boolean): Promise<Subject | null> {
  for await (const subject of cleanRows(town, columns)) if (isWanted(subject)) return subject;
  return null;
}

/** Rows of the feed's first file whose entity has no fault and no withdrawal anywhere. */
async function* cleanRows(town: Town, { feed, number, name }: Columns): AsyncGenerator<Subject> {
  const file = town.manifest.files.find((candidate) => candidate.feed === feed)!.file;
  const lines = await cleanLines(town.folder, file);
  const definition = inferFeed(town.libraries, feed).feed;
  for await (const batch of readRows(join(town.folder, file))) {
    const { columns } = bindHeader(definition, batch.header);
    for (const [index, cells] of batch.rows.entries()) {
      if (!lines.has(String(batch.lines[index]))) continue;
      const row = Object.fromEntries([...columns].map(([code, place]) => [code, cells[place] ?? '']));
      if (row[number] && row[name]) yield { number: row[number], name: row[name], row };
    }
  }
}

/** Faults that change nothing about the entity. */
const harmless: ReadonlySet<string> = new Set(['older_row', 'resent_row', 'doubled_row', 'older_snapshot']);
const suspectFiles = /withdrawals|number_change|half/;

async function cleanLines(folder: string, file: string): Promise<ReadonlySet<string>> {
  const faulty = new Set<string>();
  for await (const row of truthRows(folder, 'faults')) if (!harmless.has(row['fault'] ?? '')) faulty.add(`${row['file']}:${row['line']}`);
  const lineOf = new Map<string, string>();
  for await (const row of truthRows(folder, 'records')) {
    if (row['file'] === file && !lineOf.has(row['entity_id'] ?? '')) lineOf.set(row['entity_id'] ?? '', row['line'] ?? '');
  }
  for await (const row of truthRows(folder, 'records')) {
    if (suspectFiles.test(row['file'] ?? '') || faulty.has(`${row['file']}:${row['line']}`)) lineOf.delete(row['entity_id'] ?? '');
  }
  return new Set(lineOf.values());
}

async function* truthRows(folder: string, name: 'records' | 'faults'): AsyncGenerator<Readonly<Record<string, string>>> {
  for await (const { header, rows } of readRows(join(folder, 'truth', `${name}.csv`))) {
    for (const cells of rows) yield Object.fromEntries(header.map((column, index) => [column, cells[index] ?? '']));
  }
}
