// The name of an organisation as it is compared: folded, taken apart, and with its parent where it is the name of a branch.
import { matchDivisionPrefix } from '../../standards/division-names.ts';
import { simplify } from '../match-forms.ts';
import { organisationNameMatchForm, parseOrganisationName } from '../organisation-name.ts';
import { PARENT_FORM } from '../organisation-words.ts';

/** The parts of one name, or of a branch's parent. */
export interface OrganisationParts {
  /** The match form. */
  readonly form: string;
  /** The match form without brackets: their width and their absence are noise, not their place. */
  readonly bare: string;
  readonly division: string;
  /** Codes of the division, several where its name is ambiguous. */
  readonly divisionCodes: readonly string[];
  readonly tradeName: string;
  readonly industry: string;
  readonly kind: string;
  /** What stands in brackets and is no division (集团, 控股), joined. */
  readonly asides: string;
  /** Where the brackets stand, empty without brackets. */
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
const BRACKETED = /\(([^()]*)\)/g;
/** A legal person's form, with something behind it that no bracket encloses. */
const INNER_FORM = /^.{2,}?(?:有限公司|集团公司|总公司)(?:\([^()]*\))?(?=[^()])/;
const OWN_END = /^(?:工会|联合会|党|团)/;

/** The match form of a name, with Taiwan wording folded. */
export function organisationForm(name: string): string {
  const plain = simplify(name);
  return organisationNameMatchForm(TAIWAN.test(plain) ? plain.replace(TAIWAN, (word) => MAINLAND.get(word)!) : plain);
}

/** Prepares a name; null when nothing of it can be read. */
export function prepareOrganisation(name: string): PreparedOrganisation | null {
  const form = organisationForm(name);
  if (!/[\p{L}\p{N}]/u.test(form)) return null;
  const front = parentForm(form);
  const own = takeApart(form);
  return front === null ? { own, parent: null, branch: '' } : { own, parent: takeApart(front), branch: form.slice(front.length) };
}

/** The match form of the parent in a branch's match form; null when it is no branch's. 甲有限公司印刷厂 counts as a branch of 甲有限公司. */
export function parentForm(form: string): string | null {
  const known = parseOrganisationName(form).branchOf;
  if (known !== null) return known;
  const front = INNER_FORM.exec(form)?.[0];
  if (front === undefined || isParentWithin(front) || OWN_END.test(form.slice(front.length))) return null;
  return front;
}

/** 某公司股份有限公司 has no parent: the inner 公司 belongs to its own form. */
function isParentWithin(front: string): boolean {
  PARENT_FORM.lastIndex = 0;
  const found = PARENT_FORM.test(front);
  PARENT_FORM.lastIndex = 0;
  return !found;
}

function takeApart(form: string): OrganisationParts {
  const parts = parseOrganisationName(form);
  const brackets = [...form.matchAll(BRACKETED)];
  const inside = brackets.map((found) => found[1]!).filter((text) => text !== parts.division);
  return {
    form,
    bare: form.replace(/[()]/g, ''),
    division: parts.division,
    divisionCodes: parts.division === '' ? [] : matchDivisionPrefix(parts.division)?.codes ?? [],
    tradeName: parts.tradeName,
    industry: parts.industry,
    kind: parts.form,
    asides: inside.join('/'),
    brackets: brackets.map((found) => String(found.index)).join('/'),
  };
}
