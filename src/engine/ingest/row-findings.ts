// Collects what the readers of one row found: which rules fired where, and the cells as they were sent.
import type { Rule } from '../../standards/rule.ts';

/** Reused for every row of a file: reset() before each. A clean row never touches the arrays. */
export class RowFindings {
  /** Attribute (or column) code and rule, in the order found. */
  readonly found: { attribute: string; rule: Rule }[] = [];
  isCellUnusable = false;
  private attribute = '';
  private raws: Map<string, string> | null = null;

  readonly note = (rule: Rule): void => {
    this.found.push({ attribute: this.attribute, rule });
    if (rule.effect === 'unusable') this.isCellUnusable = true;
  };

  reset(): void {
    if (this.found.length > 0) this.found.length = 0;
    this.raws = null;
    this.isCellUnusable = false;
  }

  /** Starts a cell: what is noted from here on concerns this attribute. */
  start(attribute: string): number {
    this.attribute = attribute;
    this.isCellUnusable = false;
    return this.found.length;
  }

  /** Notes a rule about an attribute outside the reading of its cell. */
  add(attribute: string, rule: Rule): void {
    this.found.push({ attribute, rule });
  }

  /** Forgets everything noted about an attribute: its cell is read again. */
  forget(attribute: string): void {
    for (let index = this.found.length - 1; index >= 0; index--) if (this.found[index]!.attribute === attribute) this.found.splice(index, 1);
    this.raws?.delete(attribute);
  }

  keepRaw(attribute: string, raw: string): void {
    (this.raws ??= new Map()).set(attribute, raw);
  }

  rawOf(attribute: string): string | null {
    return this.raws?.get(attribute) ?? null;
  }

  ruleOf(attribute: string, effect: Rule['effect']): Rule | null {
    return this.found.find((finding) => finding.attribute === attribute && finding.rule.effect === effect)?.rule ?? null;
  }

  /** `{ attribute: [rule codes] }` as JSON, or null for a clean row. */
  issuesJson(): string | null {
    if (this.found.length === 0) return null;
    const byAttribute: Record<string, string[]> = {};
    for (const { attribute, rule } of this.found) (byAttribute[attribute] ??= []).push(rule.code);
    return JSON.stringify(byAttribute);
  }

  /** `{ attribute: text as sent }` as JSON, or null when every stored value is what was sent. */
  rawJson(): string | null {
    return this.raws === null || this.raws.size === 0 ? null : JSON.stringify(Object.fromEntries(this.raws));
  }
}
