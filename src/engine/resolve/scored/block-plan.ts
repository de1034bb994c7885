// The blocks of a library's rules, worked out once: each form of a value that several blocks take is made once a record.
import type { BlockDefinition, BlockPart, ComparisonDefinition, KeyFacts } from '../../../definition/types.ts';
import { blockForms } from '../../../text/compare/block-keys.ts';

export interface PlannedForm {
  /** Places of the attributes that are read, among the values of a profile. */
  readonly places: readonly number[];
  make(value: string): readonly string[];
  /** What the number says where none of the attributes does. */
  readonly fromNumber: keyof KeyFacts | null;
}

export interface PlannedBlock {
  readonly definition: BlockDefinition;
  /** The block as the last hexadecimal digit of its keys. */
  readonly digit: string;
  /** Places of its parts among the forms. */
  readonly forms: readonly number[];
  /** Of its parts the one that most blocks have: records that agree in it are compared side by side, whichever of these blocks they share. */
  readonly common: number;
  /** The first block with the same common part, by its place. */
  readonly order: number;
}

export interface BlockPlan {
  readonly forms: readonly PlannedForm[];
  readonly blocks: readonly PlannedBlock[];
}

export function planBlocks(
  blocks: readonly BlockDefinition[], comparisons: readonly ComparisonDefinition[], placeOf: (attribute: string) => number,
): BlockPlan {
  const forms: PlannedForm[] = [];
  const known = new Map<string, number>();
  const formOf = ({ attribute, also = [], form, length }: BlockPart): number => {
    const name = JSON.stringify([attribute, also, form, length]);
    const found = known.get(name);
    if (found !== undefined) return found;
    known.set(name, forms.length);
    const derived = comparisons.find(({ attributes, fromNumber }) => fromNumber !== undefined && attributes.includes(attribute));
    return forms.push({
      places: [attribute, ...also].map(placeOf), fromNumber: derived?.fromNumber ?? null, make: (value) => blockForms[form](value, { length }),
    }) - 1;
  };
  const placed = blocks.map((definition) => definition.parts.map(formOf));
  const held = (form: number): number => placed.filter((of) => of.includes(form)).length;
  const common = placed.map((of) => of.reduce((best, form) => (held(form) > held(best) ? form : best)));
  return {
    blocks: blocks.map((definition, index) => ({
      definition, digit: index.toString(16), forms: placed[index]!, common: common[index]!, order: common.indexOf(common[index]!),
    })),
    forms,
  };
}
