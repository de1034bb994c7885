// hub.webhook and hub.webhook_delivery: what is read and written, one statement each.
import { join, sql, type Query } from '../../store/sql.ts';

const webhookColumns = sql`webhook_id as "webhookId", url, event_types as "eventTypes", description, state, disabled_cause as "disabledCause", created_at as "createdAt",
  former_secret_until as "formerSecretUntil",
  (select count(*) from hub.webhook_delivery d where d.webhook_id = w.webhook_id and d.state = 'pending') as pending,
  (select count(*) from hub.webhook_delivery d where d.webhook_id = w.webhook_id and d.state = 'dead') as dead`;

export function insertWebhookSql(made: {
  webhookId: string; agencyCode: string; url: string; eventTypes: readonly string[]; description: string | null; sealed: string; now: Date; clientId: string; from: number;
}): Query {
  return sql`insert into hub.webhook (webhook_id, agency_code, url, event_types, description, secret_sealed, created_at, created_client, from_timepoint)
    values (${made.webhookId}::uuid, ${made.agencyCode}, ${made.url}, ${made.eventTypes}::text[], ${made.description}, ${made.sealed}, ${made.now}::timestamptz, ${made.clientId}, ${made.from}::bigint)`;
}

export function listWebhooksSql(agencyCode: string, webhookId: string | null): Query {
  return sql`select ${webhookColumns} from hub.webhook w
    where agency_code = ${agencyCode} ${webhookId === null ? sql`` : sql`and webhook_id = ${webhookId}::uuid`} order by webhook_id`;
}

export interface WebhookChange {
  readonly url?: string;
  readonly eventTypes?: readonly string[];
  readonly description?: string | null;
  readonly isActive?: boolean;
}

export function updateWebhookSql(agencyCode: string, webhookId: string, { url, eventTypes, description, isActive }: WebhookChange): Query {
  const set = [
    ...(url === undefined ? [] : [sql`url = ${url}`]),
    ...(eventTypes === undefined ? [] : [sql`event_types = ${eventTypes}::text[]`]),
    ...(description === undefined ? [] : [sql`description = ${description}`]),
    ...(isActive === undefined ? [] : [sql`state = ${isActive ? 'active' : 'disabled'}, disabled_cause = ${isActive ? null : 'paused'}, rest_until = null`]),
  ];
  return sql`update hub.webhook set ${set.length === 0 ? sql`url = url` : join(set)} where agency_code = ${agencyCode} and webhook_id = ${webhookId}::uuid`;
}

/** The secret that signs now becomes the former one, and signs beside the new one until then. */
export function rotateSecretSql(agencyCode: string, webhookId: string, next: { sealed: string; formerUntil: Date }): Query {
  return sql`update hub.webhook set former_secret_sealed = secret_sealed, former_secret_until = ${next.formerUntil}::timestamptz, secret_sealed = ${next.sealed}
    where agency_code = ${agencyCode} and webhook_id = ${webhookId}::uuid`;
}

export function deleteWebhookSql(agencyCode: string, webhookId: string): Query {
  return sql`delete from hub.webhook where agency_code = ${agencyCode} and webhook_id = ${webhookId}::uuid`;
}

export interface NewDelivery {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly eventType: string;
  readonly timepoint: number;
  readonly body: string;
}

export function insertDeliveriesSql(deliveries: readonly NewDelivery[], now: Date): Query {
  return sql`
    insert into hub.webhook_delivery (delivery_id, webhook_id, event_type, timepoint, body, created_at, next_at)
    select "deliveryId", "webhookId", "eventType", timepoint, body, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(deliveries)}) as d("deliveryId" uuid, "webhookId" uuid, "eventType" text, timepoint bigint, body text)`;
}

const deliveryColumns = sql`d.delivery_id as "deliveryId", d.webhook_id as "webhookId", d.event_type as "type", d.timepoint, d.created_at as "createdAt", d.state, d.attempts,
  case when d.state = 'pending' then d.next_at end as "nextAt", d.last_at as "lastAt", d.last_status as "lastStatus", d.last_fault as "lastFault"`;

/** Newest first. */
export function listDeliveriesSql(agencyCode: string, webhookId: string, page: { state: string | null; after: string | null; limit: number }): Query {
  return sql`select ${deliveryColumns} from hub.webhook_delivery d join hub.webhook w using (webhook_id)
    where w.agency_code = ${agencyCode} and d.webhook_id = ${webhookId}::uuid
      ${page.state === null ? sql`` : sql`and d.state = ${page.state}`} ${page.after === null ? sql`` : sql`and d.delivery_id < ${page.after}::uuid`}
    order by d.delivery_id desc limit ${page.limit}::integer`;
}

/** Ended deliveries become due again, under the same id. `which`: on the delivery `d`. */
export function resendSql(agencyCode: string, which: Query, now: Date): Query {
  return sql`update hub.webhook_delivery d set state = 'pending', attempts = 0, next_at = ${now}::timestamptz, ended_at = null, last_fault = null
    from hub.webhook w where w.webhook_id = d.webhook_id and w.agency_code = ${agencyCode} and d.state <> 'pending' and ${which}
    returning ${deliveryColumns}`;
}

/** A webhook with something due that nobody delivers to and that need not rest; leased to the owner. */
export function claimWebhookSql({ owner, now, leaseUntil }: { owner: string; now: Date; leaseUntil: Date }): Query {
  return sql`
    update hub.webhook w set lease_owner = ${owner}, lease_until = ${leaseUntil}::timestamptz
    where webhook_id = (
      select w.webhook_id from hub.webhook w
      where w.state = 'active' and (w.lease_until is null or w.lease_until < ${now}::timestamptz) and (w.rest_until is null or w.rest_until <= ${now}::timestamptz)
        and exists (select from hub.webhook_delivery d where d.webhook_id = w.webhook_id and d.state = 'pending' and d.next_at <= ${now}::timestamptz)
      order by w.lease_until nulls first limit 1 for update skip locked
    )
    returning webhook_id as "webhookId", url, secret_sealed as "sealed", former_secret_sealed as "formerSealed", former_secret_until as "formerUntil"`;
}

export function dueDeliveriesSql(webhookId: string, now: Date, limit: number): Query {
  return sql`select delivery_id as "deliveryId", body, attempts from hub.webhook_delivery
    where webhook_id = ${webhookId}::uuid and state = 'pending' and next_at <= ${now}::timestamptz order by timepoint, delivery_id limit ${limit}::integer`;
}

export interface AttemptNote {
  readonly deliveryId: string;
  readonly state: 'pending' | 'delivered' | 'dead';
  readonly nextAt: Date | null;
  readonly now: Date;
  readonly status: number | null;
  readonly fault: string | null;
}

export function noteAttemptSql({ deliveryId, state, nextAt, now, status, fault }: AttemptNote): Query {
  return sql`update hub.webhook_delivery set attempts = attempts + 1, state = ${state}, next_at = coalesce(${nextAt}::timestamptz, next_at), last_at = ${now}::timestamptz,
      last_status = ${status}, last_fault = ${fault}, ended_at = case when ${state} = 'pending' then null else ${now}::timestamptz end
    where delivery_id = ${deliveryId}::uuid and state = 'pending'`;
}

/** Still the owner's, for longer; no row: another has taken over. */
export function renewLeaseSql({ webhookId, owner, leaseUntil }: { webhookId: string; owner: string; leaseUntil: Date }): Query {
  return sql`update hub.webhook set lease_until = ${leaseUntil}::timestamptz where webhook_id = ${webhookId}::uuid and lease_owner = ${owner} and state = 'active'`;
}

export function releaseWebhookSql({ webhookId, owner, restUntil, isGone }: { webhookId: string; owner: string; restUntil: Date | null; isGone: boolean }): Query {
  return sql`update hub.webhook set lease_owner = null, lease_until = null, rest_until = ${restUntil}::timestamptz
      ${isGone ? sql`, state = 'disabled', disabled_cause = 'gone'` : sql``}
    where webhook_id = ${webhookId}::uuid and lease_owner = ${owner}`;
}

export function removeOldDeliveriesSql({ delivered, dead }: { delivered: Date; dead: Date }): Query {
  return sql`delete from hub.webhook_delivery where (state = 'delivered' and ended_at < ${delivered}::timestamptz) or (state = 'dead' and ended_at < ${dead}::timestamptz)`;
}
