// Class of an administrative permit in the published record (双公示, layout of 2019). The classes have names, no codes.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const permitClass: CodeList = {
  code: 'permit_class',
  label: { zh: '行政许可类别', en: 'Permit class' },
  version: '2019',
  source: '行政许可和行政处罚等信用信息公示数据标准（2019）',
  entries: entriesOf([
    ['general', '普通', 'general'],
    ['concession', '特许', 'concession'],
    ['recognition', '认可', 'recognition of qualification'],
    ['approval', '核准', 'approval'],
    ['registration', '登记', 'registration'],
    ['other', '其他', 'other'],
  ]),
  synonyms: { 普通许可: 'general', 特许许可: 'concession', 认可许可: 'recognition', 核准许可: 'approval', 登记许可: 'registration', 其它: 'other' },
};
