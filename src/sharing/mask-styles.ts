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

type PlaceEnd = readonly [suffix: string, level: 'above' | 'town' | 'below'];

// Earlier entries win at the same place: 街道 before 街, 小区 before 区.
const placeEnds: readonly PlaceEnd[] = [
  ['特别行政区', 'above'], ['自治区', 'above'], ['自治州', 'above'], ['地区', 'above'], ['林区', 'above'],
  ['街道', 'town'], ['苏木', 'town'],
  ['小区', 'below'], ['社区', 'below'], ['园区', 'below'], ['胡同', 'below'],
  ['省', 'above'], ['市', 'above'], ['盟', 'above'], ['县', 'above'], ['区', 'above'], ['旗', 'above'],
  ['镇', 'town'], ['乡', 'town'],
  ['路', 'below'], ['街', 'below'], ['道', 'below'], ['巷', 'below'], ['弄', 'below'], ['村', 'below'], ['号', 'below'], ['栋', 'below'],
  ['幢', 'below'], ['楼', 'below'], ['室', 'below'], ['组', 'below'],
];
const longestPlaceName = 12;
const mostLevelsAboveTown = 4;

/** 安徽省合肥市包河区望江街道8号 → 安徽省合肥市包河区望江街道***: down to the town or street office, else to the county. */
export function maskAddress(value: string): string {
  let kept = 0;
  for (let level = 0; level <= mostLevelsAboveTown; level++) {
    const next = nextPlaceEnd(value, kept);
    if (next === null || next.level === 'below') break;
    kept = next.end;
    if (next.level === 'town') break;
  }
  return `${value.slice(0, kept)}***`;
}

/** The next administrative suffix after at least one character of name; digits, blanks and Latin letters end the search. */
function nextPlaceEnd(value: string, from: number): { end: number; level: PlaceEnd[1] } | null {
  const limit = Math.min(value.length, from + longestPlaceName);
  for (let at = from; at < limit; at++) {
    if (value.charCodeAt(at) < 0x2e80) return null;
    if (at === from) continue;
    const found = placeEnds.find(([suffix]) => value.startsWith(suffix, at));
    if (found && !isInsideName(value, at, found)) return { end: at + found[0].length, level: found[1] };
  }
  return null;
}

/** 新乡市, 景德镇市, 南京路街道, 沙市区: a suffix inside a name is followed by the name's own. Not so 江苏省镇江市. */
function isInsideName(value: string, at: number, [suffix, level]: PlaceEnd): boolean {
  const after = at + suffix.length;
  if (level === 'above') return suffix === '市' && value.startsWith('区', after);
  return placeEnds.some((next) => next[1] !== 'below' && value.startsWith(next[0], after));
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
