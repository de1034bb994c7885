// People of the sample without a resident ID: residents of Hong Kong, Macao and Taiwan with their permits, and foreigners with a
// passport or a permanent resident card of either edition. Departments know them by whatever document they showed.
import { icaoCheckDigit } from '../standards/permanent-resident-card.ts';
import { residentIdCheckDigit } from '../standards/resident-id.ts';
import { makePersonName, makeSurname } from './names.ts';
import { pad } from './numbers.ts';
import type { Person } from './person.ts';
import { draw, type World } from './world.ts';

/** A document as a department writes it down. */
export interface PersonDocument {
  /** GA/T 517. */
  readonly type: string;
  readonly number: string;
  /** ISO 3166-1 alpha-3. */
  readonly nationality: string;
  /** The number is of the resident ID's space and links by itself; else only together with name and birth date. */
  readonly isUnique: boolean;
}

export interface Outsider {
  readonly person: Person;
  readonly document: PersonDocument;
}

const foreignNames = ['安娜', '大卫', '李安德', '马可', '索菲亚', '金敏秀', '山本健', '阮文雄', '伊万·彼得罗夫', '玛丽亚·席尔瓦'];
const states: readonly (readonly [alpha: string, numeric: string])[] = [['USA', '840'], ['DEU', '276'], ['JPN', '392'], ['KOR', '410'], ['RUS', '643']];

/** One person in eighty, and enough of each kind in a small town. */
export function countOutsiders(world: World): number {
  return Math.max(24, Math.floor(world.people / 80));
}

export function outsiderAt(world: World, index: number): Outsider {
  const random = draw(world, 'outsider', index);
  const sex = random.chance(0.5) ? '1' : '2';
  const year = random.between(1955, 2003);
  const birthDate = `${year}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`;
  const kind = index % 8;
  const name = kind < 4 ? makePersonName({ surname: makeSurname(random), sex, birthYear: year, ethnicity: '01' }, random) : foreignNames[index % foreignNames.length]!;
  const document = documentOf({ kind, index, birthDate, sex });
  const place = world.people + index;
  return {
    document,
    person: {
      index: place, household: place, role: 'single', sex, birthDate, name, ethnicity: '', idNumber: '', birthplace: '', formerIdNumber: '',
      formerBirthDate: birthDate, age: Number(world.today.slice(0, 4)) - year,
    },
  };
}

interface Traits {
  readonly kind: number;
  readonly index: number;
  readonly birthDate: string;
  readonly sex: '1' | '2';
}

/** Sequence digits differ with the index, so no two people share a number by accident. */
function documentOf({ kind, index, birthDate, sex }: Traits): PersonDocument {
  const date = birthDate.replaceAll('-', '');
  const serial = Math.floor(index / 8);
  const [alpha, numeric] = states[serial % states.length]!;
  const sequence = pad(((serial % 499) * 2 + (sex === '1' ? 1 : 2)) % 1000, 3);
  const withCheck = (first17: string): string => first17 + residentIdCheckDigit(first17);
  const permit = (place: number): PersonDocument =>
    ({ type: `8${place}0`, number: withCheck(`8${place}0000${date}${sequence}`), nationality: ['HKG', 'MAC', 'TWN'][place - 1]!, isUnique: true });
  const card2017 = `${alpha}6103${date.slice(2)}${sex}`;
  switch (kind) {
    case 0: return permit(1);
    case 1: return permit(2);
    case 2: return permit(3);
    case 3: return { type: '516', number: `${serial % 2 === 0 ? 'H' : 'M'}${pad(10_000_000 + index, 8)}`, nationality: 'HKG', isUnique: false };
    case 4: return { type: '414', number: `E${pad(10_000_000 + index * 7, 8)}`, nationality: alpha, isUnique: false };
    case 5: return { type: '553', number: withCheck(`961${numeric}${date}${sequence}`), nationality: alpha, isUnique: true };
    case 6: return { type: '553', number: card2017 + icaoCheckDigit(card2017), nationality: alpha, isUnique: false };
    default: return { type: '511', number: pad(20_000_000 + index, 8), nationality: 'TWN', isUnique: false };
  }
}
