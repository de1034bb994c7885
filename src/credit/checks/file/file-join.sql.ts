// The subjects of a file joined to whom they are and what reaches them, as one set: text for COPY, so constants and checked names only.
import { nameAttribute } from '../../../definition/columns.ts';
import type { LibraryDefinition } from '../../../definition/types.ts';
import { quoteIdent } from '../../../store/sql.ts';
import { reachingRoles, subjectColumns } from '../find-subjects.sql.ts';

/**
 * Columns of a line of the join, in order: the staged row, the fields of a SubjectRow but for its place, and the file's own cells. What the
 * reader can do without stays behind: the number of somebody found, and a name that is the one stated (an empty one is none at all).
 */
export const joinColumns = ['row', 'library', 'type', 'value', 'statedName', 'reason', ...subjectColumns.slice(1), 'cells'] as const;

export interface JoinRequest {
  readonly libraries: readonly LibraryDefinition[];
  readonly table: string;
  /** Rows after this one. */
  readonly after: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** A condition on the credit record called `g`, as text; null: every record. */
  readonly filter: string | null;
}

export function fileJoinSql({ libraries, table, after, today, filter }: JoinRequest): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || !Number.isSafeInteger(after)) throw new Error('not a day or a row');
  const staged = quoteIdent('staging', table);
  const day = `date '${today}'`;
  const inReach = filter === null ? '' : ` and exists (select from credit.golden_record g where g.golden_id = e.golden_id and ${filter})`;
  const inForce = `e.begins_on <= ${day} and ${day} < e.ends_on and e.polarity in ('punish', 'incentive') and not e.is_suspended${inReach}`;
  const entry = 'e.golden_id as entry_id, e.version, e.list_code, e.edition, e.polarity, e.decided_on, e.begins_on, nullif(e.ends_on, \'infinity\') - 1 as until, e.is_disputed';
  const isOpen = 'b.golden_id is null or b.redirect_to is not null';
  const bearers = libraries.map(({ code }, place) => {
    const { name, schema } = { name: quoteIdent(nameAttribute(libraries[place]!) ?? ''), schema: quoteIdent(code) };
    const differs = `g.${name} is distinct from t.name`;
    return `select t.row, t.type, t.value, i.status, g.golden_id, g.redirect_to, case when ${differs} then coalesce(g.${name}, '') end as name,
      case when ${differs} then array_to_string(g.name_keys, e'\\n') end as name_keys
    from ${staged} t join ${schema}.identifier i on i.type = t.type and i.value = t.value join ${schema}.golden_record g on g.golden_id = i.golden_id and g.state in ('active', 'redirected')
    where t.library = '${code}' and t.row > ${after}`;
  });
  return `
with bearer as materialized (
  ${bearers.join('\n  union all ')}
),
reached as (
  select b.golden_id as subject_id, ${entry}, 'subject' as role, null::text as firm, null::text as role_name
  from (select distinct golden_id from bearer) b join hub.credit_entry e on e.subject_golden_id = b.golden_id and ${inForce}
  union all
  select b.golden_id, ${entry}, r.type, f.name, r.target_name
  from (select distinct golden_id from bearer) b
  join legal_person.relation r on r.target_golden_id = b.golden_id and r.type in ('${reachingRoles.join(`', '`)}')
    and (r.valid_from is null or r.valid_from <= ${day}) and (r.valid_to is null or r.valid_to >= ${day})
  join hub.credit_entry e on e.subject_golden_id = r.golden_id and ${inForce}
  join legal_person.golden_record f on f.golden_id = r.golden_id and f.state = 'active'
  join legal_person.source_record source on source.record_id = r.record_id and not source.is_withdrawn
)
select t.row, t.library, case when ${isOpen} then t.type end, case when ${isOpen} then t.value end, t.name, t.reason, b.status, b.golden_id, b.redirect_to,
  b.name, b.name_keys, e.entry_id, e.version, e.list_code, e.edition, e.polarity,
  e.decided_on, e.begins_on, e.until, e.is_disputed, e.role, e.firm, e.role_name, t.cells
from ${staged} t
left join bearer b on b.row = t.row and b.type = t.type and b.value = t.value
left join reached e on e.subject_id = b.golden_id
where t.row > ${after}
order by t.row`;
}
