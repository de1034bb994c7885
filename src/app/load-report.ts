// A load as people read it: how its rows ended, what was rejected and why, what was remarked.
import type { LoadView } from '../engine/load.ts';
import { errorLabels, type ErrorCode } from '../kernel/errors.ts';
import type { Label } from '../kernel/labels.ts';
import type { Language } from './messages.ts';
import type { RuleOf } from './rule-catalog.ts';
import { alignColumns } from './terminal.ts';

/** The endings of a row; they add up to `rows`. */
export const endings = ['new', 'changed', 'unchanged', 'stale', 'duplicate', 'rejected'] as const;
const beside = ['linked', 'held', 'unlinked', 'withdrawn'] as const;

const words: Readonly<Record<(typeof endings)[number] | (typeof beside)[number] | 'rows' | 'rejects' | 'issues' | 'ignored' | 'removed', Label>> = {
  rows: { zh: '文件行数', en: 'rows in the file' },
  new: { zh: '新增', en: 'new' },
  changed: { zh: '变更', en: 'changed' },
  unchanged: { zh: '未变', en: 'unchanged' },
  stale: { zh: '过时（留作历史版本）', en: 'stale (kept as a past version)' },
  duplicate: { zh: '文件内重复', en: 'duplicate in the file' },
  rejected: { zh: '拒绝', en: 'rejected' },
  linked: { zh: '已归集', en: 'linked' },
  held: { zh: '暂缓（待人工）', en: 'held for a steward' },
  unlinked: { zh: '未归集', en: 'unlinked' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
  rejects: { zh: '拒绝原因', en: 'Rejected because' },
  issues: { zh: '质量提示（不影响入库）', en: 'Remarks (the rows are recorded)' },
  removed: { zh: '原文件已过保存期清除，SHA-256', en: 'The file has been removed after its time, SHA-256' },
  ignored: { zh: '未识别的列', en: 'Columns that no feed knows' },
};

export const stateLabels: Readonly<Record<LoadView['state'], Label>> = {
  received: { zh: '已接收', en: 'received' },
  staging: { zh: '校验中', en: 'staging' },
  staged: { zh: '已校验', en: 'staged' },
  held: { zh: '待批准', en: 'held' },
  applying: { zh: '入库中', en: 'applying' },
  done: { zh: '完成', en: 'done' },
  failed: { zh: '故障', en: 'failed' },
  refused: { zh: '整批拒收', en: 'refused' },
};

/** Lines of text, without personal data: codes, counts and headers only. */
export function reportLines(load: LoadView, { language, ruleOf }: { language: Language; ruleOf: RuleOf }): string[] {
  const { counts } = load;
  const head = `${load.library}.${load.feed}  #${load.loadId}  ${load.fileName}  ${load.declaredDate}  ${stateLabels[load.state][language]}`;
  const lines = [head, ...problemLines(load, language)];
  if (load.state === 'done') {
    const of = (name: (typeof endings)[number] | (typeof beside)[number] | 'rows'): [string, number] => [`  ${words[name][language]}`, counts[name] ?? 0];
    lines.push(...alignColumns([of('rows'), ...endings.map(of)]));
    lines.push(`  = ${endings.map((name) => (counts[name] ?? 0).toLocaleString('en')).join(' + ')}`);
    lines.push(...alignColumns(beside.map(of)));
  }
  lines.push(...ruleLines(words.rejects[language], counts.rejects ?? {}, { language, ruleOf }));
  lines.push(...ruleLines(words.issues[language], counts.issues ?? {}, { language, ruleOf }));
  if (counts.unknownColumns?.length) lines.push(`  ${words.ignored[language]}: ${counts.unknownColumns.join(' ')}`);
  if (load.fileRemovedAt !== null) lines.push(`  ${words.removed[language]}: ${load.sha256}`);
  return lines;
}

function problemLines({ problem }: LoadView, language: Language): string[] {
  if (problem === null) return [];
  const label = errorLabels[problem.code as ErrorCode] as (typeof errorLabels)[ErrorCode] | undefined;
  const other: Language = language === 'zh' ? 'en' : 'zh';
  const facts = Object.entries(problem.details ?? {}).filter(([name]) => name !== 'rejects');
  return [
    `  ✗ ${problem.code}${label ? ` ${label.title[language]} / ${label.title[other]}` : ''}`,
    ...(label ? [`    ${label.remedy[language]}`, `    ${label.remedy[other]}`] : []),
    ...facts.map(([name, value]) => `    ${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`),
  ];
}

/** Most frequent first, each with its reason in both languages. */
function ruleLines(title: string, counts: Readonly<Record<string, number>>, { language, ruleOf }: { language: Language; ruleOf: RuleOf }): string[] {
  const rules = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  if (rules.length === 0) return [];
  const other: Language = language === 'zh' ? 'en' : 'zh';
  return [`  ${title}`, ...alignColumns(rules.map(([code, count]) => {
    const label = ruleOf(code)?.label;
    return ['   ', count, code, label ? `${label[language]} / ${label[other]}` : ''];
  }))];
}
