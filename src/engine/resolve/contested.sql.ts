// Records that point to several numbers, looked at again once decisions have spoken: numbers that a person joined are one, a number that a
// person excluded counts no more, and what a person placed is no question any longer.
import type { LibrarySql } from '../library-sql.ts';
import { sql, type Query } from '../../store/sql.ts';

/** After the atoms are joined: a contested record that has one cluster left to point to joins it; decided ones leave `contested`. */
export function settleContested(lib: LibrarySql): Query[] {
  const decided = lib.table('decided');
  return [
    sql`
    -- possible: the clusters whose numbers the record points to, those excluded by a person left out
    with possible as (
      select distinct c.record_id, c.rule, n.label
      from contested c join scope n on n.key = any (c.keys) and n.label is not null
      where not exists (
        select from ${decided} d join scope m on m.record_id in (d.record_id, d.other_id) and m.label = n.label
        where d.kind = 'never' and c.record_id in (d.record_id, d.other_id) and m.record_id <> c.record_id)
    ),
    single as (select record_id, min(rule) as rule, min(label) as label from possible group by record_id having count(*) = 1),
    joined as (
      update scope s set label = single.label, rule = single.rule from single
      where single.record_id = s.record_id and s.label = 'r:' || s.record_id
        and not exists (select from scope other where other.label = s.label and other.record_id <> s.record_id)
      returning s.record_id
    )
    delete from contested c
    where c.record_id in (select record_id from joined) or not exists (select from possible p where p.record_id = c.record_id)`,
    sql`delete from contested c using scope s where s.record_id = c.record_id and s.origin = 'manual'`,
  ];
}
