// Finds golden records of one library by identifier or id, within a reach, through redirects. The look-up's hot path.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Query } from '../../store/sql.ts';
import { Coalescer } from './coalescer.ts';
import { findAsOfSql, findByIdentifiersSql, findByIdsSql } from './find-records.sql.ts';
import { lookupKey, splitLookupKey } from './identifier-keys.ts';
import type { GoldenRow, Reach } from './reach.ts';
import type { StatementNames } from './statement-names.ts';

/** A record found, and the id asked for where a merge has since redirected it. */
export interface FoundRecord {
  readonly row: GoldenRow;
  readonly redirectedFrom?: string;
}

const mostRedirects = 32;

interface IdentifierRow extends GoldenRow {
  readonly '@type': string;
  readonly '@value': string;
}

export class RecordFinder {
  readonly #pool: Pool;
  readonly #statements: StatementNames;
  readonly #library: LibraryDefinition;
  readonly #coalescers = new Map<string, Coalescer<readonly FoundRecord[]>>();

  constructor(deps: { readonly pool: Pool; readonly statements: StatementNames }, library: LibraryDefinition) {
    this.#pool = deps.pool;
    this.#statements = deps.statements;
    this.#library = library;
  }

  /**
   * Records by look-up key (identifier-keys.ts); a key that nothing within the reach holds is absent. Concurrent calls of one
   * reach share a query.
   */
  findByKeys(reach: Reach, keys: readonly string[]): Promise<ReadonlyMap<string, readonly FoundRecord[]>> {
    let coalescer = this.#coalescers.get(reach.id);
    if (coalescer === undefined) {
      this.#dropIdle();
      coalescer = new Coalescer((distinct) => this.#queryByKeys(reach, distinct));
      this.#coalescers.set(reach.id, coalescer);
    }
    return coalescer.find(keys);
  }

  /** The record under this id or the one it was merged into, at an instant if one is given; null when there is none within reach. */
  async findById(reach: Reach, goldenId: string, asOf?: Date): Promise<FoundRecord | null> {
    const read = (id: string): Query =>
      asOf === undefined ? findByIdsSql(this.#library, reach, [id]) : findAsOfSql(this.#library, reach, { goldenId: id, asOf });
    let id = goldenId;
    for (let hops = 0; hops < mostRedirects; hops++) {
      const [row] = await this.#query<GoldenRow>(read(id));
      if (row === undefined) return null;
      if (row['@redirect_to'] === null) return id === goldenId ? { row } : { row, redirectedFrom: goldenId };
      id = row['@redirect_to'];
    }
    throw new Error('redirects of a golden record form a ring');
  }

  async #queryByKeys(reach: Reach, keys: readonly string[]): Promise<ReadonlyMap<string, readonly FoundRecord[]>> {
    const parts = keys.map(splitLookupKey);
    const asked = { types: parts.map((part) => part.type), values: parts.map((part) => part.value) };
    const rows = await this.#query<IdentifierRow>(findByIdentifiersSql(this.#library, reach, asked));
    const found = new Map<string, FoundRecord[]>();
    for (const row of rows) {
      const record = row['@redirect_to'] === null ? { row } : await this.findById(reach, row['@golden_id']);
      if (record !== null) addOnce(found, lookupKey(row['@type'], row['@value']), record);
    }
    return found;
  }

  async #query<Row extends GoldenRow>(query: Query): Promise<Row[]> {
    const { rows } = await this.#pool.query<Row>({ name: this.#statements.nameOf(query.text), text: query.text, values: query.values });
    return rows;
  }

  /** Reaches come and go with agreements; what nobody is asking through is forgotten. */
  #dropIdle(): void {
    for (const [id, coalescer] of this.#coalescers) if (coalescer.isIdle) this.#coalescers.delete(id);
  }
}

function addOnce(found: Map<string, FoundRecord[]>, key: string, record: FoundRecord): void {
  const held = found.get(key);
  if (held === undefined) found.set(key, [record]);
  else if (!held.some(({ row }) => row['@golden_id'] === record.row['@golden_id'])) held.push(record);
}
