// The webhooks of an agency: where it is told of changes, with which secret, and what became of each message.
import type { Pool } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { sql } from '../../store/sql.ts';
import { withTransaction } from '../../store/transaction.ts';
import { readBounds } from '../flags/bounds.ts';
import { createWebhookSecret } from './sign.ts';
import type { TargetPolicy } from './targets.ts';
import {
  deleteWebhookSql, insertDeliveriesSql, insertWebhookSql, listDeliveriesSql, listWebhooksSql, resendSql, rotateSecretSql, updateWebhookSql, type WebhookChange,
} from './webhooks.sql.ts';

export const eventTypes = ['credit.entry.began', 'credit.entry.changed', 'credit.entry.ended', 'credit.flags.changed'] as const;
export type EventType = (typeof eventTypes)[number];

/** Seals and opens secrets, bound to the webhook that they belong to. */
export interface SecretSealer {
  seal(plain: string, owner: string): string;
  open(sealed: string, owner: string): string;
}

export interface WebhookDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly sealer: SecretSealer;
  readonly policy: TargetPolicy;
}

export interface WebhookView {
  readonly webhookId: string;
  readonly url: string;
  readonly eventTypes: readonly string[];
  readonly description: string | null;
  readonly state: 'active' | 'disabled';
  readonly disabledCause: 'gone' | 'paused' | null;
  readonly createdAt: Date;
  readonly formerSecretUntil: Date | null;
  readonly pending: number;
  readonly dead: number;
}

export interface DeliveryView {
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly type: string;
  readonly timepoint: number;
  readonly createdAt: Date;
  readonly state: 'pending' | 'delivered' | 'dead';
  readonly attempts: number;
  readonly nextAt: Date | null;
  readonly lastAt: Date | null;
  readonly lastStatus: number | null;
  readonly lastFault: string | null;
}

const mostWebhooks = 20;

export const sealOwner = (webhookId: string): string => `webhook ${webhookId}`;

/** Makes one; the secret is told here and never again. Refuses WEBHOOK_TARGET and WEBHOOK_LIMIT. */
export async function createWebhook(
  deps: WebhookDeps,
  asked: { readonly agencyCode: string; readonly clientId: string; readonly url: string; readonly eventTypes: readonly string[]; readonly description: string | null },
): Promise<{ webhook: WebhookView; secret: string }> {
  const { href } = deps.policy.read(asked.url);
  const webhookId = deps.newId();
  const secret = createWebhookSecret();
  await withTransaction(deps.pool, async (client) => {
    await client.query(sql`select from hub.agency where code = ${asked.agencyCode} for update`);
    const { rows: [held] } = await client.query<{ count: number }>(sql`select count(*) as count from hub.webhook where agency_code = ${asked.agencyCode}`);
    if ((held?.count ?? 0) >= mostWebhooks) throw new HubError('WEBHOOK_LIMIT', 'the agency has as many webhooks as it may', { most: mostWebhooks });
    const { head } = await readBounds(client);
    await client.query(insertWebhookSql({ ...asked, webhookId, url: href, sealed: deps.sealer.seal(secret, sealOwner(webhookId)), now: deps.clock.now(), from: head }));
  });
  return { webhook: await readWebhook(deps, asked.agencyCode, webhookId), secret };
}

export async function listWebhooks({ pool }: Pick<WebhookDeps, 'pool'>, agencyCode: string): Promise<WebhookView[]> {
  return (await pool.query<WebhookView>(listWebhooksSql(agencyCode, null))).rows;
}

/** NOT_FOUND when the agency has no such webhook. */
export async function readWebhook({ pool }: Pick<WebhookDeps, 'pool'>, agencyCode: string, webhookId: string): Promise<WebhookView> {
  const { rows: [webhook] } = await pool.query<WebhookView>(listWebhooksSql(agencyCode, webhookId));
  if (webhook === undefined) throw noSuchWebhook();
  return webhook;
}

export async function changeWebhook(deps: WebhookDeps, agencyCode: string, { webhookId, ...change }: WebhookChange & { webhookId: string }): Promise<WebhookView> {
  const url = change.url === undefined ? {} : { url: deps.policy.read(change.url).href };
  await deps.pool.query(updateWebhookSql(agencyCode, webhookId, { ...change, ...url }));
  return readWebhook(deps, agencyCode, webhookId);
}

/** A new secret, told once. The former one goes on signing, beside it, for the hours of overlap. */
export async function rotateWebhookSecret(deps: WebhookDeps, agencyCode: string, { webhookId, overlapHours }: { webhookId: string; overlapHours: number }): Promise<{ webhook: WebhookView; secret: string }> {
  const secret = createWebhookSecret();
  const formerUntil = new Date(deps.clock.now().getTime() + overlapHours * 3_600_000);
  await deps.pool.query(rotateSecretSql(agencyCode, webhookId, { sealed: deps.sealer.seal(secret, sealOwner(webhookId)), formerUntil }));
  return { webhook: await readWebhook(deps, agencyCode, webhookId), secret };
}

export async function deleteWebhook({ pool }: Pick<WebhookDeps, 'pool'>, agencyCode: string, webhookId: string): Promise<void> {
  const { rowCount } = await pool.query(deleteWebhookSql(agencyCode, webhookId));
  if (rowCount === 0) throw noSuchWebhook();
}

/** A message that says nothing, to try the receiver out. */
export async function testWebhook(deps: WebhookDeps, agencyCode: string, webhookId: string): Promise<string> {
  await readWebhook(deps, agencyCode, webhookId);
  const deliveryId = deps.newId();
  const now = deps.clock.now();
  const body = JSON.stringify({ type: 'webhook.test', timestamp: now.toISOString(), data: {} });
  await deps.pool.query(insertDeliveriesSql([{ deliveryId, webhookId, eventType: 'webhook.test', timepoint: 0, body }], now));
  return deliveryId;
}

export async function listDeliveries(
  deps: Pick<WebhookDeps, 'pool'>,
  agencyCode: string,
  { webhookId, ...page }: { webhookId: string; state: string | null; after: string | null; limit: number },
): Promise<DeliveryView[]> {
  await readWebhook(deps, agencyCode, webhookId);
  return (await deps.pool.query<DeliveryView>(listDeliveriesSql(agencyCode, webhookId, page))).rows;
}

/** Sends an ended message again. NOT_FOUND when the agency has none of this id that ended. */
export async function resendDelivery({ pool, clock }: Pick<WebhookDeps, 'pool' | 'clock'>, agencyCode: string, deliveryId: string): Promise<DeliveryView> {
  const { rows: [delivery] } = await pool.query<DeliveryView>(resendSql(agencyCode, sql`d.delivery_id = ${deliveryId}::uuid`, clock.now()));
  if (delivery === undefined) throw new HubError('NOT_FOUND', 'no such delivery that ended');
  return delivery;
}

/** Sends all dead messages of a webhook again; how many. */
export async function resendDead(deps: Pick<WebhookDeps, 'pool' | 'clock'>, agencyCode: string, webhookId: string): Promise<number> {
  await readWebhook(deps, agencyCode, webhookId);
  const { rowCount } = await deps.pool.query(resendSql(agencyCode, sql`d.webhook_id = ${webhookId}::uuid and d.state = 'dead'`, deps.clock.now()));
  return rowCount ?? 0;
}

function noSuchWebhook(): HubError {
  return new HubError('NOT_FOUND', 'the agency has no such webhook');
}
