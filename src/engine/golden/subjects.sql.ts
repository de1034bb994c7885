// Whom a subject record is about (C1–C3): number and name must agree; a number with another name is doubtful and shown to nobody; a
// record whose number nobody bears stays unlinked. Decided again whenever the record or the library of its subject changes.
import { column, nameList, type LibrarySql } from '../library-sql.ts';
import { goldenColumnNames } from './merge-gained.sql.ts';
import type { RecomputeScope } from './recompute.sql.ts';
import { join, sql, trustedSql, type Query } from '../../store/sql.ts';

/** Writes the subject's number on golden records of `settled` that do not carry it yet. */
export function noteSubjects({ lib }: RecomputeScope): Query {
  const candidates = lib.library.subject!.candidates;
  const pick = (value: (candidate: (typeof candidates)[number]) => Query): Query =>
    sql`case ${join(candidates.map((candidate) => sql`when ${column('g', candidate.attribute)} is not null then ${value(candidate)}`), '\n')} end`;
  const library = pick((candidate) => trustedSql(`'${candidate.library}'`));
  const type = pick((candidate) => trustedSql(`'${candidate.type}'`));
  const value = pick((candidate) => column('g', candidate.attribute));
  return sql`
    update ${lib.table('golden_record')} g set subject_library = ${library}, subject_type = ${type}, subject_value = ${value}
    where g.golden_id in (select golden_id from settled)
      and (g.subject_library, g.subject_type, g.subject_value) is distinct from (${library}, ${type}, ${value})`;
}

/**
 * Decides the subject state of golden records: `linked`, `doubtful` or `unlinked`. `which` limits the golden records (alias g).
 * A change is a new version of the golden record, and is noted in `resubjected`.
 */
export function decideSubjects({ lib, now, cause }: RecomputeScope, target: LibrarySql, which: Query): Query {
  const golden = lib.table('golden_record');
  const all = goldenColumnNames(lib);
  return sql`
    with found as (
      select g.golden_id, count(distinct i.golden_id) as bearers, (array_agg(i.golden_id order by i.golden_id))[1] as subject_golden_id,
        bool_and(coalesce(subject.name_keys && g.name_keys, false)) as agrees
      from ${golden} g
      left join ${target.table('identifier')} i on i.type = g.subject_type and i.value = g.subject_value
      left join ${target.table('golden_record')} subject on subject.golden_id = i.golden_id
      where g.state = 'active' and g.subject_library = ${target.library.code} and ${which}
      group by g.golden_id
    ),
    judged as (
      select golden_id,
        case when bearers = 0 then 'unlinked' when bearers = 1 and agrees then 'linked' else 'doubtful' end as state,
        case when bearers = 1 then subject_golden_id end as subject_golden_id
      from found
    ),
    changed as materialized (
      select j.* from judged j join ${golden} g using (golden_id)
      where (g.subject_state, g.subject_golden_id) is distinct from (j.state, j.subject_golden_id)
    ),
    noted as (insert into resubjected (library, golden_id) select ${lib.library.code}, golden_id from changed),
    former as (
      insert into ${lib.table('golden_history')} (${nameList(all)}, replaced_at, replaced_by)
      select ${join(all.map((name) => column('g', name)))}, ${now}::timestamptz, ${cause}
      from ${golden} g join changed using (golden_id) where g.subject_state is not null
    )
    update ${golden} g
    set subject_state = changed.state, subject_golden_id = changed.subject_golden_id,
      version = g.version + case when g.subject_state is null then 0 else 1 end,
      recorded_at = case when g.subject_state is null then g.recorded_at else ${now}::timestamptz end,
      cause = case when g.subject_state is null then g.cause else ${cause} end
    from changed where g.golden_id = changed.golden_id`;
}

/** Golden records without any usable subject number are unlinked. */
export function decideNameless({ lib }: RecomputeScope): Query {
  return sql`update ${lib.table('golden_record')} g set subject_state = 'unlinked', subject_golden_id = null
    where g.golden_id in (select golden_id from settled) and g.state = 'active' and g.subject_value is null and g.subject_state is distinct from 'unlinked'`;
}
