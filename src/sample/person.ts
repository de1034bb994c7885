// Who the sample people are. Ten neighbours in the index form four households (a single, a couple, a couple with one child, a
// couple with two), so that a person's family is known without looking anything up.
import { makeEthnicity, makePersonName, makeSurname } from './names.ts';
import { numberSlot, pad, residentIdOf } from './numbers.ts';
import { homePlaces, makeAddress } from './places.ts';
import type { Place } from './places.ts';
import { daysBefore, draw, type World } from './world.ts';

export type Role = 'single' | 'husband' | 'wife' | 'child';

export interface Person {
  readonly index: number;
  readonly household: number;
  readonly role: Role;
  /** GB/T 2261.1. */
  readonly sex: '1' | '2';
  readonly birthDate: string;
  /** Completed years on the world's day, deceased or not. */
  readonly age: number;
  readonly name: string;
  readonly ethnicity: string;
  readonly idNumber: string;
  /** Division of first registration: the first six digits of the number. */
  readonly birthplace: string;
  /** The number and birth date before the police corrected them; the same as now for nearly everybody. */
  readonly formerIdNumber: string;
  readonly formerBirthDate: string;
}

const BLOCK = 10;
const roles: readonly Role[] = ['single', 'husband', 'wife', 'husband', 'wife', 'child', 'husband', 'wife', 'child', 'child'];
const householdOfOffset = [0, 1, 1, 2, 2, 2, 3, 3, 3, 3];
const headOffset = [0, 1, 3, 6];

/** The person with an index below `world.people`. */
export function personAt(world: World, index: number): Person {
  const offset = index % BLOCK;
  const role = roles[offset]!;
  const household = Math.floor(index / BLOCK) * 4 + householdOfOffset[offset]!;
  const random = draw(world, 'person', index);
  const sex = role === 'husband' ? '1' : role === 'wife' ? '2' : random.chance(0.515) ? '1' : '2';
  const slot = numberSlot(index, world.seed);
  const year = birthYear(world, index, slot.monthDay);
  const birthDate = `${year}-${slot.monthDay}`;
  const ethnicity = makeEthnicity(draw(world, 'household', household));
  const isRenumbered = isNumberCorrected(index) && role !== 'child';
  const surname = role === 'wife' || role === 'single' ? makeSurname(random) : familySurname(world, household);
  const idNumber = residentIdOf(slot, year, sex);
  return {
    index, household, role, sex, birthDate, ethnicity, idNumber,
    birthplace: slot.division,
    age: ageOn(world.today, birthDate),
    name: makePersonName({ surname, sex, birthYear: year, ethnicity }, draw(world, 'given', index)),
    formerIdNumber: isRenumbered ? residentIdOf(slot, year - 1, sex) : idNumber,
    formerBirthDate: isRenumbered ? `${year - 1}-${slot.monthDay}` : birthDate,
  };
}

/** One adult in about two hundred had the birth date, and so the number, corrected. */
function isNumberCorrected(index: number): boolean {
  return index % 197 === 11;
}

function familySurname(world: World, household: number): string {
  const random = draw(world, 'household', household);
  random.next();
  return makeSurname(random);
}

function birthYear(world: World, index: number, monthDay: string): number {
  const latest = Number(world.today.slice(0, 4)) - (monthDay > world.today.slice(5) ? 1 : 0);
  const random = draw(world, 'newborn', index);
  const offset = index % BLOCK;
  if (roles[offset] === 'child') return Math.min(latest, coupleYear(world, index) + random.between(23, 35));
  if (roles[offset] === 'single') return latest - (random.chance(0.55) ? random.between(18, 34) : random.between(35, 92));
  return coupleYear(world, index) + random.between(-3, 3);
}

/** Year around which the couple of a household was born. With children at home the couple is younger. */
function coupleYear(world: World, index: number): number {
  const place = householdOfOffset[index % BLOCK]!;
  const random = draw(world, 'marriage', Math.floor(index / BLOCK) * 4 + place);
  const year = Number(world.today.slice(0, 4));
  return place === 1 ? year - random.between(26, 88) : year - random.between(26, 56);
}

function ageOn(today: string, birthDate: string): number {
  return Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (birthDate.slice(5) > today.slice(5) ? 1 : 0);
}

/** First index of the person's household: its head. */
function headIndex(index: number): number {
  return Math.floor(index / BLOCK) * BLOCK + headOffset[householdOfOffset[index % BLOCK]!]!;
}

/** The spouse, or null. A couple cut off at the end of the index range has none. */
export function spouseOf(world: World, person: Person): Person | null {
  if (person.role !== 'husband' && person.role !== 'wife') return null;
  const index = person.index + (person.role === 'husband' ? 1 : -1);
  return index < world.people ? personAt(world, index) : null;
}

export function fatherOf(world: World, person: Person): Person | null {
  return person.role === 'child' ? personAt(world, headIndex(person.index)) : null;
}

export function motherOf(world: World, person: Person): Person | null {
  return person.role === 'child' ? personAt(world, headIndex(person.index) + 1) : null;
}

export function isDeceased(world: World, person: Person): boolean {
  return person.age >= 66 && draw(world, 'death', person.index).chance(0.08);
}

/** Within the last three years. */
export function deathDateOf(world: World, person: Person): string {
  return daysBefore(world.today, draw(world, 'death', person.index).between(20, 1000));
}

/** GB/T 2261.2: what civil affairs would say. */
export function maritalStatusOf(world: World, person: Person): string {
  if (person.role === 'wife' || person.role === 'husband') return '20';
  if (person.role === 'child' || person.age < 30) return '10';
  return draw(world, 'marriage', person.index).pick(['10', '30', '40', '40']);
}

export function marriageDateOf(world: World, person: Person): string {
  const head = headIndex(person.index);
  const first = Number(personAt(world, head).birthDate.slice(0, 4)) + 26;
  const random = draw(world, 'dates', head);
  const date = `${Math.min(first, Number(world.today.slice(0, 4)) - 1)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`;
  return date;
}

/** Place of the household's registration. */
export function placeOf(world: World, person: Person): Place {
  return homePlaces[draw(world, 'registered', person.household).int(homePlaces.length)]!;
}

export function registeredAddressOf(world: World, person: Person): string {
  const random = draw(world, 'registered', person.household);
  random.next();
  return makeAddress(placeOf(world, person), random);
}

/** Where the household lives; `version` counts its moves. */
export function residenceAddressOf(world: World, person: Person, version = 0): string {
  const random = draw(world, 'residence', person.household * 8 + version);
  return version === 0 && random.chance(0.7) ? registeredAddressOf(world, person) : makeAddress(random.pick(homePlaces), random);
}

/** A number of a range that no operator has: 19x and eight digits. Empty for small children and some of the old. */
export function phoneOf(world: World, person: Person, version = 0): string {
  const random = draw(world, 'phone', person.index * 8 + version);
  if (person.age < 12 || (person.age > 75 && version === 0 && random.chance(0.4))) return '';
  return `1${random.pick(['94', '90', '54'])}${pad(random.int(100_000_000), 8)}`;
}

export function formerNameOf(world: World, person: Person): string {
  const random = draw(world, 'study', person.index);
  if (!random.chance(0.02)) return '';
  const birthYear = Number(person.birthDate.slice(0, 4));
  return makePersonName({ surname: person.name.slice(0, 1), sex: person.sex, birthYear, ethnicity: '01' }, random);
}

/** GB/T 4658 by age. */
export function educationOf(world: World, person: Person): string {
  const random = draw(world, 'study', person.index);
  random.next();
  if (person.age < 13) return '81';
  if (person.age < 16) return '71';
  if (person.age < 19) return '61';
  return random.pick(person.age < 45 ? ['21', '21', '31', '31', '14', '61', '71'] : ['81', '71', '71', '61', '31', '21']);
}

/** Index of the firm where the person works, or -1. */
export function employerOf(world: World, person: Person, version = 0): number {
  const random = draw(world, 'work', person.index * 8 + version);
  return person.age >= 20 && person.age < 61 && random.chance(0.72) ? random.int(world.firms) : -1;
}

/** Number of the birth certificate: a letter and nine digits. Every child under eight has one. */
export function birthCertificateOf(person: Person): string {
  return person.role === 'child' && person.age < 8 ? `U${pad((person.index * 7 + 13) % 1_000_000_000, 9)}` : '';
}

export function isNumberChanged(person: Person): boolean {
  return person.formerIdNumber !== person.idNumber;
}
