// Explanations as people read them, in Chinese and English. Pure: made of labels, dates and numbers, never of a value of a record.
import type { Label } from '../../kernel/labels.ts';
import type { Reason, Veto } from './reasons.ts';

export type PairOutcomeCode = 'match' | 'review' | 'veto';

/** From this many bits on a comparison says much; below `little` it hardly matters. */
const much = 6;
const little = 1;

/** What a weight means. A bit doubles the odds that the two are one. */
export function weightWords(bits: number): Label {
  if (bits >= much) return { zh: '有力支持', en: 'speaks strongly for it' };
  if (bits >= little) return { zh: '支持', en: 'speaks for it' };
  if (bits > -little) return { zh: '影响不大', en: 'hardly matters' };
  return bits > -much ? { zh: '不支持', en: 'speaks against it' } : { zh: '有力反对', en: 'speaks strongly against it' };
}

const outcomes: Readonly<Record<PairOutcomeCode, Label>> = {
  match: { zh: '达到自动归集的分数', en: 'sure enough to link' },
  review: { zh: '需人工复核', en: 'waits for a person' },
  veto: { zh: '规则禁止归为同一主体', en: 'the rules forbid that they are one' },
};

export interface TellablePair {
  readonly score: number;
  readonly expectedPrecision: number | null;
  readonly outcome: PairOutcomeCode;
  readonly reasons: readonly Reason[];
  readonly vetoes: readonly Veto[];
  /** Label of what the two may be instead. */
  readonly relation: Label | null;
  /** What a decision in force says of the two. */
  readonly decided?: 'same' | 'never' | 'related' | 'unrelated' | null;
}

/** Why a pair was judged as it was: strongest comparisons first, then the sum, then what follows. */
export function pairSentence(pair: TellablePair): Label {
  const heard = pair.reasons.filter(({ level }) => level !== null).sort((x, y) => Math.abs(total(y)) - Math.abs(total(x)));
  const said = (language: 'zh' | 'en'): string[] => heard.map((reason) => `${levelText(reason, language)}${inBrackets(signed(total(reason)), language)}`);
  const zh = [`${said('zh').join('、') || '没有可比较的内容'}；合计 ${pair.score.toFixed(1)} 分`];
  const en = [`${said('en').join(', ') || 'nothing to compare'}; ${pair.score.toFixed(1)} bits in all`];
  if (pair.expectedPrecision !== null) {
    zh.push(`预期准确率 ${percent(pair.expectedPrecision)}`);
    en.push(`expected precision ${percent(pair.expectedPrecision)}`);
  }
  const [outcomeZh, outcomeEn] = outcomeText(pair);
  return { zh: `${zh.join('，')}：${outcomeZh}。`, en: `${capital(en.join(', '))}: ${outcomeEn}.` };
}

function outcomeText({ outcome, vetoes, relation, decided }: TellablePair): [zh: string, en: string] {
  if (decided === 'same') return ['人工已认定为同一主体', 'a person decided that they are one'];
  if (decided === 'never') return ['人工已认定不是同一主体', 'a person decided that they are not one'];
  const { zh, en } = outcomes[outcome];
  const why = outcome !== 'veto' || vetoes.length === 0 ? ['', ''] : [`（${vetoes.map(({ label }) => label.zh).join('、')}）`, ` (${vetoes.map(({ label }) => label.en).join(', ')})`];
  const instead = relation === null ? ['', ''] : insteadText(relation, decided);
  return [`${zh}${why[0]}${instead[0]}`, `${en}${why[1]}${instead[1]}`];
}

function insteadText({ zh, en }: Label, decided: TellablePair['decided']): [zh: string, en: string] {
  if (decided === 'related') return [`，人工已登记关系：${zh}`, `; a person recorded the relation: ${en}`];
  if (decided === 'unrelated') return [`，人工已认定不是：${zh}`, `; a person decided that they are not: ${en}`];
  return [`，建议登记关系：${zh}`, `; proposed relation: ${en}`];
}

/** A code's level names only its own word; what is compared goes before it. */
function levelText({ label, level }: Reason, language: 'zh' | 'en'): string {
  return `${label[language]}${language === 'zh' ? '：' : ': '}${level!.label[language]}`;
}

function inBrackets(text: string, language: 'zh' | 'en'): string {
  return language === 'zh' ? `（${text}）` : ` (${text})`;
}

function total({ weight, adjustment }: Reason): number {
  return weight + adjustment;
}

export function signed(bits: number): string {
  return `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`;
}

/** Never rounded up to certainty. */
export function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
