// How a name in Latin letters sounds, as a short key of our own: consonants by place of articulation, vowels only at the front.

const STEPS: readonly (readonly [RegExp, string])[] = [
  [/^(?:KN|GN|PN)/, 'N'], [/^WR/, 'R'], [/^X/, 'S'], [/^MC/, 'MAC'], [/TCH|SCH|SH|CH|TION|SION/g, 'J'], [/DG(?=[EIY])/g, 'J'], [/PH/g, 'F'],
  [/GHT/g, 'T'], [/GH(?![AEIOU])/g, ''], [/MB$/, 'M'], [/C(?=[EIY])/g, 'S'], [/CK|[CQ]/g, 'K'], [/G(?=[EIY])/g, 'J'], [/X/g, 'KS'], [/Z/g, 'S'], [/V/g, 'F'],
  [/[DT]/g, 'T'], [/[BP]/g, 'P'], [/[GK]/g, 'K'], [/(.)\1+/g, '$1'], [/^[AEIOUYW]+/, 'A'], [/(?<=.)[AEIOUYWH]+/g, ''],
];

/** The key of one word in capitals; words that sound alike share it. Empty for a word without letters of A to Z. */
export function phoneticKey(word: string): string {
  let key = word.replace(/[^A-Z]+/g, '');
  for (const [pattern, sound] of STEPS) key = key.replace(pattern, sound);
  return key;
}
