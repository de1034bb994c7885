// What must be done with each cell of a bound file, worked out once per file so that the row pass only walks arrays.
import { attributeCodes, nameAttribute, sqlTypeOf } from '../../definition/columns.ts';
import { attributesOfPart, isDispensable, keyMarkOf } from '../../definition/key-parts.ts';
import { nameKeys, subjectNameKeys } from '../../definition/match-forms.ts';
import type { FeedColumn, FeedDefinition, KeyFacts, LibraryDefinition } from '../../definition/types.ts';
import { attributeReader } from '../../definition/value-types/attribute-reader.ts';
import { readDate } from '../../text/dates.ts';
import { cleanText } from '../../text/characters.ts';
import type { CellReader } from '../../standards/rule.ts';
import type { HeaderBinding } from './bind-header.ts';

export interface AttributeSlot {
  readonly index: number;
  readonly code: string;
  /** Numbers and dates are stored typed; an unusable one cannot stand in its column. */
  readonly isTyped: boolean;
  /** Stands before the value in the text that is hashed, so that a column which is not sent counts as one that is blank. */
  readonly mark: string;
  readonly isIdentifier: boolean;
}

export interface Target {
  readonly slot: AttributeSlot;
  readonly read: CellReader;
}

/** One bound column: where its cell goes. `route` and `shapes` choose among several attributes by another cell or by form. */
export interface CellPlan {
  readonly code: string;
  readonly cell: number;
  readonly column: FeedColumn;
  readonly target: Target | null;
  readonly shapes: readonly Target[] | null;
  readonly route: {
    readonly by: number;
    /** Reads the kind from the other column's cell: its standard code. */
    readonly readKind: CellReader;
    readonly to: ReadonlyMap<string, Target>;
    readonly otherwise: Target | null;
  } | null;
  /** Code attribute that takes the currency which an amount names. */
  readonly currency: AttributeSlot | null;
}

/** A part of a composite key: the first filled slot counts, its mark before it; none of them where `unless` is filled. */
export interface KeyPartPlan {
  readonly isDispensable: boolean;
  readonly unless: AttributeSlot | null;
  readonly slots: readonly { readonly slot: AttributeSlot; readonly mark: string }[];
}

export interface RowPlan {
  readonly library: LibraryDefinition;
  readonly feed: FeedDefinition;
  readonly binding: HeaderBinding;
  readonly slots: readonly AttributeSlot[];
  /** The slots that rows of this file can fill; only these travel to staging. */
  readonly supplied: readonly AttributeSlot[];
  readonly cells: readonly CellPlan[];
  /** The columns of the source key, in its order. */
  readonly sourceKey: readonly CellPlan[];
  readonly constants: readonly (readonly [AttributeSlot, string])[];
  readonly keyParts: readonly KeyPartPlan[];
  readonly keySlots: readonly AttributeSlot[];
  /** Identifier type of the unique number; null when the key is composed of several attributes. */
  readonly keyType: string | null;
  /** Attributes whose numbers may be of the unique number's space: a card of the 2023 edition is built like an ID number. */
  readonly keyShared: readonly AttributeSlot[];
  readonly keyReader: CellReader | null;
  readonly nameSlot: AttributeSlot | null;
  /** The keys under which a name is compared. */
  readonly nameKeys: (name: string) => readonly string[];
  readonly otherNameSlots: readonly AttributeSlot[];
  /** `keyFact`: the unique number states this identifier too. */
  readonly otherIdentifiers: readonly { readonly slot: AttributeSlot; readonly type: string; readonly keyFact: keyof KeyFacts | null }[];
  readonly contradictions: readonly { readonly slot: AttributeSlot; readonly fact: keyof KeyFacts }[];
  readonly pointing: readonly { readonly rule: string; readonly slot: AttributeSlot; readonly keyFact: keyof KeyFacts | null; readonly with: readonly AttributeSlot[] }[];
  readonly effectiveDate: { readonly cell: number; readonly slot: AttributeSlot | null; readonly read: CellReader } | null;
  readonly operation: { readonly cell: number; readonly deletes: ReadonlySet<string> } | null;
  readonly source: { readonly cell: number; readonly codes: ReadonlyMap<string, string> } | null;
  readonly swaps: readonly (readonly [CellPlan, CellPlan])[];
}

/** Plans the row pass. The definition has passed its checks, so every reference is found. */
export function planRows(library: LibraryDefinition, feed: FeedDefinition, binding: HeaderBinding, today: string): RowPlan {
  const slots = attributeCodes(library).map((code, index): AttributeSlot => {
    const attribute = library.attributes[code]!;
    return { index, code, mark: `\u001f${code}=`, isTyped: sqlTypeOf(attribute) !== 'text', isIdentifier: attribute.type === 'identifier' };
  });
  const byCode = new Map(slots.map((slot) => [slot.code, slot]));
  const slot = (code: string): AttributeSlot => {
    const found = byCode.get(code);
    if (!found) throw new Error(`library ${library.code} has no attribute ${code}`);
    return found;
  };
  const target = (code: string, column: FeedColumn): Target => ({ slot: slot(code), read: attributeReader(library, code, { today }, column) });
  const cells = [...binding.columns].map(([code, cell]): CellPlan => {
    const column = feed.columns[code]!;
    return {
      code, cell, column,
      target: column.attribute ? target(column.attribute, column) : null,
      shapes: column.byShape ? column.byShape.map((attribute) => target(attribute, column)) : null,
      route: planRoute(column, { feed, binding, target }),
      currency: column.currency ? slot(column.currency) : null,
    };
  });
  const { deterministic } = library.matchRules;
  const keyParts = planKeyParts(library, slot);
  const keySlots = keyParts.flatMap(({ slots: parts }) => parts.map((part) => part.slot));
  const unique = library.identifiers.find((identifier) => identifier.strength === 'unique');
  const name = nameAttribute(library);
  const cellOf = (code: string): CellPlan | undefined => cells.find((plan) => plan.code === code);
  const sourceKey = binding.sourceKey.map((code) => cellOf(code)!);
  const effective = feed.effectiveDate ? cellOf(feed.effectiveDate) : undefined;
  const constants = Object.entries(feed.constants ?? {}).map(([code, value]) => [slot(code), value] as const);
  const keyShared = library.identifiers.filter(({ strength, types }) => strength === 'pointing' && unique?.types.includes(types[0]!));
  return {
    library, feed, binding, slots, cells, sourceKey, keyParts, keySlots, constants,
    supplied: suppliedSlots(slots, cells, [...constants.map(([constant]) => constant), ...(keyShared.length > 0 ? keySlots : [])]),
    keyType: keySlots.length === 1 && unique ? unique.types[0]! : null,
    keyShared: keyShared.map(({ attribute }) => slot(attribute)),
    keyReader: unique ? attributeReader(library, unique.attribute, { today }) : null,
    nameSlot: name ? slot(name) : null,
    nameKeys: library.subject || !name ? subjectNameKeys : (text) => nameKeys(library.attributes[name]!, text),
    otherNameSlots: (deterministic.key.name?.also ?? []).map(slot),
    otherIdentifiers: library.identifiers
      .filter((identifier) => identifier.strength === 'pointing')
      .map(({ attribute, types }) => ({
        slot: slot(attribute), type: types[0]!,
        keyFact: deterministic.pointing.find((rule) => rule.attribute === attribute)?.keyFact ?? null,
      })),
    contradictions: Object.entries(deterministic.key.contradiction?.facts ?? {}).map(([code, fact]) => ({ slot: slot(code), fact })),
    pointing: deterministic.pointing.map((rule) => ({
      rule: rule.rule, slot: slot(rule.attribute), keyFact: rule.keyFact ?? null, with: rule.with.map(slot),
    })),
    effectiveDate: effective
      ? { cell: effective.cell, slot: effective.target?.slot ?? null, read: (raw, note) => readDate(raw, note, { today, past: true }) }
      : null,
    operation: planOperation(feed, binding),
    source: planSource(feed, binding),
    swaps: (feed.swappable ?? []).flatMap(([a, b]) => {
      const pair = [cellOf(a), cellOf(b)] as const;
      return pair[0] && pair[1] ? [[pair[0], pair[1]] as const] : [];
    }),
  };
}

function planKeyParts(library: LibraryDefinition, slot: (code: string) => AttributeSlot): KeyPartPlan[] {
  return library.matchRules.deterministic.key.attributes.map((part) => ({
    isDispensable: isDispensable(part),
    unless: typeof part === 'string' || part.unless === undefined ? null : slot(part.unless),
    slots: attributesOfPart(part).map((code) => ({ slot: slot(code), mark: keyMarkOf(part, code) })),
  }));
}

function planRoute(
  column: FeedColumn,
  { feed, binding, target }: { feed: FeedDefinition; binding: HeaderBinding; target: (code: string, column: FeedColumn) => Target },
): CellPlan['route'] {
  if (!column.route) return null;
  const by = feed.columns[column.route.by];
  return {
    by: binding.columns.get(column.route.by) ?? -1,
    readKind: by?.attribute ? target(by.attribute, by).read : (raw) => by?.codes?.[cleanWord(raw)] ?? cleanWord(raw),
    to: new Map(Object.entries(column.route.to).map(([value, code]) => [value, target(code, column)])),
    otherwise: column.route.otherwise ? target(column.route.otherwise, column) : null,
  };
}

function planOperation(feed: FeedDefinition, binding: HeaderBinding): RowPlan['operation'] {
  const cell = feed.operation ? binding.columns.get(feed.operation.column) : undefined;
  return feed.operation && cell !== undefined ? { cell, deletes: new Set(feed.operation.deletes) } : null;
}

function planSource(feed: FeedDefinition, binding: HeaderBinding): RowPlan['source'] {
  const cell = feed.sourceColumn ? binding.columns.get(feed.sourceColumn.column) : undefined;
  return feed.sourceColumn && cell !== undefined ? { cell, codes: new Map(Object.entries(feed.sourceColumn.codes)) } : null;
}

/** The cell as an opaque word: for keys, operations and source names. */
export function cleanWord(raw: string): string {
  return cleanText(raw, () => undefined) ?? '';
}

function suppliedSlots(slots: readonly AttributeSlot[], cells: readonly CellPlan[], more: readonly AttributeSlot[]): AttributeSlot[] {
  const filled = new Set(more);
  for (const { target, shapes, route, currency } of cells) {
    const targets = [target, route?.otherwise ?? null, ...(shapes ?? []), ...(route?.to.values() ?? [])];
    for (const each of targets) if (each) filled.add(each.slot);
    if (currency) filled.add(currency);
  }
  return slots.filter((slot) => filled.has(slot));
}
