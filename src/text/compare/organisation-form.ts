// The name of an organisation as it is compared: folded, taken apart, and with its parent where it is the name of a branch.
import { matchDivisionPrefix } from '../../standards/division-names.ts';
import { isNullText } from '../../standards/null-text.ts';
import { isHanOnly } from '../characters.ts';
import { simplify } from '../match-forms.ts';
import { remember } from '../memo.ts';
import { organisationNameMatchForm, parseOrganisationName } from '../organisation-name.ts';

/** Names that are not read again: those of the records that are compared meanwhile. */
const remembered = 20_000;

/** The parts of one name, or of a branch's parent. */
export interface OrganisationParts {
  /** The match form. */
  readonly form: string;
  /** The match form without brackets (their width and absence are noise, not their place), with a misspelt form of company mended. */
  readonly bare: string;
  readonly division: string;
  /** Codes of the division, several where its name is ambiguous. */
  readonly divisionCodes: readonly string[];
  readonly tradeName: string;
  readonly industry: string;
  readonly kind: string;
  /** What stands in brackets and is no division (集团, 控股), joined. */
  readonly asides: string;
  /** Where brackets stand; empty without. */
  readonly brackets: string;
}

/** A name ready to be compared. For a branch, `own` are the parts of the whole name and `parent` those of the parent. */
export interface PreparedOrganisation {
  readonly own: OrganisationParts;
  readonly parent: OrganisationParts | null;
  /** What a branch's name adds to its parent's; empty for others. */
  readonly branch: string;
}

/** Taiwan's words for things that mainland names call otherwise, after simplification. */
const TAIWAN_WORDS: readonly (readonly [string, string])[] = [
  ['网际网路', '互联网'], ['网路', '网络'], ['软体', '软件'], ['硬体', '硬件'], ['资讯', '信息'], ['数位', '数码'], ['伺服器', '服务器'], ['行动电话', '移动电话'],
  ['智慧财产', '知识产权'], ['积体电路', '集成电路'], ['资料库', '数据库'], ['光碟', '光盘'], ['列印', '打印'], ['萤幕', '屏幕'], ['电晶体', '晶体管'], ['计程车', '出租车'],
  ['程式', '程序'], ['雷射', '激光'], ['塑胶', '塑料'], ['奈米', '纳米'], ['太空梭', '航天飞机'],
];
const TAIWAN = new RegExp(TAIWAN_WORDS.map(([word]) => word).join('|'), 'g');
const MAINLAND = new Map(TAIWAN_WORDS);
/** Punctuation that comes into names by accident; brackets and hyphens mean something. */
const STRAY = /[.。,，;；:：、'"“”‘’_]+/g;
/** Remarks of a register behind the name. */
const STATUS = /\((?:已?注销|已?吊销|吊销,?未注销|已?迁出|停业|歇业|存续|在业|开业|正常|筹|筹备|原名?.*)\)$/;
/** 有限公司 with one character wrong, missing or cut; 有X公司 only where 国有X公司 is out of the question. */
const MISSPELT_COMPANY = new RegExp(
  '(?:有.责任公司|.限责任公司|有限.任公司|有限责.公司|有限责任.司|有限责任公.|有限责公司|有限任公司|有责任公司|限责任公司|有限责任司|.限公司|有限.司|有限公.'
  + '|(?<=..[^国所私民共公特专持拥])有.?公司|有限司|限公司|有限公司公司)|有限(?:责任?)?公?$|有限责任公$', 'g',
);
const MISSPELT_COOPERATIVE = /专业(?:.作社|合.社|合作.?)$/;
/** What is left of a division whose front was lost: 市 of 天津市, not 市政 or 市场. */
const CUT_DIVISION = /^(?:.{0,3}族)?(?:自治[区州县旗]|[省市县](?![政场立直级内区]))(?=.{4})/;
const BRACKETED = /\(([^()]*)\)/g;
/** A legal person's form, with something behind it that no bracket encloses. */
const INNER_FORM = /^.{2,}?(?:有限公司|集团公司|总公司)(?:\([^()]*\))?(?=[^()])/;

/** The match form of a name, with Taiwan wording folded. */
export function organisationForm(name: string): string {
  const plain = simplify(name);
  const form = organisationNameMatchForm(plain.replace(TAIWAN, (word) => MAINLAND.get(word)!));
  return isHanOnly(form) ? form : form.replace(STRAY, '').replace(STATUS, '');
}

function mend(form: string): string {
  return form.replace(MISSPELT_COMPANY, '有限公司').replace(MISSPELT_COOPERATIVE, '专业合作社');
}

/** Prepares a name; null when nothing of it can be read. */
export const prepareOrganisation: (name: string) => PreparedOrganisation | null = remember(remembered, readOrganisation);

function readOrganisation(name: string): PreparedOrganisation | null {
  const form = organisationForm(name);
  if (isNullText(form) || !/[\p{L}\p{N}]/u.test(form)) return null;
  const mended = mend(form);
  const front = parentForm(mended);
  const own = takeApart(mended, form);
  return front === null ? { own, parent: null, branch: '' } : { own, parent: takeApart(front, front), branch: mended.slice(front.length) };
}

/** The match form of the parent in a branch's match form; null when it is no branch's. 甲有限公司印刷厂 and 甲有限公司工会 count too. */
export function parentForm(form: string): string | null {
  const known = parseOrganisationName(form).branchOf;
  if (known !== null) return known;
  return INNER_FORM.exec(form)?.[0] ?? null;
}

function takeApart(mended: string, form: string): OrganisationParts {
  const parts = parseOrganisationName(mended.replace(CUT_DIVISION, ''));
  const brackets = [...mended.matchAll(BRACKETED)];
  const inside = brackets.map((found) => found[1]!).filter((text) => text !== parts.division);
  return {
    form,
    bare: mended.replace(/[()]/g, ''),
    division: parts.division,
    divisionCodes: parts.division === '' ? [] : matchDivisionPrefix(parts.division)?.codes ?? [],
    tradeName: parts.tradeName,
    industry: parts.industry,
    kind: parts.form,
    asides: inside.join('/'),
    brackets: brackets.map((found) => String(found.index)).join('/'),
  };
}
