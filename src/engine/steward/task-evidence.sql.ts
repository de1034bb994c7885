// What a task rests on, as one digest: the values that its rule looks at, of the records and golden records it names. A person's word
// that there is nothing to do holds while the digest does; a new phone number in a record of a name conflict does not break it.
import { keyAttributes } from '../../definition/key-parts.ts';
import { column, type LibrarySql } from '../library-sql.ts';
import { join, sql, type Query } from '../../store/sql.ts';

/** Attributes that keys, names, contradictions, cases and subjects are judged by. */
function judgedAttributes({ library }: LibrarySql): string[] {
  const { key, pointing, cases } = library.matchRules.deterministic;
  const { subject } = library;
  return known(library.attributes, [
    ...keyAttributes(library), key.name?.attribute, ...(key.name?.also ?? []), ...Object.keys(key.contradiction?.facts ?? {}),
    ...pointing.map(({ attribute }) => attribute), ...cases.map((entry) => (entry.kind === 'active_after_end' ? entry.endDate : undefined)),
    subject?.nameAttribute, ...(subject?.candidates.map(({ attribute }) => attribute) ?? []),
  ]);
}

/** Scored pairs are judged by all that is compared. */
function comparedAttributes({ library }: LibrarySql): string[] {
  return known(library.attributes, library.matchRules.scored?.compare.flatMap(({ attributes }) => attributes) ?? []);
}

function known(attributes: Readonly<Record<string, unknown>>, codes: readonly (string | undefined)[]): string[] {
  return [...new Set(codes.filter((code): code is string => code !== undefined && Object.hasOwn(attributes, code)))].sort();
}

/** One row's judged values; under the scored rule, its compared ones too. */
function judgedValues(lib: LibrarySql, alias: string, id: string): Query {
  const plain = valuesOf(alias, [id, ...judgedAttributes(lib)]);
  const { scored } = lib.library.matchRules;
  if (!scored) return plain;
  return sql`case when w.rule = ${scored.rule} then ${valuesOf(alias, [id, ...new Set([...judgedAttributes(lib), ...comparedAttributes(lib)])])} else ${plain} end`;
}

/**
 * What a golden record adds. Beside records, only which one it is and when its life ended: which of the same statements wins is no new
 * evidence. Alone, all its judged values.
 */
function goldenValues(lib: LibrarySql): Query {
  const ends = lib.library.matchRules.deterministic.cases.flatMap((entry) => (entry.kind === 'active_after_end' ? [entry.endDate] : []));
  return sql`case when w.evidence -> 'records' is null then ${judgedValues(lib, 'g', 'golden_id')} else ${valuesOf('g', ['golden_id', ...ends])} end`;
}

function valuesOf(alias: string, codes: readonly string[]): Query {
  return sql`jsonb_build_array(${join(codes.map((code) => column(alias, code)))})`;
}

/**
 * Fills `digest` and `departments` of every row in `wanted`. Departments are the sources of the records in the evidence, else of the
 * golden records'. Scores and counts are left out of the digest: a model trained anew is no new evidence.
 */
export function weighEvidence(lib: LibrarySql): Query {
  const record = lib.table('source_record');
  return sql`
    update wanted w set digest = weighed.digest, departments = weighed.departments
    from (
      select w.ctid as place, md5(concat_ws('|', w.rule, said.content, held.content)) as digest,
        coalesce(said.departments, held.departments) as departments
      from wanted w
      -- said: the records that the evidence names
      left join lateral (
        select array_agg(distinct r.source order by r.source) as departments, string_agg(md5((${judgedValues(lib, 'r', 'record_id')})::text), ',' order by r.record_id) as content
        from ${record} r
        where r.record_id = any (array(select jsonb_array_elements_text(w.evidence -> 'records')::uuid))
      ) said on true
      -- held: the golden records, with the sources of their records where the evidence names none
      left join lateral (
        select string_agg(md5((${goldenValues(lib)})::text), ',' order by g.golden_id) as content,
          (select array_agg(distinct r.source order by r.source) from ${record} r
            where w.evidence -> 'records' is null and r.golden_id = any (w.golden_ids) and not r.is_withdrawn) as departments
        from ${lib.table('golden_record')} g where g.golden_id = any (w.golden_ids)
      ) held on true
    ) weighed
    where w.ctid = weighed.place`;
}

/** A person has judged the same matter on the same evidence and found nothing to do: it is not wanted again. */
export function dropJudgedBefore(library: string): Query {
  return sql`
    delete from wanted w using hub.task t
    where t.library = ${library} and t.kind = w.kind and t.subject_key = w.subject_key
      and t.closed_reason = 'no_action' and t.evidence_digest = w.digest`;
}
