// What a fault of the sample is: where it can strike, how it damages, and the one outcome that must follow.
import type { Label } from '../kernel/labels.ts';
import type { Rule } from '../standards/rule.ts';
import type { ColumnLayout } from './layout.ts';
import type { Random } from './random.ts';

/** How a fault ends (the fault catalogue's words). `link`: by that match rule. `process` faults show in the counts of a load. */
export type OutcomeKind = 'fixed' | 'missing' | 'unusable' | 'issue' | 'reject' | 'held' | 'link' | 'link_task' | 'refused' | 'process';

export interface Outcome {
  readonly kind: OutcomeKind;
  /** Code of the rule, match rule, row ending or refusal that reports it; empty where nothing is reported. */
  readonly rule: string;
}

interface FaultBase {
  readonly code: string;
  readonly label: Label;
  readonly outcome: Outcome;
}

/** Damage to one cell. */
export interface CellFault extends FaultBase {
  readonly isAt: (column: ColumnLayout) => boolean;
  /** `apply` changes nothing: it recognises values of the world that are odd by themselves. */
  readonly isNatural?: boolean;
  /** The damaged text, or null where this value cannot have the fault. */
  readonly apply: (value: string, random: Random, facts: RowFacts) => string | null;
}

/** What a fault may look at beside its own cell. */
export interface RowFacts {
  readonly column: ColumnLayout;
  /** Value of another attribute in the row, empty when the file does not hold it. */
  readonly valueOf: (attribute: string) => string;
}

/** A fault that is not in one cell: of a row among rows, or of the whole file. */
export type ProcessFault = FaultBase;

/** Short form of a catalogue entry; the label is written `中文|English`. */
export function cellFault(
  code: string,
  label: string,
  outcome: Rule | Outcome,
  rest: Pick<CellFault, 'isAt' | 'apply' | 'isNatural'>,
): CellFault {
  return { code, label: labelOf(label), outcome: 'effect' in outcome ? { kind: outcome.effect, rule: outcome.code } : outcome, ...rest };
}

export function labelOf(label: string): Label {
  const [zh = '', en = ''] = label.split('|');
  return { zh, en };
}

/** Columns of an identifier type; one whose type is told by its shape would read a damaged number as another type. */
export const isIdentifier = (type: string) => ({ attribute, column }: ColumnLayout) =>
  attribute?.type === 'identifier' && attribute.identifier === type && column.byShape === undefined;
/** Columns of a value type. */
export const isType = (...types: readonly string[]) => ({ attribute }: ColumnLayout) => attribute !== null && types.includes(attribute.type);
/** A column whose value may be lost or unusable without losing the row. */
export const isOptional = ({ column }: ColumnLayout) => !column.required;
export const both = (...conditions: readonly ((column: ColumnLayout) => boolean)[]) => (column: ColumnLayout) => conditions.every((holds) => holds(column));

/** `value` with the character at a position replaced. */
export function replaceAt(value: string, position: number, text: string): string {
  return value.slice(0, position) + text + value.slice(position + 1);
}
