// Why a value won and by what the others lost, in the order in which survivorship decides: rank, date, completeness, then a fixed order.
// Pure; sources and dates are told, never values.
import type { SurvivorshipGroup } from '../../definition/types.ts';
import type { Label } from '../../kernel/labels.ts';

/** What decided between a statement and the one that won. `ignored`: the source is never heard for this attribute. */
export type LostBy = 'pinned' | 'ignored' | 'rank' | 'date' | 'completeness' | 'order';

export interface Contender {
  readonly source: string;
  readonly effectiveDate: string;
  /** How many attributes of the group its record fills. */
  readonly filled: number;
}

/** By what `lost` gave way to `won`. */
export function lostBy(group: SurvivorshipGroup, won: Contender | undefined, lost: Contender): LostBy {
  if (group.ignored?.includes(lost.source)) return 'ignored';
  if (won === undefined) return 'order';
  if (rankOf(group, lost.source) !== rankOf(group, won.source)) return 'rank';
  if (lost.effectiveDate !== won.effectiveDate) return 'date';
  return lost.filled === won.filled ? 'order' : 'completeness';
}

function rankOf({ authority }: SurvivorshipGroup, source: string): number {
  const place = authority.indexOf(source);
  return place < 0 ? Infinity : place;
}

export interface ToldStatement {
  readonly source: string;
  readonly department: Label | null;
  readonly effectiveDate: string;
  readonly rule?: 'authority' | 'newest' | 'pinned';
  readonly rank?: number;
  readonly lostBy?: LostBy;
}

const reasons: Readonly<Record<LostBy, Label>> = {
  pinned: { zh: '因人工指定而不取', en: 'gives way to the pin' },
  ignored: { zh: '该来源的此项从不采用', en: 'is never heard for this' },
  rank: { zh: '来源次序在后', en: 'ranks lower' },
  date: { zh: '日期较早', en: 'is older' },
  completeness: { zh: '内容较少', en: 'says less' },
  order: { zh: '其余相同，按固定次序在后', en: 'is equal in all else and comes later in a fixed order' },
};

/** One sentence for one attribute. */
export function valueSentence(attribute: Label, winner: ToldStatement | null, others: readonly ToldStatement[]): Label {
  if (winner === null) return { zh: `${attribute.zh}：无来源提供。`, en: `${attribute.en}: no source says it.` };
  const won = wonBy(winner);
  const name = nameOf(winner);
  const lost = others.filter((other) => other.lostBy !== undefined).map((other) => ({ ...nameOf(other), date: other.effectiveDate, why: reasons[other.lostBy!] }));
  const zh = lost.map((other) => `${other.zh}（${other.date}，${other.why.zh}）`).join('、');
  const en = lost.map((other) => `${other.en} (${other.date}, ${other.why.en})`).join(', ');
  return {
    zh: `${attribute.zh}：取${name.zh} ${winner.effectiveDate} 的值，${won.zh}${zh === '' ? '' : `；未取：${zh}`}。`,
    en: `${attribute.en}: the value of ${name.en} of ${winner.effectiveDate}, ${won.en}${en === '' ? '' : `; not taken: ${en}`}.`,
  };
}

function wonBy({ rule, rank }: ToldStatement): Label {
  if (rule === 'pinned') return { zh: '由人工指定', en: 'pinned by a person' };
  if (rule === 'authority' && rank !== undefined) return { zh: `权威来源次序第 ${rank}`, en: `number ${rank} in the order of authority` };
  return { zh: '无权威来源，取最新', en: 'the latest word where no source has authority' };
}

function nameOf({ department, source }: ToldStatement): Label {
  return department ?? { zh: source, en: source };
}
