// What each column of a person file says about a person; the sheets choose among these cells.
import { pad } from './numbers.ts';
import {
  birthCertificateOf, deathDateOf, fatherOf, formerNameOf, isDeceased, maritalStatusOf, motherOf, phoneOf, placeOf, registeredAddressOf,
  residenceAddressOf, type Person,
} from './person.ts';
import { effectiveDay, isChosen, type Cell } from './sheet.ts';
import type { World } from './world.ts';

type PersonCells = Readonly<Record<string, Cell<Person>>>;

export const updated: Cell<Person> = (person, { world, version }) => effectiveDay(world, person.index, version);

/** The number that is known on the day of the first delivery is the former one; the second delivery has the new one. */
export const numberThen: Cell<Person> = (person, { version }) => (version === 1 ? person.idNumber : person.formerIdNumber);

export const identity: PersonCells = {
  id_number: numberThen,
  full_name: (person) => person.name,
  sex: (person) => person.sex,
  birth_date: (person, { version }) => (version === 1 ? person.birthDate : person.formerBirthDate),
  updated,
  operation: () => '',
};

export const contact: PersonCells = {
  mobile_phone: (person, { world, version }) => phoneOf(world, person, version),
  residence_address: (person, { world, version }) => residenceAddressOf(world, person, version),
};

const householdRelations = { single: '02', husband: '02', wife: '12', child: '' } as const;

export const policeCells: PersonCells = {
  ...identity,
  ...contact,
  used_name: (person, { world }) => formerNameOf(world, person),
  ethnic_group: (person) => person.ethnicity,
  nationality: () => 'CHN',
  birthplace_code: (person) => person.birthplace,
  native_place: (person, { world }) => placeOf(world, person).province + placeOf(world, person).city,
  birth_certificate_no: birthCertificateOf,
  passport_no: () => '',
  pr_card_no: () => '',
  household_no: (person, { world }) => placeOf(world, person).code + pad(person.household, 9),
  household_relation: (person) => householdRelations[person.role] || (person.sex === '1' ? '20' : '30'),
  household_type: () => '10',
  hukou_address: (person, { world }) => registeredAddressOf(world, person),
  hukou_division: (person, { world }) => placeOf(world, person).code,
  police_station: (person, { world }) => `${placeOf(world, person).county}第${1 + (person.household % 9)}派出所`,
  move_in_date: (person, { world }) => (isChosen(world, 1, person.household, 0.3) ? effectiveDay(world, person.household * 3, 2) : ''),
  life_status: (person, { world }) => (isCancelled(world, person) ? '3' : '1'),
  death_date: (person, { world }) => (isCancelled(world, person) ? deathDateOf(world, person) : ''),
  marital_status: (person, { world }) => (isChosen(world, 2, person.index, 0.9) ? maritalStatusOf(world, person) : '10'),
  father_name: (person, { world }) => fatherOf(world, person)?.name ?? '',
  father_id_number: (person, { world }) => fatherOf(world, person)?.idNumber ?? '',
  mother_name: (person, { world }) => motherOf(world, person)?.name ?? '',
  mother_id_number: (person, { world }) => motherOf(world, person)?.idNumber ?? '',
  person_key: (person) => `RY${pad(person.index, 10)}`,
};

/** Half of the deceased are still on the household register. */
function isCancelled(world: World, person: Person): boolean {
  return isDeceased(world, person) && isChosen(world, 3, person.index, 0.5);
}
