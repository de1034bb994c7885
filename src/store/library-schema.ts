// Makes each library's tables what its definition plans: pure planning of the difference, additive only.
// Whatever would lose or rewrite data is drift: reported as a whole and refused, never done.
import pg, { type Pool } from 'pg';
import { libraryTables, type ColumnPlan, type IndexPlan, type TablePlan } from '../definition/library-tables.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import { HubError } from '../kernel/errors.ts';
import { readExistingSchema, type ExistingSchema, type ExistingTable } from './library-catalog.ts';
import { quoteIdent } from './sql.ts';
import { lockInTransaction, withTransaction } from './transaction.ts';

export interface LibraryPlan {
  /** DDL in order, each idempotent by itself. */
  readonly statements: string[];
  /** What differs and is not additive, one line each: `population.golden_record.sex: ...`. */
  readonly drift: string[];
}

/** For tables that take millions of rows at once: statistics soon after a load, vacuum by a tenth of the table, not a fifth. */
const storage = { autovacuum_analyze_scale_factor: 0.05, autovacuum_vacuum_scale_factor: 0.1, autovacuum_vacuum_insert_scale_factor: 0.3 };

/** PostgreSQL's spelling of the types that plans shorten. */
const spelling: Readonly<Record<string, string>> = { timestamptz: 'timestamp with time zone' };

/** The statements that bring an existing schema (empty when new) to the library's plan, and what they may not change. */
export function planLibrarySync(library: LibraryDefinition, existing: ExistingSchema): LibraryPlan {
  const plan: LibraryPlan = { statements: [], drift: [] };
  if (existing.size === 0) plan.statements.push(`create schema if not exists ${quoteIdent(library.code)}`);
  for (const table of libraryTables(library)) {
    plan.drift.push(...doubledColumns(library, table));
    const current = existing.get(table.name);
    if (current) extendTable(plan, { library, table, current });
    else createTable(plan, { library, table });
  }
  return plan;
}

/** Creates or extends the tables of all libraries in one transaction; returns the statements that were needed. Refused with all drifts. */
export async function syncLibraryTables(ownerPool: Pool, libraries: readonly LibraryDefinition[]): Promise<string[]> {
  return withTransaction(ownerPool, async (client) => {
    await lockInTransaction(client, 'jiku library tables');
    const plans: LibraryPlan[] = [];
    for (const library of libraries) plans.push(planLibrarySync(library, await readExistingSchema(client, library.code)));
    const drift = plans.flatMap((plan) => plan.drift);
    if (drift.length > 0) throw new HubError('LIBRARY_DRIFT', `library tables differ from their definitions: ${drift.join('; ')}`, { drift });
    const statements = plans.flatMap((plan) => plan.statements);
    for (const statement of statements) await client.query(statement);
    return statements;
  });
}

/** The whole SQL of the libraries' tables on an empty database, for a DBA to read or run. */
export function printSchema(libraries: readonly LibraryDefinition[]): string {
  const blocks = libraries.map((library) => {
    const { statements } = planLibrarySync(library, new Map());
    return `-- ${library.label.zh} ${library.label.en}, definition version ${library.version}\n${statements.map((text) => `${text};\n`).join('')}`;
  });
  return blocks.join('\n');
}

interface Planned {
  readonly library: LibraryDefinition;
  readonly table: TablePlan;
}

/** An attribute called like a column that the hub keeps for itself. */
function doubledColumns(library: LibraryDefinition, table: TablePlan): string[] {
  const seen = new Set<string>();
  return table.columns
    .filter(({ name }) => seen.size === seen.add(name).size)
    .map(({ name }) => `${library.code}.${table.name}.${name}: planned twice; an attribute may not bear the name of a column of the hub's own`);
}

function createTable(plan: LibraryPlan, { library, table }: Planned): void {
  const name = quoteIdent(library.code, table.name);
  const lines = [
    ...table.columns.map(columnText),
    `constraint ${quoteIdent(`${table.name}_pkey`)} primary key (${table.primaryKey.map((column) => quoteIdent(column)).join(', ')})`,
  ];
  const options = Object.entries({ ...(table.fillfactor ? { fillfactor: table.fillfactor } : {}), ...storage });
  const settings = options.map(([option, value]) => `${option} = ${value}`).join(', ');
  plan.statements.push(`create table if not exists ${name} (\n  ${lines.join(',\n  ')}\n) with (${settings})`);
  plan.statements.push(`comment on table ${name} is ${pg.escapeLiteral(table.comment)}`);
  for (const column of table.columns) commentColumn(plan, { library, table }, column.name);
  for (const index of table.indexes) createIndex(plan, { library, table }, index);
}

function extendTable(plan: LibraryPlan, { library, table, current }: Planned & { current: ExistingTable }): void {
  const name = quoteIdent(library.code, table.name);
  const at = `${library.code}.${table.name}`;
  for (const column of table.columns) {
    const found = current.columns.get(column.name);
    if (!found) plan.statements.push(`alter table ${name} add column if not exists ${columnText(column)}`);
    else plan.drift.push(...columnDrift(`${at}.${column.name}`, column, found));
    commentColumn(plan, { library, table }, column.name, found?.comment);
  }
  const planned = new Set(table.columns.map((column) => column.name));
  for (const column of current.columns.keys()) {
    if (!planned.has(column)) plan.drift.push(`${at}.${column}: the column is not in the definition`);
  }
  if (current.primaryKey.join() !== table.primaryKey.join()) {
    plan.drift.push(`${at}: primary key is (${current.primaryKey.join(', ')}), planned (${table.primaryKey.join(', ')})`);
  }
  for (const index of table.indexes) {
    const comment = current.indexes.get(index.name);
    if (comment === undefined) createIndex(plan, { library, table }, index);
    else if (comment !== indexText(index)) plan.drift.push(indexDrift(at, { library, index, comment }));
  }
  if (current.comment !== table.comment) plan.statements.push(`comment on table ${name} is ${pg.escapeLiteral(table.comment)}`);
}

function columnText(column: ColumnPlan): string {
  const fallback = column.default === undefined ? '' : ` default ${column.default}`;
  return `${quoteIdent(column.name)} ${column.type}${column.notNull ? ' not null' : ''}${fallback}`;
}

function columnDrift(at: string, column: ColumnPlan, found: { type: string; notNull: boolean }): string[] {
  const drift: string[] = [];
  const type = spelling[column.type] ?? column.type;
  if (found.type !== type) drift.push(`${at}: type is ${found.type}, planned ${type}`);
  if (found.notNull !== Boolean(column.notNull)) drift.push(`${at}: ${found.notNull ? 'not null' : 'nullable'}, planned the reverse`);
  return drift;
}

/** An index holds nothing of its own, so the way out is one statement; when it may run is the administrator's choice, for it takes a lock. */
function indexDrift(at: string, { library, index, comment }: { library: LibraryDefinition; index: IndexPlan; comment: string | null }): string {
  const made = comment === null ? 'not made by the hub' : `made as "${comment}"`;
  return `${at}: index ${index.name} was ${made}, planned "${indexText(index)}"; loses no data: drop index ${quoteIdent(library.code, index.name)}; the next start or migrate makes it anew`;
}

/** Attributes carry their labels into the catalogue, so that any SQL tool shows what a column means. */
function commentColumn(plan: LibraryPlan, { library, table }: Planned, column: string, found: string | null = null): void {
  const label = library.attributes[column]?.label;
  if (!label) return;
  const comment = `${label.zh} ${label.en}`;
  if (comment === found) return;
  plan.statements.push(`comment on column ${quoteIdent(library.code, table.name, column)} is ${pg.escapeLiteral(comment)}`);
}

/** The index's comment keeps its planned definition: the catalogue's own rendering differs from version to version. */
function createIndex(plan: LibraryPlan, { library, table }: Planned, index: IndexPlan): void {
  const target = quoteIdent(library.code, table.name);
  plan.statements.push(`create ${index.unique ? 'unique ' : ''}index if not exists ${quoteIdent(index.name)} on ${target} ${indexText(index)}`);
  plan.statements.push(`comment on index ${quoteIdent(library.code, index.name)} is ${pg.escapeLiteral(indexText(index))}`);
}

function indexText(index: IndexPlan): string {
  return `using ${index.method ?? 'btree'} (${index.on})${index.where ? ` where ${index.where}` : ''}`;
}
