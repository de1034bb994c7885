// Marital status, GB/T 2261.2. The one-digit coding 1/2/3/4/9 of other systems is read by its leading digit's meaning.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const maritalStatus: CodeList = {
  code: 'marital_status',
  label: { zh: '婚姻状况', en: 'Marital status' },
  version: '2003',
  source: 'GB/T 2261.2-2003',
  entries: [
    ...entriesOf([['10', '未婚', 'never married'], ['20', '已婚', 'married']]),
    ...entriesOf([['21', '初婚', 'first marriage'], ['22', '再婚', 'remarried'], ['23', '复婚', 'remarried to the same spouse']], {
      parent: '20',
    }),
    ...entriesOf([['30', '丧偶', 'widowed'], ['40', '离婚', 'divorced'], ['90', '未说明的婚姻状况', 'not stated']]),
  ],
  synonyms: {
    '1': '10', '2': '20', '3': '30', '4': '40', '9': '90',
    单身: '10', 有配偶: '20', 结婚: '20', 离异: '40', 丧妻: '30', 丧夫: '30', 未说明: '90', 未知: '90', 不详: '90',
  },
};
