// The person files of the sample: one sheet for each feed of the population library.
import { departmentPerson } from './department-people.ts';
import { firmAt } from './firm.ts';
import { pad } from './numbers.ts';
import { contact, identity, policeCells, updated } from './person-cells.ts';
import {
  birthCertificateOf, deathDateOf, educationOf, employerOf, isDeceased, isNumberChanged, maritalStatusOf, marriageDateOf, personAt, placeOf,
  spouseOf, type Person,
} from './person.ts';
import { entityOf, isChosen, type Sheet, type Visit } from './sheet.ts';
import { daysBefore, draw, type World } from './world.ts';

/** Everybody of a selection, in the order of the index. */
function* people(world: World, isMember: (person: Person) => boolean): Generator<Person> {
  for (let index = 0; index < world.people; index++) {
    const person = personAt(world, index);
    if (isMember(person)) yield person;
  }
}

function personSheet(feed: string, rest: Omit<Sheet<Person>, 'feed' | 'entity'>): Sheet<Person> {
  return { feed, entity: (person) => entityOf('P', person.index), ...rest };
}

const isNewborn = (person: Person) => person.age === 0;

const policeHousehold = personSheet('police_household', {
  subjects: (world) => people(world, (person) => !isNewborn(person)),
  // Registered after the first delivery: until then the birth certificate is all they have.
  newcomers: (world) => people(world, isNewborn),
  cells: policeCells,
  changes: true,
});

const policeNumberChange = personSheet('police_number_change', {
  subjects: (world) => people(world, isNumberChanged),
  cells: {
    ...identity,
    notice_no: (person) => `GMHB${pad(person.index, 9)}`,
    previous_id_number: (person) => person.formerIdNumber,
    id_number: (person) => person.idNumber,
    number_change_reason: () => '出生日期更正',
    changed_on: (person, { world }) => daysBefore(world.today, draw(world, 'oldNumber', person.index).between(1, 25)),
  },
  changes: false,
});

const marriage = personSheet('civil_affairs_marriage', {
  subjects: (world) => people(world, (person) => maritalStatusOf(world, person) === '20' && spouseOf(world, person) !== null),
  cells: {
    ...identity,
    marital_status: () => '20',
    marriage_certificate_no: (person, { world }) => `J${placeOf(world, person).code}-${marriageDateOf(world, person).slice(0, 4)}-${pad(person.household, 7)}`,
    marriage_date: (person, { world }) => marriageDateOf(world, person),
    spouse_name: (person, { world }) => spouseOf(world, person)?.name ?? '',
    spouse_id_number: (person, { world }) => spouseOf(world, person)?.formerIdNumber ?? '',
  },
  changes: false,
});

const birth = personSheet('health_birth', {
  subjects: (world) => people(world, (person) => birthCertificateOf(person) !== ''),
  cells: {
    ...policeCells,
    id_number: (person, { world }) => (!isNewborn(person) && isChosen(world, 4, person.index, 0.5) ? person.idNumber : ''),
    issued_on: (person) => person.birthDate,
  },
  changes: false,
});

const death = personSheet('health_death', {
  subjects: (world) => people(world, (person) => isDeceased(world, person)),
  cells: {
    ...identity,
    death_certificate_no: (person) => `SW${pad(person.index, 10)}`,
    death_date: (person, { world }) => deathDateOf(world, person),
    issued_on: (person, { world }) => deathDateOf(world, person),
  },
  changes: false,
});

const employer = (person: Person, { world, version }: Visit) => {
  const index = employerOf(world, person, version);
  return index < 0 ? null : firmAt(world, index);
};

/** The dead whom social security still pays: what P11 is there to find. */
function isActiveAfterDeath(world: World, person: Person): boolean {
  return isDeceased(world, person) && isChosen(world, 5, person.index, 0.4);
}

const socialSecurity = personSheet('social_security', {
  subjects: (world) => people(world, (person) => person.age >= 16 && (!isDeceased(world, person) || isActiveAfterDeath(world, person))),
  cells: {
    ...identity,
    ...contact,
    updated: (person, visit) => (isDeceased(visit.world, person) ? daysBefore(visit.world.today, 3 - visit.version) : updated(person, visit)),
    person_key: (person) => `SB${pad(person.index, 10)}`,
    social_insurance_status: (person, { world, version }) => (employerOf(world, person, version) >= 0 ? '1' : person.age > 60 ? '4' : '2'),
    insured_region: (person, { world }) => placeOf(world, person).code,
    insured_employer_name: (person, visit) => employer(person, visit)?.name ?? '',
    insured_employer_uscc: (person, visit) => employer(person, visit)?.uscc ?? '',
  },
  changes: true,
  natural: (person, world) => (isDeceased(world, person) ? 'deceased_then_active' : null),
});

const schools = ['宝鸡文理职业学院', '青禾师范大学', '云桥理工大学', '石门第一中学', '柳塘实验学校'];

const education = personSheet('education', {
  subjects: (world) => people(world, (person) => person.age >= 16 && person.age < 70 && isChosen(world, 6, person.index, 0.5)),
  cells: {
    ...identity,
    certificate_no: (person) => `10${pad(person.index, 16)}`,
    education_level: (person, { world }) => educationOf(world, person),
    school: (person) => schools[person.index % schools.length]!,
    graduation_date: (person) => `${Number(person.birthDate.slice(0, 4)) + 15}-07-01`,
  },
  changes: false,
});

const housingFund = personSheet('housing_fund', {
  subjects: (world) => people(world, (person) => employerOf(world, person) >= 0 && isChosen(world, 7, person.index, 0.6)),
  cells: {
    ...identity,
    ...contact,
    account_no: (person) => `GJ${pad(person.index, 10)}`,
    housing_fund_status: (person) => (person.index % 9 === 0 ? '02' : '01'),
    housing_fund_employer: (person, visit) => employer(person, visit)?.name ?? '',
  },
  changes: true,
});

/** Every sheet about persons, in loading order: the base register first. */
export const personSheets: readonly (Sheet<Person> | typeof departmentPerson)[] = [
  policeHousehold, policeNumberChange, marriage, birth, death, socialSecurity, education, housingFund, departmentPerson,
];
