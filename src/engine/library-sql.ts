// Names and expressions that every statement over a library shares, computed once from its definition.
import { attributeCodes, nameAttribute, survivorshipGroups } from '../definition/columns.ts';
import { recordColumns } from '../definition/library-tables.ts';
import type { LibraryDefinition, SurvivorshipGroup } from '../definition/types.ts';
import { ident, join, sql, trustedSql, type Query } from '../store/sql.ts';

/** Type under which a composite key stands in the identifier table. It is no identifier that anyone may ask for. */
export const recordKeyType = 'record_key';

const lastRank = 99;

export interface GroupSql {
  /** 1-based place in the golden row's provenance arrays. */
  readonly place: number;
  readonly group: SurvivorshipGroup;
  readonly columns: readonly string[];
  /** Whether a source record (alias `r`) may speak for the group at all. */
  readonly isCandidate: Query;
  /** Rank of the record's source, 1 first. */
  readonly rank: Query;
}

export interface LibrarySql {
  readonly library: LibraryDefinition;
  readonly keyType: string;
  readonly nameAttribute: string | null;
  readonly attributes: readonly string[];
  readonly recordColumns: readonly string[];
  readonly groups: readonly GroupSql[];
  /** Attributes whose differing values are marked on the golden record. */
  readonly conflicting: readonly string[];
  table(name: string): Query;
}

/** The shared parts of a library's statements. Record columns are always read through the alias `r`. */
export function librarySql(library: LibraryDefinition): LibrarySql {
  const unique = library.identifiers.find((identifier) => identifier.strength === 'unique');
  const { key } = library.matchRules.deterministic;
  const name = nameAttribute(library);
  return {
    library,
    keyType: unique && key.attributes.length === 1 ? unique.types[0]! : recordKeyType,
    nameAttribute: name,
    attributes: attributeCodes(library),
    recordColumns: recordColumns(library).map((column) => column.name),
    groups: survivorshipGroups(library).map((group, index) => groupSql(group, index + 1, name)),
    conflicting: attributeCodes(library).filter((code) => library.attributes[code]!.conflicts !== false),
    table: (table) => ident(library.code, table),
  };
}

/** The keys by which a name is compared survive with the name itself. */
function groupSql(group: SurvivorshipGroup, place: number, name: string | null): GroupSql {
  const ignored = group.ignored ?? [];
  return {
    place,
    group,
    columns: name !== null && group.attributes.includes(name) ? [...group.attributes, 'name_keys'] : group.attributes,
    isCandidate: ignored.length === 0 ? isFilled(group) : sql`(${isFilled(group)} and r.source <> all (${literalArray(ignored)}))`,
    rank: group.authority.length === 0
      ? trustedSql(`${lastRank}::smallint`)
      : sql`coalesce(array_position(${literalArray(group.authority)}, r.source), ${trustedSql(String(lastRank))})::smallint`,
  };
}

function isFilled({ attributes }: SurvivorshipGroup): Query {
  return sql`(${join(attributes.map((code) => sql`${column('r', code)} is not null`), ' or ')})`;
}

/** The group where every record is of this source: what depends on the source is known. */
export function groupOfSource(of: GroupSql, source: string): GroupSql {
  const { group } = of;
  const place = group.authority.indexOf(source);
  return {
    ...of,
    isCandidate: group.ignored?.includes(source) ? sql`false` : isFilled(group),
    rank: trustedSql(`${place < 0 ? lastRank : place + 1}::smallint`),
  };
}

/** `alias.column`, quoted. */
export function column(alias: string, name: string): Query {
  return sql`${trustedSql(alias)}.${ident(name)}`;
}

export function columnList(alias: string, names: readonly string[]): Query {
  return join(names.map((name) => column(alias, name)));
}

export function nameList(names: readonly string[]): Query {
  return join(names.map((name) => ident(name)));
}

/** Number of the group's attributes that are filled, as an integer. */
export function completeness(alias: string, group: SurvivorshipGroup): Query {
  if (group.attributes.length === 1) return trustedSql('1');
  return sql`num_nonnulls(${columnList(alias, group.attributes)})`;
}

/** Codes of a checked definition (snake_case) as an array constant, so that plans do not carry them as parameters. */
function literalArray(codes: readonly string[]): Query {
  for (const code of codes) if (!/^[a-z][a-z0-9_]*$/.test(code)) throw new Error(`not a code: ${code}`);
  return trustedSql(`array[${codes.map((code) => `'${code}'`).join(', ')}]::text[]`);
}
