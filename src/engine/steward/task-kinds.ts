// The kinds of tasks: what a library declares and what the engine itself asks of a steward, each with its label and urgency. Terms are
// not here: they are dated configuration (terms.ts).
import { cappedTask, confirmationTask, contradictedTask, duplicateTask, matchLabel, relationTask } from '../../definition/match-labels.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';

export const guardTask = 'snapshot_guard';
export const challengeTask = 'challenged_value';
/** What a subject asks about a record of its own: repair of an entry, or an objection to it. */
export const caseTasks = { repair: 'subject_repair', objection: 'subject_objection' } as const;

/** 1 is the most urgent. What may harm a person or holds up a delivery comes first. */
export const priorities = {
  guard: 1, contradiction: 2, challenge: 2, objection: 2, repair: 3, confirmation: 2, activeAfterEnd: 3, contradictedDecision: 3, doubtfulSubject: 3, nameConflict: 4, sharedKeyFact: 4, duplicate: 5,
  unlinkedSubject: 6, relation: 6, capped: 7,
} as const;
/** Of a challenge or a subject's case that nobody answered in time. */
export const overdueChallengePriority = 1;

export interface TaskKind {
  readonly code: string;
  readonly label: Label;
  readonly priority: number;
  /** Who ends it: a steward here, or what it stands for ends it (the decision on a held load, the answer to a challenge, a second person's word, the end of a case). */
  readonly endedBy: 'steward' | 'load' | 'challenge' | 'decision' | 'case';
}

/** Kinds that only what they stand for may end. */
export const boundKinds: Readonly<Record<string, TaskKind['endedBy']>> = {
  [guardTask]: 'load', [challengeTask]: 'challenge', [confirmationTask]: 'decision',
  [caseTasks.repair]: 'case', [caseTasks.objection]: 'case',
};

/** Every kind of task that the library's records may give rise to, the most urgent first. */
export function taskKinds(library: LibraryDefinition): TaskKind[] {
  const { scored, deterministic } = library.matchRules;
  const { key, pointing, cases } = deterministic;
  const kinds = new Map<string, number>();
  const add = (code: string | undefined, priority: number): void => {
    if (code !== undefined && !kinds.has(code)) kinds.set(code, priority);
  };
  add(guardTask, priorities.guard);
  add(challengeTask, priorities.challenge);
  add(confirmationTask, priorities.confirmation);
  add(contradictedTask, priorities.contradictedDecision);
  add(key.contradiction?.task, priorities.contradiction);
  for (const entry of cases) add(entry.task, entry.kind === 'shared_key_fact' ? priorities.sharedKeyFact : priorities.activeAfterEnd);
  if (library.subject) {
    add(caseTasks.objection, priorities.objection);
    add(caseTasks.repair, priorities.repair);
    add(library.subject.tasks.doubtful, priorities.doubtfulSubject);
  }
  add(key.name?.task, priorities.nameConflict);
  if (pointing.length > 0) add(duplicateTask, priorities.duplicate);
  add(scored?.review.task, priorities.duplicate);
  add(library.subject?.tasks.unlinked, priorities.unlinkedSubject);
  if (proposesRelations(library)) add(relationTask, priorities.relation);
  if (scored) add(cappedTask, priorities.capped);
  return [...kinds]
    .map(([code, priority]): TaskKind => ({ code, label: matchLabel(library, code), priority, endedBy: boundKinds[code] ?? 'steward' }))
    .sort((a, b) => a.priority - b.priority);
}

/** Whether some pairs of the library's records are told to be a relation rather than a duplicate. */
export function proposesRelations({ matchRules }: LibraryDefinition): boolean {
  return matchRules.scored?.never.some((veto) => veto.kind === 'level' && veto.relation !== undefined) ?? false;
}

/** The label of a kind or rule in its library; its code for a library that the hub does not have any more. */
export function kindLabel(libraries: readonly LibraryDefinition[], library: string, kind: string): Label {
  const definition = libraries.find(({ code }) => code === library);
  return definition ? matchLabel(definition, kind) : { zh: kind, en: kind };
}
