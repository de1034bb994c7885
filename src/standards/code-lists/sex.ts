// Sex, GB/T 2261.1. Codings that contradict it (0/1) are the feed's to declare.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const sex: CodeList = {
  code: 'sex',
  label: { zh: '性别', en: 'Sex' },
  version: '2003',
  source: 'GB/T 2261.1-2003',
  entries: entriesOf([
    ['0', '未知的性别', 'unknown'],
    ['1', '男性', 'male'],
    ['2', '女性', 'female'],
    ['9', '未说明的性别', 'not stated'],
  ]),
  synonyms: { 男: '1', 女: '2', M: '1', F: '2', 男人: '1', 女人: '2', 未知: '0', 不详: '0', 未说明: '9' },
};
