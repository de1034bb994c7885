// Names of organisations: how they are stored, taken apart and compared. Bracket width is noise, bracket position is not:
// 甲(北京)有限公司 and 北京甲有限公司 are two parties.
import { matchDivisionPrefix } from '../standards/division-names.ts';
import type { Note, Rule } from '../standards/rule.ts';
import { cleanText, isHanOnly } from './characters.ts';
import { CHINESE_NUMERAL, readChineseNumeral } from './chinese-numerals.ts';
import { readingsOf, simplify } from './match-forms.ts';
import { BRANCH_WORD, FORMS, INDUSTRY_WORDS, LONGEST_INDUSTRY_WORD, PARENT_FORM } from './organisation-words.ts';

export const BRACKETS_NORMALISED: Rule = {
  code: 'BRACKETS_NORMALISED',
  effect: 'fixed',
  label: { zh: '名称中的括号已规范为“（）”', en: 'Brackets in the name normalised to full width' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
export const ORGANISATION_BLANKS_REMOVED: Rule = {
  code: 'ORGANISATION_BLANKS_REMOVED',
  effect: 'fixed',
  label: { zh: '机构名称中的空格已删除', en: 'Blanks inside the organisation name removed' },
  remedy: { zh: '已自动规范，无需处理', en: 'Normalised; nothing to do' },
};
/** Every rule that the name reader adds to those of `characterRules`. */
export const organisationNameRules: readonly Rule[] = [BRACKETS_NORMALISED, ORGANISATION_BLANKS_REMOVED];

/** A name in its parts. `position` is the UTF-16 index of the opening bracket in the cleaned name. */
export interface OrganisationName {
  /** The division at the front, or alone in brackets (华为技术（北京）), as written; empty when the name has none. */
  readonly division: string;
  readonly tradeName: string;
  readonly industry: string;
  /** The form after folding synonyms: 有限公司 for 有限责任公司. Empty when unknown. */
  readonly form: string;
  readonly brackets: readonly { readonly text: string; readonly position: number }[];
  /** The parent's name when this is the name of a branch. The other parts then describe the parent. */
  readonly branchOf: string | null;
}

const HAN = /\p{Script=Han}/u;
const BLANK_BESIDE_HAN = /(?<=[\p{Script=Han}（）]) | (?=[\p{Script=Han}（）])/gu;
const PARTNERSHIP = /\((?:特殊)?(?:普通|一般)合伙(?:企业)?\)/;
/** Characters whose first reading misleads in names of organisations: the initial behind (行 in 银行) or before (重 in 重庆) these characters. */
const INITIAL_AFTER: Readonly<Record<string, readonly [string, string]>> = { 行: ['银商分支总央车洋琴花药拍米', 'h'], 乐: ['音声器', 'y'] };
const INITIAL_BEFORE: Readonly<Record<string, readonly [string, string]>> = {
  重: ['庆组生', 'c'], 乐: ['器团清', 'y'], 行: ['业', 'h'], 朝: ['阳鲜', 'c'], 厦: ['门', 'x'], 会: ['计', 'k'], 调: ['味节剂解', 't'],
};
const ORDINAL = new RegExp(`第([${CHINESE_NUMERAL}]+)`, 'g');

/**
 * Reads the name of an organisation: `cleanText`, then full-width brackets and no blanks beside Han characters. A name without
 * Han characters (a foreign firm's) keeps its brackets and blanks.
 */
export function cleanOrganisationName(raw: string, note: Note): string | null {
  const text = cleanText(raw, note);
  if (text === null || !hasBracketOrBlank(text) || !HAN.test(text)) return text;
  const bracketed = text.replace(/[([【〔]/g, '（').replace(/[)\]】〕]/g, '）');
  if (bracketed !== text) note(BRACKETS_NORMALISED);
  const closed = bracketed.replace(BLANK_BESIDE_HAN, '');
  if (closed !== bracketed) note(ORGANISATION_BLANKS_REMOVED);
  return closed;
}

/** Takes a cleaned name apart by division table and vocabulary. What the vocabulary does not know stays in the trade name. */
export function parseOrganisationName(name: string): OrganisationName {
  const branchOf = parentOf(name);
  const brackets = [...name.matchAll(/[（(]([^（）()]*)[）)]/g)].map((found) => ({ text: found[1]!, position: found.index }));
  const plain = (branchOf ?? name).replace(/[（(][^（）()]*[）)]/g, '');
  const front = matchDivisionPrefix(plain)?.length ?? 0;
  const bracketed = brackets.find(({ text }) => matchDivisionPrefix(text)?.length === text.length && text !== '');
  const [body, form] = splitForm(plain.slice(front));
  const [tradeName, industry] = splitIndustry(body);
  return { division: front > 0 ? plain.slice(0, front) : bracketed?.text ?? '', tradeName, industry, form, brackets, branchOf };
}

/**
 * The form in which two names count as equal or variants (rules O2 and O5): simplified, bracket width, blanks, separators and
 * Latin case ignored, synonyms of form folded, 第十二 as 第12. Bracket position stays. Idempotent.
 */
export function organisationNameMatchForm(name: string): string {
  let form = simplify(name);
  if (!isHanOnly(form)) {
    form = form.normalize('NFKC').toUpperCase().replace(/[[【〔]/g, '(').replace(/[\]】〕]/g, ')').replace(/[\s·•‧⋅∙・]+/g, '');
    while (PARTNERSHIP.test(form)) form = form.replace(PARTNERSHIP, '');
  }
  if (form.includes('责任')) form = form.replace(/(?:责任)*有限(?:责任)*公司/g, '有限公司');
  if (form.includes('股份公司')) form = form.replaceAll('股份公司', '股份有限公司');
  return form.includes('第') ? form.replace(ORDINAL, (_all, numeral: string) => `第${readChineseNumeral(numeral) ?? numeral}`) : form;
}

/** Whether two names are the same in their match form. */
export function equalOrganisationName(a: string, b: string): boolean {
  return a === b || organisationNameMatchForm(a) === organisationNameMatchForm(b);
}

/** What a search compares with: the simplified lower-case text without brackets' width, and the pinyin initials (`zgpa`). */
export function searchForms(name: string): { readonly text: string; readonly initials: string } {
  const text = simplify(name).normalize('NFKC').toLowerCase();
  let initials = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a)) initials += text[i]!;
    else if (unit >= 0x3400 && unit <= 0x9fff) initials += initialAt(text, i, unit);
  }
  return { text, initials };
}

function initialAt(text: string, i: number, unit: number): string {
  const char = text[i]!;
  const after = INITIAL_AFTER[char];
  if (after !== undefined && i > 0 && after[0].includes(text[i - 1]!)) return after[1];
  const before = INITIAL_BEFORE[char];
  if (before !== undefined && i + 1 < text.length && before[0].includes(text[i + 1]!)) return before[1];
  const first = readingsOf(unit)[0]!.charCodeAt(0);
  return first >= 0x61 && first <= 0x7a ? String.fromCharCode(first) : '';
}

/**
 * The parent's name: the front up to the earliest parent form behind which a branch word ends the name. Of 甲公司乙分公司丙营业厅
 * it is 甲公司, the legal person.
 */
function parentOf(name: string): string | null {
  const word = BRANCH_WORD.exec(name);
  if (word === null) return null;
  for (const found of name.matchAll(PARENT_FORM)) {
    const end = found.index + found[0].length;
    if (found.index >= 2 && end <= word.index) return name.slice(0, end);
  }
  return null;
}

function splitForm(text: string): readonly [body: string, form: string] {
  const found = FORMS.find(([word]) => text.endsWith(word) && text.length - word.length >= 2);
  return found === undefined ? [text, ''] : [text.slice(0, -found[0].length), found[1]];
}

/** Peels industry words off the end while a trade name of two characters stays. */
function splitIndustry(body: string): readonly [tradeName: string, industry: string] {
  let end = body.length;
  for (let peeled = true; peeled;) {
    peeled = false;
    for (let size = Math.min(LONGEST_INDUSTRY_WORD, end - 2); size >= 2 && !peeled; size--) {
      if (!INDUSTRY_WORDS.has(body.slice(end - size, end))) continue;
      end -= size;
      peeled = true;
    }
  }
  return [body.slice(0, end), body.slice(end)];
}

function hasBracketOrBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x20 || unit === 0x28 || unit === 0x29 || unit === 0x5b || unit === 0x5d) return true;
    if (unit === 0x3010 || unit === 0x3011 || unit === 0x3014 || unit === 0x3015) return true;
  }
  return false;
}
