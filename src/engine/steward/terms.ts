// How long matters may take, by date: hub.term and the working-day calendar, read together, give due dates.
import type { Pool, PoolClient } from 'pg';
import { sql } from '../../store/sql.ts';
import { WorkingDays, type DayException } from './calendar.ts';

export interface Term {
  /** `task:<kind>`, `task:*`, `challenge:answer`, `challenge:correct`, and those of subjects' cases: `objection:…`, `repair:handle`. */
  readonly matter: string;
  /** Division code of six digits; `*`: everywhere. */
  readonly region: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly days: number;
  readonly unit: 'working_day';
  readonly legalBasis: string;
  readonly isConfirmed: boolean;
}

const everywhere = '*';

/** Whose rules hold in a division, the nearest first: county, city, province, everywhere. Null: only what holds everywhere. */
export function regionsOf(division: string | null): string[] {
  if (division === null) return [everywhere];
  const above = [division, `${division.slice(0, 4)}00`, `${division.slice(0, 2)}0000`];
  return [...new Set(above), everywhere];
}

/**
 * The term in force on a day: of the matter itself, else of its family (`task:*`), each by the nearest of the regions that set one; null
 * when nobody did. Later beginnings win.
 */
export function termOn(terms: readonly Term[], matter: string, day: string, regions: readonly string[] = [everywhere]): Term | null {
  const inForce = terms.filter((term) => term.validFrom <= day && (term.validTo === null || day <= term.validTo));
  const nearest = (code: string): Term | undefined => inForce.filter((term) => term.matter === code && regions.includes(term.region))
    .sort((a, b) => regions.indexOf(a.region) - regions.indexOf(b.region) || (a.validFrom < b.validFrom ? 1 : -1))[0];
  return nearest(matter) ?? nearest(matter.replace(/:.*$/, ':*')) ?? null;
}

/** Due dates of what begins on one day. */
export class DueDates {
  constructor(
    readonly terms: readonly Term[],
    readonly calendar: WorkingDays,
    readonly today: string,
    /** The nearest first; see regionsOf. */
    readonly regions: readonly string[] = [everywhere],
  ) {}

  /** The last day on which the matter is in time, or null without a term. */
  dueOn(matter: string): string | null {
    const term = this.termOf(matter);
    return term && this.calendar.add(this.today, term.days);
  }

  termOf(matter: string): Term | null {
    return termOn(this.terms, matter, this.today, this.regions);
  }
}

export async function readTerms(connection: Pool | PoolClient): Promise<Term[]> {
  const { rows } = await connection.query<Term>(sql`
    select matter, region, valid_from as "validFrom", valid_to as "validTo", days, unit, legal_basis as "legalBasis", is_confirmed as "isConfirmed"
    from hub.term order by matter, region, valid_from`);
  return rows;
}

export interface CalendarDay extends DayException {
  readonly region: string;
  readonly name: string;
  readonly source: string;
  readonly edition: string;
  readonly isConfirmed: boolean;
}

export async function readCalendar(connection: Pool | PoolClient): Promise<CalendarDay[]> {
  const { rows } = await connection.query<CalendarDay>(sql`
    select region, day, is_working as "isWorking", name, source, edition, is_confirmed as "isConfirmed"
    from hub.working_day_exception order by region, day`);
  return rows;
}

/** The working days of a region: what a nearer region says of a day beats what one further off says. */
export function calendarOf(days: readonly CalendarDay[], regions: readonly string[]): WorkingDays {
  return new WorkingDays([...regions].reverse().flatMap((region) => days.filter((day) => day.region === region)));
}

/** Terms and calendar as they stand where the hub is, for what begins on `today`. */
export async function readDueDates(connection: Pool | PoolClient, today: string): Promise<DueDates> {
  const regions = regionsOf(await readHubRegion(connection));
  return new DueDates(await readTerms(connection), calendarOf(await readCalendar(connection), regions), today, regions);
}

/** Division of the hub; null: none was set. It stands in the database, so that every process counts by the same clocks. */
export async function readHubRegion(connection: Pool | PoolClient): Promise<string | null> {
  const { rows } = await connection.query<{ division: string }>(sql`select division from hub.hub_region`);
  return rows[0]?.division ?? null;
}

/** From now on. Due dates that were given stay as they are. */
export async function setHubRegion(pool: Pool, division: string): Promise<void> {
  await pool.query(sql`insert into hub.hub_region (division) values (${division})
    on conflict (is_only) do update set division = excluded.division where hub_region.division <> excluded.division`);
}

/** From the day on; a term of the same matter that was in force ends the day before. */
export async function setTerm(pool: Pool, term: Omit<Term, 'unit' | 'validTo'>): Promise<void> {
  await pool.query(sql`
    with ended as (
      update hub.term set valid_to = ${term.validFrom}::date - 1
      where matter = ${term.matter} and region = ${term.region} and valid_from < ${term.validFrom}::date
        and (valid_to is null or valid_to >= ${term.validFrom}::date)
    )
    insert into hub.term (matter, region, valid_from, days, legal_basis, is_confirmed)
    values (${term.matter}, ${term.region}, ${term.validFrom}::date, ${term.days}, ${term.legalBasis}, ${term.isConfirmed})
    on conflict (matter, region, valid_from) do update
    set days = excluded.days, legal_basis = excluded.legal_basis, is_confirmed = excluded.is_confirmed`);
}

/** Days that are already there are overwritten: an edition replaces the one before. Returns how many rows were written. */
export async function importCalendar(pool: Pool, days: readonly CalendarDay[]): Promise<number> {
  const { rowCount } = await pool.query(sql`
    insert into hub.working_day_exception (region, day, is_working, name, source, edition, is_confirmed)
    select region, day, "isWorking", name, source, edition, "isConfirmed"
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb)
      as d (region text, day date, "isWorking" boolean, name text, source text, edition text, "isConfirmed" boolean)
    on conflict (region, day) do update
    set is_working = excluded.is_working, name = excluded.name, source = excluded.source, edition = excluded.edition, is_confirmed = excluded.is_confirmed`);
  return rowCount ?? 0;
}
