// Texts of any script in Latin letters, so that a name can be compared with the way in which it is written abroad: Han by pinyin, all
// else by any-ascii, letter by letter. Scripts that leave out vowels (Arabic, Hebrew) give consonants alone.
import anyAscii from 'any-ascii';
import { personNameKeys } from './person-name.ts';

const ASCII = /^[\0-\x7f]*$/;
const HAN_RUN = /\p{Script=Han}+/gu;
const HANGUL = /\p{Script=Hangul}/gu;

/** The text in letters of A to Z, Han and Hangul as one word a syllable; of several readings the most usual one. */
export function toLatin(text: string): string {
  if (ASCII.test(text)) return text;
  const spelt = text.normalize('NFC')
    .replace(HAN_RUN, (run) => ` ${(personNameKeys(run)[0] ?? run).replaceAll('.', ' ')} `)
    .replace(HANGUL, (syllable) => ` ${anyAscii(syllable)}`);
  return anyAscii(spelt);
}
