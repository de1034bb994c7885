// An address as it is compared: the parse of src/text/address.ts, with the ways of writing a house settled (18#4-16, 5组15, 3-2-501).
import { isNullText } from '../../standards/null-text.ts';
import type { Address } from '../address.ts';
import { foldAddress, matchAddressFront, matchFormOfFolded, parseAddress, parseFolded } from '../address.ts';
import { remember } from '../memo.ts';

/** An address ready to be compared; empty where a level is not known. */
export interface PreparedAddress {
  readonly form: string;
  /** Six digits, or empty; the deepest division known. */
  readonly division: string;
  /** Name of the county, also where several have it. */
  readonly county: string;
  readonly town: string;
  readonly community: string;
  /** Group of the village (6组). */
  readonly group: string;
  readonly road: string;
  readonly number: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  /** Estate, landmark, zone, and all that no level claims. */
  readonly rest: string;
  /** Whether no division above the county is named: the county may then be another of the same name. */
  readonly startsWithCounty: boolean;
  /** All numbers behind the divisions, in order. */
  readonly numbers: string;
  /** The text behind the divisions. */
  readonly local: string;
  /** Whether the text ends in a bare number, as one that was cut does. */
  readonly endsOpen: boolean;
}

/** Addresses that are not read again: those of the records that are compared meanwhile. */
const remembered = 1_000;
const GROUP_AT_END = /第?(\d+)(?:组|社|队)$/;
const COMMUNITY_WORD = /(?:社区居委会|居委会|村委会|行政村|社区|村)$/;
const TOWN_WORD = /(?:街道办事处|街道办|办事处|街道|镇乡|镇|乡|苏木)$/;
const BUILDING_MARK = /(\d)\s*(?:#|号楼|幢|座)/g;
const SHORT_DASHED = /^(\d{1,2})-(\d{1,4})$/;
const DASHED_BEHIND_BUILDING = /(?<=栋)(\d{1,2})-(\d{1,4})(?=室|号|$)/;
/** A remark in brackets says where the place lies; one side seldom has it. */
const REMARK = /\([^()]*\)?/g;
/** What is left of a division whose front was lost. */
const CUT_DIVISION = /^(?:.{0,3}族)?自治[区州](?=.)/;
/** Farms, zones and companies that stand in for a town. */
const ZONE = /^[^\d号路街]{2,14}?(?:农牧场|农场|林场|牧场|茶场|园艺场|工业园区?|产业园区?|开发区|示范区|管理区|管理局(?:局直)?|片区|组团|公司|直辖村级区划)(?=[^\d内])/;

const HIGHER_LEVEL = /^.+(?:开发区|管理区|度假区|新区|园区|片区|组团|农牧场|农场|林场|牧场|管理[处局]|办事处|街道|委会|公司|办公室)(?=..)/;

/** Prepares an address; null when it has no letter or digit. */
export const prepareAddress: (value: string) => PreparedAddress | null = remember(remembered, readAddress);

function readAddress(value: string): PreparedAddress | null {
  if (isNullText(value) || !/[\p{L}\p{N}]/u.test(value)) return null;
  const text = foldAddress(value).replace(CUT_DIVISION, '').replace(BUILDING_MARK, '$1栋').replace(DASHED_BEHIND_BUILDING, '$1单元$2');
  const form = matchFormOfFolded(text);
  const bare = text.replace(REMARK, '');
  const parsed = settleLocal(bare, bare === text ? parseFolded(text) : parseAddress(bare));
  const group = GROUP_AT_END.exec(parsed.community);
  const community = trimFront(group === null ? parsed.community : parsed.community.slice(0, group.index));
  const house = settleHouse(parsed);
  const local = withoutFront(form.replace(/^\d{6}\//, ''));
  return {
    form, division: parsed.divisionCode ?? '', county: parsed.county, town: parsed.town.replace(TOWN_WORD, ''),
    community: community.length > 2 ? community.replace(COMMUNITY_WORD, '') : community, group: group?.[1] ?? '', road: trimFront(parsed.road), ...house,
    startsWithCounty: parsed.county !== '' && text.startsWith(parsed.county), numbers: (local.match(/\d+/g) ?? []).join(' '), local, endsOpen: /\d$/.test(local),
  };
}

/** The parse; where neither road nor village was found, once more without divisions named twice and zones before the village. */
function settleLocal(text: string, parsed: Address): Address {
  if (parsed.road !== '' || (parsed.community !== '' && parsed.town !== '')) return parsed;
  const front = matchAddressFront(text)?.length ?? 0;
  const local = withoutFront(text.slice(front));
  const inner = local.replace(ZONE, '');
  if (inner === text.slice(front)) return parsed;
  const again = parseAddress(text.slice(0, front) + inner);
  return again.road === '' && again.community === '' ? parsed : { ...again, rest: local.slice(0, local.length - inner.length) + again.rest };
}

/** A road's or village's name without a zone, subdistrict or division that the parse left before it. */
function trimFront(name: string): string {
  return name.length <= 4 ? name : withoutFront(name).replace(HIGHER_LEVEL, '');
}

function withoutFront(text: string): string {
  const found = matchAddressFront(text);
  return found === null || found.length === text.length ? text : text.slice(found.length);
}

/** The address down to the door, for counting how often it occurs. */
export function addressTerm(address: PreparedAddress): string {
  const { division, road, community, group, number, building, unit, room } = address;
  return road === '' && community === '' ? address.form : [division, road || community, group, number, building, unit, room].join('|');
}

type House = Pick<PreparedAddress, 'number' | 'building' | 'unit' | 'room' | 'rest'>;

function settleHouse(parsed: Address): House {
  const number = trimZeros(parsed.number.replace('附', '-').replace('之', '-'));
  const house: House = { number, building: trimZeros(parsed.building), unit: trimZeros(parsed.unit), room: trimZeros(parsed.room), rest: parsed.rest };
  const dashed = SHORT_DASHED.exec(house.room);
  if (dashed !== null && house.unit === '' && house.building !== '') return { ...house, unit: trimZeros(dashed[1]!), room: trimZeros(dashed[2]!) };
  // 黄河新村5组15: the bare number behind a road or village is the house's.
  const isBare = number === '' && house.building === '' && house.unit === '' && parsed.floor === '' && (parsed.community !== '' || parsed.road !== '');
  return isBare && /^\d+$/.test(house.room) ? { ...house, number: house.room, room: '' } : house;
}

function trimZeros(number: string): string {
  return number.replace(/^0+(?=\d)/, '');
}
