// Compares names of organisations in Latin letters: without their legal form, in any order, word by word.
import { isNullText } from '../../standards/null-text.ts';
import { toLatin } from '../latin-letters.ts';
import { level } from './comparator.ts';
import type { Comparator } from './comparator.ts';
import { compareWordLists, createWord, WORD, type Word } from './latin-words.ts';
import { foldWords } from './text.ts';

/** A name's words in capitals, without legal form and little words. */
export interface PreparedLatinOrganisation {
  readonly words: readonly Word[];
  readonly joined: string;
  readonly sorted: string;
  readonly initials: string;
  readonly distinct: readonly string[];
  /** Of the distinct words. */
  readonly letters: number;
}

const EQUAL = 0;
const SAME_WORDS = 1;
const PART = 2;
const SLIP = 3;
const HALF = 4;
const DIFFERENT = 5;

/** Legal forms, and words that come and go. Left in only where nothing else would be left. */
const IDLE = new Set((
  'INC INCORPORATED CORP CORPORATION CO COMPANY COMPANIES LTD LIMITED LLC LLP LP PLC PTY PTE PVT PRIVATE GMBH AG KG KGAA OHG EV UG SE SA SAS SARL SRL SPA SL SNC '
  + 'BV NV VOF CV AB OY OYJ AS ASA APS KK YK GK SDN BHD JSC OJSC PJSC OOO OAO ZAO PAO DOO EOOD KFT ZRT RT THE AND ET UND Y OF DE DER DIE DAS LA LE LES'
).split(' '));

export const latinOrganisation: Comparator<PreparedLatinOrganisation> = {
  code: 'latin_organisation',
  levels: [
    level('equal', '外文名称相同（不计组织形式）', 'names are equal but for their legal form'),
    level('same_words', '外文名称用词相同，顺序或间隔不同', 'same words in another order or spacing'),
    level('part', '外文名称一方缺词或为缩写', 'one name lacks words of the other or shortens them'),
    level('slip', '外文名称有拼写差异', 'names differ in the spelling of words'),
    level('half_the_words', '外文名称一半以上文字相同', 'half of the name is in words that both have'),
    level('different', '外文名称不同', 'names are different'),
  ],
  prepare,
  compare,
  term: ({ sorted }) => sorted,
  frequencyLevels: 2,
};

function prepare(value: string): PreparedLatinOrganisation | null {
  if (isNullText(value)) return null;
  const all = foldWords(toLatin(value));
  const telling = all.filter((word) => !IDLE.has(word));
  const words = telling.length > 0 ? telling : all;
  if (words.length === 0) return null;
  const distinct = [...new Set(words)];
  return {
    words: words.map(createWord), joined: words.join(''), sorted: [...words].sort().join(' '), initials: words.map((word) => word[0]).join(''),
    distinct, letters: distinct.join('').length,
  };
}

function compare(a: PreparedLatinOrganisation, b: PreparedLatinOrganisation): number {
  if (a.joined === b.joined) return a.words.length === b.words.length ? EQUAL : SAME_WORDS;
  if (a.sorted === b.sorted) return SAME_WORDS;
  if (a.initials === b.joined || b.initials === a.joined) return PART;
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a];
  const worst = compareWordLists(short.words, long.words);
  if (worst <= WORD.shortForm) return PART;
  if (worst < WORD.other) return SLIP;
  return countSharedLetters(a, b) * 2 >= Math.max(a.letters, b.letters) ? HALF : DIFFERENT;
}

function countSharedLetters(a: PreparedLatinOrganisation, b: PreparedLatinOrganisation): number {
  return a.distinct.filter((word) => b.distinct.includes(word)).reduce((sum, word) => sum + word.length, 0);
}
