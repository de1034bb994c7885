// The one writer of audit rows. Events of concurrent requests commit together: while one INSERT is under way the next ones queue, and
// the next INSERT takes them all. write() resolves only when the row is durable; when it rejects, the answer must not leave.
import { Batcher } from '../kernel/batcher.ts';
import { HubError } from '../kernel/errors.ts';
import type { Pool } from 'pg';
import { uuidArray } from '../store/sql.ts';

/** One row of hub.audit_event. Holds ids and attribute codes, never attribute values. */
export interface AuditEvent {
  /** From createIdSource(): the answer carries it. */
  readonly eventId: string;
  readonly at: Date;
  readonly operationId: string;
  readonly clientId?: string | null;
  readonly agencyCode?: string | null;
  readonly agreementId?: string | null;
  readonly operatorId?: string | null;
  readonly purpose?: string | null;
  readonly matterCode?: string | null;
  readonly library?: string | null;
  /** `answered`, or the code of the refusal. */
  readonly outcome: string;
  readonly status: number;
  /** The subject, when there is exactly one; several stand in `goldenIds`. */
  readonly goldenId?: string | null;
  readonly goldenIds?: readonly string[] | null;
  readonly subjectCount?: number;
  readonly attributes?: readonly string[] | null;
  readonly requestId: string;
  readonly details?: Readonly<Record<string, unknown>> | null;
}

/**
 * Rows of another truth that must commit with the event. `steps`: CTEs that write them out of `$2`, a JSON array of such rows; a constant
 * of the code. `row`: this event's, as JSON text.
 */
export interface AuditCompanion {
  readonly kind: { readonly name: string; readonly steps: string };
  readonly row: string;
}

export interface AuditWriter {
  /** Resolves when the event is durable, and `beside` with it; AUDIT_UNAVAILABLE when it is not known to be, and then nothing may be answered. */
  write(event: AuditEvent, beside?: AuditCompanion): Promise<void>;
}

export interface AuditLimits {
  /** Events in one INSERT. */
  readonly batch: number;
  /** Events waiting at most; the next one is refused. */
  readonly queue: number;
}

// One JSON parameter: no dearer than unnest over an array a column (13 against 15 µs of the hub's CPU an event at 32 writers), and simpler.
const insert = {
  name: 'audit_event_insert',
  text: `insert into hub.audit_event (event_id, at, operation_id, client_id, agency_code, agreement_id, operator_id, purpose, matter_code,
    library, outcome, status, golden_id, golden_ids, subject_count, attributes, request_id, details)
  select "eventId", at, "operationId", "clientId", "agencyCode", "agreementId", "operatorId", purpose, "matterCode",
    library, outcome, status, "goldenId", "goldenIds", coalesce("subjectCount", ("goldenId" is not null)::integer), attributes,
    "requestId", details
  from json_to_recordset($1) as event("eventId" uuid, at timestamptz, "operationId" text, "clientId" text, "agencyCode" text,
    "agreementId" uuid, "operatorId" text, purpose text, "matterCode" text, library text, outcome text, status smallint, "goldenId" uuid,
    "goldenIds" uuid[], "subjectCount" integer, attributes text[], "requestId" text, details jsonb)`,
};

interface Waiting {
  readonly event: AuditEvent;
  readonly beside: AuditCompanion | undefined;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

function insertOf(batch: readonly Waiting[]): { name: string; text: string; values: string[] } {
  const events = JSON.stringify(batch.map(({ event }) => (event.goldenIds ? { ...event, goldenIds: uuidArray(event.goldenIds) } : event)));
  const companions = batch.flatMap(({ beside }) => beside ?? []);
  const kind = companions[0]?.kind;
  if (kind === undefined) return { ...insert, values: [events] };
  const name = `${insert.name} ${kind.name}`;
  return { name, text: `with ${kind.steps}\n${insert.text}`, values: [events, `[${companions.map(({ row }) => row).join(',')}]`] };
}

/**
 * Writes audit events over the pool (best one of its own), one INSERT at a time. A connection that fails between COMMIT and its answer
 * leaves a row for an answer that was refused: the trail may say more than was told, never less.
 */
export class BatchedAuditWriter implements AuditWriter {
  readonly #limits: AuditLimits;
  readonly #batcher: Batcher<Waiting>;

  constructor(pool: Pool, limits: AuditLimits = { batch: 500, queue: 10_000 }) {
    this.#limits = limits;
    this.#batcher = new Batcher({ take: (queue) => takeBatch(queue, limits.batch), work: (batch) => commit(pool, batch) });
  }

  write(event: AuditEvent, beside?: AuditCompanion): Promise<void> {
    if (this.#batcher.waiting >= this.#limits.queue) {
      return Promise.reject(new HubError('AUDIT_UNAVAILABLE', 'the audit queue is full', { queue: this.#limits.queue }));
    }
    return new Promise((resolve, reject) => this.#batcher.add({ event, beside, resolve, reject }));
  }
}

/** The next events, up to the limit, and of those with companions one kind alone: they are one statement. */
function takeBatch(queue: Waiting[], limit: number): Waiting[] {
  const waiting = queue.splice(0);
  const kind = waiting.find(({ beside }) => beside !== undefined)?.beside?.kind;
  const batch: Waiting[] = [];
  for (const each of waiting) {
    const fits = batch.length < limit && (each.beside === undefined || each.beside.kind === kind);
    (fits ? batch : queue).push(each);
  }
  return batch;
}

async function commit(pool: Pool, batch: readonly Waiting[]): Promise<() => void> {
  try {
    await pool.query(insertOf(batch));
    return () => batch.forEach(({ resolve }) => resolve());
  } catch (cause) {
    const refusal = new HubError('AUDIT_UNAVAILABLE', 'the audit event could not be written', undefined, { cause });
    return () => batch.forEach(({ reject }) => reject(refusal));
  }
}
