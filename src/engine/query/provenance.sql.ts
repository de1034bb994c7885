// Where the values of a golden record come from: its winners by attribute group, and what every linked source record says.
import type { LibraryDefinition } from '../../definition/types.ts';
import { ident, join, sql, type Query } from '../../store/sql.ts';
import { table } from './reach.ts';

/** Winner's record and rank by attribute group, in the order of survivorshipGroups(). */
export function winnersSql(library: LibraryDefinition, goldenId: string): Query {
  return sql`
select win_record as "winRecord", win_rank as "winRank"
from ${table(library, 'golden_record')} where golden_id = ${goldenId}::uuid`;
}

/** What each linked source record says about the columns; its own id stays inside the hub. */
export function statementsSql(library: LibraryDefinition, goldenId: string, columns: readonly string[]): Query {
  const values = columns.map((column) => sql`, r.${ident(column)}`);
  return sql`
select r.record_id as "@record_id", r.home_id as "@home_id", r.source as "@source", r.feed as "@feed", r.effective_date as "@effective_date",
  r.link_rule as "@link_rule", r.is_withdrawn as "@is_withdrawn", a.name_zh as "@name_zh", a.name_en as "@name_en"${join(values, '\n')}
from ${table(library, 'source_record')} r
left join hub.agency a on a.code = r.source
where r.golden_id = ${goldenId}::uuid
order by r.effective_date desc, r.record_id`;
}

/** Pins of a golden record that are valid on the civil day: of several of one attribute the latest. */
export function pinsSql(library: LibraryDefinition, goldenId: string, today: string): Query {
  const [pin, record] = [table(library, 'pin'), table(library, 'source_record')];
  return sql`
select distinct on (attribute) attribute, value, decided_on as "decidedOn"
from (
  select distinct on (p.decision_id) p.decision_id, p.attribute, p.value, p.decided_on, r.golden_id
  from ${pin} p join ${record} r on r.record_id = p.record_id and r.golden_id is not null and not r.is_withdrawn
  where p.valid_to >= ${today}::date and p.decision_id in (
    select near.decision_id from ${record} n join ${pin} near on near.record_id = n.record_id where n.golden_id = ${goldenId}::uuid)
  order by p.decision_id, p.place
) pinned
where golden_id = ${goldenId}::uuid
order by attribute, decision_id desc`;
}
