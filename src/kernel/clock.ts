// Time comes from here only, so that tests and replays can set it. Civil dates are Asia/Shanghai's whatever the server's zone.

export interface Clock {
  now(): Date;
  /** Today's civil date in Asia/Shanghai, YYYY-MM-DD. */
  today(): string;
}

const shanghaiOffset = 8 * 3600_000;
const dayLength = 24 * 3600_000;

/** The civil date in Asia/Shanghai at an instant (no daylight saving since 1991). */
export function civilDate(instant: Date): string {
  return new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 10);
}

/** Whether it is a date of the calendar, written YYYY-MM-DD. */
export function isCivilDate(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

export const systemClock: Clock = createSystemClock();

/** Every request asks for the date: it is written anew only when the day has turned. */
function createSystemClock(): Clock {
  let day = NaN;
  let date = '';
  return {
    now: () => new Date(),
    today() {
      const instant = new Date();
      const today = Math.floor((instant.getTime() + shanghaiOffset) / dayLength);
      if (today !== day) {
        day = today;
        date = civilDate(instant);
      }
      return date;
    },
  };
}

export function fixedClock(iso: string): Clock {
  const instant = new Date(iso);
  return { now: () => instant, today: () => civilDate(instant) };
}
