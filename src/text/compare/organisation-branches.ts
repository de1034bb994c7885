// Compares what two branches add to their parent's name: 湖滨支行 beside 湖东支行 is another branch, beside 湖宾支行 a slip.
import { distance } from 'fastest-levenshtein';
import { BRANCH_WORD } from '../organisation-words.ts';
import { differingMiddles, isNumeral } from './numerals.ts';
import { countSlips } from './readings.ts';

/** A shorter text says too little to be told from another branch's name. */
const LEAST_BRANCH = 4;
/** A field too short cuts about so much of the word that ends a branch's name. */
const CUT_BRANCH = 3;

/** How what two branches add to one parent's name agrees: a slip of one character, one a shorter form of the other, or neither. */
export function areBranchesAlike(a: string, b: string): 'slip' | 'short' | 'other' {
  if (a.length === b.length) return countSlips(a, b) === 1 || isWordMisspelt(a, b) ? 'slip' : 'other';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (isOneDropped(short, long)) return 'slip';
  return isCutBranch(short, long) || isBranchWithoutPlace(short, long) ? 'short' : 'other';
}

/** One character left out, which is no number. */
function isOneDropped(short: string, long: string): boolean {
  return short.length >= LEAST_BRANCH && !/\d/.test(long) && distance(short, long) === 1 && !isNumeral(differingMiddles(short, long)[1]);
}

/** 湖滨路分 for 湖滨路分公司. */
function isCutBranch(short: string, long: string): boolean {
  return long.startsWith(short) && long.length - short.length <= CUT_BRANCH && !BRANCH_WORD.test(short);
}

/** 湖滨支行 for 杭州湖滨支行; the bare word, 支行, is no branch's name. */
function isBranchWithoutPlace(short: string, long: string): boolean {
  return short.length >= LEAST_BRANCH && long.endsWith(short) && BRANCH_WORD.exec(short)?.index !== 0;
}

/** One character wrong in the word that ends a branch's name: 经悄部 for 经销部. */
function isWordMisspelt(a: string, b: string): boolean {
  const word = BRANCH_WORD.exec(a) ?? BRANCH_WORD.exec(b);
  if (word === null || word.index === 0 || (BRANCH_WORD.test(a) && BRANCH_WORD.test(b))) return false;
  return a.slice(0, word.index) === b.slice(0, word.index) && distance(a, b) === 1;
}
