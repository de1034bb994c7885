// Where the sample people live and were first registered. The division codes are those of real counties (the hub checks them
// against GB/T 2260); the towns, streets and villages below them are invented.
import type { Random } from './random.ts';

export interface Place {
  readonly code: string;
  readonly province: string;
  readonly city: string;
  readonly county: string;
}

/** Counties in which the sample households live: half of them in the 6x regions. */
export const homePlaces: readonly Place[] = [
  { code: '610302', province: '陕西省', city: '宝鸡市', county: '渭滨区' },
  { code: '610303', province: '陕西省', city: '宝鸡市', county: '金台区' },
  { code: '610304', province: '陕西省', city: '宝鸡市', county: '陈仓区' },
  { code: '630102', province: '青海省', city: '西宁市', county: '城东区' },
  { code: '630103', province: '青海省', city: '西宁市', county: '城中区' },
  { code: '370402', province: '山东省', city: '枣庄市', county: '市中区' },
  { code: '370403', province: '山东省', city: '枣庄市', county: '薛城区' },
  { code: '340102', province: '安徽省', city: '合肥市', county: '瑶海区' },
  { code: '340103', province: '安徽省', city: '合肥市', county: '庐阳区' },
  { code: '340104', province: '安徽省', city: '合肥市', county: '蜀山区' },
];

/** A division that no edition of GB/T 2260 has: real files hold such special zones. */
export const unknownDivision = '370489';
/** Abolished divisions, which their holders keep in their numbers for life. */
export const retiredDivisions: readonly string[] = ['512501', '110103', '110104', '310103'];

/** Divisions outside the home counties in which some people were first registered. */
export const otherDivisions: readonly string[] = [
  ...retiredDivisions, unknownDivision,
  '110101', '110105', '120101', '130102', '140105', '150102', '210102', '220102', '230102', '310104', '320102', '330102', '350102', '360102',
  '410102', '420102', '430102', '440103', '450102', '460105', '500103', '510104', '520102', '530102', '540102', '620102', '640104', '650102',
];

const towns = ['青禾镇', '云桥镇', '柳塘镇', '石门镇', '锦湖街道', '望江街道', '春晖街道', '南岭街道', '双泉乡', '白露乡'];
const streets = ['解放路', '人民大道', '文昌街', '育才路', '建设北路', '和平巷', '滨河东路', '桃源街', '工业三路', '学府路'];
const villages = ['新村', '河湾村', '石桥村', '杨家村', '前进村', '李庄村', '红星村', '东岭村'];
const estates = ['翠苑小区', '阳光花园', '锦绣家园', '书香苑', '滨江华府'];

/** An address of full form (province to room), in one of the invented towns of a place. */
export function makeAddress(place: Place, random: Random): string {
  const head = place.province + place.city + place.county + random.pick(towns);
  if (head.endsWith('乡') || (head.endsWith('镇') && random.chance(0.5))) {
    return `${head}${random.pick(villages)}${random.between(1, 12)}组${random.between(1, 150)}号`;
  }
  const door = `${random.pick(streets)}${random.between(1, 380)}号`;
  if (random.chance(0.3)) return head + door;
  const room = `${random.between(1, 28)}幢${random.between(1, 4)}单元${random.between(1, 26)}0${random.between(1, 4)}室`;
  return head + door + (random.chance(0.5) ? random.pick(estates) : '') + room;
}

