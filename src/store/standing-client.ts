// A connection for work that comes often and is small. The same statements as elsewhere run on it, but it keeps their work tables and
// their plans from one transaction to the next: making tables, taking statistics and planning cost far more than a few rows do. Its
// planner goes by indexes alone (see standingOptions), so that a plan made for empty work tables holds for a large library.
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import pg from 'pg';
import { ident, join, sql, type Query } from './sql.ts';
import { workStepOf, type WorkStep } from './work-table.ts';

/** Settings of the session. A join that hashes or sorts would read whole tables of the library for one record. */
export const standingOptions = '-c plan_cache_mode=force_generic_plan -c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c random_page_cost=1.1';

type Send = (statement: unknown) => Promise<pg.QueryResult>;

const nothing: pg.QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] };

export class StandingClient extends pg.Client {
  /** Work tables that this session holds, with the statement that made each. Empty between transactions. */
  readonly #tables = new Map<string, string>();
  readonly #names = new Map<string, string>();

  /** As pg's; statements given alone, as promises, are those that are kept. */
  override query(...given: readonly unknown[]): never {
    const send = super.query.bind(this) as (...rest: readonly unknown[]) => unknown;
    const [statement] = given;
    return (given.length === 1 && isPlain(statement) ? this.#run(statement, send as Send) : send(...given)) as never;
  }

  /**
   * Sends the statements in one go. After the first fault, which is the one thrown, PostgreSQL refuses the others, for it all happens in
   * a transaction.
   */
  sendAll(statements: readonly (Query | string)[]): Promise<pg.QueryResult[]> {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection;
    stream.cork();
    const answers = statements.map((statement) => this.query(statement) as Promise<pg.QueryResult>);
    stream.uncork();
    return Promise.all(answers);
  }

  #run(statement: string | Query, send: Send): Promise<pg.QueryResult> {
    const step = workStepOf(statement);
    if (step !== undefined) return step.kind === 'make' ? this.#make(step, send) : Promise.resolve(nothing);
    if (statement === 'commit') return this.#commit(send);
    // What a failed transaction made is gone with it; what an earlier one made is made anew, it costs little.
    if (statement === 'rollback') this.#tables.clear();
    return send(typeof statement === 'string' ? statement : this.#named(statement));
  }

  async #make({ table, shape }: WorkStep, send: Send): Promise<pg.QueryResult> {
    if (this.#tables.get(table) === shape.text) return nothing;
    this.#tables.set(table, shape.text);
    await Promise.all([
      send(sql`drop table if exists pg_temp.${ident(table)}`),
      send(sql`create temporary table ${ident(table)} ${shape}`),
      // Known to be empty, it is planned for by its size; unknown, as if it held some thousand rows.
      send(sql`analyze ${ident(table)}`),
    ]);
    return nothing;
  }

  /** Deleting keeps the plans, which truncating a table with an index would not; PostgreSQL reuses the room. */
  async #commit(send: Send): Promise<pg.QueryResult> {
    const emptied = [...this.#tables.keys()].sort().map((table) => sql`${ident(`no_${table}`)} as (delete from pg_temp.${ident(table)})`);
    const steps = [...(emptied.length > 0 ? [send(this.#named(sql`with ${join(emptied)} select`))] : []), send('commit')];
    return (await Promise.all(steps)).at(-1)!;
  }

  #named(statement: Query): Query & { readonly name: string } {
    const { text } = statement;
    let name = this.#names.get(text);
    if (name === undefined) this.#names.set(text, (name = createHash('sha256').update(text).digest('hex').slice(0, 40)));
    return { ...statement, name };
  }
}

function isPlain(statement: unknown): statement is string | Query {
  return typeof statement === 'string' || (typeof statement === 'object' && statement !== null && 'values' in statement && !('submit' in statement));
}
