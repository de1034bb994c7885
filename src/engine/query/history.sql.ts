// Every version of a golden record, former ones and the current one, with the granted columns only.
import type { LibraryDefinition } from '../../definition/types.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';
import { table } from './reach.ts';

export function versionsSql(library: LibraryDefinition, goldenId: string, columns: readonly string[]): Query {
  const values = join(columns.map((column) => sql`, ${ident(column)}`), '\n');
  const shown = sql`version as "@version", recorded_at as "@recorded_at", cause as "@cause"${values}`;
  return sql`
select ${shown} from ${table(library, 'golden_history')} where golden_id = ${goldenId}::uuid
union all
select ${shown} from ${table(library, 'golden_record')} where golden_id = ${goldenId}::uuid
order by 1 desc`;
}
