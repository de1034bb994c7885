// Finds subjects with what reaches them today. Questions of concurrent requests join one statement, within one scope and library.
import type { Pool } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { Coalescer } from '../../engine/query/coalescer.ts';
import { splitLookupKey } from '../../engine/query/identifier-keys.ts';
import type { StatementNames } from '../../engine/query/statement-names.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Query } from '../../store/sql.ts';
import { findByIdsSql, findByNumbersSql, redirectsSql, type EntryScope, type SubjectRow } from './find-subjects.sql.ts';
import { collectSubjects, type Redirected } from './subject-rows.ts';
import type { FoundSubject } from './types.ts';

export interface FinderDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly statements: StatementNames;
}

const mostRedirects = 32;
/** Statements under way of one kind: one alone leaves the database waiting while its rows are read. */
const questionsAtOnce = 2;

export class SubjectFinder {
  readonly #deps: FinderDeps;
  readonly #coalescers = new Map<string, Coalescer<readonly FoundSubject[]>>();

  constructor(deps: FinderDeps) {
    this.#deps = deps;
  }

  /** Bearers by look-up key (identifier-keys.ts); a key that nobody bears is absent. */
  find(library: LibraryDefinition, scope: EntryScope, keys: readonly string[]): Promise<ReadonlyMap<string, readonly FoundSubject[]>> {
    const id = `${library.code} ${scope.id}`;
    let coalescer = this.#coalescers.get(id);
    if (coalescer === undefined) {
      for (const [idle, each] of this.#coalescers) if (each.isIdle) this.#coalescers.delete(idle);
      coalescer = new Coalescer((distinct) => this.query(library, scope, distinct), { atOnce: questionsAtOnce });
      this.#coalescers.set(id, coalescer);
    }
    return coalescer.find(keys);
  }

  /** The same in a statement of its own. */
  async query(library: LibraryDefinition, scope: EntryScope, keys: readonly string[]): Promise<ReadonlyMap<string, readonly FoundSubject[]>> {
    const parts = keys.map(splitLookupKey);
    const today = this.#deps.clock.today();
    const rows = await this.#rows(findByNumbersSql(library, scope, { types: parts.map(({ type }) => type), values: parts.map(({ value }) => value), today }));
    const { found, redirected } = collectSubjects(rows, keys);
    if (redirected.length > 0) await this.#follow({ library, scope, today }, redirected, found);
    return found;
  }

  /** Numbers whose bearer has been merged into another: they lead to that one. */
  async #follow(asked: { library: LibraryDefinition; scope: EntryScope; today: string }, redirected: readonly Redirected[], found: Map<string, FoundSubject[]>): Promise<void> {
    const ends = await this.#ends(asked.library, redirected);
    const goldenIds = [...new Set(ends.values())];
    const rows = await this.#rows(findByIdsSql(asked.library, asked.scope, { goldenIds, today: asked.today }));
    const { found: byId } = collectSubjects(rows, goldenIds);
    for (const { key, redirectTo } of redirected) {
      const held = found.get(key) ?? [];
      for (const subject of byId.get(ends.get(redirectTo) ?? '') ?? []) if (held.every(({ goldenId }) => goldenId !== subject.goldenId)) held.push(subject);
      found.set(key, held);
    }
  }

  /** From each target of a redirect to the record that answers now. */
  async #ends(library: LibraryDefinition, redirected: readonly Redirected[]): Promise<Map<string, string>> {
    const ends = new Map(redirected.map(({ redirectTo }) => [redirectTo, redirectTo]));
    for (let hops = 0; hops < mostRedirects; hops++) {
      const { rows } = await this.#deps.pool.query<{ goldenId: string; redirectTo: string | null }>(redirectsSql(library, [...new Set(ends.values())]));
      const onward = new Map(rows.flatMap(({ goldenId, redirectTo }) => (redirectTo === null ? [] : [[goldenId, redirectTo] as const])));
      if (onward.size === 0) return ends;
      for (const [from, to] of ends) ends.set(from, onward.get(to) ?? to);
    }
    throw new Error('redirects of a golden record form a ring');
  }

  async #rows({ text, values }: Query): Promise<SubjectRow[]> {
    const { rows } = await this.#deps.pool.query<SubjectRow>({ name: this.#deps.statements.nameOf(text), text, values });
    return rows;
  }
}
