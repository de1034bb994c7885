// Forms in which texts are compared, never stored: simplified characters and pinyin. Everything is looked up per character.
import { from, to } from 'opencc-js/preset/t2cn';
import { pinyin } from 'pinyin-pro';

/** Characters of the national list (通用规范汉字表, 2013) that are standard in names although a dictionary folds them: 乾 is not 干. */
const STANDARD_IN_NAMES = '乾昇陞徵脩谿氾祕';
/** Old printed forms that the conversion dictionaries leave out, each followed by its standard form. */
const PRINTED_FORMS = '敎教産产縂总戸户髙高呉吴衆众眞真';

const SIMPLIFIED = simplificationMap();
/** Simplified unit of each BMP unit: 0 unchanged, 1 ask the map (surrogates, and targets outside the BMP). */
const SIMPLIFIED_UNIT = simplificationTable();

/** Readings by code point: a memo of a pure function, so that each character is looked up in the dictionary once. */
const readingsMemo = new Map<number, readonly string[]>();

/** Traditional, variant and Hong Kong or Taiwan characters folded to the mainland standard, character by character. Idempotent. */
export function simplify(text: string): string {
  for (let i = 0; i < text.length; i++) {
    if (SIMPLIFIED_UNIT[text.charCodeAt(i)] !== 0) return simplifyFrom(text, i);
  }
  return text;
}

/** All toneless readings of one character, most usual first, ü written v. A character without reading reads as itself. */
export function pinyinReadings(char: string): readonly string[] {
  return readingsOf(char.codePointAt(0)!);
}

/** As `pinyinReadings`, by code point: the form for hot paths, which allocates nothing. */
export function readingsOf(codePoint: number): readonly string[] {
  let readings = readingsMemo.get(codePoint);
  if (readings === undefined) {
    readings = lookUpReadings(String.fromCodePoint(codePoint));
    readingsMemo.set(codePoint, readings);
  }
  return readings;
}

/** Folds the syllables of a dotted pinyin key that speakers confuse: n/l, zh/z, ch/c, sh/s, ang/an, eng/en, ing/in. */
export function foldFuzzyPinyin(key: string): string {
  return key.replace(/[a-z]+/g, (syllable) => syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/([aei])ng$/, '$1n'));
}

function simplifyFrom(text: string, start: number): string {
  let result = text.slice(0, start);
  for (const char of text.slice(start)) result += SIMPLIFIED.get(char) ?? char;
  return result;
}

function lookUpReadings(char: string): readonly string[] {
  const found = pinyin(char, { toneType: 'none', multiple: true, type: 'array', v: true });
  const readings = [...new Set(found)].filter((reading) => /^[a-z]+$/.test(reading));
  return readings.length === 0 || char.codePointAt(0)! < 0x80 ? [char] : readings;
}

function simplificationMap(): ReadonlyMap<string, string> {
  const toTraditional = new Map([...singles(from['tw']), ...singles(from['hk'])]);
  const toSimplified = new Map(singles(to['cn']));
  for (const [printed, standard] of PRINTED_FORMS.match(/../gu)!.map((pair) => [...pair])) toSimplified.set(printed!, standard!);
  for (const char of STANDARD_IN_NAMES) toSimplified.delete(char);
  const folded = new Map<string, string>();
  for (const char of [...toTraditional.keys(), ...toSimplified.keys()]) {
    if (STANDARD_IN_NAMES.includes(char)) continue;
    const once = toSimplified.get(char) ?? toSimplified.get(toTraditional.get(char) ?? '') ?? char;
    const target = toSimplified.get(once) ?? once;
    if (target !== char) folded.set(char, target);
  }
  return folded;
}

function singles(groups: (typeof to)[string] | undefined): [string, string][] {
  return (groups ?? []).flat().flatMap((dictionary) => {
    const entries: readonly (readonly string[])[] =
      typeof dictionary === 'string' ? dictionary.split('|').map((entry) => entry.split(' ')) : dictionary;
    return entries.filter(([key]) => [...key!].length === 1).map(([key, value]): [string, string] => [key!, value!]);
  });
}

function simplificationTable(): Uint16Array {
  const table = new Uint16Array(0x10000).fill(1, 0xd800, 0xdc00);
  for (const [char, target] of SIMPLIFIED) {
    if (char.length === 1) table[char.charCodeAt(0)] = target.length === 1 ? target.charCodeAt(0) : 1;
  }
  return table;
}
