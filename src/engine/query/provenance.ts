// Reads, for each granted attribute of a golden record, the statement that won and those that lost.
import type { Pool } from 'pg';
import { sqlTypeOf, survivorshipGroups } from '../../definition/columns.ts';
import type { LibraryDefinition, SurvivorshipGroup } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import { pinsSql, statementsSql, winnersSql } from './provenance.sql.ts';

/** What one source says about one attribute; `rule` and `rank` only on the winner. */
export interface Statement {
  readonly value: unknown;
  readonly source: string;
  readonly department: Label | null;
  readonly feed: string;
  readonly effectiveDate: string;
  readonly linkRule: string | null;
  /** Handle of the record, by which decisions name it; null for a value that a person pinned. */
  readonly record: string | null;
  readonly rule?: 'authority' | 'newest' | 'pinned';
  readonly rank?: number;
}

export interface AttributeProvenance {
  readonly attribute: string;
  readonly winner: Statement | null;
  readonly others: readonly Statement[];
}

type SourceNames = NonNullable<LibraryDefinition['sources']>;

interface Winners {
  readonly winRecord: readonly (string | null)[] | null;
  readonly winRank: readonly (number | null)[] | null;
}

interface StatementRow {
  readonly '@record_id': string;
  readonly '@home_id': string;
  readonly '@source': string;
  readonly '@feed': string;
  readonly '@effective_date': string;
  readonly '@link_rule': string | null;
  readonly '@is_withdrawn': boolean;
  readonly '@name_zh': string | null;
  readonly '@name_en': string | null;
  readonly [attribute: string]: unknown;
}

interface PinRow {
  readonly attribute: string;
  readonly value: string;
  readonly decidedOn: string;
}

/** `columns` are the granted attributes; the order is the definition's. Withdrawn records are not heard. A pinned value wins on `today`. */
export async function readProvenance(
  pool: Pool,
  library: LibraryDefinition,
  about: { readonly goldenId: string; readonly columns: readonly string[]; readonly today: string },
): Promise<AttributeProvenance[]> {
  const { rows: [winners] } = await pool.query<Winners>(winnersSql(library, about.goldenId));
  const { rows } = await pool.query<StatementRow>(statementsSql(library, about.goldenId, about.columns));
  const { rows: pins } = await pool.query<PinRow>(pinsSql(library, about.goldenId, about.today));
  const granted = new Set(about.columns);
  return survivorshipGroups(library).flatMap((group, index) => {
    const winner = winners?.winRecord?.[index] ?? null;
    return group.attributes
      .filter((attribute) => granted.has(attribute))
      .map((attribute) => explainAttribute(attribute, { group, winner, rows, names: library.sources ?? {} }))
      .map((explained) => withPin(library, explained, pins));
  });
}

/** The winner among the sources stands with the others: it is what would hold without the pin. */
function withPin(library: LibraryDefinition, explained: AttributeProvenance, pins: readonly PinRow[]): AttributeProvenance {
  const pin = pins.find(({ attribute }) => attribute === explained.attribute);
  if (pin === undefined) return explained;
  const type = sqlTypeOf(library.attributes[pin.attribute]!);
  const { rule: _rule, rank: _rank, ...source } = explained.winner ?? ({ value: null } as Statement);
  return {
    attribute: explained.attribute,
    winner: {
      value: type === 'integer' ? Number(pin.value) : type === 'boolean' ? pin.value === 'true' : pin.value,
      source: 'steward', department: steward, feed: 'decision', effectiveDate: pin.decidedOn, linkRule: null, record: null, rule: 'pinned',
    },
    others: source.value === null || source.value === undefined ? explained.others : [source, ...explained.others],
  };
}

const steward: Label = { zh: '数据管理员', en: 'Steward' };

function explainAttribute(
  attribute: string,
  seen: { group: SurvivorshipGroup; winner: string | null; rows: readonly StatementRow[]; names: SourceNames },
): AttributeProvenance {
  const { group, winner, rows, names } = seen;
  const won = rows.find((row) => row['@record_id'] === winner);
  const lost = rows.filter((row) => row !== won && !row['@is_withdrawn'] && row[attribute] !== null);
  return {
    attribute,
    winner: won === undefined ? null : { ...statementOf(won, attribute, names), ...winningRule(group, won['@source']) },
    others: lost.map((row) => statementOf(row, attribute, names)),
  };
}

/** `department` is the agency registered under the source's code, else what the library calls the source. */
function statementOf(row: StatementRow, attribute: string, names: SourceNames): Statement {
  const { '@name_zh': zh, '@name_en': en } = row;
  return {
    value: row[attribute],
    source: row['@source'],
    department: zh === null || en === null ? (names[row['@source']] ?? null) : { zh, en },
    feed: row['@feed'],
    effectiveDate: row['@effective_date'],
    linkRule: row['@link_rule'],
    record: row['@home_id'],
  };
}

/** By authority when the source stands in the group's list, else as the newest of those that stand in none. */
function winningRule(group: SurvivorshipGroup, source: string): { rule: 'authority' | 'newest'; rank?: number } {
  const place = group.authority.indexOf(source);
  return place < 0 ? { rule: 'newest' } : { rule: 'authority', rank: place + 1 };
}
