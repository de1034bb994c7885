// The records that pairs are made of, read once and kept, with what was parsed of them, while pairs that lie near each other need them.
import type { PoolClient } from 'pg';
import { librarySql } from '../../library-sql.ts';
import { profileOf, type MatchPlan, type Profile } from './match-plan.ts';
import { readProfiles } from './work-tables.sql.ts';

/** Texts of a profile: record id, usable number, values; or the two record ids of a pair. */
export type TextRow = (string | null)[];

/** Profiles kept at least, twice as many at most: those of some batches of pairs. */
const most = 5_000;

export class Profiles {
  readonly #plan: MatchPlan;
  #young = new Map<string, Profile>();
  #old: ReadonlyMap<string, Profile> = new Map();

  constructor(plan: MatchPlan) {
    this.#plan = plan;
  }

  /** Undefined for a record that is withdrawn or was not asked for. */
  of(recordId: string): Profile | undefined {
    return this.#young.get(recordId);
  }

  /** Reads those of the records of these pairs that are not held; the others of them stay. */
  async need(client: PoolClient, pairs: readonly TextRow[]): Promise<void> {
    if (this.#young.size > most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    const missing = new Set<string>();
    const hold = (id: string): void => {
      if (this.#young.has(id)) return;
      const held = this.#old.get(id);
      if (held === undefined) missing.add(id);
      else this.#young.set(id, held);
    };
    for (const [one, other] of pairs) {
      hold(one!);
      hold(other!);
    }
    if (missing.size === 0) return;
    const lib = librarySql(this.#plan.library);
    const { rows } = await client.query<TextRow>({ ...readProfiles(this.#plan, lib, [...missing]), rowMode: 'array' });
    this.add(rows);
  }

  add(rows: readonly TextRow[]): void {
    for (const row of rows) this.#young.set(row[0]!, profileAt(this.#plan, row, 0));
  }
}

/** [record id, usable number, values ...] from place `at` of a row on. */
export function profileAt(plan: MatchPlan, row: readonly (string | null)[], at: number): Profile {
  return profileOf(plan, row[at]!, row[at + 1]!, row.slice(at + 2, at + 2 + plan.attributes.length));
}
