// Whom a number leads to, and what is in force against or for them today: one statement, index probes alone. Entries are compared with
// the day that is asked about, so that one whose days are over never shows, whether or not anything ran.
import type { LibraryDefinition } from '../../definition/types.ts';
import { nameAttribute } from '../../definition/columns.ts';
import { ident, join, sql, trustedSql, type Query } from '../../store/sql.ts';
import type { TargetRole } from '../rules/types.ts';

/** What of credit records an agreement covers: a condition on the golden row called `g`, and an id that equal conditions share. */
export interface CheckReach {
  readonly id: string;
  /** Null: every record. */
  readonly filter: Query | null;
}

/** Which entries are looked for: those that the agreement covers and that can be an answer in the matter. */
export interface EntryScope extends CheckReach {
  /** Lists of which no measure applies in the matter. One that the rules in memory do not know yet is none of them. */
  readonly idleLists: readonly string[];
  /** Roles by which an organisation's entry reaches a person in the matter. */
  readonly roles: readonly TargetRole[];
}

/** One row for each golden record and entry; a record without entries has one row whose entry is null. */
export interface SubjectRow {
  readonly place: number;
  readonly status: 'current' | 'former' | null;
  readonly goldenId: string;
  readonly redirectTo: string | null;
  readonly name: string | null;
  /** One key a line. */
  readonly nameKeys: string | null;
  readonly entryId: string | null;
  readonly version: number;
  readonly listCode: string;
  readonly edition: string;
  readonly polarity: 'punish' | 'incentive';
  readonly decidedOn: string | null;
  readonly beginsOn: string;
  readonly until: string | null;
  readonly isDisputed: boolean;
  readonly role: TargetRole;
  readonly firm: string | null;
  readonly roleName: string | null;
}

/** The order of the columns, for rows that arrive as arrays or as text. */
export const subjectColumns = [
  'place', 'status', 'goldenId', 'redirectTo', 'name', 'nameKeys', 'entryId', 'version', 'listCode', 'edition', 'polarity', 'decidedOn', 'beginsOn', 'until',
  'isDisputed', 'role', 'firm', 'roleName',
] as const satisfies readonly (keyof SubjectRow)[];

/** Bearers of identifiers; types and values pair up by place, which is 1-based. */
export function findByNumbersSql(library: LibraryDefinition, scope: EntryScope, keys: { types: readonly string[]; values: readonly string[]; today: string }): Query {
  return subjectsSql(library, { scope, day: sql`${keys.today}::date`, status: sql`i.status`, asked: sql`
    unnest(${keys.types}::text[], ${keys.values}::text[]) with ordinality as k(type, value, place)
    join ${ident(library.code, 'identifier')} i on i.type = k.type and i.value = k.value
    join ${ident(library.code, 'golden_record')} s on s.golden_id = i.golden_id` });
}

/** Golden records by id: those into which the bearers were merged. */
export function findByIdsSql(library: LibraryDefinition, scope: EntryScope, { goldenIds, today }: { goldenIds: readonly string[]; today: string }): Query {
  return subjectsSql(library, { scope, day: sql`${today}::date`, status: sql`null`, asked: sql`
    unnest(${goldenIds}::uuid[]) with ordinality as k(golden_id, place) join ${ident(library.code, 'golden_record')} s on s.golden_id = k.golden_id` });
}

/** `asked`: what follows `from`; `k.place` numbers what was asked and `s` is the golden record. */
export function subjectsSql(library: LibraryDefinition, { scope, day, status, asked }: { scope: EntryScope; day: Query; status: Query; asked: Query }): Query {
  const name = ident('s', nameAttribute(library) ?? '');
  return sql`
select k.place::integer as place, ${status} as status, s.golden_id as "goldenId", s.redirect_to as "redirectTo", ${name} as name,
  array_to_string(s.name_keys, e'\n') as "nameKeys", e.*
from ${asked}
left join lateral (
  ${entriesSql(library, scope, day)}
) e on true
where s.state in ('active', 'redirected')`;
}

const entryColumns = trustedSql(`e.golden_id as "entryId", e.version, e.list_code as "listCode", e.edition, e.polarity, e.decided_on as "decidedOn", e.begins_on as "beginsOn",
    nullif(e.ends_on, 'infinity') - 1 as until, e.is_disputed as "isDisputed"`);

/**
 * The subject's own entries, and of a person those of firms in which a role is held. Withdrawn records hold no role. A person is reached
 * under the name that the firm's record gives (`roleName`), which the caller compares: a number alone reaches nobody.
 */
function entriesSql(library: LibraryDefinition, scope: EntryScope, day: Query): Query {
  const own = sql`select ${entryColumns}, 'subject' as role, null::text as firm, null::text as "roleName"
  from hub.credit_entry e where e.subject_golden_id = s.golden_id and ${isSoughtSql(scope, day)}`;
  if (library.code !== 'population' || scope.roles.length === 0) return own;
  return join([own, sql`
  select ${entryColumns}, r.type as role, f.name as firm, r.target_name as "roleName"
  from ${ident('legal_person', 'relation')} r
  join hub.credit_entry e on e.subject_golden_id = r.golden_id and ${isSoughtSql(scope, day)}
  join ${ident('legal_person', 'golden_record')} f on f.golden_id = r.golden_id and f.state = 'active'
  join ${ident('legal_person', 'source_record')} source on source.record_id = r.record_id and not source.is_withdrawn
  where r.target_golden_id = s.golden_id and r.type = any(${scope.roles}::text[])
    and (r.valid_from is null or r.valid_from <= ${day}) and (r.valid_to is null or r.valid_to >= ${day})`], ' union all ');
}

/** In force and in scope, of the entry called `e`. While its measures are suspended an entry has no effect, so it is no answer. */
export function isSoughtSql({ filter, idleLists }: EntryScope, day: Query): Query {
  const inReach = filter === null ? sql`` : sql` and exists (select from ${ident('credit', 'golden_record')} g where g.golden_id = e.golden_id and ${filter})`;
  return sql`e.begins_on <= ${day} and ${day} < e.ends_on and e.polarity in ('punish', 'incentive') and not e.is_suspended
    and e.list_code <> all(${idleLists}::text[])${inReach}`;
}

/** Where golden records were merged into: one step. */
export function redirectsSql(library: LibraryDefinition, goldenIds: readonly string[]): Query {
  return sql`select golden_id as "goldenId", redirect_to as "redirectTo" from ${ident(library.code, 'golden_record')} where golden_id = any(${goldenIds}::uuid[])`;
}
