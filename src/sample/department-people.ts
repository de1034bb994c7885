// The common layout in which many departments send persons: residents by their ID number, some under another name or another's number,
// and people without such a number by the document that they showed.
import { numberSlot, pad } from './numbers.ts';
import { countOutsiders, outsiderAt, type PersonDocument } from './outsiders.ts';
import { personAt, type Person } from './person.ts';
import { numberThen, policeCells } from './person-cells.ts';
import { effectiveDay, entityOf, isChosen, type Cell, type Sheet } from './sheet.ts';
import type { World } from './world.ts';

/** A person as one department knows them. */
interface DepartmentRow {
  readonly person: Person;
  readonly source: string;
  readonly key: number;
  /** Number of another person, or empty. */
  readonly othersNumber: string;
  /** A name that is not the person's, or empty. */
  readonly otherName: string;
  readonly document: PersonDocument | null;
  /** Departments know the person under different names, and no police record settles it. */
  readonly isUnsettled: boolean;
  readonly entity: string;
}

const departments = ['human_resources', 'taxation', 'health', 'education', 'civil_affairs', 'housing', 'court'];
const strangeNames = ['欧阳文博', '诸葛思远', '司马雅琴', '尉迟子墨'];

function* residentRows(world: World): Generator<DepartmentRow> {
  for (let index = 0; index < world.people; index++) {
    const chosen = departments.filter((_, place) => isChosen(world, 10 + place, index, 0.13));
    if (chosen.length === 0) continue;
    const person = personAt(world, index);
    for (const source of chosen) {
      const key = index * departments.length + departments.indexOf(source);
      const othersNumber = numberUsed(world, person, key);
      const otherName = othersNumber === '' ? nameUsed(person, key) : '';
      yield { person, source, key, othersNumber, otherName, document: null, isUnsettled: false, entity: entityOf('P', index) };
    }
  }
}

/** Two or three departments know each; with the third, now and then, under another name. */
function* outsiderRows(world: World): Generator<DepartmentRow> {
  for (let index = 0; index < countOutsiders(world); index++) {
    const { person, document } = outsiderAt(world, index);
    const isUnsettled = document.isUnique && index % 3 === 1;
    for (let place = 0; place < (isUnsettled ? 3 : 2); place++) {
      const at = (index + place) % departments.length;
      yield {
        person, document, isUnsettled, source: departments[at]!, key: person.index * departments.length + at, othersNumber: '',
        otherName: place === 2 ? strangeNames[index % strangeNames.length]! : '', entity: entityOf('X', index),
      };
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

/** One row in about 150 names somebody else, with the birth date and sex of the number. A newborn has no police record yet. */
function nameUsed(person: Person, key: number): string {
  const name = strangeNames[key % strangeNames.length]!;
  return key % 151 === 11 && person.age > 0 && name[0] !== person.name[0] ? name : '';
}

/** What lies in a row of itself. */
function natureOf({ othersNumber, otherName, document, isUnsettled }: DepartmentRow): string | null {
  if (othersNumber !== '') return 'same_number_other_person';
  if (isUnsettled) return 'other_name_unsettled';
  if (document === null) return otherName === '' ? null : 'other_name';
  return document.isUnique ? 'permit_number' : 'same_document';
}

export const departmentPerson: Sheet<DepartmentRow> = {
  feed: 'department_person',
  entity: (row) => row.entity,
  *subjects(world) {
    yield* residentRows(world);
    yield* outsiderRows(world);
  },
  cells: {
    ...Object.fromEntries(Object.entries(policeCells).map(([code, cell]): [string, Cell<DepartmentRow>] => [code, (row, visit) => cell(row.person, visit)])),
    rec_id: (row) => `R${pad(row.key, 10)}`,
    source: (row) => row.source,
    full_name: (row) => row.otherName || row.person.name,
    nationality: (row) => row.document?.nationality ?? 'CHN',
    hukou_address: (row, visit) => (row.document ? '' : policeCells.hukou_address!(row.person, visit)),
    cert_type: (row) => row.document?.type ?? '111',
    cert_no: (row, visit) => row.document?.number ?? (row.othersNumber || numberThen(row.person, visit)),
    updated: (row, { world, version }) => effectiveDay(world, row.key, version),
  },
  changes: true,
  natural: natureOf,
};
