// Names must be good as attribute codes, as PostgreSQL columns and as paths of the API, and none may take what the hub uses itself.
import { libraryTables } from '../library-tables.ts';
import type { LibraryDefinition } from '../types.ts';
import type { Report } from './fault.ts';

const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Reserved key words of PostgreSQL 18 (appendix C), those that may name a function or type included; and its system columns. */
const sqlWords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently
  constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user default
  deferrable desc distinct do else end except false fetch for foreign freeze from full grant group having ilike in initially inner
  intersect into is isnull join lateral leading left like limit localtime localtimestamp natural not notnull null offset on only or order
  outer overlaps placing primary references returning right select session_user similar some symmetric system_user table tablesample then
  to trailing true union unique user using variadic verbose when where window with ctid xmin xmax cmin cmax tableoid`.split(/\s+/),
);

/** Schemas and first path segments that are the hub's own. */
const schemas = new Set(['hub', 'staging', 'public', 'information_schema']);
const segments = new Set([
  'agencies', 'agreements', 'audit-events', 'clients', 'exports', 'libraries', 'loads', 'rejects', 'reports', 'tasks',
]);
/** Columns that the loader adds in staging (library-tables.ts, recordColumns). */
const stagingColumns = ['line', 'is_delete'];
const identifierBytes = 63;

/** Checks every code that the author chose. */
export function checkNames(library: LibraryDefinition, report: Report): void {
  if (!snakeCase.test(library.code)) report('NAME_FORM', 'code', library.code);
  const isTaken = schemas.has(library.code) || library.code.startsWith('pg_') || sqlWords.has(library.code);
  if (isTaken) report('NAME_RESERVED', 'code', library.code);
  if (!kebabCase.test(library.resource)) report('NAME_FORM', 'resource', library.resource);
  if (segments.has(library.resource)) report('NAME_RESERVED', 'resource', library.resource);
  for (const [path, code] of ownCodes(library)) if (!snakeCase.test(code)) report('NAME_FORM', path, code);
  for (const code of Object.keys(library.attributes)) {
    if (sqlWords.has(code)) report('NAME_RESERVED', `attributes.${code}`, code);
  }
  checkColumns(library, report);
}

function* ownCodes(library: LibraryDefinition): Generator<[path: string, code: string]> {
  for (const code of Object.keys(library.attributes)) yield [`attributes.${code}`, code];
  for (const code of Object.keys(library.codeLists)) yield [`codeLists.${code}`, code];
  for (const [feed, { columns }] of Object.entries(library.feeds)) {
    yield [`feeds.${feed}`, feed];
    for (const code of Object.keys(columns)) yield [`feeds.${feed}.columns.${code}`, code];
  }
  for (const [index, { code }] of library.survivorship.entries()) yield [`survivorship.${index}`, code];
  for (const [index, { type }] of library.relations.entries()) yield [`relations.${index}`, type];
  for (const [index, { code }] of library.quality.entries()) yield [`quality.${index}`, code];
}

/** Attributes become columns beside the hub's own; the plan of the tables tells where one name would stand for two. */
function checkColumns(library: LibraryDefinition, report: Report): void {
  const collisions = new Set(stagingColumns.filter((name) => Object.hasOwn(library.attributes, name)));
  const names = new Set([library.code]);
  for (const table of libraryTables(library)) {
    const columns = table.columns.map(({ name }) => name);
    for (const [index, name] of columns.entries()) if (columns.indexOf(name) !== index) collisions.add(name);
    for (const name of [...columns, ...table.indexes.map((index) => index.name)]) names.add(name);
  }
  for (const name of collisions) report('NAME_COLLIDES', `attributes.${name}`, name);
  for (const name of names) if (Buffer.byteLength(name) > identifierBytes) report('NAME_TOO_LONG', 'attributes', name);
}
