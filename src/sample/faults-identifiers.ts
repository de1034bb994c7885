// Faults of identifiers: what keyboards, spreadsheets and old systems do to numbers.
import {
  divisionUnknown, excelTruncated, identifierCleaned, letterForDigit, lowerCase, nullText, placeholderIdentifier, scientificNotation,
} from '../standards/identifier-rules.ts';
import { orgCodeCheckChar, orgCodeInvalid } from '../standards/organisation-code.ts';
import { id15Upgraded, idCheck, idDate, idDateFuture, residentIdCheckDigit } from '../standards/resident-id.ts';
import { categoryUnknown, orgCodeCheck, usccCheck, usccCheckChar, usccIsResidentId } from '../standards/uscc.ts';
import { both, cellFault, isIdentifier, isOptional, replaceAt, type CellFault } from './fault.ts';
import { retiredDivisions, unknownDivision } from './places.ts';

const isId = isIdentifier('id_number');
const isUscc = isIdentifier('uscc');
const isOrgCode = isIdentifier('org_code');
const ID = /^\d{17}[\dX]$/;
const USCC = /^[0-9A-HJ-NPQRTUWXY]{18}$/;
const onId = (change: (id: string, random: Parameters<CellFault['apply']>[1]) => string | null): CellFault['apply'] =>
  (value, random) => (ID.test(value) ? change(value, random) : null);
const onUscc = (change: (code: string, random: Parameters<CellFault['apply']>[1]) => string | null): CellFault['apply'] =>
  (value, random) => (USCC.test(value) ? change(value, random) : null);

const fullWidth = (text: string) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const spaced = (text: string) => `${text.slice(0, 6)} ${text.slice(6, 14)} ${text.slice(14)}`;
const hyphened = (text: string) => `${text.slice(0, 6)}-${text.slice(6, 14)}-${text.slice(14)}`;
const zeroWidth = (text: string) => `${text.slice(0, 6)}\u200b${text.slice(6)}\ufeff`;
const lastX = (replacement: string) => onId((id) => (id.endsWith('X') ? id.slice(0, 17) + replacement : null));

/** Swaps the first unequal digits that are neighbours from a position on; null when all are equal. */
function swapFrom(text: string, from: number, to: number): string | null {
  for (let i = from; i < to; i++) {
    if (text[i] !== text[i + 1]) return text.slice(0, i) + text[i + 1] + text[i] + text.slice(i + 2);
  }
  return null;
}

function withNewCheck(first17: string): string {
  return first17 + residentIdCheckDigit(first17);
}

const wrongDigit = (text: string, position: number, by: number) => replaceAt(text, position, String((Number(text[position]) + by) % 10));
/** Either the cell's own rule or, where the file holds the representative's number too, the row's. */
const legalRepresentative = { kind: 'unusable', rule: `${usccIsResidentId.code}|LEGAL_REP_ID_IN_FIRM` } as const;
const keepsNumber = { kind: 'issue', rule: '' } as const;

const residentIdFaults: readonly CellFault[] = [
  cellFault('id_full_width', '号码为全角|Full-width digits', identifierCleaned, { isAt: isId, apply: onId(fullWidth) }),
  cellFault('id_lower_x', '末位小写 x|Lower-case x', lowerCase, { isAt: isId, apply: lastX('x') }),
  cellFault('id_roman_x', '末位罗马数字 Ⅹ|Roman numeral for X', identifierCleaned, { isAt: isId, apply: lastX('Ⅹ') }),
  cellFault('id_cyrillic_x', '末位西里尔字母 Х|Cyrillic letter for X', identifierCleaned, { isAt: isId, apply: lastX('\u0425') }),
  cellFault('id_apostrophe', '前置单引号|Leading apostrophe', identifierCleaned, { isAt: isId, apply: onId((id) => `'${id}`) }),
  cellFault('id_blanks', '号码中有空格|Blanks inside', identifierCleaned, { isAt: isId, apply: onId(spaced) }),
  cellFault('id_hyphens', '号码中有横线|Hyphens inside', identifierCleaned, { isAt: isId, apply: onId(hyphened) }),
  cellFault('id_zero_width', '号码中有零宽字符|Zero-width characters', identifierCleaned, { isAt: isId, apply: onId(zeroWidth) }),
  cellFault('id_15', '15 位旧号码|15-digit form', id15Upgraded, {
    isAt: isId, apply: onId((id) => (id.startsWith('19', 6) ? id.slice(0, 6) + id.slice(8, 17) : null)),
  }),
  cellFault('id_letter_o', '字母 O 代替 0|Letter O for 0', letterForDigit, { isAt: isId, apply: onId((id) => id.replace('0', 'O')) }),
  cellFault('id_letter_i', '字母 I 代替 1|Letter I for 1', letterForDigit, { isAt: isId, apply: onId((id) => id.replace('1', 'I')) }),
  cellFault('id_wrong_digit', '号码错一位|One digit wrong', idCheck, {
    isAt: both(isId, isOptional), apply: onId((id, random) => wrongDigit(id, 14, random.between(1, 8))),
  }),
  cellFault('id_swapped', '相邻两位颠倒|Neighbours swapped', idCheck, { isAt: both(isId, isOptional), apply: onId((id) => swapFrom(id, 2, 5)) }),
  cellFault('id_excel_zeros', '末三位被 Excel 截断|Cut to 15 digits by Excel', excelTruncated, {
    isAt: both(isId, isOptional), apply: onId((id) => `${id.slice(0, 15)}000`),
  }),
  cellFault('id_scientific', '科学计数法|Scientific notation', scientificNotation, {
    isAt: both(isId, isOptional), apply: onId((id) => `${id[0]}.${id.slice(1, 6)}E+17`),
  }),
  cellFault('id_impossible_date', '出生日期不存在|Birth date that does not exist', idDate, {
    isAt: both(isId, isOptional), apply: onId((id) => withNewCheck(`${id.slice(0, 10)}0230${id.slice(14, 17)}`)),
  }),
  cellFault('id_future_date', '出生日期在未来|Birth date in the future', idDateFuture, {
    isAt: both(isId, isOptional), apply: onId((id) => withNewCheck(`${id.slice(0, 6)}2099${id.slice(10, 17)}`)),
  }),
  cellFault('id_zeros', '占位号码全 0|Placeholder of zeros', placeholderIdentifier, {
    isAt: both(isId, isOptional),
    apply: onId(() => '0'.repeat(18)),
  }),
  cellFault('id_ones', '占位号码全 1|Placeholder of ones', placeholderIdentifier, {
    isAt: both(isId, isOptional),
    apply: onId(() => '1'.repeat(18)),
  }),
  cellFault('id_null_word', '号码栏填“无”|The word for none', nullText, { isAt: both(isId, isOptional), apply: onId(() => '无') }),
  cellFault('id_retired_division', '已撤销的行政区划|Retired division (valid)', keepsNumber, {
    isNatural: true, isAt: isId, apply: onId((id) => (retiredDivisions.includes(id.slice(0, 6)) ? id : null)),
  }),
  cellFault('id_region_6x', '6 开头的行政区划|Division 6x (valid)', keepsNumber, {
    isNatural: true, isAt: isId, apply: onId((id) => (id.startsWith('6') ? id : null)),
  }),
  cellFault('id_unknown_division', '未收录的行政区划|Unknown division', divisionUnknown, {
    isNatural: true, isAt: isId, apply: onId((id) => (id.startsWith(unknownDivision) ? id : null)),
  }),
  cellFault('id_invalid_required', '必填号码无效|Required number unusable', { kind: 'reject', rule: 'REQUIRED_INVALID' }, {
    isAt: both(isId, ({ column }) => column.required === 'valid'), apply: onId((id, random) => wrongDigit(id, 14, random.between(1, 8))),
  }),
];

const usccFaults: readonly CellFault[] = [
  cellFault('uscc_full_width', '代码为全角|Full-width code', identifierCleaned, { isAt: isUscc, apply: onUscc(fullWidth) }),
  cellFault('uscc_lower_case', '代码为小写|Lower-case code', lowerCase, {
    isAt: isUscc,
    apply: onUscc((code) => (/[A-Z]/.test(code) ? code.toLowerCase() : null)),
  }),
  cellFault('uscc_blanks', '代码中有空格|Blanks inside', identifierCleaned, { isAt: isUscc, apply: onUscc(spaced) }),
  cellFault('uscc_letter_o', '字母 O 代替 0|Letter O for 0', letterForDigit, {
    isAt: isUscc,
    apply: onUscc((code) => (code.includes('0') ? code.replace('0', 'O') : null)),
  }),
  cellFault('uscc_letter_i', '字母 I 代替 1|Letter I for 1', letterForDigit, {
    isAt: isUscc,
    apply: onUscc((code) => (code.includes('1') ? code.replace('1', 'I') : null)),
  }),
  cellFault('uscc_wrong_digit', '代码错一位|One character wrong', usccCheck, {
    isAt: both(isUscc, isOptional), apply: onUscc((code, random) => wrongDigit(code, 5, random.between(1, 8))),
  }),
  cellFault('uscc_swapped', '代码相邻两位颠倒|Neighbours swapped', usccCheck, {
    isAt: both(isUscc, isOptional),
    apply: onUscc((code) => swapFrom(code, 2, 6)),
  }),
  cellFault('uscc_placeholder', '占位代码|Placeholder code', placeholderIdentifier, {
    isAt: both(isUscc, isOptional),
    apply: onUscc(() => '0'.repeat(18)),
  }),
  cellFault('uscc_legal_rep_id', '代码栏填法定代表人身份证号|Legal representative’s ID number in the code column', legalRepresentative, {
    isAt: both(isUscc, isOptional),
    apply: (code, random) => {
      if (!USCC.test(code)) return null;
      const id = withNewCheck(`${code.slice(2, 8)}19${random.between(60, 89)}0${random.between(1, 9)}1${random.between(0, 9)}${random.between(111, 189)}`);
      return usccCheckChar(id.slice(0, 17)) === id[17] ? null : id;
    },
  }),
  cellFault('uscc_unknown_category', '未收录的机构类别|Unknown category (kept)', categoryUnknown, {
    isNatural: true, isAt: isUscc, apply: onUscc((code) => (code.startsWith('94') ? code : null)),
  }),
  cellFault('uscc_inner_check', '内含组织机构代码校验不符|Inner organisation-code check (kept)', orgCodeCheck, {
    isNatural: true, isAt: isUscc, apply: onUscc((code) => (orgCodeCheckChar(code, 8) === code[16] ? null : code)),
  }),
  cellFault('uscc_unknown_division', '未收录的登记机关区划|Unknown division (kept)', divisionUnknown, {
    isNatural: true, isAt: isUscc, apply: onUscc((code) => (code.startsWith(unknownDivision, 2) ? code : null)),
  }),
  cellFault('org_code_hyphen', '组织机构代码带横线|Organisation code with its hyphen', identifierCleaned, {
    isAt: isOrgCode, apply: (code) => (code.length === 9 ? `${code.slice(0, 8)}-${code.slice(8)}` : null),
  }),
  cellFault('org_code_wrong', '组织机构代码错一位|Organisation code with a wrong digit', orgCodeInvalid, {
    isAt: both(isOrgCode, isOptional), apply: (code, random) => (/^\d{8}/.test(code) ? wrongDigit(code, 3, random.between(1, 8)) : null),
  }),
];

/** Every fault of an identifier. */
export const identifierFaults: readonly CellFault[] = [...residentIdFaults, ...usccFaults];
