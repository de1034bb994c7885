// Recognises text that was decoded with the wrong character set. It never repairs: one garbled value may hide lost bytes.

/** GBK bytes (lead << 8 | trail) of each BMP character, 0 where it has none. */
const GBK_BYTES = invertGbk();

/** Lead bytes E4–E9 with a continuation byte: how the UTF-8 of a common Han character begins when it is read as GBK. */
export const GBK_MOJIBAKE_LEADS: readonly number[] = [...GBK_BYTES.entries()]
  .filter(([, bytes]) => bytes >> 8 >= 0xe4 && bytes >> 8 <= 0xe9 && (bytes & 0xff) >= 0x80 && (bytes & 0xff) <= 0xbf)
  .map(([unit]) => unit);

/** What Windows-1252 shows for the continuation bytes 80–9F. */
const WINDOWS_1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const LATIN_PAIR = new RegExp(`[\\u00e3-\\u00ef](?:[\\u0080-\\u009f\\u00a1-\\u00bf]|[${WINDOWS_1252}][\\u0080-\\u00bf${WINDOWS_1252}])`);
const LOST_BYTES = /锟斤|斤拷|烫烫烫/;
const PINYIN_IN_BRACKETS = /\p{Script=Han}[(（][a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*[)）]/u;
const TWO_HAN = /\p{Script=Han}{2}/u;

/** True for UTF-8 that was read as Latin-1 or Windows-1252, such as `ä½ å¥½`. Ask before NFKC, which destroys the evidence. */
export function isLatinMojibake(text: string): boolean {
  return LATIN_PAIR.test(text);
}

/** True for UTF-8 read as GBK, `锟斤拷`, and pinyin injected in brackets after its character (`國辦發(fā)`). */
export function isHanMojibake(text: string): boolean {
  return LOST_BYTES.test(text) || PINYIN_IN_BRACKETS.test(text) || isUtf8ReadAsGbk(text);
}

/** Encodes the text as GBK again: genuine Han text is practically never valid UTF-8 as a whole. Ask before width is folded. */
export function isUtf8ReadAsGbk(text: string): boolean {
  const bytes: number[] = [];
  let isAscii = true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    const pair = unit < 0x80 ? unit : GBK_BYTES[unit]!;
    // A lost last byte shows as `?` or as a character outside GBK: judge what stands before it.
    if (pair === 0 || unit === 0x3f) break;
    if (pair > 0xff) {
      // Almost every text is cleared here: its first Han character is not how a three-byte sequence begins.
      if (isAscii && (pair < 0xe200 || pair > 0xefff)) return false;
      isAscii = false;
      bytes.push(pair >> 8);
    }
    bytes.push(pair & 0xff);
  }
  if (bytes.length < 6) return false;
  try {
    return TWO_HAN.test(new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes), { stream: true }));
  } catch {
    return false;
  }
}

function invertGbk(): Uint16Array {
  const table = new Uint16Array(0x10000);
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && text.length === 1 && text !== '\ufffd') table[text.charCodeAt(0)] = (lead << 8) | trail;
    }
  }
  return table;
}
