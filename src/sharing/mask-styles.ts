// How much of a value each mask style keeps. Pure; every function shows at most what its style names, and less when in doubt.
import type { MaskStyle } from '../definition/types.ts';

/** Surnames of two characters in use today; anyone else keeps one character. */
const compoundSurnames = new Set(
  ('欧阳 司马 诸葛 上官 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 夏侯 轩辕 端木 南宫 独孤 宇文 长孙 鲜于 闾丘 司空 亓官 司寇 ' +
    '仉督 子车 颛孙 巫马 公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 第五 万俟 ' +
    '闻人 赫连 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 钟离 仲孙 闾邱 歐陽 司馬 諸葛 東方').split(' '),
);

/** 张三 → 张*, 欧阳修 → 欧阳*: the surname, then at most three stars. A single character is hidden. */
export function maskName(value: string): string {
  const characters = [...value];
  if (characters.length < 2) return '*';
  const surname = characters.length > 2 && compoundSurnames.has(characters.slice(0, 2).join('')) ? 2 : 1;
  return characters.slice(0, surname).join('') + '*'.repeat(Math.min(characters.length - surname, 3));
}

/** 110101…0014 → 110***********0014. Numbers under 14 characters keep two and two, under 8 one and one, under 5 none. */
export function maskNumber(value: string): string {
  const { length } = value;
  if (length >= 14) return keepEnds(value, 3, 4);
  if (length >= 8) return keepEnds(value, 2, 2);
  if (length >= 5) return keepEnds(value, 1, 1);
  return '*'.repeat(length);
}

/** 13800000000 → 138****0000; anything but eleven digits is masked as a number. */
export function maskPhone(value: string): string {
  return /^\d{11}$/.test(value) ? keepEnds(value, 3, 4) : maskNumber(value);
}

/** 1990-05-17 → 1990-**-**. What has no year, 长期 among it, shows nothing. */
export function maskDate(value: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value.slice(0, 4)}-**-**` : '****-**-**';
}

/** Rank of a place: 1 province, 2 city, 3 county, 4 town or street office, 5 whatever lies below and is hidden. */
type PlaceEnd = readonly [suffix: string, rank: number];

const town = 4;
const suffixesByRank = [
  [], ['特别行政区', '自治区', '省'], ['自治州', '地区', '市', '盟'], ['林区', '县', '区', '旗'], ['街道', '苏木', '镇', '乡'],
  ['小区', '社区', '园区', '胡同', '路', '街', '道', '巷', '弄', '村', '号', '栋', '幢', '楼', '室', '组'],
];

/** By first character, longest first: 街道 before 街. */
const placeEnds = new Map<string, PlaceEnd[]>();
for (const [rank, suffixes] of suffixesByRank.entries()) {
  for (const suffix of suffixes) {
    const first = suffix.charAt(0);
    const sameFirst: PlaceEnd[] = [...(placeEnds.get(first) ?? []), [suffix, rank]];
    placeEnds.set(first, sameFirst.sort((one, other) => other[0].length - one[0].length));
  }
}
const longestPlaceName = 12;

/**
 * 安徽省合肥市包河区望江街道8号 → 安徽省合肥市包河区望江街道***: down to the town or street office, else to the county. Ranks must
 * rise (a second 市 is a county-level city), so that 东区 of a housing estate is not taken for a district.
 */
export function maskAddress(value: string): string {
  let kept = 0;
  let rank = 0;
  while (rank < town) {
    const next = nextPlaceEnd(value, kept);
    if (next === null) break;
    const [suffix, nextRank] = next.placeEnd;
    const reached = suffix === '市' && rank === nextRank ? nextRank + 1 : nextRank;
    if (reached <= rank || reached > town) break;
    kept = next.end;
    rank = reached;
  }
  return `${value.slice(0, kept)}***`;
}

/** The next suffix of a place after at least one character of name; digits, blanks and Latin letters end the search. */
function nextPlaceEnd(value: string, from: number): { end: number; placeEnd: PlaceEnd } | null {
  const limit = Math.min(value.length, from + longestPlaceName);
  for (let at = from; at < limit; at++) {
    if (value.charCodeAt(at) < 0x2e80) return null;
    const placeEnd = at === from ? undefined : placeEndAt(value, at);
    if (placeEnd && !isInsideName(value, at, placeEnd)) return { end: at + placeEnd[0].length, placeEnd };
  }
  return null;
}

/** 新乡市, 景德镇市, 南京路街道, 沙市区: a suffix inside a name is followed by the name's own. Not so 江苏省镇江市. */
function isInsideName(value: string, at: number, [suffix, rank]: PlaceEnd): boolean {
  const after = at + suffix.length;
  if (rank < town) return suffix === '市' && value.startsWith('区', after);
  const next = placeEndAt(value, after);
  return next !== undefined && next[1] <= town;
}

function placeEndAt(value: string, at: number): PlaceEnd | undefined {
  return placeEnds.get(value.charAt(at))?.find(([suffix]) => value.startsWith(suffix, at));
}

function keepEnds(value: string, head: number, tail: number): string {
  return value.slice(0, head) + '*'.repeat(value.length - head - tail) + value.slice(value.length - tail);
}

/** Masks one value. Null stays null; `hide`, and any value that is not text, become null: that there is a value is itself told. */
export function maskValue(style: MaskStyle, value: unknown): string | null {
  if (typeof value !== 'string' || value === '' || style === 'hide') return null;
  return styles[style](value);
}

const styles: Record<Exclude<MaskStyle, 'hide'>, (value: string) => string> = {
  name: maskName, number: maskNumber, address: maskAddress, phone: maskPhone, date: maskDate,
};
