// Reads the audit trail for the security auditor: who saw a golden record (under any id it ever had), by whom, when and why.
import { HubError } from '../kernel/errors.ts';
import type { Pool } from 'pg';
import type { AuditEvent } from './audit.ts';
import { auditPageSql, type AuditQuery, redirectFamilySql } from './audit-query.sql.ts';

export type { AuditQuery } from './audit-query.sql.ts';

export interface AuditPage {
  readonly events: readonly AuditEvent[];
  /** Null on the last page. */
  readonly next: string | null;
}

/**
 * Newest first, paged by key so that events written meanwhile move nothing. Refuses AUDIT_QUERY_INVALID: without a subject, client or
 * period, with a limit outside 1–500, or with an `after` that is none of ours. `knownLibraries` guards the schema's name.
 */
export async function findAuditEvents(pool: Pool, knownLibraries: readonly string[], query: AuditQuery): Promise<AuditPage> {
  const after = checkQuery(knownLibraries, query);
  const goldenIds = query.goldenId === undefined ? null : await redirectFamily(pool, query.library ?? '', query.goldenId);
  const { rows } = await pool.query<AuditEvent>(auditPageSql(query, { goldenIds, after }));
  const events = rows.slice(0, query.limit);
  const last = events.at(-1);
  return { events, next: rows.length > query.limit && last ? encodeCursor(last) : null };
}

async function redirectFamily(pool: Pool, library: string, goldenId: string): Promise<string[]> {
  const { rows } = await pool.query<{ goldenId: string }>(redirectFamilySql(library, goldenId));
  // A golden record that is gone altogether may still have been seen.
  return rows.length > 0 ? rows.map((row) => row.goldenId) : [goldenId];
}

function checkQuery(knownLibraries: readonly string[], query: AuditQuery): { at: Date; eventId: string } | null {
  const faults: string[] = [];
  const { goldenId, library, clientId, from, to, limit } = query;
  if (goldenId === undefined && clientId === undefined && (from === undefined || to === undefined)) {
    faults.push('name a goldenId, a clientId, or a period with from and to');
  }
  if (goldenId !== undefined && (library === undefined || !knownLibraries.includes(library))) faults.push('library: needed with goldenId');
  if (goldenId !== undefined && !isUuid(goldenId)) faults.push('goldenId: not an id');
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) faults.push('limit: 1 to 500');
  const after = query.after === undefined ? null : decodeCursor(query.after);
  if (query.after !== undefined && after === null) faults.push('after: not a cursor of this list');
  if (faults.length > 0) throw new HubError('AUDIT_QUERY_INVALID', faults.join('; '), { faults });
  return after;
}

function encodeCursor(event: AuditEvent): string {
  return Buffer.from(`${event.at.toISOString()} ${event.eventId}`).toString('base64url');
}

function decodeCursor(cursor: string): { at: Date; eventId: string } | null {
  const [at = '', eventId = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ');
  const instant = new Date(at);
  return Number.isNaN(instant.getTime()) || !isUuid(eventId) ? null : { at: instant, eventId };
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
