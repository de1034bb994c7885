// Who may do what, in memory and never older than five seconds: changes arrive by LISTEN, and the epoch is polled each second in case
// a notice was lost. When the database has not confirmed the epoch for that long, every question is refused.
import { type Clock, systemClock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import type { Log } from '../kernel/log.ts';
import type { Client, Pool } from 'pg';
import { AccessSnapshot, accessSnapshotSql, type AccessSnapshotRow, type ClientAccess } from './access-snapshot.ts';
import type { Grant, Need } from './grant.ts';

export interface AccessDeps {
  /** Read for the snapshot. Give it one of its own: a pool that others exhaust would make the snapshot stale. */
  readonly pool: Pool;
  /** A new, unconnected client for LISTEN: a connection of its own, outside the pool. */
  readonly createListener: () => Client;
  readonly log: Log;
  readonly clock?: Clock;
  /** Milliseconds that only go forward, for the age of the snapshot. */
  readonly elapsed?: () => number;
}

/** Decides by the snapshot in memory; every method throws ACCESS_STALE when that is not known to be fresh. */
export interface Access {
  /** Rises with every change of an agency, client, account or agreement. */
  epoch(): number;
  /** The grant that lets this caller's agency do it now, or null: the default is no. */
  grant(caller: { readonly clientId: string; readonly agencyCode: string }, need: Need): Grant | null;
  /** Null when unknown; a disabled client is returned with `isActive` false. */
  client(clientId: string): ClientAccess | null;
}

export const maxAccessAge = 5_000;
const pollEvery = 1_000;
const queryTimeout = 3_000;

export class LiveAccess implements Access {
  readonly #deps: AccessDeps;
  readonly #clock: Clock;
  readonly #elapsed: () => number;
  #snapshot: AccessSnapshot | null = null;
  #confirmedAt = -Infinity;
  #refreshing: Promise<void> | null = null;
  #isRefreshDue = false;
  #timer: NodeJS.Timeout | null = null;
  #listener: Client | null = null;
  #isStopped = false;

  constructor(deps: AccessDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
    this.#elapsed = deps.elapsed ?? (() => performance.now());
  }

  epoch(): number {
    return this.#fresh().epoch;
  }

  grant(caller: { readonly clientId: string; readonly agencyCode: string }, need: Need): Grant | null {
    const snapshot = this.#fresh();
    const client = snapshot.client(caller.clientId);
    if (client === null || !client.isActive || client.agencyCode !== caller.agencyCode) return null;
    return snapshot.grant(caller.agencyCode, need, this.#clock.now().getTime());
  }

  client(clientId: string): ClientAccess | null {
    return this.#fresh().client(clientId);
  }

  /** Reads the first snapshot (throws when it cannot) and keeps it fresh until stop(). */
  async start(): Promise<void> {
    await this.#refresh();
    this.#timer = setInterval(() => void this.#tick(), pollEvery);
    this.#timer.unref();
    await this.#listen();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearInterval(this.#timer);
    const listener = this.#listener;
    this.#listener = null;
    await listener?.end();
    await this.#refreshing?.catch(() => undefined); // a failed refresh has been logged by #tick
  }

  #fresh(): AccessSnapshot {
    if (this.#snapshot === null || this.#elapsed() - this.#confirmedAt > maxAccessAge) {
      throw new HubError('ACCESS_STALE', 'the access snapshot was not confirmed in time', { maxAgeSeconds: maxAccessAge / 1000 });
    }
    return this.#snapshot;
  }

  async #tick(): Promise<void> {
    if (this.#isStopped) return;
    try {
      await this.#refresh();
      if (this.#listener === null) await this.#listen();
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'access: the snapshot could not be refreshed');
    }
  }

  /** One refresh at a time; a notice during one asks for another, so that no change slips between. */
  #refresh(): Promise<void> {
    this.#isRefreshDue = true;
    this.#refreshing ??= this.#refreshWhileDue().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #refreshWhileDue(): Promise<void> {
    while (this.#isRefreshDue) {
      this.#isRefreshDue = false;
      const askedAt = this.#elapsed();
      const { epoch } = await this.#one<{ epoch: string | number }>('select epoch from hub.access_epoch');
      if (this.#snapshot === null || Number(epoch) !== this.#snapshot.epoch) {
        this.#snapshot = new AccessSnapshot(await this.#one<AccessSnapshotRow>(accessSnapshotSql));
      }
      this.#confirmedAt = askedAt;
    }
  }

  /** The single row of a query; a server that does not answer must not hold back the next poll. */
  async #one<Row>(text: string): Promise<Row> {
    const query = { text, query_timeout: queryTimeout };
    const { rows } = await this.#deps.pool.query(query);
    if (rows[0] === undefined) throw new Error('hub.access_epoch has lost its row');
    return rows[0] as Row;
  }

  async #listen(): Promise<void> {
    if (this.#isStopped) return;
    const listener = this.#deps.createListener();
    this.#listener = listener;
    const drop = (): void => {
      if (this.#listener === listener) this.#listener = null;
    };
    listener.on('notification', () => void this.#tick());
    listener.on('error', drop).on('end', drop);
    try {
      await listener.connect();
      await listener.query('listen jiku_access');
    } catch (error) {
      drop();
      this.#deps.log.warn({ err: error }, 'access: no notices; changes are seen by polling alone');
      await listener.end().catch(() => undefined); // it never connected
    }
  }
}
