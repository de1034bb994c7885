// Chinese numerals in dates, amounts, addresses and names, ordinary (十二) and financial (壹拾贰).

const DIGITS: ReadonlyMap<string, number> = new Map(
  ['〇零○', '一壹', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖']
    .flatMap((chars, value) => [...chars].map((char): [string, number] => [char, value])),
);
const UNITS: ReadonlyMap<string, number> = new Map([['十', 10], ['拾', 10], ['百', 100], ['佰', 100], ['千', 1000], ['仟', 1000]]);

/** The characters that `readChineseNumeral` understands below 万, as the inside of a regular expression's class. */
export const CHINESE_NUMERAL = '〇零○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟';

/** The value of a numeral with units (十二, 三百零五) or digit by digit (二〇一七), up to 亿; null when it is none. */
export function readChineseNumeral(text: string): number | null {
  if (text === '') return null;
  const digits = [...text].map((char) => DIGITS.get(char));
  if (!digits.includes(undefined)) return Number(digits.join(''));
  for (const [mark, size] of [['亿', 1e8], ['万', 1e4]] as const) {
    const at = text.indexOf(mark);
    if (at < 0) continue;
    const high = readChineseNumeral(text.slice(0, at));
    const low = at + 1 === text.length ? 0 : readChineseNumeral(text.slice(at + 1));
    return high === null || low === null || low >= size ? null : high * size + low;
  }
  return readBelowTenThousand(text);
}

function readBelowTenThousand(text: string): number | null {
  let sum = 0;
  let digit: number | null = null;
  let lastUnit = 10_000;
  for (const char of text) {
    const unit = UNITS.get(char);
    if (unit === undefined) {
      const value = DIGITS.get(char);
      if (value === undefined || (digit !== null && digit !== 0)) return null;
      digit = value;
      continue;
    }
    if (unit >= lastUnit) return null;
    // 十二 begins without a digit, and 一百零十 does not occur; a bare unit counts once.
    sum += (digit === null || digit === 0 ? 1 : digit) * unit;
    lastUnit = unit;
    digit = null;
  }
  return sum + (digit ?? 0);
}
