// Education level, GB/T 4658-2006. Leaf codes below 70 and 80 differ between sources and are marked unverified.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const education: CodeList = {
  code: 'education',
  label: { zh: '学历', en: 'Education level' },
  version: '2006',
  source: 'GB/T 4658-2006',
  entries: [
    ...entriesOf([['10', '研究生教育', 'postgraduate'], ['20', '大学本科教育', 'undergraduate'], ['30', '大学专科教育', 'junior college']]),
    ...entriesOf([['40', '中等职业教育', 'secondary vocational'], ['60', '普通高级中学教育', 'senior secondary']]),
    ...entriesOf([['70', '初级中学教育', 'junior secondary'], ['80', '小学教育', 'primary'], ['90', '其他', 'other']]),
    ...entriesOf(
      [
        ['11', '博士研究生毕业', 'doctorate, graduated'], ['12', '博士研究生结业', 'doctorate, completed'],
        ['13', '博士研究生肄业', 'doctorate, incomplete'], ['14', '硕士研究生毕业', 'master, graduated'],
        ['15', '硕士研究生结业', 'master, completed'], ['16', '硕士研究生肄业', 'master, incomplete'],
        ['17', '研究生班毕业', 'postgraduate class, graduated'], ['18', '研究生班结业', 'postgraduate class, completed'],
        ['19', '研究生班肄业', 'postgraduate class, incomplete'],
      ],
      { parent: '10' },
    ),
    ...entriesOf(
      [
        ['21', '大学本科毕业', 'undergraduate, graduated'], ['22', '大学本科结业', 'undergraduate, completed'],
        ['23', '大学本科肄业', 'undergraduate, incomplete'], ['28', '大学普通班毕业', 'university general class, graduated'],
      ],
      { parent: '20' },
    ),
    ...entriesOf(
      [['31', '大学专科毕业', 'junior college, graduated'], ['32', '大学专科结业', 'junior college, completed'],
        ['33', '大学专科肄业', 'junior college, incomplete']],
      { parent: '30' },
    ),
    ...entriesOf(
      [
        ['41', '中等专科毕业', 'specialised secondary, graduated'], ['42', '中等专科结业', 'specialised secondary, completed'],
        ['43', '中等专科肄业', 'specialised secondary, incomplete'], ['44', '职业高中毕业', 'vocational senior secondary, graduated'],
        ['45', '职业高中结业', 'vocational senior secondary, completed'], ['46', '职业高中肄业', 'vocational senior secondary, incomplete'],
        ['47', '技工学校毕业', 'technical school, graduated'], ['48', '技工学校结业', 'technical school, completed'],
        ['49', '技工学校肄业', 'technical school, incomplete'],
      ],
      { parent: '40' },
    ),
    ...entriesOf(
      [['61', '普通高中毕业', 'senior secondary, graduated'], ['62', '普通高中结业', 'senior secondary, completed'],
        ['63', '普通高中肄业', 'senior secondary, incomplete']],
      { parent: '60' },
    ),
    ...entriesOf([['71', '初中毕业', 'junior secondary, graduated'], ['73', '初中肄业', 'junior secondary, incomplete']], {
      parent: '70',
      unverified: true,
    }),
    ...entriesOf([['81', '小学毕业', 'primary, graduated'], ['83', '小学肄业', 'primary, incomplete']], { parent: '80', unverified: true }),
  ],
  synonyms: {
    研究生: '10', 博士: '11', 博士研究生: '11', 硕士: '14', 硕士研究生: '14', 本科: '20', 大学本科: '20', 大学: '20', 专科: '30', 大专: '30', 大学专科: '30',
    中专: '41', 中等专科: '41', 职高: '44', 职业高中: '44', 技校: '47', 高中: '60', 普通高中: '60', 初中: '70', 小学: '80', 文盲: '90', 半文盲: '90',
  },
};
