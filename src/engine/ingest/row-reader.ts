// The one pass over a row: cells are read, checked against each other and hashed, and leave as a line of COPY text or a reject.
import { id15Century, id15Upgraded } from '../../standards/resident-id.ts';
import { keyFacts } from '../../definition/key-facts.ts';
import { matchForm } from '../../definition/match-forms.ts';
import { rowRuleTable as rules } from '../../definition/row-rules.ts';
import type { KeyFacts } from '../../definition/types.ts';
import { identifierKey, type IdentifierTypeCode } from '../../standards/identifier-types.ts';
import type { Note, Rule } from '../../standards/rule.ts';
import { copyArray, copyField } from '../../store/copy.ts';
import { readCapital } from '../../text/amounts.ts';
import { placeholderBirthDate } from '../../text/dates.ts';
import { DATE_PLACEHOLDER } from '../../text/date-rules.ts';
import { RowFindings } from './row-findings.ts';
import { digest128, recordIdOf } from './row-digest.ts';
import { cleanWord, type AttributeSlot, type CellPlan, type RowPlan, type Target } from './row-plan.ts';
import { rowHashOf, type RowHash } from './known-rows.ts';

export interface RowContext {
  /** Civil date for which the delivery speaks; the effective date of rows that state none. */
  readonly declaredDate: string;
  readonly newHomeId: () => string;
}

/** Why a row cannot be recorded. `field` is the header as the department wrote it, or null for the row as a whole. */
export interface RowReject {
  readonly rule: Rule;
  readonly field: string | null;
  /** What is wrong with the cell itself, where `rule` says only that it was needed. */
  readonly cause?: Rule | null;
  readonly recordId: string | null;
}

const unit = '\u001f';
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** What COPY's text format reads otherwise. Tested once a row: nearly no row has any. */
const needsEscape = /[\\\t\n\r]/;
const ignore: Note = () => undefined;

export class RowReader {
  readonly findings = new RowFindings();
  /** Digest of a row's text; null where this file's rows must always be read. */
  readonly rowHash: RowHash | null;
  private readonly values: (string | null)[];

  /** `sources` gathers every source that speaks in the file: the scope of a snapshot. */
  constructor(private readonly plan: RowPlan, private readonly context: RowContext, private readonly sources: Set<string>) {
    this.values = new Array<string | null>(plan.slots.length).fill(null);
    this.rowHash = rowHashOf(plan, context.declaredDate);
  }

  /**
   * Reads one row. Returns its line for staging (without the line break), or the reason why it is a reject. What was found
   * stays in `findings` until the next call.
   */
  read(cells: readonly string[], line: number): string | RowReject {
    const { plan, values, findings } = this;
    values.fill(null);
    findings.reset();
    const isDelete = plan.operation !== null && plan.operation.deletes.has(cleanWord(cells[plan.operation.cell] ?? ''));
    for (const cell of plan.cells) this.readCell(cell, cells);
    for (const swap of plan.swaps) this.unswap(swap, cells);
    for (const [slot, value] of plan.constants) values[slot.index] = value;
    const source = this.sourceOf(cells);
    const sourceKey = this.sourceKeyOf(cells);
    if (sourceKey === null) return { rule: isDelete ? rules.deleteWithoutKey : rules.sourceKeyMissing, field: this.fieldOf(plan.binding.sourceKey[0]), recordId: null };
    const content = this.settle(cells, isDelete);
    const recordId = recordIdOf(plan.library.code, source, plan.feed.code, sourceKey ?? content.hash);
    if (!isDelete) {
      const reject = this.missingRequired(recordId);
      if (reject) return reject;
    }
    this.sources.add(source);
    const rejectId = plan.binding.rejectId >= 0 ? (cells[plan.binding.rejectId] ?? '').trim() : '';
    return `${line}\t${isDelete ? 't' : 'f'}\t${uuidPattern.test(rejectId) ? rejectId : '\\N'}\t${recordId}\t${source}\t${plan.feed.code}\t`
      + `${copyField(sourceKey === '' ? content.hash : sourceKey)}\t${content.line}`;
  }

  private readCell(cell: CellPlan, cells: readonly string[]): void {
    const raw = cells[cell.cell] ?? '';
    if (raw === '') return;
    if (cell.shapes !== null) this.readShapes(cell.shapes, raw);
    else if (cell.route !== null) {
      const kind = cell.route.readKind(cells[cell.route.by] ?? '', ignore) ?? '';
      const target = kind === '' && cell.target ? cell.target : (cell.route.to.get(kind) ?? cell.route.otherwise ?? cell.target);
      if (target) this.store(target, raw);
    } else if (cell.currency !== null && cell.target !== null) this.readMoney(cell, cell.target.slot, cell.currency, raw);
    else if (cell.target !== null) this.store(cell.target, raw);
  }

  /** Reads a cell into its attribute. Null is stored for a missing and for an unusable value; the latter stays in `raw`. */
  private store({ slot, read }: Target, raw: string): boolean {
    const { findings } = this;
    const before = findings.start(slot.code);
    const value = read(raw, findings.note);
    if (findings.found.length > before) findings.keepRaw(slot.code, raw);
    this.values[slot.index] = findings.isCellUnusable ? null : value;
    return value !== null && !findings.isCellUnusable;
  }

  /** An amount that may name its currency. A currency column of its own, when filled, has the last word. */
  private readMoney(cell: CellPlan, slot: AttributeSlot, currency: AttributeSlot, raw: string): void {
    const { findings, values } = this;
    const before = findings.start(slot.code);
    const money = readCapital(raw, findings.note, { unit: cell.column.unit === 'wan' ? '万元' : '元' });
    if (findings.found.length > before) findings.keepRaw(slot.code, raw);
    if (money === null || findings.isCellUnusable) return;
    values[slot.index] = money.amount;
    values[currency.index] ??= money.currency;
  }

  /** A column that mixes kinds of number: the first kind that finds the cell valid takes it, else it stays with the first. */
  private readShapes(shapes: readonly Target[], raw: string): void {
    const [first] = shapes;
    for (const shape of shapes) {
      if (this.store(shape, raw)) {
        if (shape !== first) this.findings.forget(first!.slot.code);
        return;
      }
      this.values[shape.slot.index] = null;
      if (shape !== first) this.findings.forget(shape.slot.code);
    }
  }

  private unswap([a, b]: readonly [CellPlan, CellPlan], cells: readonly string[]): void {
    const [first, second] = [a.target ?? a.shapes?.[0], b.target ?? b.shapes?.[0]];
    const [rawA, rawB] = [cells[a.cell] ?? '', cells[b.cell] ?? ''];
    if (!first || !second || rawA === '' || rawB === '') return;
    const { values, findings } = this;
    if (values[first.slot.index] !== null || values[second.slot.index] !== null) return;
    if (!isUsable(first, rawB) || !isUsable(second, rawA)) return;
    for (const [target, raw] of [[first, rawB], [second, rawA]] as const) {
      findings.forget(target.slot.code);
      this.store(target, raw);
      findings.add(target.slot.code, rules.columnsSwapped);
      findings.keepRaw(target.slot.code, raw);
    }
  }

  private sourceOf(cells: readonly string[]): string {
    const { source, feed } = this.plan;
    if (source === null) return feed.source;
    const name = cleanWord(cells[source.cell] ?? '');
    const code = source.codes.get(name);
    if (code !== undefined) return code;
    if (name !== '') {
      this.findings.add(feed.sourceColumn!.column, rules.sourceUnknown);
      this.findings.keepRaw(feed.sourceColumn!.column, name);
    }
    return feed.source;
  }

  /** The key columns' values; '' when the content is to be the key; null when a part is missing. */
  private sourceKeyOf(cells: readonly string[]): string | null {
    let key = '';
    for (const cell of this.plan.sourceKey) {
      const stored = cell.target ? this.values[cell.target.slot.index] : null;
      const part = stored ?? cleanWord(cells[cell.cell] ?? '');
      if (part === '') return null;
      key = key === '' ? part : `${key}|${part}`;
    }
    return key;
  }

  private missingRequired(recordId: string): RowReject | null {
    for (const { column, target, shapes, code } of this.plan.cells) {
      if (!column.required) continue;
      const slots = shapes?.map((shape) => shape.slot) ?? (target ? [target.slot] : []);
      if (slots.length === 0 || slots.some((slot) => this.values[slot.index] !== null)) continue;
      const unusable = slots.map((slot) => this.findings.ruleOf(slot.code, 'unusable')).find((rule) => rule !== null);
      if (unusable && column.required === true && slots[0]!.isIdentifier) continue;
      return { rule: unusable ? rules.requiredInvalid : rules.requiredMissing, field: this.fieldOf(code), cause: unusable, recordId };
    }
    return null;
  }

  private fieldOf(code: string | undefined): string | null {
    const index = code === undefined ? undefined : this.plan.binding.columns.get(code);
    return index === undefined ? (code ?? null) : (this.plan.binding.header[index] ?? null);
  }

  /** Checks the row against its number, makes its keys, and writes everything after the source key. */
  private settle(cells: readonly string[], isDelete: boolean): { line: string; hash: string } {
    const { plan, values, findings } = this;
    this.adoptKey();
    this.dropImpossibleShort();
    const number = plan.keyType === null ? null : values[plan.keySlots[0]!.index]!;
    const facts = number !== null && plan.keyType !== null ? keyFacts(plan.keyType, number) : null;
    this.dropPlaceholderBirthDate(facts);
    const isContradicting = facts !== null && this.contradicts(facts);
    if (isContradicting) findings.add(plan.keySlots[0]!.code, rules.keyContradicts);
    const effectiveDate = this.effectiveDateOf(cells);
    const key = number !== null ? identifierKey(plan.keyType as IdentifierTypeCode, number) : plan.keyType === null ? this.compositeKey() : null;
    const names = this.nameKeysOf();
    let attributes = '';
    let content = '';
    for (const { index, mark } of plan.supplied) {
      const value = values[index]!;
      if (value === null) attributes += '\t\\N';
      else {
        attributes += '\t' + value;
        content += mark + value;
      }
    }
    if (needsEscape.test(content)) attributes = this.escapedAttributes();
    const raw = findings.rawJson();
    const contentHash = digest128(raw === null ? content : content + raw);
    const rowHash = this.rowHash === null || isDelete || findings.found.length > 0 ? '\\N' : this.rowHash(cells);
    return {
      hash: contentHash,
      line: `${effectiveDate}\t${contentHash}\t${rowHash}\t${this.context.newHomeId()}\t${copyField(key)}\t${copyArray(this.otherKeysOf(facts))}\t`
        + `${copyArray(this.pointingKeysOf(facts))}\t${names}\t${isContradicting ? 't' : 'f'}\t`
        + `${copyField(findings.issuesJson())}\t${copyField(raw)}${attributes}`,
    };
  }

  private escapedAttributes(): string {
    return this.plan.supplied.map(({ index }) => `\t${copyField(this.values[index]!)}`).join('');
  }

  /** Without a unique number, a number of the same space from another column stands for it. */
  private adoptKey(): void {
    const { plan, values } = this;
    if (plan.keyShared.length === 0 || plan.keyReader === null || values[plan.keySlots[0]!.index] !== null) return;
    for (const slot of plan.keyShared) {
      const value = values[slot.index]!;
      if (value !== null && value.length === 18 && isUsable({ slot, read: plan.keyReader }, value)) values[plan.keySlots[0]!.index] = value;
    }
  }

  /** Numbers of 15 digits ended in 1999 (GB 11643-1999): one whose stated birth date is a century later lacks its century, and is nobody's. */
  private dropImpossibleShort(): void {
    const { plan, values, findings } = this;
    const [slot] = plan.keySlots;
    if (plan.keyType === null || slot === undefined || findings.ruleOf(slot.code, 'fixed') === null) return;
    if (!findings.found.some(({ attribute, rule }) => attribute === slot.code && rule === id15Upgraded)) return;
    const born = keyFacts(plan.keyType, values[slot.index]!).birth_date;
    const stated = plan.contradictions.find(({ fact }) => fact === 'birth_date');
    const value = stated ? values[stated.slot.index]! : null;
    if (born === undefined || value === null || !value.startsWith('20') || value.slice(2) !== born.slice(2)) return;
    values[slot.index] = null;
    findings.add(slot.code, id15Century);
  }

  /** 19000101 is a placeholder unless the valid number says the same (fault catalogue). */
  private dropPlaceholderBirthDate(facts: KeyFacts | null): void {
    for (const { slot, fact } of this.plan.contradictions) {
      if (fact !== 'birth_date' || this.values[slot.index] !== placeholderBirthDate || facts?.birth_date === placeholderBirthDate) continue;
      this.values[slot.index] = null;
      this.findings.add(slot.code, DATE_PLACEHOLDER);
      if (this.findings.rawOf(slot.code) === null) this.findings.keepRaw(slot.code, placeholderBirthDate);
    }
  }

  /** Sex 0 and 9 (unknown, not stated) state nothing and contradict nothing. */
  private contradicts(facts: KeyFacts): boolean {
    return this.plan.contradictions.some(({ slot, fact }) => {
      const stated = this.values[slot.index]!;
      if (stated === null || (fact === 'sex' && stated !== '1' && stated !== '2')) return false;
      return facts[fact] !== undefined && facts[fact] !== stated;
    });
  }

  private effectiveDateOf(cells: readonly string[]): string {
    const { effectiveDate, feed } = this.plan;
    if (effectiveDate === null) return this.context.declaredDate;
    if (effectiveDate.slot !== null) return this.values[effectiveDate.slot.index] ?? this.context.declaredDate;
    const raw = cells[effectiveDate.cell] ?? '';
    if (raw === '') return this.context.declaredDate;
    this.findings.start(feed.effectiveDate!);
    const value = effectiveDate.read(raw, this.findings.note);
    return value === null || this.findings.isCellUnusable ? this.context.declaredDate : value;
  }

  /** Null too where the library knows records by no key at all: scores alone decide. */
  private compositeKey(): string | null {
    const { keyParts, library } = this.plan;
    if (keyParts.length === 0) return null;
    let forms = '';
    for (const { isDispensable, unless, slots } of keyParts) {
      if (unless !== null && this.values[unless.index] !== null) continue;
      const found = slots.find(({ slot }) => this.values[slot.index] !== null);
      if (found) forms += unit + found.mark + matchForm(library.attributes[found.slot.code]!, this.values[found.slot.index]!);
      else if (!isDispensable) return null;
    }
    return digest128(forms);
  }

  /** Match forms of several attributes, or null when one is missing. */
  private formsOf(slots: readonly AttributeSlot[]): string | null {
    let forms = '';
    for (const slot of slots) {
      const value = this.values[slot.index]!;
      if (value === null) return null;
      forms += unit + matchForm(this.plan.library.attributes[slot.code]!, value);
    }
    return forms;
  }

  private nameKeysOf(): string {
    const { plan, values } = this;
    if (plan.nameSlot === null) return '\\N';
    const name = values[plan.nameSlot.index]!;
    let keys = name === null ? [] : plan.nameKeys(name);
    for (const slot of plan.otherNameSlots) {
      const other = values[slot.index]!;
      if (other !== null) keys = [...new Set([...keys, ...plan.nameKeys(other)])];
    }
    return keys.length === 0 ? '\\N' : copyArray(keys);
  }

  private otherKeysOf(facts: KeyFacts | null): string[] | null {
    let keys: string[] | null = null;
    for (const { slot, type, keyFact } of this.plan.otherIdentifiers) {
      const value = this.values[slot.index] ?? (keyFact === null ? null : (facts?.[keyFact] ?? null));
      if (value !== null) (keys ??= []).push(`${type}:${identifierKey(type as IdentifierTypeCode, value)}`);
    }
    return keys;
  }

  private pointingKeysOf(facts: KeyFacts | null): string[] | null {
    let keys: string[] | null = null;
    for (const { rule, slot, keyFact, with: others } of this.plan.pointing) {
      const value = this.values[slot.index] ?? (keyFact === null ? null : (facts?.[keyFact] ?? null));
      if (value === null) continue;
      const forms = this.formsOf(others);
      if (forms !== null) (keys ??= []).push(`${rule}|${digest128(slot.code + unit + value + forms)}`);
    }
    return keys;
  }
}

function isUsable(target: Target, raw: string): boolean {
  let isBroken = false;
  const value = target.read(raw, (rule) => {
    if (rule.effect === 'unusable') isBroken = true;
  });
  return value !== null && !isBroken;
}
