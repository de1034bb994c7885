// Compares addresses from the small to the large: a door agrees only with its road or village. A level that one side lacks differs in nothing.
import { addressTerm, prepareAddress } from './address-form.ts';
import type { PreparedAddress } from './address-form.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { isOneEdit, similarity } from './edits.ts';

const SAME_DOOR = 0;
const SAME_NUMBER = 1;
const SAME_ROAD = 2;
const SAME_TOWN = 3;
const SAME_COUNTY = 4;
const SAME_CITY = 5;
const DIFFERENT = 6;

/** Local texts with the same numbers in the same order are one place from this similarity on. */
const SAME_PLACE = 0.6;
/** A text that was cut says where a place is from this length on. */
const CUT_TEXT = 6;

export const address: Comparator<PreparedAddress> = {
  code: 'address',
  levels: [
    level('same_door', '地址相同至门牌户室', 'addresses are the same to the door'),
    level('same_number', '地址相同至门牌号，一方缺户室', 'same road and house number, room missing on one side'),
    level('same_road', '道路或村居相同，门牌号不同或缺失', 'same road or village, other or no house number'),
    level('same_town', '乡镇街道相同', 'same town or subdistrict'),
    level('same_county', '县区相同', 'same county'),
    level('same_city', '城市相同', 'same city'),
    level('different', '地址不同', 'addresses are different'),
  ],
  prepare: prepareAddress,
  compare,
  term: addressTerm,
  frequencyLevels: 1,
};

function compare(a: PreparedAddress, b: PreparedAddress): number {
  if (a.form === b.form) return SAME_DOOR;
  const region = compareRegions(a, b);
  const isTownOther = compareNames(a.town, b.town, 2) === 'different';
  const local = region.isOther || isTownOther ? DIFFERENT : compareLocal(a, b);
  if (local < SAME_TOWN) return local;
  return !region.isOther && !isTownOther && a.town !== '' && b.town !== '' ? SAME_TOWN : region.shared;
}

/** Whether the divisions contradict each other, and the level of the deepest one that both name. */
function compareRegions(a: PreparedAddress, b: PreparedAddress): { readonly isOther: boolean; readonly shared: number } {
  if (a.division === '' || b.division === '') return { isOther: areOther(a.county, b.county), shared: a.county !== '' && a.county === b.county ? SAME_COUNTY : DIFFERENT };
  if (a.division !== b.division && (isSameCountyName(a, b) || isSameCountyName(b, a))) return { isOther: false, shared: SAME_COUNTY };
  if (!a.division.startsWith(b.division.slice(0, 2))) return { isOther: true, shared: DIFFERENT };
  const isNested = isWithin(a.division, b.division) || isWithin(b.division, a.division);
  const outer = a.division.endsWith('00') ? a.division : b.division;
  if (a.division === b.division && !outer.endsWith('00')) return { isOther: false, shared: SAME_COUNTY };
  const isCityShared = a.division.startsWith(b.division.slice(0, 4)) && !outer.endsWith('0000');
  return { isOther: !isNested, shared: isCityShared ? SAME_CITY : DIFFERENT };
}

/** Whether `bare` names only a county, and the other has a county of that name or goes on with it (东莞市东城区, which has no code). */
function isSameCountyName(bare: PreparedAddress, other: PreparedAddress): boolean {
  return bare.startsWithCounty && (other.county === bare.county || (other.county === '' && other.local.startsWith(bare.county)));
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(outer.replace(/(?:00){1,2}$/, ''));
}

function compareLocal(a: PreparedAddress, b: PreparedAddress): number {
  const place = comparePlaces(a, b);
  if (place === 'different') return DIFFERENT;
  if (place === 'unknown') return compareTexts(a, b);
  const house = compareHouses(a, b);
  // A road misread by one character still is the road when the numbers behind it agree.
  return place === 'equal' ? house : house <= SAME_NUMBER && a.number !== '' ? Math.max(house, SAME_NUMBER) : DIFFERENT;
}

/** Whether road or village are the same; estates and landmarks serve where neither side has them. */
function comparePlaces(a: PreparedAddress, b: PreparedAddress): 'equal' | 'slip' | 'different' | 'unknown' {
  const road = compareNames(a.road, b.road);
  const community = compareNames(a.community, b.community);
  if (road === 'different' || (community === 'different' && road === 'unknown')) return 'different';
  if (road !== 'unknown') return road;
  if (community !== 'unknown') return community;
  return a.rest !== '' && a.rest === b.rest && a.building !== '' ? 'equal' : 'unknown';
}

/** Compares names of one level; a longer one may hold what a higher level should have (at least `extra` characters, 京星农场和平). */
function compareNames(a: string, b: string, extra = 3): 'equal' | 'slip' | 'different' | 'unknown' {
  if (a === '' || b === '') return 'unknown';
  if (a === b) return 'equal';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 2 && long.length - short.length >= extra && long.endsWith(short)) return 'equal';
  return short.length >= 3 && isOneEdit(a, b) ? 'slip' : 'different';
}

function compareHouses(a: PreparedAddress, b: PreparedAddress): number {
  if (areOther(a.group, b.group)) return SAME_ROAD;
  if (isHouseless(a) && isHouseless(b)) return a.rest === b.rest && a.group === b.group ? SAME_NUMBER : SAME_ROAD;
  if (a.number !== b.number) return isCut(a, b, 'number') || isNumberLess(a, b) ? SAME_NUMBER : SAME_ROAD;
  return compareDoors(a, b);
}

function compareDoors(a: PreparedAddress, b: PreparedAddress): number {
  if (areOther(a.building, b.building) || areOther(a.unit, b.unit)) return SAME_ROAD;
  if (a.room === b.room) return a.building === b.building && a.unit === b.unit ? SAME_DOOR : SAME_NUMBER;
  const isMissing = a.room === '' || b.room === '';
  return isMissing || isUnitCut(a, b) || isUnitCut(b, a) || isCut(a, b, 'room') ? SAME_NUMBER : SAME_ROAD;
}

function isHouseless({ number, building }: PreparedAddress): boolean {
  return number === '' && building === '';
}

/** The house number is missing on one side, but building and room are there and agree. */
function isNumberLess(a: PreparedAddress, b: PreparedAddress): boolean {
  return (a.number === '' || b.number === '') && a.building !== '' && a.building === b.building && a.unit === b.unit && a.room === b.room;
}

/** Whether the shorter text ends within the number that the longer one has whole. */
function isCut(a: PreparedAddress, b: PreparedAddress, part: 'number' | 'room'): boolean {
  const [short, long] = a[part].length < b[part].length ? [a, b] : [b, a];
  return short[part] !== '' && short.endsOpen && short.local.endsWith(short[part]) && long[part].startsWith(short[part]);
}

/** 6幢3 for 6幢3单元404室. */
function isUnitCut(short: PreparedAddress, long: PreparedAddress): boolean {
  return short.unit === '' && short.endsOpen && short.building !== '' && long.unit !== '' && long.unit.startsWith(short.room);
}

function areOther(a: string, b: string): boolean {
  return a !== '' && b !== '' && a !== b;
}

/** Without road or village on one side, the text itself decides, as long as its numbers are the same. */
function compareTexts(a: PreparedAddress, b: PreparedAddress): number {
  if (a.local.length < 3 || b.local.length < 3) return DIFFERENT;
  if (a.local === b.local) return SAME_DOOR;
  const [short, long] = a.local.length < b.local.length ? [a.local, b.local] : [b.local, a.local];
  if (short.length >= CUT_TEXT && long.startsWith(short)) return a.numbers === b.numbers && a.numbers !== '' ? SAME_NUMBER : SAME_ROAD;
  const alike = similarity(a.local, b.local);
  if (a.numbers === b.numbers && alike >= SAME_PLACE) return a.numbers === '' ? SAME_ROAD : SAME_NUMBER;
  return alike >= SAME_PLACE + 0.2 ? SAME_ROAD : DIFFERENT;
}
