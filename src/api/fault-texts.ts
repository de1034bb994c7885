// What people read about a place where a request leaves the contract, by the rule that it breaks. Never a value of the request.
import type { Label } from '../kernel/labels.ts';

const texts: Readonly<Record<string, Label>> = {
  required: { zh: '缺少此项', en: 'missing' },
  additionalProperties: { zh: '含有接口没有的项', en: 'holds an item that the contract does not have' },
  enum: { zh: '取值应为 {expected} 之一', en: 'must be one of {expected}' },
  const: { zh: '取值应为 {expected}', en: 'must be {expected}' },
  type: { zh: '类型应为 {expected}', en: 'must be of type {expected}' },
  format: { zh: '格式应为 {expected}', en: 'must have the form {expected}' },
  pattern: { zh: '应符合 {expected}', en: 'must match {expected}' },
  minLength: { zh: '至少 {expected} 个字符', en: 'at least {expected} characters' },
  maxLength: { zh: '至多 {expected} 个字符', en: 'at most {expected} characters' },
  minItems: { zh: '至少 {expected} 项', en: 'at least {expected} items' },
  maxItems: { zh: '至多 {expected} 项', en: 'at most {expected} items' },
  minProperties: { zh: '至少 {expected} 项', en: 'at least {expected} items' },
  maxProperties: { zh: '至多 {expected} 项', en: 'at most {expected} items' },
  minimum: { zh: '不小于 {expected}', en: 'not less than {expected}' },
  maximum: { zh: '不大于 {expected}', en: 'not more than {expected}' },
  once: { zh: '参数重复', en: 'a parameter is given twice' },
  cursor: { zh: '不是本列表给出的续页标记；取上一页的 next', en: 'not a cursor of this list; take `next` of the page before' },
  before: { zh: '须早于 {expected}', en: 'must be before {expected}' },
  period: { zh: '未指定主记录时，时段至多 {expected} 天', en: 'without a golden record, a period of at most {expected} days' },
  ndjson: { zh: '只能以 Accept: application/x-ndjson 持续接收', en: 'only with Accept: application/x-ndjson' },
  unfit: { zh: '与该次答复不符、缺少理由，或日期在今天之后', en: 'not of this answer, without a reason, or a day to come' },
  header: { zh: '缺少此请求头', en: 'this header is missing' },
  code: { zh: '应为代码：1 至 64 个字母、数字及 . _ : / -', en: 'must be a code: 1 to 64 letters, digits and . _ : / -' },
  personNumber: { zh: '应为工号，不得填写公民身份号码', en: 'must be a staff code, not the ID number of a person' },
};

/** A sentence about the fault, or undefined for a rule that has none here (a rule about a number has its own label). */
export function faultText(rule: string, expected: unknown): Label | undefined {
  const text = Object.hasOwn(texts, rule) ? texts[rule] : undefined;
  if (text === undefined) return undefined;
  const asked = Array.isArray(expected) ? expected.join(', ') : String(expected ?? '');
  return { zh: text.zh.replace('{expected}', asked), en: text.en.replace('{expected}', asked) };
}
