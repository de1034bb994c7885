// What the rules say of an entry, as the parts of an answer: computed once for each matter, list, edition, decision day and role, since the
// same few stand in millions of answers.
import type { Label } from '../../kernel/labels.ts';
import { appliesTo, listOf, measuresFor, type ListedEntry } from '../rules/read-rules.ts';
import type { CreditMeasure, CreditRules, TargetRole } from '../rules/types.ts';
import type { CheckReach, EntryScope } from './find-subjects.sql.ts';
import type { AppliedRule, AskedMatter } from './types.ts';

type RoleEntry = ListedEntry & { readonly role: TargetRole };

const mostMatters = 1_000;
const mostKept = 20_000;

/** Of one state of the rules and one day. */
export class MeasureTexts {
  readonly #matters = new Map<string, MatterTexts>();
  readonly #distinct = new Map<string, MatterTexts>();

  constructor(
    readonly rules: CreditRules,
    readonly today: string,
  ) {}

  /** Every file of a department may be a matter of its own; those to which the same measures apply are one. */
  in(asked: AskedMatter): MatterTexts {
    const key = `${asked.department} ${asked.matter}`;
    let texts = this.#matters.get(key);
    if (texts === undefined) {
      if (this.#matters.size >= mostMatters) this.#matters.clear();
      this.#matters.set(key, (texts = this.#distinctIn(asked)));
    }
    return texts;
  }

  #distinctIn(asked: AskedMatter): MatterTexts {
    const measures = this.rules.measures.filter((measure) => appliesTo(measure, asked));
    const key = measures.map((measure) => this.rules.measures.indexOf(measure)).join(' ');
    let texts = this.#distinct.get(key);
    if (texts === undefined) this.#distinct.set(key, (texts = new MatterTexts(this, measures)));
    return texts;
  }
}

/** Of the matters to which the same measures apply. */
export class MatterTexts {
  readonly #measures: ReadonlySet<CreditMeasure>;
  readonly #idleLists: readonly string[];
  readonly #roles: readonly TargetRole[];
  readonly #scopes = new WeakMap<CheckReach, EntryScope>();
  readonly #kept = new Map<string, AppliedRule | null>();
  readonly #distinct = new Map<string, AppliedRule>();

  constructor(
    readonly under: MeasureTexts,
    measures: readonly CreditMeasure[],
  ) {
    this.#measures = new Set(measures);
    const lists = new Set(measures.map(({ listCode }) => listCode));
    this.#idleLists = [...new Set(under.rules.lists.map(({ listCode }) => listCode))].filter((code) => !lists.has(code));
    this.#roles = [...new Set(measures.map(({ targetRole }) => targetRole))].filter((role) => role !== 'subject').sort();
  }

  /** Where entries are looked for that may be an answer. */
  scopeOf(reach: CheckReach): EntryScope {
    let scope = this.#scopes.get(reach);
    if (scope === undefined) {
      scope = { id: JSON.stringify([reach.id, this.#idleLists, this.#roles]), filter: reach.filter, idleLists: this.#idleLists, roles: this.#roles };
      this.#scopes.set(reach, scope);
    }
    return scope;
  }

  /** Null where no measure of the entry reaches this role, department and matter: then the entry is no answer to what was asked. */
  of(entry: RoleEntry): AppliedRule | null {
    const key = `${entry.listCode} ${entry.edition} ${entry.decidedOn ?? entry.beginsOn} ${entry.role}`;
    let rule = this.#kept.get(key);
    if (rule === undefined) {
      if (this.#kept.size >= mostKept) this.#kept.clear();
      rule = this.#apply(entry);
      this.#kept.set(key, rule);
    }
    return rule;
  }

  #apply(entry: RoleEntry): AppliedRule | null {
    const { rules, today } = this.under;
    const { listCode, edition, labelZh, labelEn, legalBasis } = listOf(rules, entry);
    const applied = measuresFor(rules, entry, today).filter((measure) => measure.targetRole === entry.role && this.#measures.has(measure));
    if (applied.length === 0) return null;
    const listLabel: Label = { zh: labelZh, en: labelEn };
    const list = JSON.stringify({ code: listCode, label: listLabel, edition, legalBasis });
    const measures = JSON.stringify(applied.map(shown));
    const text = list + measures;
    let rule = this.#distinct.get(text);
    if (rule === undefined) {
      if (this.#distinct.size >= mostKept) this.#distinct.clear();
      const measureLabels = { zh: applied.map(({ labelZh: zh }) => zh).join('、'), en: applied.map(({ labelEn: en }) => en).join('、') };
      rule = { listLabel, measureLabels, measureCount: applied.length, list, measures };
      this.#distinct.set(text, rule);
    }
    return rule;
  }
}

function shown(measure: CreditMeasure): object {
  const { measureCode, labelZh, labelEn, contentZh, legalBasis, edition, isConfirmed } = measure;
  return { code: measureCode, label: { zh: labelZh, en: labelEn }, content: contentZh, class: measure.class, legalBasis, edition, unverified: !isConfirmed };
}
