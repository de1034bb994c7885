// Loads rules into hub.credit_list and hub.credit_measure. Rows are never deleted, for answers of years ago name them; a row that is given
// again is replaced, and ends by its last day. Entries are computed again in the same transaction, so no answer mixes old and new rules.
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { sql } from '../../store/sql.ts';
import { lockInTransaction, withTransaction } from '../../store/transaction.ts';
import { deriveEntries } from '../entries/derive.ts';
import { readRulesDocument } from './rules-document.ts';

export interface RulesChange {
  readonly lists: number;
  readonly measures: number;
  /** Entries that the rules made new, changed or ended. */
  readonly entries: number;
  /** By list: how many entries would be in force, before and after; only lists that differ. */
  readonly inForce: readonly { readonly listCode: string; readonly before: number; readonly after: number }[];
  readonly epoch: number;
}

class Rehearsed extends Error {
  constructor(readonly change: RulesChange) {
    super('rehearsed');
  }
}

export interface ImportOptions {
  /** Nothing stays, and the answer says what would have changed. */
  readonly isRehearsal?: boolean;
  /** The epoch that a rehearsal told; where the import would make another, the rules have changed since. */
  readonly epoch?: number;
}

/** Throws CREDIT_RULES_INVALID, CREDIT_RULES_CHANGED. */
export async function importRules(deps: { readonly pool: Pool; readonly clock: Clock }, document: unknown, { isRehearsal = false, epoch }: ImportOptions = {}): Promise<RulesChange> {
  const rows = readRulesDocument(document);
  try {
    return await withTransaction(deps.pool, async (client) => {
      const change = await write(client, rows, { clock: deps.clock, expected: epoch });
      if (isRehearsal) throw new Rehearsed(change);
      return change;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.change;
    throw error;
  }
}

/** The hub's own rules, where there are none yet: at the first start. */
export async function seedRules(pool: Pool, clock: Clock, documents: readonly unknown[]): Promise<void> {
  const { rows: [found] } = await pool.query<{ any: boolean }>(sql`select exists (select from hub.credit_list) as any`);
  if (found?.any === true) return;
  for (const document of documents) await importRules({ pool, clock }, document);
}

interface WriteScope {
  readonly clock: Clock;
  readonly expected: number | undefined;
}

async function write(client: PoolClient, { lists, measures }: ReturnType<typeof readRulesDocument>, { clock, expected }: WriteScope): Promise<RulesChange> {
  await lockInTransaction(client, 'credit rules');
  const { rows: [rules] } = await client.query<{ epoch: string }>(sql`update hub.credit_rules set epoch = epoch + 1 returning epoch`);
  const epoch = Number(rules?.epoch);
  if (expected !== undefined && epoch !== expected) throw new HubError('CREDIT_RULES_CHANGED', `the rules would come to epoch ${epoch}, not ${expected}`);
  const before = await countInForce(client, clock.today());
  await client.query(upsertLists, [JSON.stringify(lists)]);
  await client.query(upsertMeasures, [JSON.stringify(measures)]);
  const entries = await deriveEntries(client, { now: clock.now(), cause: `rules:${epoch}`, which: null });
  const after = await countInForce(client, clock.today());
  const inForce = [...new Set([...before.keys(), ...after.keys()])].sort()
    .map((listCode) => ({ listCode, before: before.get(listCode) ?? 0, after: after.get(listCode) ?? 0 }))
    .filter((list) => list.before !== list.after);
  return { lists: lists.length, measures: measures.length, entries, inForce, epoch };
}

async function countInForce(client: PoolClient, today: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ list_code: string; entries: string }>(sql`
    select list_code, count(*) as entries from hub.credit_entry where begins_on <= ${today}::date and ${today}::date < ends_on group by list_code`);
  return new Map(rows.map(({ list_code: listCode, entries }) => [listCode, Number(entries)]));
}

const upsertLists = `
  insert into hub.credit_list (list_code, edition, label_zh, label_en, polarity, section, authority, legal_basis, record_class, record_list, penalty_classes,
    least_amount, priority, term_months, is_published, min_publication_months, max_publication_months, is_repairable, valid_from, valid_to, is_confirmed)
  select "listCode", edition, "labelZh", "labelEn", polarity, section, authority, "legalBasis", "recordClass", "recordList", "penaltyClasses",
    "leastAmount", priority, "termMonths", "isPublished", "minPublicationMonths", "maxPublicationMonths", "isRepairable", "validFrom", "validTo", "isConfirmed"
  from json_to_recordset($1) as l("listCode" text, edition text, "labelZh" text, "labelEn" text, polarity text, section text, authority text, "legalBasis" text,
    "recordClass" text, "recordList" text, "penaltyClasses" text[], "leastAmount" numeric, priority integer, "termMonths" integer, "isPublished" boolean,
    "minPublicationMonths" integer, "maxPublicationMonths" integer, "isRepairable" boolean, "validFrom" date, "validTo" date, "isConfirmed" boolean)
  on conflict (list_code, edition, valid_from) do update set label_zh = excluded.label_zh, label_en = excluded.label_en, polarity = excluded.polarity,
    section = excluded.section, authority = excluded.authority, legal_basis = excluded.legal_basis, record_class = excluded.record_class,
    record_list = excluded.record_list, penalty_classes = excluded.penalty_classes, least_amount = excluded.least_amount, priority = excluded.priority,
    term_months = excluded.term_months, is_published = excluded.is_published, min_publication_months = excluded.min_publication_months,
    max_publication_months = excluded.max_publication_months, is_repairable = excluded.is_repairable, valid_to = excluded.valid_to, is_confirmed = excluded.is_confirmed`;

const upsertMeasures = `
  insert into hub.credit_measure (list_code, measure_code, edition, label_zh, label_en, content_zh, class, target_role, departments, matters, legal_basis,
    valid_from, valid_to, repealed_on, is_confirmed)
  select "listCode", "measureCode", edition, "labelZh", "labelEn", "contentZh", class, "targetRole", departments, matters, "legalBasis",
    "validFrom", "validTo", "repealedOn", "isConfirmed"
  from json_to_recordset($1) as m("listCode" text, "measureCode" text, edition text, "labelZh" text, "labelEn" text, "contentZh" text, class integer,
    "targetRole" text, departments text[], matters text[], "legalBasis" text, "validFrom" date, "validTo" date, "repealedOn" date, "isConfirmed" boolean)
  on conflict (list_code, measure_code, edition, target_role, valid_from) do update set label_zh = excluded.label_zh, label_en = excluded.label_en,
    content_zh = excluded.content_zh, class = excluded.class, departments = excluded.departments, matters = excluded.matters,
    legal_basis = excluded.legal_basis, valid_to = excluded.valid_to, repealed_on = excluded.repealed_on, is_confirmed = excluded.is_confirmed`;
