// The normaliser of every text cell. A clean cell costs one scan of its code units and comes back as the same string; everything
// else takes the slow path. What is stored keeps traditional characters and Chinese punctuation: match forms fold those.
import { isNullText } from '../standards/null-text.ts';
import type { Note, Rule } from '../standards/rule.ts';
import {
  APOSTROPHE_REMOVED, BLANKS_NORMALISED, COMPATIBILITY_IDEOGRAPH, ENTITY_DECODED, INVISIBLE_REMOVED, MOJIBAKE, NULL_STRING,
  RARE_CHARACTER, RARE_CHARACTER_MAPPED, TRADITIONAL, TRUNCATED, WIDTH_FOLDED,
} from './character-rules.ts';
import { simplify } from './match-forms.ts';
import { GBK_MOJIBAKE_LEADS, isHanMojibake, isLatinMojibake, isUtf8ReadAsGbk } from './mojibake.ts';

const PLAIN = 0;
const BLANK = 1;
const SUSPECT = 2;

/** Full-width punctuation that NFKC would turn into ASCII, and that ordinary Chinese text keeps. */
const KEPT_PUNCTUATION = '，！？；：（）…';
const KIND = classifyUnits();

/** Standard characters of the private-use points U+E815–U+E864 that GBK systems use, in order (GB 18030-2005, two-byte row FE). */
const GBK_PRIVATE = [...'⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹'
  + '䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻'];

/** First units of the null words: only texts that begin so are compared with them. */
const NULL_FIRST = new Set([...'-/\\.?nN(<#uU无空暂不未没缺〇—–'].map((char) => char.charCodeAt(0)));

const CONTROLS = '\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f';
const ZERO_WIDTH = '\\u00ad\\u115f\\u1160\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0';
const VARIATION_SELECTORS = '\\u{e0100}-\\u{e01ef}';
const INVISIBLE = new RegExp(`[${CONTROLS}${ZERO_WIDTH}${VARIATION_SELECTORS}]`, 'gu');
const BLANKS = /[\s\u0085]+/g;
const COMPATIBILITY = /[\u2e80-\u2fdf\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;
const FOLDABLE = new RegExp(`[^${KEPT_PUNCTUATION}]+`, 'gu');
const GBK_PRIVATE_POINT = /[\ue815-\ue864]/g;
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos|nbsp|middot|ensp|emsp|ldquo|rdquo));/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', middot: '·', ensp: ' ', emsp: ' ', ldquo: '“', rdquo: '”',
};
const LONE_SURROGATE = /\p{Surrogate}/gu;
const CUT_AT_END = /^[^\ufffd]*\p{Script=Han}\ufffd$/u;
const UNKNOWN_CHARACTER = /[\ue000-\uf8ff\u{f0000}-\u{10fffd}]|\p{Script=Han}[?□▯〓]|[?□▯〓]\p{Script=Han}/u;
const TAIWAN_WORDING = /资料夹|网路|软体|硬体|伺服器|数位化|行动电话|智慧财产|身分证/;

/**
 * Normalises one text cell: entities, invisible characters, blanks, width and compatibility forms (NFKC, Chinese punctuation kept),
 * legacy private-use characters. Null when blank (silently) or a null string. Idempotent. Garbled Latin is returned as sent.
 */
export function cleanText(raw: string, note: Note): string | null {
  if (raw.length === 0) return null;
  if (!isPlain(raw)) return cleanSlowly(raw, note);
  if (isNull(raw)) {
    note(NULL_STRING);
    return null;
  }
  return raw;
}

/** Notes TRADITIONAL where the text holds traditional characters or Taiwan wording. For feeds that ask for it. */
export function noteTraditional(text: string, note: Note): void {
  if (simplify(text) !== text || TAIWAN_WORDING.test(text)) note(TRADITIONAL);
}

/** Whether every code unit is a Han character of the BMP. Allocates nothing. */
export function isHanOnly(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x3400 || unit > 0x9fff) return false;
  }
  return true;
}

/**
 * Whether NFKC, upper case and the removal of blanks leave the text as it is, as one look tells: visible ASCII without small letters and
 * ordinary Han characters. Allocates nothing.
 */
export function isSettled(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (!((unit > 0x20 && unit < 0x61) || (unit >= 0x4e00 && unit <= 0x9fff))) return false;
  }
  return true;
}

function isPlain(text: string): boolean {
  if (text.charCodeAt(0) === 0x27) return false;
  let previous = BLANK;
  for (let i = 0; i < text.length; i++) {
    const kind = KIND[text.charCodeAt(i)]!;
    if (kind !== PLAIN && (kind === SUSPECT || previous === BLANK)) return false;
    previous = kind;
  }
  return previous !== BLANK;
}

function isNull(text: string): boolean {
  return NULL_FIRST.has(text.charCodeAt(0)) && isNullText(text);
}

function cleanSlowly(raw: string, note: Note): string | null {
  if (isLatinMojibake(raw)) {
    note(MOJIBAKE);
    return raw.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd').trim();
  }
  const fired = new Set<Rule>();
  let text = raw;
  let previous: string;
  // One step can uncover work for an earlier one (an entity for a full-width digit), so run to the fixed point.
  do {
    previous = text;
    text = normaliseOnce(text, fired);
  } while (text !== previous && !isPlain(text));
  if (text === '') return null;
  if (isNull(text)) {
    note(NULL_STRING);
    return null;
  }
  noteDoubts(text, fired);
  // Folding a full-width letter destroys this evidence too, so the text as sent is asked as well.
  if (!fired.has(TRUNCATED) && isUtf8ReadAsGbk(raw)) fired.add(MOJIBAKE);
  for (const rule of fired) note(rule);
  return text;
}

function normaliseOnce(text: string, fired: Set<Rule>): string {
  const step = (rule: Rule, next: string): void => {
    if (next !== text) fired.add(rule);
    text = next;
  };
  if (text.includes('&')) step(ENTITY_DECODED, text.replace(ENTITY, decodeEntity));
  step(INVISIBLE_REMOVED, text.replace(INVISIBLE, ''));
  step(BLANKS_NORMALISED, text.replace(BLANKS, ' ').trim());
  step(RARE_CHARACTER_MAPPED, text.replace(GBK_PRIVATE_POINT, (point) => GBK_PRIVATE[point.charCodeAt(0) - 0xe815]!));
  step(COMPATIBILITY_IDEOGRAPH, text.replace(COMPATIBILITY, (char) => char.normalize('NFKC')));
  step(WIDTH_FOLDED, text.replace(FOLDABLE, (part) => part.normalize('NFKC')));
  if (text.startsWith("'") && !text.endsWith("'")) step(APOSTROPHE_REMOVED, text.slice(1));
  return text.replace(LONE_SURROGATE, '\ufffd');
}

function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name]!;
  const point = decimal !== undefined ? Number(decimal) : Number.parseInt(hex!, 16);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : entity;
}

function noteDoubts(text: string, fired: Set<Rule>): void {
  if (CUT_AT_END.test(text)) fired.add(TRUNCATED);
  else if (text.includes('\ufffd') || isHanMojibake(text)) fired.add(MOJIBAKE);
  if (UNKNOWN_CHARACTER.test(text)) fired.add(RARE_CHARACTER);
}

/** Plain are printable ASCII, Han of the BMP and Chinese punctuation, save those that begin an entity, a lost character or mojibake. */
function classifyUnits(): Uint8Array {
  const kinds = new Uint8Array(0x10000).fill(SUSPECT);
  kinds.fill(PLAIN, 0x21, 0x7f);
  kinds.fill(PLAIN, 0x3400, 0x4dc0);
  kinds.fill(PLAIN, 0x4e00, 0xa000);
  for (const char of `、。〇《》〈〉【】「」『』〔〕“”‘’—·×${KEPT_PUNCTUATION}`) kinds[char.charCodeAt(0)] = PLAIN;
  for (const unit of GBK_MOJIBAKE_LEADS) kinds[unit] = SUSPECT;
  for (const char of '&?锟拷烫') kinds[char.charCodeAt(0)] = SUSPECT;
  kinds[0x20] = BLANK;
  return kinds;
}
