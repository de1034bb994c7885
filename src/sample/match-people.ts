// Input of the bench of scored matching: the same people as four departments know them, a third of the rows without a usable number
// (masked, one digit wrong, blank), names with slips, addresses in other words. A row is a function of person and department.
import { join } from 'node:path';
import { openFile } from './file-writer.ts';
import { maxPeople } from './numbers.ts';
import { personAt, phoneOf, registeredAddressOf, residenceAddressOf, type Person } from './person.ts';
import { createScatter, hash, Random } from './random.ts';
import { daysBefore, type World } from './world.ts';

export const matchFeed = 'department_person';
/** As the feed spells them. */
const departments = ['公安', '人社', '医保', '教育'] as const;
const header = ['rec_id', 'source', 'name', 'gender', 'birth_date', 'ethnic_code', 'cert_type', 'cert_no', 'phone', 'hukou_address', 'live_address', 'updated'];
/** Streams of random numbers beyond those of the world. */
const firstStream = 900;
/** Rows without a usable number; of them masked, mistyped, the rest blank. */
const unusable = 1 / 3;
const masked = 0.35;
const mistyped = 0.25;
const homophones = new Map(Object.entries({ 建: '健', 国: '果', 军: '均', 伟: '玮', 明: '鸣', 志: '治', 永: '勇', 福: '富', 英: '瑛', 兰: '岚', 珍: '真', 芳: '方', 浩: '皓', 宇: '雨', 子: '紫', 涵: '函', 欣: '新', 怡: '宜', 梓: '子', 佳: '嘉' }));

export interface MatchFile {
  readonly path: string;
  readonly rows: number;
}

export interface MatchPeopleOptions {
  readonly people: number;
  readonly seed: number;
  readonly folder: string;
}

/** One plain CSV file a department, its people in a scattered order. */
export async function generateMatchPeople({ people, seed, folder }: MatchPeopleOptions): Promise<MatchFile[]> {
  if (people > maxPeople) throw new Error(`at most ${maxPeople} people`);
  const world: World = { people, firms: 10, seed, today: '2025-06-30' };
  const files: MatchFile[] = [];
  for (const department of departments.keys()) {
    const path = join(folder, `department-${department + 1}.csv`);
    const writer = await openFile(path, header, { kind: 'csv' });
    const indexAt = createScatter(people, seed + department);
    for (let at = 0; at < people; at++) {
      writer.add(matchRow(world, personAt(world, indexAt(at)), department));
      if (writer.isFull) await writer.flush();
    }
    await writer.close();
    files.push({ path, rows: people });
  }
  return files;
}

/** The person as the department has them; `rec_id` ends in the person's index. */
export function matchRow(world: World, person: Person, department: number): string[] {
  const random = new Random(world.seed, firstStream + department, person.index);
  const number = numberOf(person.idNumber, random);
  const birthDate = random.chance(0.92) ? person.birthDate : random.chance(0.5) ? '' : `${person.birthDate.slice(0, 4)}-01-01`;
  const registered = registeredAddressOf(world, person);
  return [
    `${department}-${person.index}`, departments[department]!, nameOf(person.name, random), random.chance(0.95) ? person.sex : '', birthDate,
    random.chance(0.7) ? person.ethnicity : '', '111', number, random.chance(0.6) ? phoneOf(world, person, hash(world.seed, 1, person.index + department) % 9 === 0 ? 1 : 0) : '',
    random.chance(0.7) ? shortened(registered, random) : '', random.chance(0.6) ? shortened(residenceAddressOf(world, person), random) : '',
    daysBefore(world.today, random.between(10, 2000)),
  ];
}

function numberOf(number: string, random: Random): string {
  if (!random.chance(unusable)) return number;
  const kind = random.next() / 2 ** 32;
  if (kind < masked) return `${number.slice(0, 6)}********${number.slice(14)}`;
  if (kind >= masked + mistyped) return '';
  const at = random.between(6, 16);
  return number.slice(0, at) + String((Number(number[at]) + random.between(1, 8)) % 10) + number.slice(at + 1);
}

function nameOf(name: string, random: Random): string {
  if (!random.chance(0.05)) return name;
  const characters = [...name];
  const at = random.between(1, characters.length - 1);
  if (random.chance(0.3) && characters.length > 2) return characters.toSpliced(at, 1).join('');
  return characters.with(at, homophones.get(characters[at]!) ?? characters[at]!).join('');
}

/** Some departments leave out the province, or province and city. */
function shortened(address: string, random: Random): string {
  if (random.chance(0.6)) return address;
  const city = address.indexOf('市');
  return city < 0 || random.chance(0.5) ? address.slice(address.indexOf('省') + 1) : address.slice(city + 1);
}
