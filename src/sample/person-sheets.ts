// The person files of the sample: one sheet for each feed of the population library.
import { firmAt } from './firm.ts';
import { numberSlot, pad } from './numbers.ts';
import {
  birthCertificateOf, deathDateOf, educationOf, employerOf, fatherOf, formerNameOf, isDeceased, isNumberChanged, maritalStatusOf, marriageDateOf,
  motherOf, personAt, phoneOf, placeOf, registeredAddressOf, residenceAddressOf, spouseOf, type Person,
} from './person.ts';
import { effectiveDay, entityOf, isChosen, type Cell, type Sheet, type Visit } from './sheet.ts';
import { daysBefore, draw, type World } from './world.ts';

type PersonCells = Readonly<Record<string, Cell<Person>>>;

const updated: Cell<Person> = (person, { world, version }) => effectiveDay(world, person.index, version);

/** The number that is known on the day of the first delivery is the former one; the second delivery has the new one. */
const numberThen: Cell<Person> = (person, { version }) => (version === 1 ? person.idNumber : person.formerIdNumber);

const identity: PersonCells = {
  id_number: numberThen,
  full_name: (person) => person.name,
  sex: (person) => person.sex,
  birth_date: (person, { version }) => (version === 1 ? person.birthDate : person.formerBirthDate),
  updated,
  operation: () => '',
};

const contact: PersonCells = {
  mobile_phone: (person, { world, version }) => phoneOf(world, person, version),
  residence_address: (person, { world, version }) => residenceAddressOf(world, person, version),
};

const householdRelations = { single: '02', husband: '02', wife: '12', child: '' } as const;

const policeCells: PersonCells = {
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
    social_insurance_status: (person, visit) => (employer(person, visit) ? '1' : person.age > 60 ? '4' : '2'),
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

/** A row of the common layout: a person as one department knows them, perhaps under somebody else's number. */
interface DepartmentRow {
  readonly person: Person;
  readonly source: string;
  readonly number: string;
  readonly key: number;
}

const departments = ['human_resources', 'taxation', 'health', 'education', 'civil_affairs', 'housing', 'court'];

function* departmentRows(world: World): Generator<DepartmentRow> {
  for (let index = 0; index < world.people; index++) {
    const chosen = departments.filter((_, place) => isChosen(world, 10 + place, index, 0.13));
    if (chosen.length === 0) continue;
    const person = personAt(world, index);
    for (const source of chosen) {
      const key = index * departments.length + departments.indexOf(source);
      yield { person, source, number: numberUsed(world, person, key), key };
    }
  }
}

/** One row in about 150 carries the number of another person, who differs in name and birth date. */
function numberUsed(world: World, person: Person, key: number): string {
  if (key % 149 !== 7) return '';
  const other = personAt(world, (person.index + 1 + (key % 5)) % world.people);
  return isAnother(person, other) && numberSlot(other.index, world.seed).monthDay !== person.birthDate.slice(5) ? other.formerIdNumber : '';
}

function isAnother(person: Person, other: Person): boolean {
  return person.name[0] !== other.name[0] && person.birthDate !== other.birthDate;
}

const departmentPerson: Sheet<DepartmentRow> = {
  feed: 'department_person',
  entity: (row) => entityOf('P', row.person.index),
  subjects: departmentRows,
  cells: {
    ...Object.fromEntries(Object.entries(policeCells).map(([code, cell]): [string, Cell<DepartmentRow>] => [code, (row, visit) => cell(row.person, visit)])),
    rec_id: (row) => `R${pad(row.key, 10)}`,
    source: (row) => row.source,
    cert_type: () => '111',
    cert_no: (row, visit) => row.number || numberThen(row.person, visit),
    updated: (row, { world, version }) => effectiveDay(world, row.key, version),
  },
  changes: true,
  natural: (row) => (row.number === '' ? null : 'same_number_other_person'),
};

/** Every sheet about persons, in loading order: the base register first. */
export const personSheets: readonly (Sheet<Person> | Sheet<DepartmentRow>)[] = [
  policeHousehold, policeNumberChange, marriage, birth, death, socialSecurity, education, housingFund, departmentPerson,
];
