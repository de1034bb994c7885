// The credit profile of a subject: what is in force, by section, with counts. No score and no grade of our own: a grade is what an
// evaluation says, and nothing follows from how many entries there are.
import type { Label } from '../../kernel/labels.ts';
import { sections, type Section } from '../rules/types.ts';
import type { EntryView } from './entry-view.ts';
import { sectionLabels } from './sections.ts';

export interface ProfileSection {
  readonly section: Section;
  readonly label: Label;
  readonly count: number;
  readonly entries: readonly EntryView[];
}

export interface CreditProfile {
  readonly asOf: string;
  readonly sections: readonly ProfileSection[];
  /** Of the newest evaluation in force, if a source gives one. */
  readonly grade: { readonly entryId: string; readonly grade: string; readonly year: unknown; readonly decidedOn: string | null; readonly list: Label } | null;
  readonly disputed: number;
  readonly suspended: number;
  /** Entries that are neither in force nor published any more; for those who may see them. */
  readonly history?: readonly EntryView[];
}

/** `entries`: newest first. */
export function profileOf(entries: readonly EntryView[], asOf: string, showsHistory: boolean): CreditProfile {
  const shown = entries.filter(({ isInForce, isPublished }) => isInForce || isPublished);
  const graded = shown.find(({ section, isInForce, attributes }) => section === 'evaluation' && isInForce && typeof attributes['grade'] === 'string');
  return {
    asOf,
    sections: sections.map((section) => {
      const own = shown.filter((entry) => entry.section === section);
      return { section, label: sectionLabels[section], count: own.length, entries: own };
    }),
    grade: graded === undefined ? null : {
      entryId: graded.entryId, grade: String(graded.attributes['grade']), year: graded.attributes['year'] ?? null, decidedOn: graded.decidedOn, list: graded.listLabel,
    },
    disputed: shown.filter(({ isDisputed }) => isDisputed).length,
    suspended: shown.filter(({ isSuspended }) => isSuspended).length,
    ...(showsHistory ? { history: entries.filter(({ isInForce, isPublished }) => !isInForce && !isPublished) } : {}),
  };
}
