// Unified social credit codes, GB 32100-2015: authority, category, division of first registration, organisation code, MOD 31 check.
// Unknown categories and divisions and a wrong inner check occur in genuine codes: remarked, never refused.
import { divisions as shippedDivisions } from './divisions.ts';
import type { Divisions } from './divisions.ts';
import { cleanIdentifier, identifierReader } from './identifier-reader.ts';
import type { IdentifierJudge } from './identifier-reader.ts';
import { divisionUnknown, excelTruncated, letterForDigit, sharedIdentifierRules } from './identifier-rules.ts';
import { orgCodeCheckChar } from './organisation-code.ts';
import { looksLikeResidentId } from './resident-id.ts';
import type { CellReader, Rule } from './rule.ts';
import { usccCategories } from './uscc-categories.ts';

/** Stands for national registering authorities, beside the codes of GB/T 2260. */
const NATIONAL = 100000;
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = Uint8Array.of(1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28);
/** Character code → value in the alphabet, -1 for the rest. */
const VALUES = new Int8Array(128).fill(-1);
for (let i = 0; i < ALPHABET.length; i++) VALUES[ALPHABET.charCodeAt(i)] = i;
const KNOWN_CATEGORY = new Uint8Array(128 * 128);
for (const pair of Object.keys(usccCategories)) KNOWN_CATEGORY[pair.charCodeAt(0) * 128 + pair.charCodeAt(1)] = 1;

export const usccForm: Rule = {
  code: 'USCC_FORM',
  effect: 'unusable',
  label: { zh: '统一社会信用代码不是 18 位', en: 'Not 18 characters' },
  remedy: { zh: '请对照证照更正；如为注册号或组织机构代码，请填入相应的列。', en: 'Correct it; a registration number or organisation code has its own column.' },
};
export const usccCharacter: Rule = {
  code: 'USCC_CHARACTER',
  effect: 'unusable',
  label: { zh: '统一社会信用代码含有不使用的字符（I、O、S、V、Z 等）', en: 'Contains a character that the code does not use (I, O, S, V, Z ...)' },
  remedy: { zh: '请对照证照更正，常见错误为 0 与 O、1 与 I、2 与 Z、5 与 S 混淆。', en: 'Correct it: 0/O, 1/I, 2/Z and 5/S are often confused.' },
};
export const usccCheck: Rule = {
  code: 'USCC_CHECK',
  effect: 'unusable',
  label: { zh: '统一社会信用代码校验码不符', en: 'The check character of the code does not fit' },
  remedy: { zh: '代码中有录入错误，请对照证照更正。', en: 'A character is wrong; correct it from the licence.' },
};
export const usccIsResidentId: Rule = {
  code: 'USCC_IS_RESIDENT_ID',
  effect: 'unusable',
  label: { zh: '统一社会信用代码栏填的是身份证号码', en: 'A person’s ID number stands in the column of the code' },
  remedy: { zh: '请填写单位的统一社会信用代码；法定代表人的身份证号码填入相应的列。', en: 'Give the organisation’s code; a person’s number has its own column.' },
};
export const categoryUnknown: Rule = {
  code: 'CATEGORY_UNKNOWN',
  effect: 'issue',
  label: { zh: '登记管理部门和机构类别代码未收录', en: 'Authority and category (first two characters) are not in the table' },
  remedy: { zh: '代码照常使用；如经核对确为录入错误，请更正。', en: 'The code is used as it is; correct it only if it proves to be mistyped.' },
};
export const orgCodeCheck: Rule = {
  code: 'ORG_CODE_CHECK',
  effect: 'issue',
  label: { zh: '代码中的组织机构代码部分校验码不符', en: 'The check character of the organisation code inside does not fit' },
  remedy: { zh: '代码照常使用；极少数实际颁发的代码如此，请对照证照核对。', en: 'The code is used as it is (a few were issued so); check it against the licence.' },
};

export const usccRules: readonly Rule[] = [
  ...sharedIdentifierRules, letterForDigit, excelTruncated, usccForm, usccCharacter, usccCheck, usccIsResidentId, categoryUnknown,
  orgCodeCheck, divisionUnknown,
];

/** MOD 31 check character over the first 17 characters of `text`; null when one is outside the alphabet. */
export function usccCheckChar(first17: string): string | null {
  const check = checkValue(first17);
  return check < 0 ? null : ALPHABET[check]!;
}

function checkValue(text: string): number {
  let sum = 0;
  for (let i = 0; i < 17; i++) {
    const value = VALUES[text.charCodeAt(i)] ?? -1;
    if (value < 0) return -1;
    sum += value * WEIGHTS[i]!;
  }
  return (31 - (sum % 31)) % 31;
}

/** The parts of an accepted code. */
export interface UsccFacts {
  readonly authority: string;
  readonly category: string;
  /** Division of the authority that registered it first; it does not follow a move. */
  readonly divisionCode: string;
  /** Nine characters, no hyphen. */
  readonly orgCode: string;
}

/** Splits an accepted 18-character code. */
export function usccFacts(code: string): UsccFacts {
  return { authority: code.slice(0, 1), category: code.slice(1, 2), divisionCode: code.slice(2, 8), orgCode: code.slice(8, 17) };
}

function brokenRule(text: string): Rule | null {
  if (text.length !== 18) return usccForm;
  const check = checkValue(text);
  if (check < 0 || (VALUES[text.charCodeAt(17)] ?? -1) < 0) return usccCharacter;
  return check === VALUES[text.charCodeAt(17)] ? null : usccCheck;
}

/** Judge of unified social credit codes; allocates nothing for a clean one. */
export function judgeUscc(divisions: Divisions = shippedDivisions): IdentifierJudge {
  return (text, note) => {
    const broken = brokenRule(text);
    if (broken === usccCheck) {
      if (looksLikeResidentId(text)) return usccIsResidentId;
      return /^\d{15}000$/.test(text) ? excelTruncated : usccCheck;
    }
    if (broken !== null) return broken;
    const isInnerRight = orgCodeCheckChar(text, 8) === text[16];
    // One resident ID number in 31 has this check character by chance.
    if (!isInnerRight && looksLikeResidentId(text)) return usccIsResidentId;
    if (KNOWN_CATEGORY[text.charCodeAt(0) * 128 + text.charCodeAt(1)] === 0) note(categoryUnknown);
    const division = divisionNumber(text);
    if (division !== NATIONAL && !divisions.isKnown(division)) note(divisionUnknown);
    if (!isInnerRight) note(orgCodeCheck);
    return text;
  };
}

function divisionNumber(text: string): number {
  let value = 0;
  for (let i = 2; i < 8; i++) {
    const c = text.charCodeAt(i);
    if (c > 57) return -1;
    value = value * 10 + c - 48;
  }
  return value;
}

/** Reader of the column 统一社会信用代码, against a table of divisions. */
export function usccReader(options: { readonly divisions?: Divisions } = {}): CellReader {
  return identifierReader(judgeUscc(options.divisions), [18]);
}

/** Reader against the shipped divisions. */
export const readUscc: CellReader = usccReader();

/** Whether a text, cleaned, is a code with a right check character and a known category. Strict: used to detect swapped columns. */
export function looksLikeUscc(text: string): boolean {
  const clean = cleanIdentifier(text);
  return brokenRule(clean) === null && Object.hasOwn(usccCategories, clean.slice(0, 2)) && divisionNumber(clean) >= 0;
}
