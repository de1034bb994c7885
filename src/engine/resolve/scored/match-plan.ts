// A library's scored rules, worked out once: what is read of a record, how it is compared, under which keys it is found.
import { keyFacts } from '../../../definition/key-facts.ts';
import type { ComparisonDefinition, KeyFacts, LibraryDefinition, ScoredRules } from '../../../definition/types.ts';
import { digest128 } from '../../ingest/row-digest.ts';
import { identifierTypes, type IdentifierTypeCode } from '../../../standards/identifier-types.ts';
import { blockForms } from '../../../text/compare/block-keys.ts';
import { comparators } from '../../../text/compare/comparators.ts';
import type { Comparator } from '../../../text/compare/comparator.ts';
import type { ComparisonShape, LinkClass } from '../model/types.ts';
import { planBlocks, type BlockPlan } from './block-plan.ts';

/** No date of a number that was read before lies after it. */
const farFuture = '9999-12-31';
/** Levels at which two numbers are rather one that was mistyped. */
const slips = new Set(['one_place', 'swapped', 'cut', 'masked']);

export interface PlannedComparison {
  readonly definition: ComparisonDefinition;
  readonly comparator: Comparator;
  /** The texts that it reads of a record, each by the places of its parts among the values of a profile. */
  readonly texts: readonly (readonly number[])[];
}

export interface MatchPlan {
  readonly library: LibraryDefinition;
  readonly scored: ScoredRules;
  /** Attributes read of a record, in the order of a profile's values. */
  readonly attributes: readonly string[];
  /** Place of the unique number; -1 where the library has none. */
  readonly numberPlace: number;
  readonly comparisons: readonly PlannedComparison[];
  readonly shapes: readonly ComparisonShape[];
  readonly linkClasses: readonly LinkClass[];
  readonly blocks: BlockPlan;
  /** Levels that veto a pair: comparison, level, relation proposed instead. */
  readonly vetoes: readonly { readonly comparison: number; readonly level: number; readonly relation: string | null }[];
  /** Identifiers that veto a pair where both can be checked, pass, and differ. */
  readonly differing: readonly { readonly place: number; readonly isChecked: (value: string) => boolean }[];
  /** Of blocks, comparisons and classes: a model serves only rules with its own digest. */
  readonly rulesDigest: string;
}

/** Null where the library's rules are keys alone. */
export function planMatch(library: LibraryDefinition): MatchPlan | null {
  const { scored } = library.matchRules;
  if (!scored) return null;
  const unique = library.identifiers.find(({ strength }) => strength === 'unique')?.attribute;
  const attributes = [...new Set([
    ...(unique ? [unique] : []), ...scored.compare.flatMap((each) => each.attributes),
    ...scored.blocks.flatMap(({ parts }) => parts.flatMap(({ attribute, also = [] }) => [attribute, ...also])),
    ...scored.never.flatMap((veto) => (veto.kind === 'differs' ? [veto.attribute] : [])),
  ])];
  const place = (attribute: string): number => attributes.indexOf(attribute);
  const comparisons = scored.compare.map((definition): PlannedComparison => ({
    definition, comparator: comparators[definition.by], texts: textsOf(definition).map((parts) => parts.map(place)),
  }));
  return {
    library, scored, attributes, comparisons,
    numberPlace: unique ? place(unique) : -1,
    blocks: planBlocks(scored.blocks, scored.compare, place),
    shapes: comparisons.map(({ definition, comparator }): ComparisonShape => ({
      code: definition.code, levels: comparator.levels.length, missing: definition.missing,
      frequencyLevels: definition.frequency ? comparator.frequencyLevels : 0,
      isOfNumber: unique !== undefined && definition.attributes.includes(unique),
      slipLevels: comparator.levels.flatMap(({ code }, level) => (slips.has(code) ? [level] : [])),
    })),
    linkClasses: scored.link.agree.map((agree) => comparisons.map(({ definition, comparator }) =>
      agree[definition.code]?.map((code) => levelOf(comparator, code)) ?? null)),
    vetoes: scored.never.flatMap((veto) => {
      if (veto.kind !== 'level') return [];
      const comparison = comparisons.findIndex(({ definition }) => definition.code === veto.comparison);
      return [{ comparison, level: levelOf(comparisons[comparison]!.comparator, veto.level), relation: veto.relation ?? null }];
    }),
    differing: scored.never.flatMap((veto) =>
      (veto.kind === 'differs' ? [{ place: place(veto.attribute), isChecked: checkOf(library.attributes[veto.attribute]!.identifier as IdentifierTypeCode) }] : [])),
    rulesDigest: digest128(JSON.stringify([scored.blocks, scored.compare, scored.link.agree])),
  };
}

/** The attributes of each text that a comparison reads of a record: those that are together, then each of the others. */
export function textsOf({ attributes, together = [] }: ComparisonDefinition): (readonly string[])[] {
  const parts = together.flat();
  return [...together, ...attributes.filter((attribute) => !parts.includes(attribute)).map((attribute) => [attribute])];
}

/** Whether a number passes its type's check without a remark: an old number that cannot be checked may be anything. */
function checkOf(type: IdentifierTypeCode): (value: string) => boolean {
  const read = identifierTypes[type].reader({ today: farFuture });
  return (value) => {
    let isClean = true;
    return read(value, () => (isClean = false)) !== null && isClean;
  };
}

function levelOf(comparator: Comparator, code: string): number {
  const found = comparator.levels.findIndex((level) => level.code === code);
  if (found < 0) throw new Error(`comparator ${comparator.code} has no level ${code}`);
  return found;
}

/** A record as it is compared. Values are texts; of a number that is not usable, the text as it was sent. Parsed on first use. */
export interface Profile {
  readonly recordId: string;
  /** The usable unique number, after no change notice. */
  readonly key: string | null;
  readonly values: readonly (string | null)[];
  readonly prepared: (readonly unknown[] | undefined)[];
}

export function profileOf(plan: MatchPlan, recordId: string, key: string | null, values: readonly (string | null)[]): Profile {
  return { recordId, key, values, prepared: new Array<readonly unknown[] | undefined>(plan.comparisons.length) };
}

/** What the record says for the comparison, parsed; empty when it says nothing. */
export function preparedOf(plan: MatchPlan, profile: Profile, index: number): readonly unknown[] {
  const known = profile.prepared[index];
  if (known !== undefined) return known;
  const { comparator, texts, definition } = plan.comparisons[index]!;
  const list: unknown[] = [];
  for (const places of texts) add(list, comparator, textOf(profile, places));
  if (list.length === 0 && definition.fromNumber) add(list, comparator, factOf(plan, profile, definition.fromNumber));
  profile.prepared[index] = list;
  return list;
}

/** The parts of one text, as far as they are there. */
function textOf(profile: Profile, places: readonly number[]): string | null {
  if (places.length === 1) return profile.values[places[0]!]!;
  const parts = places.map((place) => profile.values[place]).filter((part) => part != null);
  return parts.length === 0 ? null : parts.join(' ');
}

function add(list: unknown[], comparator: Comparator, value: string | null): void {
  const prepared = value === null ? null : comparator.prepare(value);
  if (prepared !== null) list.push(prepared);
}

/** What the number says by itself. A birth date is read from its places even where the check fails; all else needs a valid number. */
export function factOf(plan: MatchPlan, profile: Profile, fact: keyof KeyFacts): string | null {
  const number = profile.values[plan.numberPlace];
  if (!number) return null;
  if (fact === 'birth_date') return blockForms.birth(number, {})[0] ?? null;
  const type = plan.library.identifiers.find(({ strength }) => strength === 'unique')!.types[0]!;
  return profile.key === null ? null : (keyFacts(type, profile.key)[fact] ?? null);
}
