// Whether the loads did their work: every row of the first set new, of every later one unchanged, and the people found again.
import type { LoadedSet, LoadResult } from './load-child.ts';

type Ending = 'new' | 'unchanged';

/** Of a hundred people at most this many have a row whose faulty number makes it a golden record of its own. */
const straysPerHundred = 2;

/** What is wrong, in words; empty when all is right. */
export function ingestFaults(result: Pick<LoadResult, 'sets' | 'goldens' | 'numbers'>, expected: { people: number; departments: number }): string[] {
  const { people } = expected;
  const faults = result.sets.flatMap((set, at) => setFaults(set, { ...expected, ending: at === 0 ? 'new' : 'unchanged' }));
  const most = Math.ceil(people * (1 + straysPerHundred / 100));
  if (result.goldens < people || result.goldens > most) faults.push(`${result.goldens} golden records, expected ${people} to ${most}`);
  if (result.numbers !== people) faults.push(`${result.numbers} ID numbers lead to a golden record, expected ${people}`);
  return faults;
}

function setFaults({ loads }: LoadedSet, { people, departments, ending }: { people: number; departments: number; ending: Ending }): string[] {
  const faults = loads.length === departments ? [] : [`${loads.length} loads, expected ${departments}`];
  for (const { feed, state, counts } of loads) {
    if (state !== 'done') faults.push(`${feed} is ${state}`);
    else if (counts.rows !== people || counts[ending] !== people) faults.push(`${feed}: ${counts[ending]} ${ending} of ${counts.rows} rows, expected ${people}`);
  }
  return faults;
}
