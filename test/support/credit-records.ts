// Credit records put straight into their table and their entries derived, as a load would in its transaction; for tests of what is told of them.
import type { Pool } from 'pg';
import { deriveEntries } from '../../src/credit/entries/derive.ts';
import { importRules } from '../../src/credit/rules/import-rules.ts';
import { readOwnRules } from '../../src/app/credit-rules.ts';
import { systemClock, type Clock } from '../../src/kernel/clock.ts';
import { ident, join, sql } from '../../src/store/sql.ts';
import { withTransaction } from '../../src/store/transaction.ts';

export async function loadOwnRules(pool: Pool, clock: Clock = systemClock): Promise<void> {
  for (const document of await readOwnRules()) await importRules({ pool, clock }, document);
}

const plain = {
  state: 'active', cause: 'load:1', record_class: 'list_entry', list_code: 'court_defaulter', decided_by: '示例法院', decided_on: '2026-05-01', listed_on: '2026-05-01', reason: '示例', division_code: '340100',
  subject_state: 'linked', subject_library: 'legal_person',
};

/** Inserts or changes the record, and derives its entry. */
export async function putRecord(pool: Pool, goldenId: string, values: Readonly<Record<string, unknown>>, clock: Clock = systemClock): Promise<void> {
  const now = clock.now();
  await withTransaction(pool, async (client) => {
    const { rowCount } = await client.query(sql`select from credit.golden_record where golden_id = ${goldenId}::uuid for update`);
    if (rowCount === 0) {
      const row: Record<string, unknown> = { golden_id: goldenId, created_at: now, recorded_at: now, document_no: goldenId.slice(-4), ...plain, ...values };
      const columns = join(Object.keys(row).map((name) => ident(name)));
      await client.query(sql`insert into credit.golden_record (${columns}) values (${join(Object.values(row).map((value) => sql`${value}`))})`);
    } else {
      const set = join(Object.entries(values).map(([name, value]) => sql`${ident(name)} = ${value}`));
      await client.query(sql`update credit.golden_record set version = version + 1, ${set} where golden_id = ${goldenId}::uuid`);
    }
    await deriveEntries(client, { now, cause: 'load:1', which: [goldenId] });
  });
}
