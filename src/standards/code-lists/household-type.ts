// Type of household registration, GA/T 2000.27. The older one-digit list (GA 324.1) contradicts it and is for a feed's mapping.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const householdType: CodeList = {
  code: 'household_type',
  label: { zh: '户口性质', en: 'Household type' },
  version: '1',
  source: 'GA/T 2000.27',
  entries: [
    ...entriesOf([['10', '家庭户口', 'family household']]),
    ...entriesOf([['11', '非农业家庭户口', 'non-agricultural family household'], ['12', '农业家庭户口', 'agricultural family household']], {
      parent: '10',
    }),
    ...entriesOf([['20', '集体户口', 'collective household']]),
    ...entriesOf([['21', '非农业集体户口', 'non-agricultural collective household'], ['22', '农业集体户口', 'agricultural collective household']], {
      parent: '20',
    }),
    ...entriesOf([['30', '未落常住户口', 'not permanently registered'], ['90', '其他', 'other']]),
  ],
  synonyms: {
    家庭户: '10', 居民家庭户口: '10', 居民户口: '10', 集体户: '20', 居民集体户口: '20', 非农业户口: '11', 非农家庭户口: '11', 非农业: '11', 农业户口: '12', 农业: '12',
    其他户口: '90',
  },
};
