// Encodes text as GB18030, which Node can decode but not encode: the encoder is the decoder's tables, inverted.

/** First bytes of the four-byte forms: 39,420 of the BMP from 81308130 on, all of the supplementary planes from 90308130 on. */
const BMP_QUADS = 39_420;
const REPLACEMENT = Buffer.from([0x3f]);

/** Returns an encoder. Building it takes some tens of milliseconds; encoding goes character by character. */
export function gb18030Encoder(): (text: string) => Buffer {
  const pairs = invertPairs();
  const quads = invertQuads();
  return (text) => {
    const bytes = Buffer.allocUnsafe(text.length * 4);
    let at = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) bytes[at++] = unit;
      else if (pairs[unit] !== 0) at = bytes.writeUInt16BE(pairs[unit]!, at);
      else if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length) at = writeQuad(bytes, at, 189_000 + text.codePointAt(i++)! - 0x1_0000);
      else if (quads[unit] !== 0) at = writeQuad(bytes, at, quads[unit]! - 1);
      else at += REPLACEMENT.copy(bytes, at);
    }
    return bytes.subarray(0, at);
  };
}

/** Four-byte form of a linear index. */
function writeQuad(bytes: Buffer, at: number, index: number): number {
  bytes[at] = 0x81 + Math.floor(index / 12_600);
  bytes[at + 1] = 0x30 + (Math.floor(index / 1260) % 10);
  bytes[at + 2] = 0x81 + (Math.floor(index / 10) % 126);
  bytes[at + 3] = 0x30 + (index % 10);
  return at + 4;
}

function invertPairs(): Uint16Array {
  const table = new Uint16Array(0x10000);
  const decoder = new TextDecoder('gb18030');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (text.length === 1 && text !== '\ufffd' && table[text.charCodeAt(0)] === 0) table[text.charCodeAt(0)] = (lead << 8) | trail;
    }
  }
  return table;
}

/** Linear index + 1 of the four-byte form of each BMP character that has one. */
function invertQuads(): Uint16Array {
  const table = new Uint16Array(0x10000);
  const bytes = Buffer.alloc(4);
  const decoder = new TextDecoder('gb18030');
  for (let index = 0; index < BMP_QUADS; index++) {
    writeQuad(bytes, 0, index);
    const text = decoder.decode(bytes);
    if (text.length === 1 && text !== '\ufffd') table[text.charCodeAt(0)] = index + 1;
  }
  table[0xfffd] = 39_418;
  return table;
}
