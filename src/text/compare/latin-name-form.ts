// A person's name as it is compared in Latin letters: titles dropped, the generation (Jr, Senior, III) apart.
import { isNullText } from '../../standards/null-text.ts';
import { toLatin } from '../latin-letters.ts';
import { createWord, type Word } from './latin-words.ts';
import { foldWords } from './text.ts';

/** A name's words in capitals. */
export interface PreparedLatinName {
  readonly words: readonly Word[];
  readonly sorted: string;
  /** The words joined: as written, with the last one first and with the first one last. */
  readonly orders: readonly string[];
  /** Which bearer of the name in a family; 0 where the name does not say. */
  readonly generation: number;
}

const TITLES = new Set(['MR', 'MRS', 'MS', 'MISS', 'DR', 'PROF', 'SIR', 'DAME', 'HERR', 'FRAU', 'MME', 'MONSIEUR', 'MADAME']);
const GENERATIONS: ReadonlyMap<string, number> = new Map([
  ['SR', 1], ['SNR', 1], ['SENIOR', 1], ['1ST', 1], ['JR', 2], ['JNR', 2], ['JUNIOR', 2], ['II', 2], ['2ND', 2], ['III', 3], ['3RD', 3], ['IV', 4], ['4TH', 4],
]);

/** Smith, John */
const FAMILY_FIRST = /^([^,]*\p{L}[^,]*),([^,]*\p{L}[^,]*)$/u;

/** Null when nothing of the value can be read. */
export function prepareLatinName(value: string): PreparedLatinName | null {
  if (isNullText(value)) return null;
  const all = foldWords(toLatin(value).replace(FAMILY_FIRST, '$2 $1'));
  const untitled = all.length > 1 && TITLES.has(all[0]!) ? all.slice(1) : all;
  const named = untitled.filter((word) => !GENERATIONS.has(word));
  // A name of nothing else is a name.
  const texts = named.length > 0 ? named : untitled;
  const counted = named.length > 0 ? untitled.find((word) => GENERATIONS.has(word)) : undefined;
  if (texts.length === 0) return null;
  return {
    words: texts.map(createWord), sorted: [...texts].sort().join(' '), generation: counted === undefined ? 0 : GENERATIONS.get(counted)!,
    orders: [texts, [texts.at(-1)!, ...texts.slice(0, -1)], [...texts.slice(1), texts[0]!]].map((order) => order.join('')),
  };
}

/** Whether the names say that they are of two bearers. A lone I counts the first only beside one that is counted: else it is an initial. */
export function areOtherGenerations(a: PreparedLatinName, b: PreparedLatinName): boolean {
  const [one, other] = [generationBeside(a, b), generationBeside(b, a)];
  return one !== 0 && other !== 0 && one !== other;
}

function generationBeside({ generation, words }: PreparedLatinName, other: PreparedLatinName): number {
  return generation === 0 && other.generation > 1 && words.slice(1).some(({ text }) => text === 'I') ? 1 : generation;
}
