// Sends due messages: a webhook is leased to one process at a time and its messages go out in order, each at least once. A message that
// fails is tried again later, without holding back those after it.
import type { Log } from '../../kernel/log.ts';
import { send, type Attempt } from './send.ts';
import { signMessage } from './sign.ts';
import { sealOwner, type WebhookDeps } from './webhooks.ts';
import { claimWebhookSql, dueDeliveriesSql, noteAttemptSql, releaseWebhookSql, renewLeaseSql } from './webhooks.sql.ts';

export interface DeliverDeps extends WebhookDeps {
  readonly log: Log;
  /** Names this process in leases. */
  readonly owner: string;
  /** Milliseconds for one attempt. */
  readonly timeout?: number;
  /** Seconds before the second, third … attempt; after the last the message is dead. */
  readonly pauses?: readonly number[];
  readonly random?: () => number;
}

/** Ten attempts in about a day and a half, as the standard recommends. */
const defaultPauses = [5, 30, 120, 600, 1_800, 7_200, 18_000, 36_000, 50_400];
const defaultTimeout = 15_000;
const leaseSeconds = 60;
const messagesAtOnce = 50;
/** After a failed attempt its receiver is left alone for a while, whatever else is due. */
const restSeconds = 5;

interface ClaimedWebhook {
  readonly webhookId: string;
  readonly url: string;
  readonly sealed: string;
  readonly formerSealed: string | null;
  readonly formerUntil: Date | null;
}

interface DueDelivery {
  readonly deliveryId: string;
  readonly body: string;
  readonly attempts: number;
}

/** Delivers to one webhook that has something due. False: there is none. */
export async function deliverNext(deps: DeliverDeps): Promise<boolean> {
  const now = deps.clock.now();
  const { rows: [webhook] } = await deps.pool.query<ClaimedWebhook>(claimWebhookSql({ owner: deps.owner, now, leaseUntil: leaseEnd(now) }));
  if (webhook === undefined) return false;
  let restUntil: Date | null = null;
  let isGone = false;
  try {
    const { rows: due } = await deps.pool.query<DueDelivery>(dueDeliveriesSql(webhook.webhookId, now, messagesAtOnce));
    for (const delivery of due) {
      const attempt = await attemptDelivery(deps, webhook, delivery);
      isGone = attempt.status === 410;
      if (attempt.fault !== null) {
        restUntil = new Date(deps.clock.now().getTime() + 1000 * Math.max(restSeconds, attempt.retryAfter ?? 0));
        break;
      }
      const lease = { webhookId: webhook.webhookId, owner: deps.owner, leaseUntil: leaseEnd(deps.clock.now()) };
      if ((await deps.pool.query(renewLeaseSql(lease))).rowCount === 0) break;
    }
  } finally {
    await deps.pool.query(releaseWebhookSql({ webhookId: webhook.webhookId, owner: deps.owner, restUntil, isGone }));
  }
  if (isGone) deps.log.warn({ webhookId: webhook.webhookId }, 'webhook disabled: its receiver is gone');
  return true;
}

async function attemptDelivery(deps: DeliverDeps, webhook: ClaimedWebhook, { deliveryId, body, attempts }: DueDelivery): Promise<Attempt> {
  const { policy, timeout = defaultTimeout } = deps;
  const timestamp = Math.floor(deps.clock.now().getTime() / 1000);
  const headers = signMessage({ id: deliveryId, timestamp, body }, secretsOf(deps, webhook));
  const attempt = await send({ url: webhook.url, headers, body, policy, timeout });
  const now = deps.clock.now();
  const next = attempt.fault === null ? null : nextAttempt(deps, attempts, attempt);
  const state = attempt.fault === null ? 'delivered' : next === null ? 'dead' : 'pending';
  const nextAt = next === null ? null : new Date(now.getTime() + 1000 * next);
  await deps.pool.query(noteAttemptSql({ deliveryId, state, nextAt, now, status: attempt.status, fault: attempt.fault }));
  return attempt;
}

/** The new secret's signature first; the former one's while both hold. */
function secretsOf({ sealer, clock }: DeliverDeps, { webhookId, sealed, formerSealed, formerUntil }: ClaimedWebhook): string[] {
  const isBoth = formerSealed !== null && formerUntil !== null && formerUntil > clock.now();
  return [sealed, ...(isBoth ? [formerSealed] : [])].map((secret) => sealer.open(secret, sealOwner(webhookId)));
}

/** Seconds until the next attempt, a fifth more or less so that failed messages do not come back together; null after the last. */
export function nextAttempt({ pauses = defaultPauses, random = Math.random }: Pick<DeliverDeps, 'pauses' | 'random'>, attempts: number, { status, retryAfter }: Attempt): number | null {
  const pause = pauses[attempts];
  if (pause === undefined || status === 410) return null;
  return Math.max(pause * (0.8 + 0.4 * random()), retryAfter ?? 0);
}

function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + 1000 * leaseSeconds);
}
