// Steward tasks are derived: each statement says which tasks there should be for what a load touched. One that is wanted and not open
// is opened; one that is open, was judged and is not wanted any more closes itself.
import { cappedTask, contradictedTask, duplicateTask } from '../../definition/match-labels.ts';
import { pinnedGoldens } from '../golden/pins.sql.ts';
import { groupOf } from '../golden/merge-gained.sql.ts';
import { column, type LibrarySql } from '../library-sql.ts';
import { isOfDays } from '../resolve/aliases.sql.ts';
import { join, sql, trustedSql, type Query } from '../../store/sql.ts';
import { makeWork } from '../../store/work-table.ts';
import { proposedRelations, scoredDuplicates } from './pair-tasks.sql.ts';
import { priorities } from './task-kinds.ts';
import { dropJudgedBefore, weighEvidence } from './task-evidence.sql.ts';
import { matterOfGolden, urgency } from './task-matter.sql.ts';

/** `wanted` is filled by its first six columns; settleTasks weighs the rest. `task_due` is empty unless fillDueDates() was given terms. */
export function createTaskTables(): Query[] {
  return [
    makeWork('wanted', sql`kind text not null, rule text not null, subject_key text not null, golden_ids uuid[] not null,
      evidence jsonb not null, priority smallint not null, digest text, departments text[]`),
    makeWork('judged', sql`kind text not null, subject_key text not null`),
    makeWork('task_due', sql`kind text primary key, due_on date not null`),
  ];
}

/** P2: names differ and neither an authority nor a person has spoken. */
function nameConflicts(lib: LibrarySql, today: string): Query[] {
  const name = lib.library.matchRules.deterministic.key.name;
  if (!name?.task || lib.nameAttribute === null) return [];
  const { place, group } = groupOf(lib, lib.nameAttribute);
  const settledByLaw = group.decisive ? sql`g.win_rank[${trustedSql(String(place))}] = 1` : sql`false`;
  return [sql`
    insert into wanted
    select ${name.task}, ${name.differs ?? lib.library.matchRules.deterministic.key.rule}, ${matterOfGolden}, array[g.golden_id],
      jsonb_build_object('attribute', ${lib.nameAttribute}::text, 'records', array_agg(r.record_id order by r.record_id)), ${urgency('nameConflict')}
    from clashing join ${lib.table('golden_record')} g using (golden_id)
    join ${lib.table('source_record')} r on r.golden_id = clashing.golden_id and not r.is_withdrawn
    where not ${settledByLaw} and g.golden_id not in (${pinnedGoldens(lib, lib.nameAttribute, today)})
    group by g.golden_id
    having bool_or(not r.name_keys && g.name_keys)`];
}

/** P3: records that contradict their number and are held. Judged for every number in scope. */
function heldRecords(lib: LibrarySql): Query[] {
  const contradiction = lib.library.matchRules.deterministic.key.contradiction;
  if (!contradiction) return [];
  return [
    sql`insert into judged
      select distinct ${contradiction.task}, md5(s.key) from scope s where s.key is not null
      union
      select ${contradiction.task}, md5(key) from touched_key`,
    sql`
    insert into wanted
    select ${contradiction.task}, ${contradiction.rule}, md5(s.key),
      coalesce((select array_agg(i.golden_id order by i.golden_id) filter (where i.status = i.best)
        from (select golden_id, status, min(status) over () as best from ${lib.table('identifier')} where type = ${lib.keyType} and value = s.key) i), '{}'),
      jsonb_build_object('records', array_agg(s.record_id order by s.record_id)), ${urgency('contradiction')}
    from scope s join ${lib.table('source_record')} r using (record_id)
    where s.key is not null and s.is_active and r.golden_id is null and not ${isForbidden(lib)}
    group by s.key`,
  ];
}

/**
 * P9 under another name: notices that name none of those who bear the number that they close. Whether somebody changed both name and
 * number, or two shared the number, a steward tells. Judged always: such notices are few.
 */
function strangeNotices(lib: LibrarySql): Query[] {
  const { key: { contradiction }, rekey } = lib.library.matchRules.deterministic;
  if (!contradiction || !rekey) return [];
  const record = lib.table('source_record');
  return [
    sql`insert into judged select t.kind, t.subject_key from hub.task t
      where t.library = ${lib.library.code} and t.kind = ${contradiction.task} and t.subject_key like 'n:%' and t.state in ('open', 'claimed')`,
    sql`
    insert into wanted
    select ${contradiction.task}, ${rekey.rule}, 'n:' || md5(n.record_id::text), array_agg(distinct side.golden_id order by side.golden_id),
      jsonb_build_object('records', array_agg(distinct side.record_id order by side.record_id)), ${urgency('contradiction')}
    from ${lib.table('key_alias')} a
    join ${record} n on n.record_id = a.record_id and n.golden_id is not null
    join ${record} r on r.key = a.old_key and not r.is_withdrawn and r.golden_id <> n.golden_id and ${isOfDays('a', 'r')}
    cross join lateral (values (n.record_id, n.golden_id), (r.record_id, r.golden_id)) side (record_id, golden_id)
    where a.names is not null and a.other_names = '{}'
      and not exists (select from ${record} named where named.key = a.old_key and not named.is_withdrawn and named.name_keys && a.names)
    group by n.record_id having count(distinct side.golden_id) = 2 and not ${isKeptApart(lib, sql`side.golden_id`)}`,
  ];
}

/** Whether a decision keeps the record (s) out of the cluster that its number or pointing keys say. */
function isForbidden(lib: LibrarySql): Query {
  return sql`exists (select from ${lib.table('decided')} d join scope o on o.record_id = d.other_id
    where d.kind = 'never' and d.record_id = s.record_id and (o.key = s.key or o.component = s.component))`;
}

/**
 * Decisions that later data contradict. The decision holds: a record that it keeps out of its number waits, golden records that it
 * cannot join stay two, numbers that nobody accepted stand on one golden record. Each is told once for a decision.
 */
function contradictedDecisions(lib: LibrarySql): Query[] {
  const decided = lib.table('decided');
  const record = lib.table('source_record');
  const want = (rule: string, found: Query): Query => sql`
    insert into wanted
    select ${contradictedTask}, ${rule}, decision_id::text, array_agg(distinct golden_id order by golden_id) filter (where golden_id is not null),
      jsonb_build_object('decisionId', decision_id::text, 'records', array_agg(distinct record_id order by record_id)), 3
    from (${found}) found group by decision_id having count(golden_id) > 0`;
  return [
    sql`insert into judged
      select ${contradictedTask}, d.decision_id::text from ${decided} d where d.kind in ('same', 'never')
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))
      union
      select t.kind, t.subject_key from hub.task t where t.library = ${lib.library.code} and t.kind = ${contradictedTask} and t.state in ('open', 'claimed')
        and not exists (select from ${decided} d where d.decision_id::text = t.subject_key)`,
    want('NOT_SAME', sql`
      select d.decision_id, d.record_id, o.golden_id
      from ${decided} d join scope s on s.record_id = d.record_id and s.is_active and s.placed is null
      join scope near on near.record_id = d.other_id and near.is_active and (near.key = s.key or near.component = s.component)
      join ${record} r on r.record_id = s.record_id and r.golden_id is null
      join ${record} o on o.record_id = near.record_id
      where d.kind = 'never'`),
    want('SAME', sql`
      select d.decision_id, side.record_id, side.golden_id
      from ${decided} d
      join ${record} one on one.record_id = d.record_id join ${record} other on other.record_id = d.other_id
      cross join lateral (values (one.record_id, one.golden_id), (other.record_id, other.golden_id)) side (record_id, golden_id)
      where d.kind = 'same' and one.golden_id <> other.golden_id and not one.is_withdrawn and not other.is_withdrawn
        and (d.record_id in (select record_id from scope) or d.other_id in (select record_id from scope))`),
    want('NUMBERS', sql`
      with joined as (
        select distinct d.decision_id, s.label from ${decided} d join scope s on s.record_id = d.record_id and s.label is not null where d.kind = 'same'
      ),
      borne as (
        select joined.label, count(distinct s.key) as numbers
        from (select distinct label from joined) joined join scope s on s.label = joined.label and s.key is not null group by joined.label
      ),
      accepted as (
        select joined.label, count(distinct number) as numbers
        from joined join hub.decision e on (e.decision_id = joined.decision_id or e.confirms = joined.decision_id)
        cross join jsonb_array_elements_text(e.payload#>'{effects,numbers}') number
        group by joined.label
      )
      select joined.decision_id, s.record_id, a.golden_id
      from joined join borne using (label) left join accepted using (label)
      join assigned a on a.label = joined.label join scope s on s.label = joined.label and s.key is not null
      where borne.numbers > greatest(accepted.numbers, 1)`),
  ];
}

/** Records that point to several numbers at once. */
function contested(): Query[] {
  return [
    sql`insert into judged select ${duplicateTask}, 'r:' || record_id from scope`,
    sql`insert into wanted
      select ${duplicateTask}, c.rule, 'r:' || c.record_id, array_remove(array[a.golden_id], null),
        jsonb_build_object('records', array[c.record_id], 'numbers', cardinality(c.keys)), ${urgency('duplicate')}
      from contested c join scope s using (record_id) left join assigned a on a.label = s.label`,
  ];
}

/** Whether a person has said of the two golden records of a group that they are never one. */
function isKeptApart(lib: LibrarySql, goldenId: Query): Query {
  const record = lib.table('source_record');
  return sql`(count(distinct ${goldenId}) = 2 and exists (
    select from ${lib.table('decided')} d join ${record} one on one.record_id = d.record_id join ${record} other on other.record_id = d.other_id
    where d.kind = 'never' and one.golden_id <> other.golden_id and array[one.golden_id, other.golden_id] <@ array_agg(${goldenId})))`;
}

/** The declared cases: a part shared by two numbers (O4), activity after the end of life (P11). */
function cases(lib: LibrarySql, today: string): Query[] {
  const golden = lib.table('golden_record');
  return lib.library.matchRules.deterministic.cases.map((entry) => {
    if (entry.kind === 'shared_key_fact') {
      const identifier = lib.table('identifier');
      return sql`
        insert into wanted
        select ${entry.task}, ${entry.rule}, md5(${entry.keyFact} || ':' || shared.value), array_agg(g.golden_id order by g.golden_id),
          jsonb_build_object('identifier', ${entry.keyFact}::text), ${urgency('sharedKeyFact')}
        from (select i.value from settled join ${identifier} i using (golden_id) where i.type = ${entry.keyFact}
          union select value from lost_identifier where type = ${entry.keyFact}) shared
        join ${identifier} i on i.type = ${entry.keyFact} and i.value = shared.value
        join ${golden} g on g.golden_id = i.golden_id and g.state = 'active' and g.key is not null
        group by shared.value having count(*) > 1 and not ${isKeptApart(lib, sql`g.golden_id`)}`;
    }
    const idle = Object.entries(entry.unless ?? {}).map(([attribute, codes]) => sql`not coalesce(${column('r', attribute)} = any (${codes}), false)`);
    return sql`
      -- ended: few golden records, whatever the load's size; materialized, so that their records are found by index
      with ended as materialized (
        select g.golden_id from settled join ${golden} g using (golden_id) where ${column('g', entry.endDate)} is not null limit all
      )
      insert into wanted
      select ${entry.task}, ${entry.rule}, ${matterOfGolden}, array[g.golden_id],
        jsonb_build_object('records', array_agg(r.record_id order by r.record_id), 'attribute', ${entry.endDate}::text), ${urgency('activeAfterEnd')}
      from ended join ${golden} g using (golden_id)
      join ${lib.table('source_record')} r on r.golden_id = g.golden_id and not r.is_withdrawn
      where g.state = 'active' and g.golden_id not in (${pinnedGoldens(lib, entry.endDate, today)}) and r.feed = any (${entry.feeds}) and r.effective_date > ${column('g', entry.endDate)}${idle.length > 0 ? sql` and ${join(idle, ' and ')}` : sql``}
      group by g.golden_id`;
  });
}

/** C2 and C3 of subject records. */
export function subjectTasks(lib: LibrarySql): Query[] {
  const subject = lib.library.subject;
  if (!subject) return [];
  const task = (state: string, kind: string, rule: string, priority: number): Query => sql`
    insert into wanted
    select ${kind}, ${rule}, ${matterOfGolden}, array[g.golden_id], jsonb_build_object('state', ${state}::text), ${priority}::smallint
    from settled join ${lib.table('golden_record')} g using (golden_id)
    where g.state = 'active' and g.subject_state = ${state}`;
  return [task('doubtful', subject.tasks.doubtful, subject.rules.doubtful, priorities.doubtfulSubject), task('unlinked', subject.tasks.unlinked, subject.rules.unlinked, priorities.unlinkedSubject)];
}

/** Keys under which too many records stand to be compared: of the keys in `keys`, those of the query `capped` (key, block, records). */
export function cappedBlocks(lib: LibrarySql, blocks: readonly { readonly code: string }[], { keys, capped }: { keys: Query; capped: Query }): Query[] {
  const code = blocks.map((block, index) => sql`when ${trustedSql(String(index))} then ${block.code}`);
  return [
    sql`insert into judged
      select open.kind, open.subject_key from ${keys} k join hub.task open on open.subject_key = 'b:' || md5(k.key::text)
      where open.library = ${lib.library.code} and open.kind = ${cappedTask} and open.state in ('open', 'claimed')`,
    sql`insert into wanted
      select ${cappedTask}, case block ${join(code, '\n')} end, 'b:' || md5(key::text), '{}'::uuid[], jsonb_build_object('records_held', records), 7
      from (${capped}) capped`,
  ];
}

/** Everything wanted for the golden records in `settled` and the records in `scope`. */
export function wantTasks(lib: LibrarySql, today: string): Query[] {
  return [
    ...nameConflicts(lib, today), ...heldRecords(lib), ...strangeNotices(lib), ...contested(), ...contradictedDecisions(lib), ...cases(lib, today), ...subjectTasks(lib),
    ...scoredDuplicates(lib), ...proposedRelations(lib),
  ];
}

/** The tasks of golden records of another library whose subject a load in `lib`'s hub has changed: noted in `resubjected`. */
export function resettleSubjectTasks(lib: LibrarySql, now: Date): Query[] {
  const { tasks } = lib.library.subject!;
  return [
    sql`truncate settled, wanted, judged`,
    sql`insert into settled select distinct golden_id from resubjected where library = ${lib.library.code}`,
    ...subjectTasks(lib),
    ...settleTasks(lib, now, [tasks.doubtful, tasks.unlinked]),
  ];
}

/** Most golden records of which each looks up its open tasks by index; of more, the open tasks are read once. */
const fewSettled = 100;

/** Ids of the open tasks that were judged: those in `judged`, and those of `kinds` and of scored pairs that name a golden record in `settled`. */
function judgedTasks(library: string, kinds: readonly string[]): Query {
  const isFew = sql`(select count(*) from (select from settled limit ${fewSettled + 1}) s) <= ${fewSettled}`;
  const isOpen = sql`open.library = ${library} and open.state in ('open', 'claimed')`;
  const isOfGolden = sql`(open.kind = any (${kinds}) or open.subject_key like 'p:%')`;
  return sql`
      select open.task_id from judged j join hub.task open using (kind, subject_key) where ${isOpen}
      union
      select open.task_id from hub.task open where ${isFew} and open.golden_ids && (select array_agg(golden_id) from settled) and ${isOpen} and ${isOfGolden}
      union
      select open.task_id from hub.task open cross join unnest(open.golden_ids) as member (golden_id) join settled using (golden_id)
      where not ${isFew} and ${isOpen} and ${isOfGolden}`;
}

/** Kinds whose tasks belong to golden records, and are judged whenever one of those is settled. */
function goldenKinds(lib: LibrarySql): string[] {
  const { key, cases: declared } = lib.library.matchRules.deterministic;
  return [key.name?.task, ...declared.map((entry) => entry.task), lib.library.subject?.tasks.doubtful, lib.library.subject?.tasks.unlinked]
    .filter((kind) => kind !== undefined);
}

/**
 * Opens what is wanted and closes what was judged and is not; `kinds` are those judged with the golden records in `settled`. What a
 * person closed as no matter of a steward's stays closed while its evidence is the same.
 */
export function settleTasks(lib: LibrarySql, now: Date, kinds: readonly string[] = goldenKinds(lib)): Query[] {
  const library = lib.library.code;
  return [
    // What a person has settled on this very evidence is no task, as long as the decision holds.
    sql`
    delete from wanted w using hub.decision d
    where d.library = ${library} and d.matter_kind = w.kind and d.matter_key = w.subject_key and d.matter_digest = md5(w.evidence::text)
      and hub.is_in_force(d.decision_id)`,
    weighEvidence(lib),
    dropJudgedBefore(library),
    sql`
    update hub.task t set state = 'closed', closed_at = ${now}::timestamptz, updated_at = ${now}::timestamptz, closed_reason = 'reason_gone'
    where t.task_id in (${judgedTasks(library, kinds)})
      and not exists (select from wanted w where w.kind = t.kind and w.subject_key = t.subject_key)`,
    sql`
    insert into hub.task as t (library, kind, rule, subject_key, golden_ids, evidence, priority, due_on, departments, evidence_digest, created_at, updated_at)
    select distinct on (w.kind, w.subject_key) ${library}, w.kind, w.rule, w.subject_key, w.golden_ids, w.evidence, w.priority,
      coalesce(own.due_on, other.due_on), coalesce(w.departments, '{}'), w.digest, ${now}::timestamptz, ${now}::timestamptz
    from wanted w left join task_due own on own.kind = w.kind left join task_due other on other.kind = '*'
    order by w.kind, w.subject_key, w.rule
    on conflict (library, kind, subject_key) where state in ('open', 'claimed')
    do update set golden_ids = excluded.golden_ids, evidence = excluded.evidence, rule = excluded.rule, departments = excluded.departments,
      evidence_digest = excluded.evidence_digest, updated_at = excluded.updated_at
    where (t.golden_ids, t.evidence, t.rule, t.departments, t.evidence_digest)
      is distinct from (excluded.golden_ids, excluded.evidence, excluded.rule, excluded.departments, excluded.evidence_digest)`,
  ];
}
