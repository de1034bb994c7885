// An address as it is compared: the parse of src/text/address.ts, with the ways of writing a house settled (18#4-16, 5组15, 3-2-501).
import { addressMatchForm, parseAddress } from '../address.ts';

/** An address ready to be compared; empty where a level is not known. */
export interface PreparedAddress {
  readonly form: string;
  /** Six digits, or empty; the deepest division known. */
  readonly division: string;
  /** Name of the county where the division is ambiguous. */
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
  /** All numbers behind the divisions, in order. */
  readonly numbers: string;
  /** The text behind the divisions. */
  readonly local: string;
  /** Whether the text ends in a bare number, as one that was cut does. */
  readonly endsOpen: boolean;
}

const GROUP_AT_END = /(\d+)(?:组|社|队)$/;
const COMMUNITY_WORD = /(?:社区居委会|居委会|村委会|行政村|社区|村)$/;
const TOWN_WORD = /(?:街道办事处|街道办|街道|镇|乡|苏木)$/;
const BUILDING_MARK = /(\d)\s*(?:#|号楼|幢|座)/g;
const SHORT_DASHED = /^(\d{1,2})-(\d{1,4})$/;

/** Prepares an address; null when it has no letter or digit. */
export function prepareAddress(value: string): PreparedAddress | null {
  if (!/[\p{L}\p{N}]/u.test(value)) return null;
  const text = value.normalize('NFKC').replace(BUILDING_MARK, '$1栋');
  const parsed = parseAddress(text);
  const form = addressMatchForm(text);
  const group = GROUP_AT_END.exec(parsed.community);
  const community = (group === null ? parsed.community : parsed.community.slice(0, group.index)).replace(/第$/, '');
  const house = settleHouse(parsed);
  const local = form.replace(/^\d{6}\//, '');
  return {
    form, division: parsed.divisionCode ?? '', county: parsed.divisionCode === null ? parsed.county : '', town: parsed.town.replace(TOWN_WORD, ''),
    community: community.length > 2 ? community.replace(COMMUNITY_WORD, '') : community, group: group?.[1] ?? '', road: parsed.road, ...house,
    numbers: (local.match(/\d+/g) ?? []).join(' '), local, endsOpen: /\d$/.test(local),
  };
}

/** The address down to the door, for counting how often it occurs. */
export function addressTerm(address: PreparedAddress): string {
  const { division, road, community, group, number, building, unit, room } = address;
  return road === '' && community === '' ? address.form : [division, road || community, group, number, building, unit, room].join('|');
}

type House = Pick<PreparedAddress, 'number' | 'building' | 'unit' | 'room' | 'rest'>;

function settleHouse(parsed: ReturnType<typeof parseAddress>): House {
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
