// Working days: weekends are off, public holidays and the days worked in exchange (调休) come from hub.working_day_exception. Pure.
// Dates are civil dates of Asia/Shanghai, YYYY-MM-DD.

export interface DayException {
  readonly day: string;
  readonly isWorking: boolean;
}

const dayMs = 86_400_000;
const farthest = 5_000;

const instantOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** Counts in working days under a set of exceptions. A year without exceptions counts by its weekends alone (`knowsYear`). */
export class WorkingDays {
  readonly #exceptions: ReadonlyMap<string, boolean>;

  constructor(exceptions: readonly DayException[]) {
    this.#exceptions = new Map(exceptions.map(({ day, isWorking }) => [day, isWorking]));
  }

  isWorkingDay(day: string): boolean {
    const weekday = new Date(instantOf(day)).getUTCDay();
    return this.#exceptions.get(day) ?? (weekday !== 0 && weekday !== 6);
  }

  /** The last day of a term: the `count`-th working day after `day`, or before it when negative; `day` itself for 0. */
  add(day: string, count: number): string {
    const step = count < 0 ? -dayMs : dayMs;
    let instant = instantOf(day);
    for (let left = Math.abs(count), walked = 0; left > 0; walked++) {
      if (walked > farthest) throw new Error('the calendar has no working days');
      instant += step;
      if (this.isWorkingDay(dayOf(instant))) left -= 1;
    }
    return dayOf(instant);
  }

  /** Working days after `from` up to and including `to`; negative when `to` lies before. `between(d, add(d, n))` is n. */
  between(from: string, to: string): number {
    if (to < from) return -this.between(to, from);
    let count = 0;
    for (let instant = instantOf(from) + dayMs; instant <= instantOf(to); instant += dayMs) {
      if (this.isWorkingDay(dayOf(instant))) count += 1;
    }
    return count;
  }

  /** Whether anything is known of the year beside its weekends. */
  knowsYear(year: number): boolean {
    return [...this.#exceptions.keys()].some((day) => day.startsWith(`${year}-`));
  }
}
