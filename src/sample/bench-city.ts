// Input of the bench of credit: a city's people, its organisations with whoever represents them, and credit records about both, as the
// departments send them. A row is a function of its index; nothing is held.
import { join } from 'node:path';
import { openFile } from './file-writer.ts';
import { firmAt, legalRepresentativeOf, type Firm } from './firm.ts';
import { maxPeople } from './numbers.ts';
import { personAt, type Person } from './person.ts';
import { createScatter, hash } from './random.ts';
import { daysBefore, type World } from './world.ts';

export interface CityOptions {
  readonly people: number;
  readonly legalPersons: number;
  readonly records: number;
  readonly seed: number;
  readonly folder: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** The day on which the entries of half the court list are the first time outside. */
  readonly endsOn: string;
}

export interface CityFile {
  readonly feed: string;
  readonly path: string;
  readonly rows: number;
}

/** Somebody who can be asked about. */
export interface CitySubject {
  readonly type: 'id_number' | 'uscc';
  readonly number: string;
  readonly name: string;
}

interface RecordKind {
  readonly feed: string;
  /** Of all records. */
  readonly share: number;
  readonly header: readonly string[];
  readonly row: (city: City, index: number) => string[];
}

interface City {
  readonly world: World;
  readonly options: CityOptions;
}

const streams = { subject: 401, day: 402 };
const firmOf = ({ world }: City, kind: number, index: number): Firm => firmAt(world, hash(world.seed, streams.subject + kind, index) % world.firms);
const personOf = ({ world }: City, kind: number, index: number): Person => personAt(world, hash(world.seed, streams.subject + kind, index) % world.people);
/** Over the last 900 days. */
const dayOf = ({ world, options }: City, kind: number, index: number): string => daysBefore(options.today, 1 + (hash(world.seed, streams.day + kind, index) % 900));
/** The day before an end is the last inside, which is what files state. */
const lastDay = ({ options }: City): string => daysBefore(options.endsOn, 1);

const kinds: readonly RecordKind[] = [
  {
    feed: 'permits_2019', share: 0.4, header: ['document_no', 'decided_on', 'decided_by', 'subject_name', 'subject_uscc', 'document_name', 'content'],
    row: (city, index) => firmRow(firmOf(city, 10, index), [`许可${index}号`, dayOf(city, 10, index), '示例市行政审批局'], ['准予许可', '准予许可']),
  },
  {
    feed: 'penalties_2019', share: 0.25, header: ['document_no', 'decided_on', 'decided_by', 'subject_name', 'subject_uscc', 'penalty_class', 'fine_amount'],
    row: (city, index) => firmRow(firmOf(city, 20, index), [`罚${index}号`, dayOf(city, 20, index), '示例市市场监督管理局'], ['罚款', '1.5']),
  },
  {
    feed: 'court_defaulters', share: 0.1, header: ['document_no', 'listed_on', 'decided_by', 'subject_name', 'subject_number', 'expires_on'],
    row(city, index) {
      const { name, number } = index % 2 === 0 ? asFirm(firmOf(city, 30, index)) : asPerson(personOf(city, 30, index));
      return [`（2025）示例执${index}号`, dayOf(city, 30, index), '示例市人民法院', name, number, index % 4 < 2 ? lastDay(city) : ''];
    },
  },
  {
    feed: 'abnormal_operations', share: 0.08, header: ['document_no', 'listed_on', 'decided_by', 'subject_name', 'subject_uscc', 'grounds', 'rec_id'],
    row: (city, index) => firmRow(firmOf(city, 40, index), [`异${index}号`, dayOf(city, 40, index), '示例市市场监督管理局'], ['未公示年度报告', `A${index}`]),
  },
  {
    feed: 'wage_arrears', share: 0.05, header: ['document_no', 'listed_on', 'decided_by', 'subject_name', 'subject_uscc', 'grounds', 'decided_on'],
    row(city, index) {
      const day = dayOf(city, 50, index);
      return firmRow(firmOf(city, 50, index), [`薪${index}号`, day, '示例市人力资源和社会保障局'], ['拖欠工资', day]);
    },
  },
  {
    feed: 'tax_a_level', share: 0.12, header: ['rec_id', 'year', 'decided_by', 'subject_name', 'subject_uscc'],
    row: (city, index) => firmRow(firmOf(city, 60, index), [`T${index}`, '2025', '示例市税务局'], []),
  },
];

function firmRow({ name, uscc }: Firm, first: readonly string[], last: readonly string[]): string[] {
  return [...first, name, uscc, ...last];
}

const asFirm = ({ name, uscc }: Firm): CitySubject => ({ type: 'uscc', number: uscc, name });
const asPerson = ({ name, idNumber }: Person): CitySubject => ({ type: 'id_number', number: idNumber, name });

/** The files in the order in which they are to be loaded: people and organisations before what is said of them. */
export async function generateCity(options: CityOptions): Promise<CityFile[]> {
  if (options.people > maxPeople) throw new Error(`at most ${maxPeople} people`);
  const city: City = { options, world: worldOf(options) };
  const { world } = city;
  return [
    await write(options, { feed: 'police_household', rows: options.people, header: ['person_key', 'id_number', 'full_name', 'sex', 'birth_date', 'updated'] }, (index) => {
      const { idNumber, name, sex, birthDate } = personAt(world, index);
      return [`P${index}`, idNumber, name, sex, birthDate, daysBefore(options.today, 30)];
    }),
    await write(options, { feed: 'market_registry', rows: options.legalPersons, header: ['uscc', 'name', 'legal_rep_name', 'legal_rep_document_type', 'legal_rep_document_no', 'established_on', 'updated'] }, (index) => {
      const firm = firmAt(world, index);
      const { name, idNumber } = legalRepresentativeOf(world, firm);
      return [firm.uscc, firm.name, name, '111', idNumber, firm.founded, daysBefore(options.today, 30)];
    }),
    ...(await writeRecords(city)),
  ];
}

async function writeRecords(city: City): Promise<CityFile[]> {
  const files: CityFile[] = [];
  for (const { feed, share, header, row } of kinds) {
    files.push(await write(city.options, { feed, rows: Math.round(city.options.records * share), header }, (index) => row(city, index)));
  }
  return files;
}

async function write({ folder }: CityOptions, { feed, rows, header }: { feed: string; rows: number; header: readonly string[] }, rowAt: (index: number) => string[]): Promise<CityFile> {
  const path = join(folder, `${feed}.csv`);
  const writer = await openFile(path, header, { kind: 'csv' });
  for (let index = 0; index < rows; index++) {
    writer.add(rowAt(index));
    if (writer.isFull) await writer.flush();
  }
  await writer.close();
  return { feed, path, rows };
}

const worldOf = ({ people, legalPersons, seed, today }: CityOptions): World => ({ people, firms: legalPersons, seed, today });

/** Subjects in a scattered order, two people to each organisation: `count` of them, from the beginning again when there are no more. */
export function* citySubjects(options: CityOptions, count: number): Generator<CitySubject> {
  const world = worldOf(options);
  const [person, firm] = [createScatter(options.people, options.seed + 1), createScatter(options.legalPersons, options.seed + 2)];
  for (let at = 0; at < count; at++) {
    yield at % 3 === 0 ? asFirm(firmAt(world, firm((at / 3) % options.legalPersons))) : asPerson(personAt(world, person(at % options.people)));
  }
}
