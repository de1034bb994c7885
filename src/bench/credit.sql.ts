// What plain SQL says of the same subjects: the baselines of the checks, and the truth that their answers are held against.
import pg from 'pg';
import type { CitySubject } from '../sample/bench-city.ts';

const isInForce = (day: string): string => `e.begins_on <= ${day} and ${day} < e.ends_on and not e.is_suspended`;
const today = 'current_date';

/** Number to golden record, name, entries in force, and those of firms that the person represents. */
export const bareBatchSql = `
select k.type, k.value, g.golden_id, g.name, e.golden_id as entry_id, e.list_code, e.edition, e.ends_on
from unnest($1::text[], $2::text[]) as k(type, value)
join lateral (
  select i.golden_id, p.full_name as name from population.identifier i join population.golden_record p using (golden_id) where i.type = k.type and i.value = k.value
  union all
  select i.golden_id, l.name from legal_person.identifier i join legal_person.golden_record l using (golden_id) where i.type = k.type and i.value = k.value
) g on true
left join lateral (
  select e.* from hub.credit_entry e where e.subject_golden_id = g.golden_id and ${isInForce(today)} and e.polarity <> 'neutral'
  union all
  select e.* from legal_person.relation r join hub.credit_entry e on e.subject_golden_id = r.golden_id
  where r.target_golden_id = g.golden_id and ${isInForce(today)} and e.polarity <> 'neutral'
) e on true`;

/** The same as sets, for staging.bench_file. */
export const bareFileSql = `
select t.type, t.number, t.name, g.golden_id, e.golden_id as entry_id, e.list_code, e.ends_on
from staging.bench_file t
left join (
  select i.type, i.value, i.golden_id, p.full_name as name from population.identifier i join population.golden_record p using (golden_id)
  union all
  select i.type, i.value, i.golden_id, l.name from legal_person.identifier i join legal_person.golden_record l using (golden_id)
) g on g.type = t.type and g.value = t.number
left join (
  select e.subject_golden_id as subject_id, e.golden_id, e.list_code, e.ends_on from hub.credit_entry e where ${isInForce(today)} and e.polarity <> 'neutral'
  union all
  select r.target_golden_id, e.golden_id, e.list_code, e.ends_on from legal_person.relation r join hub.credit_entry e on e.subject_golden_id = r.golden_id
  where r.target_golden_id is not null and ${isInForce(today)} and e.polarity <> 'neutral'
) e on e.subject_id = g.golden_id`;

/** What applies to a golden record `s.golden_id` in a matter on a day: punish, incentive or none. */
function resultSql(day: string, matter: string): string {
  const on = `date '${day}'`;
  const applies = (role: string): string => `join hub.credit_measure m on m.list_code = e.list_code and m.target_role = ${role} and m.valid_from <= coalesce(e.decided_on, e.begins_on)
      and (m.valid_to is null or m.valid_to >= ${on}) and '*' = any (m.departments)
      and exists (select from unnest(m.matters) as pattern where ${pg.escapeLiteral(matter)} like replace(pattern, '*', '%'))`;
  return `coalesce((
    select min(case when e.polarity = 'punish' then '1punish' else '2incentive' end) from (
      select e.polarity from hub.credit_entry e ${applies(`'subject'`)} where e.subject_golden_id = s.golden_id and ${isInForce(on)} and e.polarity <> 'neutral'
      union all
      select e.polarity from legal_person.relation r join hub.credit_entry e on e.subject_golden_id = r.golden_id ${applies('r.type')}
      where r.target_golden_id = s.golden_id and ${isInForce(on)} and e.polarity <> 'neutral'
    ) e), '3none')`;
}

/** The subjects as the bare route serves them, with what a check must answer. Text, since CREATE TABLE AS takes no parameters. */
export function subjectsSql(subjects: readonly CitySubject[], { day, matter }: { day: string; matter: string }): string {
  const rows = pg.escapeLiteral(JSON.stringify(subjects.map(({ type, number }) => ({ type, number }))));
  return `
select distinct on (s.number) s.type, s.number as id_number, s.name, s.golden_id, s.recorded_at, s.version, substr(${resultSql(day, matter)}, 2) as result
from (
  select k.type, k.number, g.golden_id, p.full_name as name, p.recorded_at, p.version
  from json_to_recordset(${rows}) as k(type text, number text) join population.identifier g on g.type = k.type and g.value = k.number join population.golden_record p using (golden_id)
  union all
  select k.type, k.number, g.golden_id, l.name, l.recorded_at, l.version
  from json_to_recordset(${rows}) as k(type text, number text) join legal_person.identifier g on g.type = k.type and g.value = k.number join legal_person.golden_record l using (golden_id)
) s`;
}

/** Subjects of the table of whom an entry ends on that day, and a thousand others, with what must be answered on it. */
export function wrongAfterSql(table: string, { day, matter }: { day: string; matter: string }): string {
  return `
select s.type, s.id_number as number, s.name, s.golden_id as "goldenId", substr(${resultSql(day, matter)}, 2) as result
from (
  (select * from ${table} where golden_id in (select subject_golden_id from hub.credit_entry where ends_on = date '${day}') limit 2000)
  union all
  (select * from ${table} order by id_number limit 1000)
) s`;
}
