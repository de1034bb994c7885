// Due dates of the tasks that one transaction opens: read once, whatever their number.
import type { PoolClient } from 'pg';
import type { LibraryDefinition } from '../../definition/types.ts';
import { civilDate } from '../../kernel/clock.ts';
import { sql, type Query } from '../../store/sql.ts';
import { taskKinds } from './task-kinds.ts';
import { readDueDates, type DueDates } from './terms.ts';

const otherKinds = '*';

/** Fills `task_due` for every kind of these libraries; a kind without a term has no due date. */
export async function fillDueDates(client: PoolClient, libraries: readonly LibraryDefinition[], now: Date): Promise<void> {
  await client.query(dueDatesSql(await readDueDates(client, civilDate(now)), libraries));
}

function dueDatesSql(dates: DueDates, libraries: readonly LibraryDefinition[]): Query {
  const kinds = [otherKinds, ...new Set(libraries.flatMap((library) => taskKinds(library).map(({ code }) => code)))];
  const due = kinds.map((kind) => dates.dueOn(`task:${kind}`));
  return sql`
    insert into task_due (kind, due_on)
    select kind, due_on from unnest(${kinds}::text[], ${due}::date[]) as t (kind, due_on) where due_on is not null`;
}
