// What the rules say of an entry, as the parts of an answer's JSON: computed once for each list, edition, decision day and role, since
// the same few stand in millions of answers.
import type { Label } from '../../kernel/labels.ts';
import { appliesTo, listOf, measuresFor, type ListedEntry } from '../rules/read-rules.ts';
import type { CreditMeasure, CreditRules, TargetRole } from '../rules/types.ts';
import type { AppliedEntry, AskedMatter, ReachingEntry } from './types.ts';

interface Written {
  readonly list: AppliedEntry['list'];
  readonly measures: readonly { readonly measure: CreditMeasure; readonly label: Label; readonly text: string }[];
}

type RoleEntry = ListedEntry & { readonly role: TargetRole };

const mostKept = 20_000;

/** Of one state of the rules and one day. */
export class MeasureTexts {
  readonly #kept = new Map<string, Written>();

  constructor(
    readonly rules: CreditRules,
    readonly today: string,
  ) {}

  /** Null where no measure of the entry reaches this role, department and matter: then the entry is no answer to what was asked. */
  of(entry: ReachingEntry, asked: AskedMatter): AppliedEntry | null {
    const { list, measures } = this.#writtenOf(entry);
    const applied = measures.filter(({ measure }) => appliesTo(measure, asked));
    return applied.length === 0 ? null : { entry, list, measures: applied };
  }

  #writtenOf(entry: RoleEntry): Written {
    const key = `${entry.listCode} ${entry.edition} ${entry.decidedOn ?? entry.beginsOn} ${entry.role}`;
    let written = this.#kept.get(key);
    if (written === undefined) {
      if (this.#kept.size >= mostKept) this.#kept.clear();
      written = this.#write(entry);
      this.#kept.set(key, written);
    }
    return written;
  }

  #write(entry: RoleEntry): Written {
    const { listCode, edition, labelZh, labelEn, legalBasis } = listOf(this.rules, entry);
    const label = { zh: labelZh, en: labelEn };
    const measures = measuresFor(this.rules, entry, this.today).filter(({ targetRole }) => targetRole === entry.role);
    return {
      list: { label, text: JSON.stringify({ code: listCode, label, edition, legalBasis }) },
      measures: measures.map((measure) => ({ measure, label: { zh: measure.labelZh, en: measure.labelEn }, text: JSON.stringify(shown(measure)) })),
    };
  }
}

function shown(measure: CreditMeasure): object {
  const { measureCode, labelZh, labelEn, contentZh, legalBasis, edition, isConfirmed } = measure;
  return { code: measureCode, label: { zh: labelZh, en: labelEn }, content: contentZh, class: measure.class, legalBasis, edition, unverified: !isConfirmed };
}
