// What people read for the rules and tasks of resolution: a library's own, and those of the engine that every library shares.
import type { Label } from '../kernel/labels.ts';
import type { LibraryDefinition } from './types.ts';

/** Rule of a record that carries no usable key and stands alone. */
export const aloneRule = 'ALONE';
/** Rules of links that a person made. */
export const decidedRule = { same: 'SAME', apart: 'APART' } as const;
/** Task of a record that points to several numbers. */
export const duplicateTask = 'possible_duplicate';
/** Task of two golden records that are no duplicate, but may stand in a relation: a branch and its parent. */
export const relationTask = 'proposed_relation';
/** Task of a decision that later data contradict; its rules say what holds all the same. */
export const contradictedTask = 'decision_contradicted';
/** Task of a decision that waits for a second person. */
export const confirmationTask = 'confirm_decision';
/** Task of a key under which more records stand than may be compared. */
export const cappedTask = 'capped_block';

const shared: Readonly<Record<string, Label>> = {
  [aloneRule]: { zh: '无可用号码，独立成档', en: 'no usable number, stands alone' },
  [decidedRule.same]: { zh: '人工认定为同一主体', en: 'one entity by decision' },
  [decidedRule.apart]: { zh: '人工移出原号码', en: 'taken out of its number by decision' },
  NOT_SAME: { zh: '裁定不是同一主体，号码却相同', en: 'never one by decision, yet the same number' },
  NUMBERS: { zh: '裁定为同一主体，号码多于当时所见', en: 'one by decision, yet more numbers than were seen' },
  [contradictedTask]: { zh: '新数据与裁定矛盾', en: 'later data contradict a decision' },
  [confirmationTask]: { zh: '裁定待他人复核', en: 'a decision waits for a second person' },
  [duplicateTask]: { zh: '疑似重复', en: 'possible duplicate' },
  [relationTask]: { zh: '建议登记关系', en: 'proposed relation' },
  [cappedTask]: { zh: '分组过大，未逐对比较', en: 'block too large to compare' },
  snapshot_guard: { zh: '全量快照缺失过多，等待批准', en: 'a snapshot lacks too much, waits for approval' },
  SNAPSHOT_GUARD: { zh: '快照缺失超过允许比例', en: 'the snapshot lacks more than its guard allows' },
  CHALLENGE: { zh: '使用部门提出校核', en: 'raised by an agency' },
  CASE: { zh: '信用主体提出申请', en: 'asked for by its subject' },
  subject_repair: { zh: '信用修复申请', en: 'a subject asks for repair' },
  subject_objection: { zh: '异议申请', en: 'a subject objects' },
  challenged_value: { zh: '校核：使用部门对数值有异议', en: 'an agency doubts a value' },
};

/** The label of a match rule or a task kind; its code when the library gives none. */
export function matchLabel(library: LibraryDefinition, code: string): Label {
  return library.matchRules.labels?.[code] ?? shared[code] ?? { zh: code, en: code };
}

/** Every rule code and task kind that a library's links and tasks may carry, the engine's own not counted. */
export function matchCodes(library: LibraryDefinition): string[] {
  const { key, pointing, rekey, cases } = library.matchRules.deterministic;
  const { subject } = library;
  const { scored } = library.matchRules;
  const named = [
    scored?.rule,
    key.rule, key.name?.differs, key.name?.task, key.contradiction?.rule, key.contradiction?.task, rekey?.rule,
    ...pointing.map(({ rule }) => rule), ...cases.flatMap(({ rule, task }) => [rule, task]),
    ...(subject ? [...Object.values(subject.rules), ...Object.values(subject.tasks)] : []),
  ];
  return [...new Set(named.filter((code) => code !== undefined))];
}
