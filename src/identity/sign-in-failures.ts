// Lock-out: so many attempts in a row without success, and the name is locked for a while, whether it is anybody's or not. An attempt
// counts before it is checked, so that a hundred at once are no more than a hundred one after the other.
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import { sql } from '../store/sql.ts';

export const mostFailures = 5;
export const lockSeconds = 900;

/** What is guessed: the password, or the code of the second factor once the password was right. */
export type Guessed = 'password' | 'code';

export class SignInFailures {
  readonly #deps: { readonly pool: Pool; readonly clock: Clock };

  constructor(deps: { readonly pool: Pool; readonly clock: Clock }) {
    this.#deps = deps;
  }

  /** Counts an attempt; how many are left after it. ACCOUNT_LOCKED when there was none left. */
  async take(name: string, what: Guessed): Promise<number> {
    const { pool, clock } = this.#deps;
    const now = clock.now();
    const since = new Date(now.getTime() - lockSeconds * 1000);
    const until = new Date(now.getTime() + lockSeconds * 1000);
    const { rows: [held] } = await pool.query<{ failures: number }>(sql`
insert into hub.sign_in_failure as held (subject_hash, failures, last_at) values (${hashOf(name, what)}, 1, ${now})
on conflict (subject_hash) do update set last_at = ${now},
  failures = case when held.last_at <= ${since} then 1 else held.failures + 1 end,
  locked_until = case when held.last_at > ${since} and held.failures + 1 >= ${mostFailures} then ${until}::timestamptz end
where held.locked_until is null or held.locked_until <= ${now}
returning failures`);
    if (held !== undefined) return mostFailures - held.failures;
    const { rows: [lock] } = await pool.query<{ until: Date | null }>(sql`select locked_until as until from hub.sign_in_failure where subject_hash = ${hashOf(name, what)}`);
    const retryAfterSeconds = Math.max(1, Math.ceil(((lock?.until?.getTime() ?? now.getTime()) - now.getTime()) / 1000));
    throw new HubError('ACCOUNT_LOCKED', 'too many failed attempts', { retryAfterSeconds });
  }

  /** After success, or by an administrator. */
  async clear(name: string, what: readonly Guessed[]): Promise<void> {
    await this.#deps.pool.query(sql`delete from hub.sign_in_failure where subject_hash = any (${what.map((each) => hashOf(name, each))})`);
  }

  /** Those of the names that are locked now, with the end of it. */
  async lockedUntil(names: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const hashes = new Map(names.flatMap((name) => [[hashOf(name, 'password'), name], [hashOf(name, 'code'), name]]));
    const { rows } = await this.#deps.pool.query<{ hash: string; until: Date }>(sql`
select subject_hash as hash, locked_until as until from hub.sign_in_failure
where subject_hash = any (${[...hashes.keys()]}) and locked_until > ${this.#deps.clock.now()} order by locked_until`);
    return new Map(rows.map(({ hash, until }) => [hashes.get(hash) ?? '', until]));
  }
}

/** A hash, for people type their password where the name belongs. */
function hashOf(name: string, what: Guessed): string {
  return createHash('sha256').update(`${what}\n${name}`).digest('base64url');
}
