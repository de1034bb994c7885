// Which organisations the sample world has: enterprises, individual businesses, cooperatives, institutions and social
// organisations, with their codes of before and after the reform of 2015.
import { makeBrand, trades, type Trade } from './names.ts';
import { orgCodeOf, pad, registrationNumberOf, usccOf } from './numbers.ts';
import { homePlaces, makeAddress, unknownDivision, type Place } from './places.ts';
import { personAt, type Person } from './person.ts';
import { draw, type World } from './world.ts';

export type Registrar = 'market' | 'institution' | 'social';

export interface Firm {
  readonly index: number;
  readonly registrar: Registrar;
  /** First two characters of the code. */
  readonly category: string;
  readonly name: string;
  readonly uscc: string;
  /** Empty where the code of the firm holds one whose own check fails. */
  readonly orgCode: string;
  /** GS 15 number of a firm registered with the market authority before the reform, else empty. */
  readonly registrationNo: string;
  readonly place: Place;
  readonly founded: string;
  readonly trade: Trade;
  readonly brand: string;
  readonly isListed: boolean;
  /** Index of the parent of a branch, or -1. */
  readonly parent: number;
}

const REFORM = '2015-10-01';
const institutionKinds = ['第一中学', '人民医院', '图书馆', '农业技术推广站', '不动产登记中心', '文化馆'];
const socialKinds: readonly (readonly [category: string, words: string])[] = [
  ['51', '商会'], ['51', '书法家协会'], ['52', '养老服务中心'], ['52', '幼儿园'], ['53', '慈善基金会'],
];

function categoryOf(index: number): string {
  const place = index % 100;
  if (place < 66) return '91';
  if (place < 80) return '92';
  if (place < 84) return '93';
  if (place < 92) return '12';
  return socialKinds[place % socialKinds.length]![0];
}

/** The firm with an index below `world.firms`. */
export function firmAt(world: World, index: number): Firm {
  const random = draw(world, 'firm', index);
  const category = categoryOf(index);
  const place = random.pick(homePlaces);
  const founded = `${random.between(1984, 2023)}-${pad(random.between(1, 12), 2)}-${pad(random.between(1, 28), 2)}`;
  const trade = random.pick(trades);
  const brand = makeBrand(random);
  const isListed = category === '91' && index % 50 === 7;
  const registrar: Registrar = category.startsWith('9') ? 'market' : category.startsWith('5') ? 'social' : 'institution';
  // A branch follows its parent in the index; the parent is never a branch itself.
  const parent = category === '91' && index % 25 === 12 ? index - 1 : -1;
  const codeInside = () => orgCodeOf(index, world.seed, founded >= REFORM);
  const isOdd = index % 157 === 5;
  const firm: Firm = {
    index, registrar, category, place, founded, trade, brand, isListed, parent,
    // Computed when asked for: a person's file names the employer and seldom more.
    get orgCode() {
      return isOdd ? '' : codeInside();
    },
    get registrationNo() {
      return registrar === 'market' && founded < REFORM ? registrationNumberOf(place.code, index) : '';
    },
    get uscc() {
      const orgCode = codeInside();
      const division = index % 149 === 4 ? unknownDivision : place.code;
      return usccOf(index % 151 === 3 ? '94' : category, division, isOdd ? withWrongCheck(orgCode) : orgCode);
    },
    get name() {
      return nameOf(world, firm);
    },
  };
  return firm;
}

/** About 6 in 100,000 real codes carry an organisation code whose own check does not fit; some here, to be remarked and kept. */
function withWrongCheck(orgCode: string): string {
  return orgCode.slice(0, 8) + (orgCode.endsWith('1') ? '2' : '1');
}

function nameOf(world: World, firm: Firm): string {
  const city = firm.place.city.slice(0, -1);
  switch (firm.category) {
    case '11':
    case '12': return `${firm.place.city}${firm.place.county}${firm.brand}${institutionKinds[firm.index % institutionKinds.length]}`;
    case '51':
    case '52':
    case '53': return `${firm.place.city}${firm.brand}${socialKinds[(firm.index % 100) % socialKinds.length]![1]}`;
    case '92': return `${firm.place.city}${firm.place.county}${firm.brand}${firm.trade.words.slice(0, 2)}店`;
    case '93': return `${city}${firm.brand}种植农民专业合作社`;
  }
  if (firm.parent >= 0) return `${firmAt(world, firm.parent).name}${firm.place.county}分公司`;
  if (firm.isListed) return `${city}${firm.brand}${firm.trade.words}股份有限公司`;
  if (firm.index % 7 === 0) return `${firm.brand}${firm.trade.words}（${city}）有限公司`;
  return `${city}${firm.brand}${firm.trade.words}有限${firm.index % 3 === 0 ? '责任' : ''}公司`;
}

/** The person in charge; `version` counts the changes of that person. */
export function legalRepresentativeOf(world: World, firm: Firm, version = 0): Person {
  const random = draw(world, 'firmPeople', firm.index * 8 + version);
  // An adult: wives and husbands stand at known places of each block of ten.
  const index = Math.floor(random.int(world.people) / 10) * 10 + random.pick([1, 2, 3, 4, 6, 7]);
  return personAt(world, Math.min(index, world.people - 1));
}

/** `version` counts the moves. */
export function firmAddressOf(world: World, firm: Firm, version = 0): string {
  return makeAddress(firm.place, draw(world, 'firmAddress', firm.index * 8 + version));
}

/** Registered capital in yuan. */
export function capitalOf(world: World, firm: Firm, version = 0): number {
  return draw(world, 'capital', firm.index * 8 + version).pick([3, 10, 30, 50, 100, 200, 500, 1000, 5000]) * 10_000;
}

/** Market-entity type code of the national registry table; U and the category for institutions and social organisations. */
export function entityTypeOf(firm: Firm): string {
  if (firm.category === '92') return '9500';
  if (firm.category === '93') return '9100';
  if (firm.category !== '91') return `U${firm.category}`;
  if (firm.parent >= 0) return '2100';
  return firm.isListed ? '1210' : firm.index % 2 === 0 ? '1130' : '1151';
}
