// The block keys of a record: digests of its values in the forms of each block, under which it is found.
import type { BlockDefinition } from '../../../definition/types.ts';
import { digest128 } from '../../ingest/row-digest.ts';
import type { PlannedBlock, PlannedForm } from './block-plan.ts';
import { factOf, type MatchPlan, type Profile } from './match-plan.ts';

/** Most keys that one block may give one record: names of many readings would multiply. */
const mostKeys = 24;
const digestHex = 14;
const defaultCap = 100;
const placeBits = 27;
const between = '\u001f';

export interface PlacedKey {
  readonly key: string;
  /** Where pairs of the key are compared: 31 bits, those highest that tell the block's order. */
  readonly place: number;
}

/** Keys under which the record is found, each with its block in the low four bits, as decimal texts (bigint). Without repeats. */
export function blockKeysOf(plan: MatchPlan, profile: Profile): string[] {
  return placedKeysOf(plan, profile).map(({ key }) => key);
}

/** As blockKeysOf(), with the place of each. */
export function placedKeysOf(plan: MatchPlan, profile: Profile): PlacedKey[] {
  const { forms, blocks } = plan.blocks;
  const made: (readonly string[] | undefined)[] = new Array<undefined>(forms.length);
  const formAt = (place: number): readonly string[] => (made[place] ??= formsOf(plan, profile, forms[place]!));
  const keys: PlacedKey[] = [];
  for (const block of blocks) {
    const texts = keyTexts(block, formAt);
    if (texts.length === 0) continue;
    const place = (block.order << placeBits) | scatter(formAt(block.common)[0]!);
    for (let at = 0; at < texts.length; at++) {
      if (at > 0 && texts.indexOf(texts[at]!) < at) continue;
      keys.push({ key: BigInt(`0x${digest128(texts[at]!).slice(0, digestHex)}${block.digit}`).toString(), place });
    }
  }
  return keys;
}

/** A number of `placeBits` bits (FNV-1a): which texts share it matters to nobody. */
function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> (32 - placeBits);
}

/** Place of the block that a key belongs to. */
export function blockOfKey(key: string): number {
  return Number(BigInt(key) & 15n);
}

/** How many records may stand under one key of the block. */
export function blockCap({ cap }: BlockDefinition): number {
  return cap ?? defaultCap;
}

/** Every combination of the forms of the block's parts; none where a part has no form. */
function keyTexts({ definition, forms }: PlannedBlock, formAt: (place: number) => readonly string[]): readonly string[] {
  let texts: string[] = [definition.code];
  for (const place of forms) {
    const parts = formAt(place);
    if (parts.length === 0) return [];
    if (parts.length === 1) {
      for (let at = 0; at < texts.length; at++) texts[at] += between + parts[0]!;
      continue;
    }
    const longer: string[] = [];
    for (const text of texts) for (const part of parts) if (longer.length < mostKeys) longer.push(text + between + part);
    texts = longer;
  }
  return texts;
}

/** A missing birth date is read from the number, as in comparing. */
function formsOf(plan: MatchPlan, profile: Profile, { places, make, fromNumber }: PlannedForm): readonly string[] {
  let found: readonly string[] | null = null;
  for (const place of places) {
    const value = profile.values[place];
    if (value == null) continue;
    const forms = make(value);
    found = found === null ? forms : union(found, forms);
  }
  if (found !== null) return found;
  const value = fromNumber === null ? null : factOf(plan, profile, fromNumber);
  return value === null ? [] : make(value);
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  return b.every((form) => a.includes(form)) ? a : [...new Set([...a, ...b])];
}
