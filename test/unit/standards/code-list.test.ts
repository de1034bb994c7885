import { describe, expect, it } from 'vitest';
import { codeLabel, codeReader } from '../../../src/standards/code-list.ts';
import { codeLists } from '../../../src/standards/code-lists/all.ts';
import { country } from '../../../src/standards/code-lists/country.ts';
import { ethnicGroup } from '../../../src/standards/code-lists/ethnic-group.ts';
import { sex } from '../../../src/standards/code-lists/sex.ts';
import { readCell } from './read-cell.ts';

const MAPPED = 'fixed:CODE_MAPPED';
const listOf = (code: string) => codeLists.find((list) => list.code === code)!;

it.each([
  ['sex', '1', '1', ''],
  ['sex', '男', '1', MAPPED],
  ['sex', ' 女 ', '2', MAPPED],
  ['sex', 'f', '2', MAPPED],
  ['sex', '未知', '0', MAPPED],
  ['sex', '', null, ''],
  ['sex', 'NULL', null, 'missing:NULL_TEXT'],
  ['sex', '3', '3', 'issue:CODE_UNMAPPED'],
  ['sex', ' 雄 ', '雄', 'issue:CODE_UNMAPPED'],
  ['marital_status', '20', '20', ''],
  ['marital_status', '2', '20', MAPPED],
  ['marital_status', '离异', '40', MAPPED],
  ['ethnic_group', '01', '01', ''],
  ['ethnic_group', '1', '01', MAPPED],
  ['ethnic_group', '汉', '01', MAPPED],
  ['ethnic_group', '汉族', '01', MAPPED],
  ['ethnic_group', 'HA', '01', MAPPED],
  ['ethnic_group', '基诺族', '56', MAPPED],
  ['ethnic_group', 'jn', '56', MAPPED],
  ['ethnic_group', '毛难族', '36', MAPPED],
  ['ethnic_group', '崩龙', '46', MAPPED],
  ['ethnic_group', '无', null, 'missing:NULL_TEXT'],
  ['education', '本科', '20', MAPPED],
  ['education', '大专', '30', MAPPED],
  ['document_type', '身份证', '111', MAPPED],
  ['country', 'CHN', 'CHN', ''],
  ['country', 'CN', 'CHN', MAPPED],
  ['country', '156', 'CHN', MAPPED],
  ['country', '美国', 'USA', MAPPED],
  ['country', '香港', 'HKG', MAPPED],
  ['country', '36', '36', 'issue:CODE_UNMAPPED'],
  ['market_entity_type', '有限责任公司（自然人独资）', '1151', MAPPED],
  ['market_entity_type', '有限责任公司(自然人独资)', '1151', MAPPED],
  ['market_entity_type', '有限责任公司', '1100', MAPPED],
  ['market_entity_type', '个体工商户', '9500', MAPPED],
  ['registration_status', '存续（在营、开业、在册）', '1', MAPPED],
  ['registration_status', '歇业', '1', MAPPED],
  ['registration_status', '吊销，未注销', '2', MAPPED],
  ['registration_status', '注销', '4', MAPPED],
  ['household_type', '农业户口', '12', MAPPED],
  ['industry_section', '制造业', 'C', MAPPED],
  ['permit_class', '普通', 'general', MAPPED],
  ['penalty_class', '罚款', 'fine', MAPPED],
  ['currency', '人民币', 'CNY', MAPPED],
  ['person_role', '法人代表', 'legal_representative', MAPPED],
])('%s %j → %s %s', (list, raw, value, rules) => {
  expect(readCell(codeReader(listOf(list)), raw)).toEqual({ value, rules });
});

describe("a feed's mapping", () => {
  const reader = codeReader(sex, { mapping: { '0': '2', '1': '1', 先生: '1' } });
  it('comes before the list, silently when exact', () => {
    expect(readCell(reader, '0')).toEqual({ value: '2', rules: '' });
    expect(readCell(reader, '先生')).toEqual({ value: '1', rules: '' });
    expect(readCell(reader, ' ０')).toEqual({ value: '2', rules: MAPPED });
    expect(readCell(reader, '女')).toEqual({ value: '2', rules: MAPPED });
  });
  it('may lead only to codes of the list, and all wrong ones are named', () => {
    expect(() => codeReader(sex, { mapping: { A: '5', B: '6' } })).toThrow('sex: no such code: A → 5, B → 6');
  });
});

describe.each(codeLists.map((list) => [list.code, list] as const))('%s', (_, list) => {
  const codes = new Set(list.entries.map(({ code }) => code));
  it('has unique codes, both labels, and no synonym or parent that leads nowhere', () => {
    expect(codes.size).toBe(list.entries.length);
    expect(list.entries.filter(({ label }) => label.zh === '' || label.en === '')).toEqual([]);
    expect(list.entries.filter(({ parent }) => parent !== undefined && !codes.has(parent))).toEqual([]);
    expect(Object.entries(list.synonyms).filter(([, code]) => !codes.has(code))).toEqual([]);
  });
  it('reads its own codes silently and its Chinese labels as themselves, and survives JSON', () => {
    const reader = codeReader(JSON.parse(JSON.stringify(list)));
    for (const { code, label } of list.entries) {
      expect(readCell(reader, code)).toEqual({ value: code, rules: '' });
      expect(readCell(reader, label.zh).value, label.zh).toBe(code);
    }
  });
});

it('holds 56 ethnic groups and two further codes, and the ISO countries', () => {
  const numbers = Array.from({ length: 56 }, (_, i) => String(i + 1).padStart(2, '0'));
  expect(ethnicGroup.entries.map(({ code }) => code)).toEqual([...numbers, '97', '98']);
  expect(codeLabel(ethnicGroup, '56')).toEqual({ zh: '基诺族', en: 'Jino' });
  expect(codeLabel(country, 'TWN')).toEqual({ zh: '中国台湾', en: 'Taiwan, China' });
  expect(country.entries.length).toBeGreaterThan(240);
});
