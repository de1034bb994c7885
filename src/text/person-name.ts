// Person names: how they are stored (cleanPersonName), when two are equal (verification) and when they are variants of each
// other (resolution: same sound). A variant is a hint beside an equal identifier, never a reason to merge by itself.
import type { Note, Rule } from '../standards/rule.ts';
import { NULL_STRING, RARE_CHARACTER } from './character-rules.ts';
import { cleanText, isHanOnly } from './characters.ts';
import { readingsOf, simplify } from './match-forms.ts';

export const NAME_DOT_NORMALISED: Rule = {
  code: 'NAME_DOT_NORMALISED',
  effect: 'fixed',
  label: { zh: '姓名间隔号已规范为“·”', en: 'Separator in the name normalised to U+00B7' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
export const NAME_BLANKS_REMOVED: Rule = {
  code: 'NAME_BLANKS_REMOVED',
  effect: 'fixed',
  label: { zh: '姓名中的空格已删除', en: 'Blanks inside the name removed' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
export const NAME_LATIN_FORM: Rule = {
  code: 'NAME_LATIN_FORM',
  effect: 'fixed',
  label: { zh: '外文姓名已转为大写、空格分隔', en: 'Latin name written in capitals with single blanks, as in the passport' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
export const SEVERAL_NAMES: Rule = {
  code: 'SEVERAL_NAMES',
  effect: 'issue',
  label: { zh: '一个单元格内有多个姓名', en: 'Several names in one cell' },
  remedy: { zh: '每人填报一行，或只填登记的一人', en: 'Send one row per person, or only the registered one' },
};
/** Every rule that the name reader adds to those of `characterRules`. */
export const personNameRules: readonly Rule[] = [NAME_DOT_NORMALISED, NAME_BLANKS_REMOVED, NAME_LATIN_FORM, SEVERAL_NAMES];

/** Separators seen between the parts of a name; the government notice on name capture of 2015 fixes U+00B7. */
const DOTS = /[·•‧⋅∙・.。]+/g;
const DOT_RUN = / ?[·•‧⋅∙・.。][ ·•‧⋅∙・.。]*/gu;
const HAN_AT_END = /\p{Script=Han}$/u;
const HAN_AT_START = /^\p{Script=Han}/u;
const BLANK_BESIDE_HAN = /(?<=\p{Script=Han}) (?=\p{Script=Han})/gu;
const TWO_NAMES = /\p{Script=Han}[、，,;；/|]\p{Script=Han}/u;
const PUNCTUATION_ONLY = /^[\p{P}\s]*$/u;
const MAX_KEYS = 8;

/** Surnames whose usual reading is not the first one of the dictionary. */
const SURNAME_READINGS = new Map([
  ...('单shan 仇qiu 查zha 尉yu 区ou 盖ge 乐yue 覃qin 翟zhai 曾zeng 解xie 朴piao 任ren 华hua 员yun 召shao 折she 黑he 种chong 缪miao 牟mou 卜bu 那na '
    + '秘bi 冼xian 祭zhai 繁po 燕yan 宁ning 重chong 纪ji 逄pang 阚kan 能nai 万wan 石shi 叶ye 沈shen 过guo 晃huang 眭sui 洗xian 郗xi 幺yao 褚chu 车che 隗wei')
    .split(' ').map((entry): [number, string] => [entry.codePointAt(0)!, entry.slice(1)]),
]);
/** Compound surnames whose characters read otherwise than alone. */
const COMPOUND_READINGS = new Map([
  ['尉迟', ['yu', 'chi']], ['万俟', ['mo', 'qi']], ['长孙', ['zhang', 'sun']], ['单于', ['chan', 'yu']], ['澹台', ['tan', 'tai']],
  ['令狐', ['ling', 'hu']], ['宰父', ['zai', 'fu']], ['夏侯', ['xia', 'hou']],
]);

/**
 * Reads a person's name: `cleanText`, then one `·` between the parts of a long name, no blank inside a Han name, Latin in capitals
 * with single blanks. Of any length. A blank between two parts of at least two characters, five in all, stands for the separator.
 */
export function cleanPersonName(raw: string, note: Note): string | null {
  const text = cleanText(raw, note);
  if (text === null || isHanOnly(text)) return text;
  if (TWO_NAMES.test(text)) {
    note(SEVERAL_NAMES);
    return text;
  }
  const latin = text.replace(/[,，< ]+/g, ' ').trim().toUpperCase();
  if (latin !== text) note(NAME_LATIN_FORM);
  const name = closeBlanks(normaliseDots(latin, note), note);
  if (PUNCTUATION_ONLY.test(name)) {
    note(NULL_STRING);
    return null;
  }
  // Of a lost character, which is no question: in other texts the full-width mark is one.
  if (!name.includes('？')) return name;
  note(RARE_CHARACTER);
  return name.replaceAll('？', '?');
}

/** The form in which two names are equal: simplified and variant characters folded, separators dropped, Latin in capitals. Idempotent. */
export function personNameMatchForm(name: string): string {
  const simple = simplify(name);
  if (isHanOnly(simple)) return simple;
  return simple.replace(DOTS, '').replace(/(?<=\p{Script=Han}) +| +(?=\p{Script=Han})/gu, '').trim().toUpperCase();
}

/** Equality for verification: the normal forms are the same. A homophone is not equal. */
export function equalPersonName(a: string, b: string): boolean {
  return a === b || personNameMatchForm(a) === personNameMatchForm(b);
}

/** Whether two names are equal or sound the same in one of their readings (which covers 萧/肖, 阎/闫, 傅/付 and 戴/代). */
export function arePersonNamesVariant(a: string, b: string): boolean {
  if (a === b) return true;
  const keys = personNameKeys(a);
  return personNameKeys(b).some((key) => keys.includes(key));
}

/**
 * The sound keys of a name, such as `zhang.wei`: at most eight, the surname's own reading first. Names are variants when they
 * share a key. Separators count for nothing; Latin words stand in lower case; a character without reading stands for itself.
 */
export function personNameKeys(name: string): string[] {
  const text = simplify(name);
  let keys = [''];
  let joint = '';
  let isInWord = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isSeparator(unit)) {
      isInWord = false;
      continue;
    }
    const point = unit >= 0xd800 && unit <= 0xdbff ? text.codePointAt(i)! : unit;
    const readings = readingsAt(text, i, point);
    if (point > 0xffff) i++;
    if (unit < 0x250) {
      keys = appendReadings(keys, isInWord ? '' : joint, [String.fromCharCode(unit).toLowerCase()]);
      isInWord = true;
    } else {
      keys = appendReadings(keys, joint, readings);
      isInWord = false;
    }
    joint = '.';
  }
  return keys[0] === '' ? [] : keys;
}

function appendReadings(keys: string[], joint: string, readings: readonly string[]): string[] {
  if (readings.length === 1) {
    const reading = joint + readings[0]!;
    for (let k = 0; k < keys.length; k++) keys[k] += reading;
    return keys;
  }
  const longer: string[] = [];
  for (const reading of readings) {
    for (const key of keys) {
      if (longer.length === MAX_KEYS) return longer;
      longer.push(key + joint + reading);
    }
  }
  return longer;
}

/** Readings of the character at `i`; where it is part of the surname, the surname's own reading comes first. */
function readingsAt(text: string, i: number, point: number): readonly string[] {
  const readings = readingsOf(point);
  if (i > 1 || readings.length === 1) return readings;
  const compound = COMPOUND_READINGS.get(text.slice(0, 2));
  const own = compound !== undefined ? compound[i] : i === 0 ? SURNAME_READINGS.get(point) : undefined;
  return own === undefined || own === readings[0] ? readings : [own, ...readings.filter((reading) => reading !== own)];
}

function isSeparator(unit: number): boolean {
  return unit === 0xb7 || unit === 0x20 || unit === 0x2d || unit === 0x27 || unit === 0x2e || unit === 0x2c;
}

function normaliseDots(text: string, note: Note): string {
  const dotted = text
    .replace(DOT_RUN, (run: string, at: number) =>
      HAN_AT_END.test(text.slice(0, at)) || HAN_AT_START.test(text.slice(at + run.length)) ? '·' : run)
    .replace(/^[· ]+|[· ]+$/g, '');
  if (dotted !== text) note(NAME_DOT_NORMALISED);
  return dotted;
}

function closeBlanks(text: string, note: Note): string {
  if (!text.includes(' ')) return text;
  const parts = text.split(' ');
  const isLongName = parts.every((part) => /^[\p{Script=Han}·]{2,}$/u.test(part)) && parts.join('').length >= 5;
  const closed = text.replace(BLANK_BESIDE_HAN, isLongName ? '·' : '');
  if (closed !== text) note(isLongName ? NAME_DOT_NORMALISED : NAME_BLANKS_REMOVED);
  return closed;
}
