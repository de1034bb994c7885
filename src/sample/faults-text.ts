// Faults of texts: blanks, widths, separators, encodings gone wrong, cut and missing words.
import {
  BLANKS_NORMALISED, ENTITY_DECODED, INVISIBLE_REMOVED, MOJIBAKE, NULL_STRING, RARE_CHARACTER, TRUNCATED, WIDTH_FOLDED,
} from '../text/character-rules.ts';
import { BRACKETS_NORMALISED } from '../text/organisation-name.ts';
import { NAME_BLANKS_REMOVED, NAME_DOT_NORMALISED, SEVERAL_NAMES } from '../text/person-name.ts';
import { both, cellFault, isOptional, isType, type CellFault, type Outcome } from './fault.ts';
import type { ColumnLayout } from './layout.ts';

const isName = isType('person_name');
const isLegalRepresentative = ({ attributeCode }: ColumnLayout) => attributeCode === 'legal_rep_name';
const isFirmName = isType('organisation_name');
const isAddress = isType('address');
const isAnyText = isType('person_name', 'organisation_name', 'address', 'text');
const isLongText = isType('organisation_name', 'address');
/** A Han name of two or three characters: what the damages below expect. */
const SHORT_NAME = /^\p{Script=Han}{2,3}$/u;
const filled = (change: (text: string) => string | null): CellFault['apply'] => (value) => (value === '' ? null : change(value));
const inShortName = (change: (name: string) => string) => filled((name) => (SHORT_NAME.test(name) ? change(name) : null));
const inDottedName = (change: (name: string) => string) => filled((name) => (name.includes('·') ? change(name) : null));
/** What must come of it cannot be seen in one cell: it is kept as sent. */
const kept: Outcome = { kind: 'issue', rule: '' };
const fixedSilently: Outcome = { kind: 'fixed', rule: '' };

/** UTF-8 bytes read as Latin-1. */
const asLatin = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const asGbk = (text: string) => new TextDecoder('gbk').decode(Buffer.from(text, 'utf8'));

const traditional: Readonly<Record<string, string>> = {
  '陕': '陝', '宝': '寶', '鸡': '雞', '庄': '莊', '东': '東', '区': '區', '镇': '鎮',
  '乡': '鄉', '号': '號', '单': '單', '华': '華', '云': '雲', '桥': '橋', '门': '門', '锦': '錦', '阳': '陽', '园': '園',
};
const withPinyin: Readonly<Record<string, string>> = { '发': '發(fā)', '街': '街(jiē)', '路': '路(lù)' };
const toTraditional = (text: string) => [...text].map((char) => traditional[char] ?? char).join('');

const blanks: readonly CellFault[] = [
  cellFault('text_trailing_blanks', '尾部空格|Trailing blanks', BLANKS_NORMALISED, { isAt: isAnyText, apply: filled((text) => `${text}  `) }),
  cellFault('text_doubled_blanks', '连续空格|Doubled blanks', BLANKS_NORMALISED, {
    isAt: isType('address', 'organisation_name'), apply: filled((text) => `  ${text}`),
  }),
  cellFault('text_ideographic_blank', '全角空格|Ideographic blank', BLANKS_NORMALISED, {
    isAt: isAnyText,
    apply: filled((text) => `\u3000${text}`),
  }),
  cellFault('text_zero_width', '零宽字符|Zero-width character', INVISIBLE_REMOVED, {
    isAt: isAnyText,
    apply: filled((text) => `\ufeff${text}\u200b`),
  }),
  cellFault('name_inner_blank', '姓名中间空格|Blank inside a name', NAME_BLANKS_REMOVED, {
    isAt: isName,
    apply: inShortName((name) => `${name[0]}  ${name.slice(1)}`),
  }),
  cellFault('text_entity', '网页转义字符|HTML entity', ENTITY_DECODED, {
    isAt: isType('address', 'text'),
    apply: filled((text) => `${text}&nbsp;`),
  }),
];

const names: readonly CellFault[] = [
  cellFault('name_dot_variant', '间隔号写法不一|Another middle dot', NAME_DOT_NORMALISED, {
    isAt: isName, apply: (value, random) => (value.includes('·') ? value.replace('·', random.pick(['•', '‧', '・', '.', '．'])) : null),
  }),
  cellFault('name_dot_entity', '间隔号为转义字符|Middle dot as an entity', ENTITY_DECODED, {
    isAt: isName,
    apply: inDottedName((name) => name.replace('·', '&middot;')),
  }),
  cellFault('name_dot_missing', '缺间隔号|Middle dot missing', fixedSilently, {
    isAt: isName,
    apply: inDottedName((name) => name.replace('·', '')),
  }),
  cellFault('name_rare_question', '生僻字变为“?”|Rare character lost as “?”', RARE_CHARACTER, {
    isAt: isName,
    apply: inShortName((name) => `${name.slice(0, -1)}?`),
  }),
  cellFault('name_rare_box', '生僻字变为“□”|Rare character lost as a box', RARE_CHARACTER, {
    isAt: isName,
    apply: inShortName((name) => `${name.slice(0, -1)}□`),
  }),
  cellFault('name_private_use', '自造字|Private-use character', RARE_CHARACTER, {
    isAt: isName,
    apply: inShortName((name) => `${name.slice(0, -1)}\ue100`),
  }),
  cellFault('name_several', '一栏多个姓名|Several names in one cell', SEVERAL_NAMES, {
    isAt: both(isName, isOptional, (column) => !isLegalRepresentative(column)),
    apply: inShortName((name) => `${name}、王小明`),
  }),
  cellFault('legal_rep_several', '法定代表人栏多个姓名|Several legal representatives in one cell', SEVERAL_NAMES, {
    isAt: isLegalRepresentative,
    apply: inShortName((name) => `${name}、王小明`),
  }),
];

const lost: readonly CellFault[] = [
  ...(['无', '-', '/', 'NULL', 'null', '暂无', '不详', 'N/A'] as const).map((word, place) =>
    cellFault(`text_null_${place}`, `占位文字“${word}”|Null string “${word}”`, NULL_STRING, { isAt: both(isAnyText, isOptional), apply: filled(() => word) })),
  cellFault('required_missing', '必填项缺失|Required value missing', { kind: 'reject', rule: 'REQUIRED_MISSING' }, {
    isAt: ({ column, attribute }) => Boolean(column.required) && attribute !== null, apply: filled(() => ''),
  }),
  cellFault('text_cut', '截断在半个汉字|Cut inside a Han character', TRUNCATED, {
    isAt: isLongText,
    apply: filled((text) => (/^\p{Script=Han}{6}/u.test(text) ? `${text.slice(0, 6)}\ufffd` : null)),
  }),
  cellFault('text_latin_mojibake', 'UTF-8 误作西文|UTF-8 read as Latin-1', MOJIBAKE, {
    isAt: both(isLongText, isOptional),
    apply: filled(asLatin),
  }),
  cellFault('text_gbk_mojibake', 'UTF-8 误作 GBK|UTF-8 read as GBK', MOJIBAKE, {
    isAt: both(isLongText, isOptional),
    apply: filled((text) => (/^\p{Script=Han}{4}/u.test(text) ? asGbk(text.slice(0, 4)) : null)),
  }),
  cellFault('text_lost_bytes', '锟斤拷|Bytes lost twice', MOJIBAKE, {
    isAt: both(isLongText, isOptional),
    apply: filled((text) => `${text.slice(0, 4)}锟斤拷`),
  }),
  cellFault('text_pinyin_brackets', '夹注拼音|Pinyin in brackets', MOJIBAKE, {
    isAt: both(isLongText, isOptional),
    apply: filled((text) => (/[发街路]/.test(text) ? text.replace(/[发街路]/, (char) => withPinyin[char]!) : null)),
  }),
];

const widths: readonly CellFault[] = [
  cellFault('address_full_width', '全角数字|Full-width digits in an address', WIDTH_FOLDED, {
    isAt: isAddress, apply: filled((text) => (/\d/.test(text) ? text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) : null)),
  }),
  cellFault('text_traditional', '繁体字|Traditional characters', kept, {
    isAt: isLongText,
    apply: filled((text) => (toTraditional(text) === text ? null : toTraditional(text))),
  }),
  cellFault('text_taiwan_wording', '台湾用语|Taiwan wording', kept, {
    isAt: isFirmName, apply: filled((text) => (text.includes('科技') ? text.replace('科技', '网路科技') : null)),
  }),
  cellFault('bracket_width', '括号半角|Half-width brackets', BRACKETS_NORMALISED, {
    isAt: isFirmName, apply: filled((text) => (text.includes('（') ? text.replace('（', '(').replace('）', ')') : null)),
  }),
  cellFault('bracket_position', '括号位置不同|Bracket in another position', kept, {
    isAt: isFirmName, apply: filled((text) => /^(.+?)（(.+?)）(.+)$/.test(text) ? text.replace(/^(.+?)（(.+?)）(.+)$/, '$2$1$3') : null),
  }),
];

/** Every fault of a text. */
export const textFaults: readonly CellFault[] = [...blanks, ...names, ...lost, ...widths];
