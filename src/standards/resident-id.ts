// Resident ID numbers, GB 11643-1999: 18 digits with an ISO 7064 MOD 11-2 check, and the 15 digits used until 1999. A number
// keeps for life the division of its first registration, so retired divisions pass and unknown ones are only remarked.
import { dayNumber, isCalendarDate } from './calendar.ts';
import { divisions as shippedDivisions } from './divisions.ts';
import type { Divisions } from './divisions.ts';
import { cleanIdentifier, identifierReader } from './identifier-reader.ts';
import type { IdentifierJudge } from './identifier-reader.ts';
import { divisionUnknown, excelTruncated, letterForDigit, sharedIdentifierRules } from './identifier-rules.ts';
import type { CellReader, Rule } from './rule.ts';

const CHECK_CHARS = '10X98765432';
const WEIGHTS = Uint8Array.of(7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
const EARLIEST_YEAR = 1800;
/** First two digits that are assigned, residence permits 81-83 included. */
const PROVINCES = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
  71, 81, 82, 83,
]);

export const idForm: Rule = {
  code: 'ID_FORM',
  effect: 'unusable',
  label: { zh: '身份证号码位数或字符不对', en: 'Not 18 (or formerly 15) digits' },
  remedy: { zh: '请核对证件：应为 18 位，前 17 位为数字，末位为数字或 X。', en: 'Check the card: 17 digits and a digit or X.' },
};
export const idCheck: Rule = {
  code: 'ID_CHECK',
  effect: 'unusable',
  label: { zh: '身份证号码校验码不符', en: 'The check digit does not fit' },
  remedy: { zh: '号码中有录入错误（错一位或相邻两位颠倒），请对照证件更正。', en: 'A digit is wrong or two are swapped; correct it from the card.' },
};
export const idDate: Rule = {
  code: 'ID_DATE',
  effect: 'unusable',
  label: { zh: '身份证号码中的出生日期不存在', en: 'The birth date in the number does not exist' },
  remedy: { zh: '请对照证件更正第 7 至 14 位。', en: 'Correct digits 7 to 14 from the card.' },
};
export const idDateFuture: Rule = {
  code: 'ID_DATE_FUTURE',
  effect: 'unusable',
  label: { zh: '身份证号码中的出生日期晚于今天', en: 'The birth date in the number is in the future' },
  remedy: { zh: '请对照证件更正第 7 至 14 位。', en: 'Correct digits 7 to 14 from the card.' },
};
export const idDateTooOld: Rule = {
  code: 'ID_DATE_TOO_OLD',
  effect: 'unusable',
  label: { zh: '身份证号码中的出生年份早于 1800 年', en: 'The birth year in the number is before 1800' },
  remedy: { zh: '请对照证件更正第 7 至 10 位。', en: 'Correct digits 7 to 10 from the card.' },
};
export const idProvince: Rule = {
  code: 'ID_PROVINCE',
  effect: 'unusable',
  label: { zh: '身份证号码前两位不是任何省份的代码', en: 'The first two digits are no province' },
  remedy: { zh: '请对照证件更正前两位。', en: 'Correct the first two digits from the card.' },
};
export const id15Upgraded: Rule = {
  code: 'ID15_UPGRADED',
  effect: 'fixed',
  label: { zh: '15 位旧号码已升为 18 位', en: 'The old 15-digit number was upgraded to 18 digits' },
  remedy: { zh: '已自动升位；15 位证件已于 2013 年停止使用，请更新源系统。', en: 'Upgraded; 15-digit cards ended in 2013, please update the source.' },
};
export const id15Century: Rule = {
  code: 'ID15_CENTURY',
  effect: 'unusable',
  label: { zh: '出生日期在 2000 年以后的人没有 15 位号码，疑为漏填世纪', en: 'Nobody born after 1999 has a number of 15 digits; the century was left out' },
  remedy: { zh: '请对照证件填报 18 位号码。', en: 'Send the 18-digit number from the card.' },
};
export const notResidentId: Rule = {
  code: 'NOT_RESIDENT_ID',
  effect: 'issue',
  label: { zh: '以 9 开头的是外国人永久居留身份证号码', en: 'A number that starts with 9 is a foreign permanent resident card' },
  remedy: { zh: '号码保留；请把证件类型改报为外国人永久居留身份证（553）。', en: 'Kept; report document type 553 instead.' },
};

export const residentIdRules: readonly Rule[] = [
  ...sharedIdentifierRules, letterForDigit, excelTruncated, idForm, idCheck, idDate, idDateFuture, idDateTooOld, idProvince,
  id15Upgraded, id15Century, notResidentId, divisionUnknown,
];

/** ISO 7064 MOD 11-2 check character (0-9 or X) over the first 17 digits of `text`, which must be digits. */
export function residentIdCheckDigit(first17: string): string {
  return CHECK_CHARS[weightedSum(first17) % 11]!;
}

/** Sum over the first 17 characters, or -1 when one is not a digit. */
function weightedSum(text: string): number {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    sum += digit * WEIGHTS[i]!;
  }
  return sum;
}

/**
 * The 18-digit form of a 15-digit number: century inserted before the two-digit year, check digit appended. The caller vouches
 * for 15 digits. `century` matters for sequences 996-999, which some sources say were kept for people born in the 1800s.
 */
export function upgradeResidentId(id15: string, century: '18' | '19' = '19'): string {
  const first17 = id15.slice(0, 6) + century + id15.slice(6);
  return first17 + residentIdCheckDigit(first17);
}

/** What an accepted 18-digit number says of its holder. */
export interface ResidentIdFacts {
  /** YYYY-MM-DD */
  readonly birthDate: string;
  /** GB/T 2261.1: 1 male, 2 female. */
  readonly sex: '1' | '2';
  /** Division of first registration; never the present residence. */
  readonly divisionCode: string;
}

/** Facts in an accepted 18-digit number (resident ID, or a residence permit of 81, 82, 83). */
export function residentIdFacts(id18: string): ResidentIdFacts {
  return {
    birthDate: `${id18.slice(6, 10)}-${id18.slice(10, 12)}-${id18.slice(12, 14)}`,
    sex: (id18.charCodeAt(16) & 1) === 1 ? '1' : '2',
    divisionCode: id18.slice(0, 6),
  };
}

function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) value = value * 10 + text.charCodeAt(i) - 48;
  return value;
}

/**
 * The first rule that 18 characters of the MOD 11-2 family break, or null. Judges form, check, truncation and date; the meaning
 * of the first six digits is the caller's. `today` is yyyymmdd. Allocates nothing.
 */
export function brokenMod112Rule(text: string, today: number): Rule | null {
  if (text.length !== 18) return idForm;
  const sum = weightedSum(text);
  const last = text.charCodeAt(17);
  if (sum < 0 || ((last < 48 || last > 57) && last !== 88)) return idForm;
  // Before the check, which one truncated number in eleven passes: it would then stand for everybody born that day in that county.
  if (last === 48 && text.charCodeAt(16) === 48 && text.charCodeAt(15) === 48) return excelTruncated;
  if (CHECK_CHARS.charCodeAt(sum % 11) !== last) return idCheck;
  const birth = digitsAt(text, 6, 14);
  if (!isCalendarDate(birth)) return idDate;
  if (birth > today) return idDateFuture;
  return birth < EARLIEST_YEAR * 10000 ? idDateTooOld : null;
}

/** The first rule that an 18-character resident ID breaks, or null. */
function brokenRule(text: string, today: number): Rule | null {
  return brokenMod112Rule(text, today) ?? (PROVINCES.has(digitsAt(text, 0, 2)) || text.charCodeAt(0) === 57 ? null : idProvince);
}

export interface ResidentIdOptions {
  /** Civil date YYYY-MM-DD; births after it are refused. */
  readonly today: string;
  /** Divisions that count as known; the shipped ones unless an operator extended them. */
  readonly divisions?: Divisions;
  /** Century of 15-digit numbers with sequence 996-999 (unverified, hence an option). */
  readonly centuryOf996?: '18' | '19';
}

/** Judge of resident ID numbers; residence permits of 81, 82 and 83 pass as they share column and form. */
export function judgeResidentId(options: ResidentIdOptions): IdentifierJudge {
  const { divisions = shippedDivisions, centuryOf996 = '19' } = options;
  const today = dayNumber(options.today);
  const judge18: IdentifierJudge = (text, note) => {
    const broken = brokenRule(text, today);
    if (broken !== null) return broken;
    if (text.charCodeAt(0) === 57) {
      // A 9 with an unassigned province of application is no permanent resident card either: it is a 99... typing error.
      if (!PROVINCES.has(digitsAt(text, 1, 3))) return idProvince;
      note(notResidentId);
    } else if (!divisions.isKnown(digitsAt(text, 0, 6))) note(divisionUnknown);
    return text;
  };
  return (text, note) => {
    if (text.length !== 15) return judge18(text, note);
    if (!/^\d{15}$/.test(text)) return idForm;
    const verdict = judge18(upgradeResidentId(text, /99[6-9]$/.test(text) ? centuryOf996 : '19'), note);
    if (typeof verdict === 'string') note(id15Upgraded);
    return verdict;
  };
}

/** Reader of the column 身份证号码. The value is always the 18-digit form. */
export function residentIdReader(options: ResidentIdOptions): CellReader {
  return identifierReader(judgeResidentId(options), [18]);
}

/** Whether a text, cleaned, is a complete 18-digit resident ID or residence permit number: check, date and province. */
export function looksLikeResidentId(text: string, today = '9999-12-31'): boolean {
  const clean = cleanIdentifier(text);
  return clean.charCodeAt(0) !== 57 && brokenRule(clean, dayNumber(today)) === null;
}
