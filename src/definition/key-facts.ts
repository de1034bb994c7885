// What a unique number says by itself. Used to find records that contradict their number and numbers that share a part.
import { residentIdFacts } from '../standards/resident-id.ts';
import { usccFacts } from '../standards/uscc.ts';
import type { KeyFacts } from './types.ts';

/**
 * The facts stated by a valid identifier value of the given type; empty for types that state none.
 * Sources: GB 11643-1999 (birth date, sex), GB 32100-2015 (organisation code, characters 9–17).
 */
export function keyFacts(type: string, value: string): KeyFacts {
  if (type === 'id_number') {
    const { birthDate, sex } = residentIdFacts(value);
    return { birth_date: birthDate, sex };
  }
  if (type === 'uscc') return { org_code: usccFacts(value).orgCode };
  return {};
}
