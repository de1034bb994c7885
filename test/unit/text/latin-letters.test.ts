// Names of other scripts in Latin letters.
import { describe, expect, it } from 'vitest';
import { toLatin } from '../../../src/text/latin-letters.ts';

const words = (text: string): string => toLatin(text).trim().replace(/\s+/g, ' ').toLowerCase();

describe('toLatin', () => {
  it.each([
    ['John Smith', 'john smith'], ['Łukasz Müller', 'lukasz muller'], ['李小娜', 'li xiao na'], ['单雄信', 'shan xiong xin'], ['欧阳 Na', 'ou yang na'],
    ['Коваль', "koval'"], ['Μαρία', 'maria'], ['דוד', 'dvd'], ['سمير', 'smyr'], ['김철수', 'gim cheol su'], ['やまだ', 'yamada'],
  ])('%s: %s', (text, expected) => {
    expect(words(text)).toBe(expected);
  });
});
