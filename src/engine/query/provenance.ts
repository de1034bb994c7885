// Reads, for each granted attribute of a golden record, the statement that won and those that lost.
import type { Pool } from 'pg';
import { survivorshipGroups } from '../../definition/columns.ts';
import type { LibraryDefinition, SurvivorshipGroup } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';
import { statementsSql, winnersSql } from './provenance.sql.ts';

/** What one source says about one attribute; `rule` and `rank` only on the winner. */
export interface Statement {
  readonly value: unknown;
  readonly source: string;
  readonly department: Label | null;
  readonly feed: string;
  readonly effectiveDate: string;
  readonly linkRule: string | null;
  readonly rule?: 'authority' | 'newest';
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
  readonly '@source': string;
  readonly '@feed': string;
  readonly '@effective_date': string;
  readonly '@link_rule': string | null;
  readonly '@is_withdrawn': boolean;
  readonly '@name_zh': string | null;
  readonly '@name_en': string | null;
  readonly [attribute: string]: unknown;
}

/** `columns` are the granted attributes; the order is the definition's. Withdrawn records are not heard. */
export async function readProvenance(
  pool: Pool,
  library: LibraryDefinition,
  about: { readonly goldenId: string; readonly columns: readonly string[] },
): Promise<AttributeProvenance[]> {
  const { rows: [winners] } = await pool.query<Winners>(winnersSql(library, about.goldenId));
  const { rows } = await pool.query<StatementRow>(statementsSql(library, about.goldenId, about.columns));
  const granted = new Set(about.columns);
  return survivorshipGroups(library).flatMap((group, index) => {
    const winner = winners?.winRecord?.[index] ?? null;
    return group.attributes
      .filter((attribute) => granted.has(attribute))
      .map((attribute) => explainAttribute(attribute, { group, winner, rows, names: library.sources ?? {} }));
  });
}

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
  };
}

/** By authority when the source stands in the group's list, else as the newest of those that stand in none. */
function winningRule(group: SurvivorshipGroup, source: string): { rule: 'authority' | 'newest'; rank?: number } {
  const place = group.authority.indexOf(source);
  return place < 0 ? { rule: 'newest' } : { rule: 'authority', rank: place + 1 };
}
