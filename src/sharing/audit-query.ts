// Reads the audit trail for the security auditor: who saw a golden record (under any id it ever had), or what was asked in a period by whom
// and why. A period is what the index on time serves: about a microsecond an event in it, whatever else is asked for.
import { HubError } from '../kernel/errors.ts';
import type { Pool } from 'pg';
import type { AuditEvent } from './audit.ts';
import { auditPageSql, type AuditQuery, redirectFamilySql } from './audit-query.sql.ts';

export type { AuditQuery } from './audit-query.sql.ts';

const day = 86_400_000;
const longestDays = 92;

export interface AuditPage {
  readonly events: readonly AuditEvent[];
  /** Null on the last page. */
  readonly next: string | null;
}

/**
 * Newest first, paged by key so that events written meanwhile move nothing. Refuses AUDIT_QUERY_INVALID: with neither a
 * subject nor a period of at most 92 days, with a limit outside 1–500, or with an `after` that is none of ours. `knownLibraries` guards the schema's name.
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

interface Fault {
  readonly at: string;
  readonly rule: string;
  readonly expected?: unknown;
}

function checkQuery(knownLibraries: readonly string[], query: AuditQuery): { at: Date; eventId: string } | null {
  const { goldenId, library, limit } = query;
  const after = query.after === undefined ? null : decodeCursor(query.after);
  const faults: Fault[] = [
    ...periodFaults(query),
    ...(goldenId !== undefined && library === undefined ? [{ at: 'library', rule: 'required' }] : []),
    ...(library !== undefined && !knownLibraries.includes(library) ? [{ at: 'library', rule: 'enum', expected: knownLibraries }] : []),
    ...(goldenId !== undefined && !isUuid(goldenId) ? [{ at: 'goldenId', rule: 'format', expected: 'uuid' }] : []),
    ...(!Number.isInteger(limit) || limit < 1 || limit > 500 ? [{ at: 'limit', rule: 'maximum', expected: 500 }] : []),
    ...(query.after !== undefined && after === null ? [{ at: 'after', rule: 'cursor' }] : []),
  ];
  if (faults.length > 0) throw new HubError('AUDIT_QUERY_INVALID', faults.map(({ at, rule }) => `${at}: ${rule}`).join('; '), { faults });
  return after;
}

function periodFaults({ goldenId, from, to }: AuditQuery): Fault[] {
  if (from !== undefined && to !== undefined && from >= to) return [{ at: 'from', rule: 'before', expected: 'to' }];
  if (goldenId !== undefined) return [];
  const isBounded = from !== undefined && to !== undefined && to.getTime() - from.getTime() <= longestDays * day;
  return isBounded ? [] : [{ at: 'from', rule: 'period', expected: longestDays }];
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
