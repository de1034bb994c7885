// Idempotency-Key: a creating request that is sent again within a day gets the first answer, and creates nothing.
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { HubError } from '../kernel/errors.ts';
import type { HashedUpload } from './hashed-upload.ts';

export interface StoredAnswer {
  /** SHA-256 of the upload that was answered. */
  readonly uploaded?: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface KeyedRequest {
  readonly clientId: string;
  readonly key: string;
  readonly operationId: string;
  /** All that makes the request what it is, but for an upload. */
  readonly content: unknown;
  /** Its body where that is a stream: nobody may take the answer about one file for that about another. */
  readonly upload: HashedUpload | null;
}

// A key that was taken but never answered belongs to a process that died; after this time it may be tried again.
const claim = `
insert into hub.idempotency_key as held (client_id, key, operation_id, request_hash) values ($1, $2, $3, $4)
on conflict (client_id, key) do update
set operation_id = excluded.operation_id, request_hash = excluded.request_hash, status = null, response = null, created_at = now()
where held.created_at < now() - interval '1 day' or (held.status is null and held.created_at < now() - interval '10 minutes')
returning 1`;
const read = 'select operation_id, request_hash, status, response from hub.idempotency_key where client_id = $1 and key = $2';
const finish = 'update hub.idempotency_key set status = $3, response = $4 where client_id = $1 and key = $2';
const release = 'delete from hub.idempotency_key where client_id = $1 and key = $2 and status is null';

interface HeldKey {
  readonly operation_id: string;
  readonly request_hash: string;
  readonly status: number | null;
  readonly response: StoredAnswer | null;
}

/**
 * Runs `answer` once for the key. IDEMPOTENCY_MISMATCH: the key belongs to another request; IDEMPOTENCY_RUNNING: the first one has not
 * answered yet. A refusal frees the key.
 */
export async function answerOnce(pool: Pool, request: KeyedRequest, answer: () => Promise<StoredAnswer>): Promise<{ answer: StoredAnswer; isReplay: boolean }> {
  const hash = createHash('sha256').update(JSON.stringify([request.operationId, request.content])).digest('hex');
  const { rowCount } = await pool.query(claim, [request.clientId, request.key, request.operationId, hash]);
  if (rowCount === 0) return { answer: await heldAnswer(pool, request, hash), isReplay: true };
  try {
    const made = { ...(await answer()), ...(request.upload && { uploaded: await request.upload.digest() }) };
    await pool.query(finish, [request.clientId, request.key, made.status, JSON.stringify(made)]);
    return { answer: made, isReplay: false };
  } catch (error) {
    await pool.query(release, [request.clientId, request.key]);
    throw error;
  }
}

async function heldAnswer(pool: Pool, request: KeyedRequest, hash: string): Promise<StoredAnswer> {
  const { rows: [held] } = await pool.query<HeldKey>(read, [request.clientId, request.key]);
  if (held !== undefined && (held.request_hash !== hash || held.operation_id !== request.operationId)) throw mismatch();
  if (held === undefined || held.response === null) throw new HubError('IDEMPOTENCY_RUNNING', 'the first request has not answered yet');
  const { uploaded } = held.response;
  if (request.upload && uploaded !== undefined && (await request.upload.digest()) !== uploaded) throw mismatch();
  return held.response;
}

function mismatch(): HubError {
  return new HubError('IDEMPOTENCY_MISMATCH', 'the idempotency key belongs to another request');
}
