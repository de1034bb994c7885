// Who stands on which list of the sample world, since when and until when: entries in force, expired, removed and with a future end; some
// under another's name (C2), some with a name alone (C3).
import { firmAt, legalRepresentativeOf, type Firm } from './firm.ts';
import { pad } from './numbers.ts';
import { personAt, type Person } from './person.ts';
import { entityOf } from './sheet.ts';
import { daysBefore, draw, type World } from './world.ts';

export interface ListKind {
  readonly code: string;
  /** Of its own among the lists: entries of two lists are drawn apart. */
  readonly place: number;
  /** Entries, as a share of the firms. */
  readonly share: number;
  /** Share of the entries that are about natural persons. */
  readonly persons: number;
  /** Years that an entry lasts; 0: until it is removed. */
  readonly years: number;
  readonly authorities: readonly string[];
  /** Number of the decision; empty for a list without numbers. */
  readonly number: (year: string, index: number) => string;
}

/** `lasting`: in force for years to come · `ending`: soon to end · `expired` · `removed`. */
export type EntryState = 'lasting' | 'ending' | 'expired' | 'removed';

/** About a firm or a person; what a row of a list, a repair and an objection have in common. */
export interface Named {
  readonly firm: Firm | null;
  readonly person: Person | null;
  /** The subject as the file names it: for C2 somebody else's name. */
  readonly name: string;
  readonly number: 'code' | 'none';
  readonly isNameDifferent: boolean;
}

export interface Entry extends Named {
  readonly list: ListKind;
  readonly index: number;
  readonly state: EntryState;
  readonly listedOn: string;
  /** Empty: no end is stated. */
  readonly expiresOn: string;
  /** Empty: not removed. */
  readonly removedOn: string;
  readonly documentNo: string;
  readonly decidedBy: string;
}

const court = (year: string, index: number) => `（${year}）陕0302执${index + 101}号`;
const numbered = (head: string) => (year: string, index: number) => `${head}〔${year}〕${pad(index + 1, 4)}号`;
const none = () => '';

export const lists = {
  court: { code: 'court_defaulter', place: 1, share: 0.03, persons: 0.5, years: 2, authorities: ['宝鸡市渭滨区人民法院', '宝鸡市金台区人民法院', '宝鸡市陈仓区人民法院'], number: court },
  abnormal: { code: 'abnormal_operation', place: 2, share: 0.04, persons: 0, years: 0, authorities: ['宝鸡市市场监督管理局', '渭滨区市场监督管理局'], number: none },
  serious: { code: 'serious_violation', place: 3, share: 0.01, persons: 0.2, years: 3, authorities: ['宝鸡市市场监督管理局'], number: numbered('宝市监严违') },
  tax: { code: 'major_tax_violation', place: 4, share: 0.008, persons: 0.2, years: 3, authorities: ['国家税务总局宝鸡市税务局'], number: numbered('宝税稽失信') },
  wages: { code: 'wage_arrears', place: 5, share: 0.008, persons: 0.25, years: 3, authorities: ['宝鸡市人力资源和社会保障局'], number: numbered('宝人社失信列') },
  procurement: { code: 'procurement_violation', place: 6, share: 0.006, persons: 0.1, years: 1, authorities: ['宝鸡市财政局'], number: none },
  safety: { code: 'safety_violation', place: 7, share: 0.006, persons: 0.3, years: 3, authorities: ['宝鸡市应急管理局'], number: numbered('宝应急失信') },
  taxLevel: { code: 'tax_a_level', place: 8, share: 0.04, persons: 0, years: 0, authorities: ['国家税务总局宝鸡市税务局'], number: none },
  customs: { code: 'customs_aeo', place: 9, share: 0.005, persons: 0, years: 0, authorities: ['中华人民共和国宝鸡海关'], number: none },
  red: { code: 'red_other', place: 10, share: 0.01, persons: 0.4, years: 3, authorities: ['宝鸡市发展和改革委员会', '宝鸡市精神文明建设指导委员会'], number: numbered('宝文明') },
  statistics: { code: 'statistics_violation', place: 11, share: 0.006, persons: 0, years: 1, authorities: ['宝鸡市统计局'], number: numbered('宝统失信') },
} as const satisfies Readonly<Record<string, ListKind>>;

/** The lists that are more than a firm's file or two even in the smallest town. */
export function entriesOf(world: World, { share }: ListKind): number {
  return Math.max(3, Math.ceil(world.firms * share));
}

const states: readonly EntryState[] = ['lasting', 'lasting', 'ending', 'lasting', 'expired', 'removed', 'lasting', 'lasting', 'removed', 'expired'];

/** A firm or a person, sometimes under another's name or with a name alone. Which one is a function of `salt` and the index. */
export function namedAt(world: World, { salt, index, persons }: { salt: number; index: number; persons: number }): Named {
  const random = draw(world, 'listing', salt * 1_000_000 + index);
  const isPerson = random.chance(persons);
  const firm = isPerson ? null : firmAt(world, random.int(world.firms));
  const person = isPerson ? adultAt(world, random.int(world.people)) : null;
  const isNameDifferent = index % 23 === 6;
  const own = firm?.name ?? person!.name;
  return {
    firm, person, isNameDifferent,
    name: isNameDifferent ? otherName(world, { firm, index, salt }) : own,
    number: isNameDifferent ? 'code' : index % 17 === 8 ? 'none' : 'code',
  };
}

/** A husband: an adult whose number is nobody else's. */
function adultAt(world: World, index: number): Person {
  return personAt(world, Math.min(Math.floor(index / 10) * 10 + 1, world.people - 1));
}

function otherName(world: World, { firm, index, salt }: { firm: Firm | null; index: number; salt: number }): string {
  const random = draw(world, 'listing', salt * 1_000_000 + 500_000 + index);
  if (firm === null) return `欧阳${random.pick(['文博', '子墨', '思远', '雅琴'])}`;
  return `${firmAt(world, (firm.index + random.between(1, 7)) % world.firms).name}（${random.pick(['甲', '乙', '丙'])}）`;
}

export function entryAt(world: World, list: ListKind, index: number): Entry {
  const random = draw(world, 'listing', list.place * 1_000_000 + 250_000 + index);
  const state = states[index % states.length]!;
  const listedOn = daysBefore(world.today, daysSince(state, list, random.between(1, 300)));
  return {
    list, index, state, listedOn,
    ...namedAt(world, { salt: list.place, index, persons: list.persons }),
    expiresOn: list.years === 0 ? '' : yearsAfter(listedOn, list.years),
    removedOn: state === 'removed' ? daysBefore(world.today, random.between(2, 60)) : '',
    documentNo: list.number(listedOn.slice(0, 4), index),
    decidedBy: list.authorities[index % list.authorities.length]!,
  };
}

/** How long ago it was listed. Lists without a term have no end to be past; their old entries still hold. */
function daysSince(state: EntryState, { years }: ListKind, spread: number): number {
  const term = (years || 3) * 365;
  switch (state) {
    case 'lasting': return 20 + spread;
    case 'ending': return term - 20 - (spread % 25);
    case 'removed': return 90 + spread;
    case 'expired': return term + 60 + spread;
  }
}

export function yearsAfter(day: string, count: number): string {
  return `${Number(day.slice(0, 4)) + count}-${day.slice(5) === '02-29' ? '02-28' : day.slice(5)}`;
}

export function isDoubtful({ isNameDifferent, number }: Named): boolean {
  return isNameDifferent || number === 'none';
}

/** Code of the fault that lies in whom a record names. */
export function naturalOf(named: Named): string | null {
  if (named.isNameDifferent) return 'credit_name_differs';
  return named.number === 'none' ? 'credit_name_only' : null;
}

export function entityNamed({ firm, person }: Named): string {
  return firm === null ? entityOf('P', person!.index) : entityOf('F', firm.index);
}

/** The decision behind a row, whoever reports it and however often. */
export function decisionOf({ list, index }: Entry): string {
  return `${list.code}:${index}`;
}

export function representativeName(world: World, { firm }: Named): string {
  return firm === null ? '' : legalRepresentativeOf(world, firm).name;
}
