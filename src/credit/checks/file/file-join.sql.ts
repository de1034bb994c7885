// The subjects of a file joined to whom they are and what reaches them, as one set: text for COPY, so constants and checked names only.
import { nameAttribute } from '../../../definition/columns.ts';
import type { LibraryDefinition } from '../../../definition/types.ts';
import { literalSql, quoteIdent, sql } from '../../../store/sql.ts';
import { isSoughtSql, subjectColumns, type EntryScope } from '../find-subjects.sql.ts';

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
  readonly scope: EntryScope;
}

export function fileJoinSql({ libraries, table, after, today, scope }: JoinRequest): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(today) || !Number.isSafeInteger(after)) throw new Error('not a day or a row');
  const staged = quoteIdent('staging', table);
  const day = `date '${today}'`;
  const isSought = literalSql(isSoughtSql(scope, sql`${today}::date`));
  const entry = 'e.golden_id as entry_id, e.version, e.list_code, e.edition, e.polarity, e.decided_on, e.begins_on, nullif(e.ends_on, \'infinity\') - 1 as until, e.is_disputed';
  const roles = literalSql(sql`${scope.roles}::text[]`);
  const isOpen = 'b.golden_id is null or b.redirect_to is not null';
  const differs = 'b.golden_id is not null and b.name is distinct from t.name';
  const bearers = libraries.map((library) => {
    const schema = quoteIdent(library.code);
    return `select '${library.code}' as library, i.type, i.value, i.status, g.golden_id, g.redirect_to, g.${quoteIdent(nameAttribute(library) ?? '')} as name, g.name_keys
    from ${schema}.identifier i join ${schema}.golden_record g on g.golden_id = i.golden_id and g.state in ('active', 'redirected')`;
  });
  const own = `select e.subject_golden_id as subject_id, ${entry}, 'subject' as role, null::text as firm, null::text as role_name from hub.credit_entry e where ${isSought}`;
  const byRole = `select r.target_golden_id, ${entry}, r.type, f.name, r.target_name
  from hub.credit_entry e
  join legal_person.relation r on r.golden_id = e.subject_golden_id and r.target_golden_id is not null and r.type = any (${roles})
    and (r.valid_from is null or r.valid_from <= ${day}) and (r.valid_to is null or r.valid_to >= ${day})
  join legal_person.golden_record f on f.golden_id = r.golden_id and f.state = 'active'
  join legal_person.source_record source on source.record_id = r.record_id and not source.is_withdrawn
  where ${isSought}`;
  // Neither side names the file: so each is hashed once, by workers side by side, and nothing is sorted but the result.
  return `
select t.row, t.library, case when ${isOpen} then t.type end, case when ${isOpen} then t.value end, t.name, t.reason, b.status, b.golden_id, b.redirect_to,
  case when ${differs} then coalesce(b.name, '') end, case when ${differs} or e.role <> 'subject' then array_to_string(b.name_keys, e'\\n') end, e.entry_id, e.version, e.list_code, e.edition, e.polarity,
  e.decided_on, e.begins_on, e.until, e.is_disputed, e.role, e.firm, e.role_name, t.cells
from ${staged} t
left join (
    ${bearers.join('\n    union all ')}
) b on b.library = t.library and b.type = t.type and b.value = t.value
left join (
  ${[own, ...(scope.roles.length === 0 ? [] : [byRole])].join('\n  union all ')}
) e on e.subject_id = b.golden_id
where t.row > ${after}
order by t.row`;
}
