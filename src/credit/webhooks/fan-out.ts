// Turns committed changes into messages of webhooks, once: the cursor moves in the transaction that writes the messages. No message says
// whom it is about; the receiver asks the feed, under its agreement.
import type { PoolClient } from 'pg';
import { sql, type Query } from '../../store/sql.ts';
import { withTransaction } from '../../store/transaction.ts';
import { affectedMeasures, listsOf, readRows, type AffectedMeasure } from '../events/events.ts';
import type { EventRow } from '../events/events.sql.ts';
import { readBounds } from '../flags/bounds.ts';
import type { CreditRules } from '../rules/types.ts';
import type { WebhookDeps } from './webhooks.ts';
import { insertDeliveriesSql, type NewDelivery } from './webhooks.sql.ts';

/** An agency that may be told, by an agreement in force. */
export interface Recipient {
  readonly agencyCode: string;
  /** Condition on the credit record `g` under which it is told of beginnings and ends; null: it is not. */
  readonly entries: Query | null;
  /** Whether it may follow the stream of flags. */
  readonly hasFlags: boolean;
}

export interface FanOutDeps extends Pick<WebhookDeps, 'pool' | 'clock' | 'newId'> {
  readonly rules: { current(): Promise<CreditRules> };
  /** Agencies by code; whoever is not in it is told nothing. */
  readonly recipients: () => Promise<ReadonlyMap<string, Recipient>>;
  readonly organisations: readonly string[];
}

interface OpenWebhook {
  readonly webhookId: string;
  readonly agencyCode: string;
  readonly eventTypes: readonly string[];
  readonly from: number;
}

const changesAtOnce = 2_000;

export interface FanOutResult {
  readonly messages: number;
  /** Call it again: not all changes have been looked at. */
  readonly hasMore: boolean;
}

const nothing: FanOutResult = { messages: 0, hasMore: false };

/** One window of changes. Nothing is done while another process is at it. */
export async function fanOut(deps: FanOutDeps): Promise<FanOutResult> {
  if (!(await isBehind(deps))) return nothing;
  const recipients = await deps.recipients();
  const rules = await deps.rules.current();
  return withTransaction(deps.pool, async (client) => {
    const { rows: [feed] } = await client.query<{ from: number }>('select delivered_to as "from" from hub.credit_feed for update skip locked');
    if (feed === undefined) return nothing;
    const { to, hasMore } = await windowEnd(client, feed.from);
    if (to <= feed.from) return nothing;
    const { rows: webhooks } = await client.query<OpenWebhook>(sql`select webhook_id as "webhookId", agency_code as "agencyCode", event_types as "eventTypes", from_timepoint as "from"
      from hub.webhook where state = 'active' or disabled_cause = 'paused'`);
    const range = { from: feed.from, to };
    const deliveries: NewDelivery[] = [];
    for (const [agencyCode, own] of groupByAgency(webhooks)) {
      const recipient = recipients.get(agencyCode);
      if (recipient !== undefined) deliveries.push(...(await messagesFor(client, deps, { recipient, webhooks: own, rules, range })));
    }
    if (deliveries.length > 0) await client.query(insertDeliveriesSql(deliveries, deps.clock.now()));
    await client.query(sql`update hub.credit_feed set delivered_to = ${to}::bigint`);
    return { messages: deliveries.length, hasMore };
  });
}

async function isBehind({ pool }: FanOutDeps): Promise<boolean> {
  const { head } = await readBounds(pool);
  const { rows: [feed] } = await pool.query<{ from: number }>('select delivered_to as "from" from hub.credit_feed');
  return feed !== undefined && feed.from < head;
}

/** A window of bounded size: the work of one transaction. */
async function windowEnd(client: PoolClient, from: number): Promise<{ to: number; hasMore: boolean }> {
  const { head } = await readBounds(client);
  const { rows: [last] } = await client.query<{ timepoint: number }>(sql`
    select timepoint from hub.credit_change where timepoint > ${from}::bigint and timepoint <= ${head}::bigint order by timepoint offset ${changesAtOnce}::integer limit 1`);
  return last === undefined ? { to: head, hasMore: false } : { to: last.timepoint, hasMore: last.timepoint < head };
}

interface MessageOrder {
  readonly recipient: Recipient;
  readonly webhooks: readonly OpenWebhook[];
  readonly rules: CreditRules;
  readonly range: { readonly from: number; readonly to: number };
}

async function messagesFor(client: PoolClient, deps: FanOutDeps, { recipient, webhooks, rules, range }: MessageOrder): Promise<NewDelivery[]> {
  const { agencyCode, entries, hasFlags } = recipient;
  const messages: NewDelivery[] = [];
  const address = (type: string, timepoint: number, body: string): void => {
    for (const { webhookId, eventTypes, from } of webhooks) {
      if (eventTypes.includes(type) && timepoint > from) messages.push({ deliveryId: deps.newId(), webhookId, eventType: type, timepoint, body });
    }
  };
  if (entries !== null) {
    const reach = { columns: [], filter: entries, organisations: deps.organisations, lists: listsOf(rules, agencyCode) };
    for (const row of await readRows(client, reach, { after: range.from, upTo: range.to, limit: changesAtOnce + 1 })) {
      const measures = affectedMeasures(rules, row, agencyCode);
      const type = `credit.entry.${row.effect}`;
      if (measures.length > 0) address(type, row.timepoint, entryMessage(type, row, measures));
    }
  }
  if (hasFlags && webhooks.some(({ eventTypes }) => eventTypes.includes('credit.flags.changed')) && (await concernsFlags(client, agencyCode, range))) {
    address('credit.flags.changed', range.to, message('credit.flags.changed', deps.clock.now(), { timepoint: range.to }));
  }
  return messages;
}

async function concernsFlags(client: PoolClient, agencyCode: string, { from, to }: MessageOrder['range']): Promise<boolean> {
  const { rows: [found] } = await client.query<{ any: boolean }>(sql`
    select exists (select from hub.credit_change where timepoint > ${from}::bigint and timepoint <= ${to}::bigint and publication is not null)
      or exists (select from hub.credit_authorisation_change where agency_code = ${agencyCode} and timepoint > ${from}::bigint and timepoint <= ${to}::bigint) as any`);
  return found?.any === true;
}

function entryMessage(type: string, row: EventRow, measures: readonly AffectedMeasure[]): string {
  return message(type, row.at, {
    timepoint: row.timepoint, entryId: row.golden_id, list: { code: row.list_code, edition: row.edition }, polarity: row.polarity,
    measures: measures.map(({ measure, targetRoles }) => ({ code: measure.measureCode, targetRoles })),
    begins: row.begins_on, until: lastDayOf(row.ends_on), cause: causeWord(row.cause),
  });
}

function message(type: string, at: Date, data: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data });
}

/** The last day inside; null: open. */
export function lastDayOf(until: string): string | null {
  return until === 'infinity' ? null : new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);
}

/** `load:12` → `load`: which load or case it was is the hub's own business. */
export function causeWord(cause: string): string {
  return cause.split(':', 1)[0] ?? cause;
}

function groupByAgency(webhooks: readonly OpenWebhook[]): Map<string, OpenWebhook[]> {
  const groups = new Map<string, OpenWebhook[]>();
  for (const webhook of webhooks) groups.set(webhook.agencyCode, [...(groups.get(webhook.agencyCode) ?? []), webhook]);
  return groups;
}
