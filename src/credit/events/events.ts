// Which measures of which departments a change of an entry concerns, and the events that follow.
import type { Pool, PoolClient } from 'pg';
import { civilDate } from '../../kernel/clock.ts';
import { withSnapshot } from '../../store/transaction.ts';
import { readBounds, requireWithin } from '../flags/bounds.ts';
import { measuresFor } from '../rules/read-rules.ts';
import type { CreditMeasure, CreditRules } from '../rules/types.ts';
import { eventsSql, type EventReach, type EventRow } from './events.sql.ts';

/** A measure with the roles that it reaches. */
export interface AffectedMeasure {
  readonly measure: CreditMeasure;
  readonly targetRoles: readonly string[];
}

export interface EntryEvent {
  readonly row: EventRow;
  readonly measures: readonly AffectedMeasure[];
}

const isOf = (measure: CreditMeasure, department: string): boolean => measure.departments.includes('*') || measure.departments.includes(department);

/** Lists of which any measure, of whatever time, is the department's. */
export function listsOf({ measures }: CreditRules, department: string): string[] {
  return [...new Set(measures.filter((measure) => isOf(measure, department)).map(({ listCode }) => listCode))];
}

/** The department's measures that follow, or followed, from the entry on the day of the change; empty: it is not concerned. */
export function affectedMeasures(rules: CreditRules, row: EventRow, department: string): AffectedMeasure[] {
  const entry = { listCode: row.list_code, edition: row.edition, decidedOn: row.judged_on, beginsOn: row.begins_on };
  const found = new Map<string, { measure: CreditMeasure; targetRoles: string[] }>();
  for (const measure of measuresFor(rules, entry, civilDate(row.at))) {
    if (!isOf(measure, department)) continue;
    const known = found.get(measure.measureCode);
    if (known === undefined) found.set(measure.measureCode, { measure, targetRoles: [measure.targetRole] });
    else known.targetRoles.push(measure.targetRole);
  }
  return [...found.values()];
}

export interface EventPage {
  readonly events: readonly EntryEvent[];
  readonly next: number;
  readonly hasMore: boolean;
}

export interface EventQuestion {
  readonly after: number;
  readonly limit: number;
  readonly department: string;
  readonly reach: Omit<EventReach, 'lists'>;
}

/** A page of a department's events. Refuses TIMEPOINT_GONE and TIMEPOINT_AHEAD. */
export async function readEvents(pool: Pool, rules: CreditRules, { after, limit, department, reach }: EventQuestion): Promise<EventPage> {
  return withSnapshot(pool, async (client) => {
    const bounds = await readBounds(client);
    requireWithin(bounds, after);
    const full = { ...reach, lists: listsOf(rules, department) };
    const events: EntryEvent[] = [];
    let next = after;
    for (;;) {
      const rows = await readRows(client, full, { after: next, upTo: null, limit: batch });
      for (const row of rows) {
        const measures = affectedMeasures(rules, row, department);
        if (measures.length > 0 && events.length === limit) return { events, next, hasMore: true };
        if (measures.length > 0) events.push({ row, measures });
        next = row.timepoint;
      }
      if (rows.length < batch) return { events, next: bounds.head, hasMore: false };
    }
  });
}

const batch = 500;

export async function readRows(client: PoolClient, reach: EventReach, range: { after: number; upTo: number | null; limit: number }): Promise<EventRow[]> {
  if (reach.lists.length === 0) return [];
  return (await client.query<EventRow>(eventsSql(reach, range))).rows;
}
