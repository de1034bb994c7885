// How a golden record came to be, as people read it: one sentence for each event. Pure.
import type { Label } from '../../kernel/labels.ts';
import { civilDate } from '../../kernel/clock.ts';
import type { LibraryDefinition } from '../../definition/types.ts';
import { matchLabel } from '../../definition/match-labels.ts';

export interface LinkedRecord {
  readonly at: Date;
  readonly source: string;
  readonly department: Label | null;
  readonly feed: string;
  readonly isWithdrawn: boolean;
  readonly rule: string | null;
  readonly origin: string | null;
  readonly score: number | null;
}

/** A record and the rule by which it stands here today. */
export function recordSentence(library: LibraryDefinition, record: LinkedRecord): Label {
  const source = record.department ?? { zh: record.source, en: record.source };
  const rule = record.rule === null ? null : { code: record.rule, label: matchLabel(library, record.rule) };
  const score = record.score === null ? { zh: '', en: '' } : { zh: `，${record.score.toFixed(1)} 分`, en: `, score ${record.score.toFixed(1)}` };
  const by = rule === null ? { zh: '', en: '' } : record.origin === 'manual'
    ? { zh: `由人工归入（${rule.code} ${rule.label.zh}）`, en: `linked by a person (${rule.code}, ${rule.label.en})` }
    : { zh: `按 ${rule.code}（${rule.label.zh}${score.zh}）归入`, en: `linked by ${rule.code} (${rule.label.en}${score.en})` };
  const gone = record.isWithdrawn ? { zh: '，现已撤回', en: '; withdrawn since' } : { zh: '', en: '' };
  return {
    zh: `${civilDate(record.at)}：${source.zh}经 ${record.feed} 报送的记录${by.zh}${gone.zh}。`,
    en: `${civilDate(record.at)}: a record of ${source.en} from ${record.feed}${by.en === '' ? '' : `, ${by.en}`}${gone.en}.`,
  };
}

export function redirectSentence({ at, goldenId, cause }: { at: Date; goldenId: string; cause: string }): Label {
  const { zh, en } = causeText(cause);
  return { zh: `${civilDate(at)}：主记录 ${goldenId} 并入（${zh}）。`, en: `${civilDate(at)}: golden record ${goldenId} was merged into it (${en}).` };
}

const decisions: Readonly<Record<string, Label>> = {
  same: { zh: '认定为同一主体', en: 'one entity' },
  not_same: { zh: '认定不是同一主体', en: 'not one entity, ever' },
  split: { zh: '拆分', en: 'split' },
  move: { zh: '移动记录', en: 'records moved' },
  withdraw: { zh: '撤回记录', en: 'records withdrawn' },
  pin: { zh: '指定取值', en: 'a value pinned' },
  relate: { zh: '登记关系', en: 'a relation recorded' },
  not_related: { zh: '认定没有该关系', en: 'not in the proposed relation, ever' },
  hold: { zh: '不得评分归集', en: 'no link by score' },
  accept_challenge: { zh: '采纳校核意见', en: 'a challenge accepted' },
  refuse_challenge: { zh: '不采纳校核意见', en: 'a challenge refused' },
  undo: { zh: '撤销先前决定', en: 'an earlier decision undone' },
  confirm: { zh: '复核同意', en: 'confirmed by a second person' },
  decline: { zh: '复核不同意', en: 'declined by a second person' },
};

export interface MadeDecision {
  readonly at: Date;
  readonly decision: string;
  readonly by: string;
  readonly isInForce: boolean;
}

/** The reason is the person's own text and stands beside the sentence only where decisions are read. */
export function decisionSentence({ at, decision, by, isInForce }: MadeDecision): Label {
  const { zh, en } = decisions[decision] ?? { zh: decision, en: decision };
  const isMatter = !['confirm', 'decline'].includes(decision);
  return {
    zh: `${civilDate(at)}：经办人 ${by} 决定：${zh}${isMatter && !isInForce ? '（现不生效）' : ''}。`,
    en: `${civilDate(at)}: decided by ${by}: ${en}${isMatter && !isInForce ? ' (not in force now)' : ''}.`,
  };
}

/** `changed`: labels of the attributes that differ from the version before. */
export function versionSentence({ at, version, cause, changed }: { at: Date; version: number; cause: string; changed: readonly Label[] }): Label {
  const { zh, en } = causeText(cause);
  const what = changed.length === 0 ? { zh: '', en: '' } : { zh: `，变更：${changed.map((label) => label.zh).join('、')}`, en: `; changed: ${changed.map((label) => label.en).join(', ')}` };
  return { zh: `${civilDate(at)}：第 ${version} 版，${zh}形成${what.zh}。`, en: `${civilDate(at)}: version ${version}, made by ${en}${what.en}.` };
}

const causes: Readonly<Record<string, (id: string) => Label>> = {
  load: (id) => ({ zh: `批次 ${id} 入库`, en: `load ${id}` }),
  model: (id) => ({ zh: `匹配模型 ${id} 比对`, en: `matching with model ${id}` }),
  decision: (id) => ({ zh: `人工决定 ${id}`, en: `decision ${id}` }),
  rebuild: () => ({ zh: '重算', en: 'a rebuild' }),
};

/** `load:12` in words; a cause that is not known stands as it is. */
export function causeText(cause: string): Label {
  const [kind = '', id = ''] = cause.split(/:(.*)/s);
  return causes[kind]?.(id) ?? { zh: cause, en: cause };
}
