// A person's authorisation lets one bureau hold the person's published entries. Its beginning and end are changes of that bureau's stream,
// at timepoints that follow the order of commits like those of the entries.
import type { Pool, PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Label } from '../../kernel/labels.ts';
import { ident, sql, type Query } from '../../store/sql.ts';
import { withTransaction } from '../../store/transaction.ts';
import { lockTimepoints } from '../entries/timepoints.ts';
import { allOf, beginSql, endSql, listSql, moveSql } from './authorisations.sql.ts';

export interface NewAuthorisation {
  readonly agencyCode: string;
  readonly subjectLibrary: string;
  readonly subjectGoldenId: string;
  /** The bureau's own number of the paper. */
  readonly reference: string;
  /** Null: all lists (sections). */
  readonly lists: readonly string[] | null;
  readonly sections: readonly string[] | null;
  /** Last day, YYYY-MM-DD. */
  readonly until: string;
  readonly clientId: string;
  readonly operatorId: string;
}

export interface AuthorisationView {
  readonly authorisationId: string;
  readonly agencyCode: string;
  readonly agencyLabel: Label;
  readonly reference: string;
  readonly lists: readonly string[] | null;
  readonly sections: readonly string[] | null;
  readonly until: string;
  readonly registeredAt: Date;
  readonly registeredOperator: string;
  readonly endedAt: Date | null;
  readonly endedCause: 'revoked' | 'withdrawn' | 'expired' | null;
  readonly subjectGoldenId: string;
}

export interface AuthorisationDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Registers it. Refuses AUTHORISATION_OVER when its last day is past, AUTHORISATION_EXISTS when one of this reference is in force. */
export async function beginAuthorisation({ pool, clock, newId }: AuthorisationDeps, asked: NewAuthorisation): Promise<string> {
  if (asked.until < clock.today()) throw new HubError('AUTHORISATION_OVER', 'the last day of the authorisation is past', { until: asked.until });
  const authorisationId = newId();
  await withTransaction(pool, async (client) => {
    await lockTimepoints(client);
    // One of this reference whose last day is past makes room, whether or not the clock has ended it.
    const over = sql`a.agency_code = ${asked.agencyCode} and a.reference = ${asked.reference} and a.until_on <= ${clock.today()}::date`;
    await client.query(endSql(over, { now: clock.now(), cause: 'expired', clientId: null, operatorId: null }));
    const { rowCount } = await client.query(beginSql(asked, { authorisationId, now: clock.now() }));
    if (rowCount === 0) throw new HubError('AUTHORISATION_EXISTS', 'an authorisation of this reference is in force');
  });
  return authorisationId;
}

export interface Ending {
  readonly cause: 'revoked' | 'withdrawn';
  readonly clientId: string;
  readonly operatorId: string;
  /** Only one of this agency; null: of any (a subject's own withdrawal). */
  readonly agencyCode: string | null;
}

/** Ends it now. False: there is none of this id (of the agency) in force. */
export async function endAuthorisation({ pool, clock }: AuthorisationDeps, authorisationId: string, { agencyCode, ...end }: Ending): Promise<boolean> {
  return withTransaction(pool, async (client) => {
    await lockTimepoints(client);
    const which = allOf([sql`a.authorisation_id = ${authorisationId}::uuid`, ...(agencyCode === null ? [] : [sql`a.agency_code = ${agencyCode}`])]);
    const { rowCount } = await client.query(endSql(which, { ...end, now: clock.now() }));
    return rowCount === 1;
  });
}

/**
 * What time and merges do to authorisations: those past their last day end, those of merged golden records go on for the record that it became.
 * Idempotent; run by the clock. Returns how many changed.
 */
export async function keepAuthorisations({ pool, clock }: Pick<AuthorisationDeps, 'pool' | 'clock'>, libraries: readonly LibraryDefinition[]): Promise<number> {
  return withTransaction(pool, async (client) => {
    await lockTimepoints(client);
    const now = clock.now();
    const over = await run(client, endSql(sql`a.until_on <= ${clock.today()}::date`, { now, cause: 'expired', clientId: null, operatorId: null }));
    let moved = 0;
    for (const { code, kind } of libraries) {
      if (kind === 'entity') moved += await run(client, moveSql(ident(code, 'golden_record'), { libraryCode: code, now }));
    }
    return over + moved / 2;
  });
}

async function run(client: PoolClient, query: Query): Promise<number> {
  return (await client.query(query)).rowCount ?? 0;
}

export interface AuthorisationFilter {
  readonly agencyCode?: string;
  readonly subjectGoldenId?: string;
  readonly authorisationId?: string;
  readonly reference?: string;
  readonly isInForce?: boolean;
  readonly after?: string;
  readonly limit: number;
}

export async function listAuthorisations({ pool, clock }: Pick<AuthorisationDeps, 'pool' | 'clock'>, filter: AuthorisationFilter): Promise<AuthorisationView[]> {
  const { agencyCode, subjectGoldenId, authorisationId, reference, isInForce, after, limit } = filter;
  const inForce = sql`(a.ended_timepoint is null and a.until_on > ${clock.today()}::date)`;
  const which = allOf([
    ...(agencyCode === undefined ? [] : [sql`a.agency_code = ${agencyCode}`]),
    ...(subjectGoldenId === undefined ? [] : [sql`a.subject_golden_id = ${subjectGoldenId}::uuid`]),
    ...(authorisationId === undefined ? [] : [sql`a.authorisation_id = ${authorisationId}::uuid`]),
    ...(reference === undefined ? [] : [sql`a.reference = ${reference}`]),
    ...(isInForce === undefined ? [] : [isInForce ? inForce : sql`not ${inForce}`]),
  ]);
  const { rows } = await pool.query<AuthorisationView>(listSql(which, { after: after ?? null, limit }));
  return rows;
}
