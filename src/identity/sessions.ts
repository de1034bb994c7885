// Sessions of people, kept in the database: every request reads its row, so a session that is ended anywhere is ended everywhere at
// once. Whether the account is active, and what its roles allow, is asked of the access snapshot, as for API clients.
import { createHash, randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import { sql } from '../store/sql.ts';
import type { ClientDirectory } from './authenticate.ts';
import { type BrowserHeaders, requireCsrfToken, type SessionCookie } from './browser.ts';
import { type Caller, clientIdOf } from './caller.ts';
import { needsSecondFactor, type ScopesOf } from './roles.ts';

export type SessionState = 'second_factor' | 'enrol_second_factor' | 'change_password' | 'signed_in';

export interface SessionLimits {
  /** Seconds without a request of the person's. */
  readonly idleSeconds: number;
  /** Seconds from signing in, whatever happens. */
  readonly longestSeconds: number;
}

export interface SessionDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly directory: ClientDirectory;
  readonly scopesOf: ScopesOf;
  readonly cookie: SessionCookie;
  readonly limits: SessionLimits;
}

export interface NewSession {
  readonly account: string;
  /** Of the credential that let the person in: when that has been replaced meanwhile, the session is over before it begins. */
  readonly epoch: number;
  readonly state: SessionState;
  readonly hasSecondFactor: boolean;
  readonly isOutside: boolean;
}

export interface Session extends NewSession {
  /** What the cookie holds. Never logged, never stored. */
  readonly id: string;
  readonly pendingTotpSealed: string | null;
  readonly expiresAt: Date;
}

/** What the API asks when a request comes with a cookie instead of a token. */
export interface SessionAuthenticator {
  /** Whether the request names a session at all. */
  isNamed(cookie: string): boolean;
  /** Refuses SESSION_ENDED, SESSION_INCOMPLETE and ACCESS_STALE. */
  authenticate(headers: BrowserHeaders): Promise<Caller>;
  /** Refuses UNAUTHENTICATED and CSRF_REFUSED: to be asked before anything is changed. */
  requireOwnPage(headers: BrowserHeaders): void;
}

/** For the steps before somebody is signed in. */
const stepSeconds = 600;
const idBytes = 32;

interface SessionRow extends Omit<Session, 'id'> {
  readonly lastSeenAt: Date;
}

export class Sessions implements SessionAuthenticator {
  readonly #deps: SessionDeps;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  isNamed(cookie: string): boolean {
    return this.#deps.cookie.read(cookie) !== null;
  }

  async authenticate(headers: BrowserHeaders): Promise<Caller> {
    const session = await this.require(headers);
    if (session.state !== 'signed_in') throw new HubError('SESSION_INCOMPLETE', 'the person is still signing in', { state: session.state });
    return this.callerOf(session);
  }

  requireOwnPage(headers: BrowserHeaders): void {
    const id = this.#deps.cookie.read(headers.cookie);
    if (id === null) throw new HubError('UNAUTHENTICATED', 'no session');
    this.#deps.cookie.requireOwnPage(headers);
    requireCsrfToken(headers, id);
  }

  /** The account's agency, roles and scopes as they are now. SESSION_ENDED when it may not be here (any more). */
  callerOf(session: Session): Caller {
    const { directory, scopesOf } = this.#deps;
    const clientId = clientIdOf(session.account);
    const account = directory.client(clientId);
    if (account === null || !account.isActive) throw ended('the account is disabled');
    const { agencyCode, roles, ratePerMinute } = account;
    // A role that asks for a second factor may have come after the person signed in.
    if (session.state === 'signed_in' && needsSecondFactor(roles) && !session.hasSecondFactor) throw ended('a role needs a second factor');
    return { clientId, agencyCode, roles, ratePerMinute, scopes: scopesOf(roles), operatorId: session.account };
  }

  /** The session of the request, whatever its state; marked as used now. UNAUTHENTICATED without one, SESSION_ENDED when it is over. */
  async require(headers: BrowserHeaders): Promise<Session> {
    const id = this.#deps.cookie.read(headers.cookie);
    if (id === null) throw new HubError('UNAUTHENTICATED', 'no session');
    const { pool, clock } = this.#deps;
    const { rows: [row] } = await pool.query<SessionRow>(readSession(hashOf(id)));
    if (row === undefined) throw ended('no such session');
    const now = clock.now().getTime();
    if (row.expiresAt.getTime() <= now || this.#idleFor(row, now) > this.#deps.limits.idleSeconds) {
      await this.end(id);
      throw ended('the session was not used in time');
    }
    // What a page asks by itself, on a timer, keeps nobody signed in.
    if (headers['x-background'] !== 'true' && this.#idleFor(row, now) >= this.#markEvery) await this.#markUsed(id, new Date(now));
    return { ...row, id };
  }

  /** A new id for everybody who gets further: an id that was known before signing in is worth nothing after it. */
  async open(session: NewSession, before: string | null): Promise<Session> {
    const { pool, clock, limits } = this.#deps;
    const id = randomBytes(idBytes).toString('base64url');
    const now = clock.now();
    const seconds = session.state === 'signed_in' ? limits.longestSeconds : stepSeconds;
    const expiresAt = new Date(now.getTime() + seconds * 1000);
    const { account, epoch, state, hasSecondFactor, isOutside } = session;
    await pool.query(sql`
with former as (delete from hub.session where id_hash = ${before === null ? null : hashOf(before)})
insert into hub.session (id_hash, account, epoch, state, has_second_factor, is_outside, created_at, last_seen_at, expires_at)
values (${hashOf(id)}, ${account}, ${epoch}, ${state}, ${hasSecondFactor}, ${isOutside}, ${now}, ${now}, ${expiresAt})`);
    return { ...session, id, pendingTotpSealed: null, expiresAt };
  }

  async keepPendingSecret({ id }: Session, pendingTotpSealed: string): Promise<void> {
    await this.#deps.pool.query(sql`update hub.session set pending_totp_sealed = ${pendingTotpSealed} where id_hash = ${hashOf(id)}`);
  }

  async end(id: string): Promise<void> {
    await this.#deps.pool.query(sql`delete from hub.session where id_hash = ${hashOf(id)}`);
  }

  #idleFor({ lastSeenAt }: SessionRow, now: number): number {
    return (now - lastSeenAt.getTime()) / 1000;
  }

  /** Not every request writes: a tenth of the idle time is near enough. */
  get #markEvery(): number {
    return Math.min(60, this.#deps.limits.idleSeconds / 10);
  }

  async #markUsed(id: string, now: Date): Promise<void> {
    await this.#deps.pool.query(sql`update hub.session set last_seen_at = ${now} where id_hash = ${hashOf(id)} and last_seen_at < ${now}`);
  }
}

/** Ends every session of the account, those about to be opened too; the epoch of the next ones. */
export async function endSessions(pool: Pool | PoolClient, account: string): Promise<number> {
  await pool.query(sql`delete from hub.session where account = ${account}`);
  const { rows } = await pool.query<{ epoch: number }>(sql`update hub.account_credential set epoch = epoch + 1 where account = ${account} returning epoch`);
  return rows[0]?.epoch ?? 0;
}

/** Rows of sessions that are over, and of failed attempts that lock nobody any more; how many sessions they were. */
export async function removeOldSessions(pool: Pool, idleSeconds: number): Promise<number> {
  await pool.query(sql`delete from hub.sign_in_failure where last_at < now() - interval '1 day' and (locked_until is null or locked_until < now())`);
  const { rowCount } = await pool.query(sql`delete from hub.session where expires_at < now() or last_seen_at < now() - make_interval(secs => ${idleSeconds})`);
  return rowCount ?? 0;
}

function readSession(idHash: string): { name: string; text: string; values: unknown[] } {
  return {
    name: 'session',
    text: `select s.account, s.epoch, s.state, s.has_second_factor as "hasSecondFactor", s.is_outside as "isOutside",
  s.pending_totp_sealed as "pendingTotpSealed", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt"
from hub.session s join hub.account_credential c on c.account = s.account and c.epoch = s.epoch where s.id_hash = $1`,
    values: [idHash],
  };
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

function ended(why: string): HubError {
  return new HubError('SESSION_ENDED', why);
}
