// Class of an administrative penalty in the published record; the kinds that the Penalty Law of 2021 added are unverified as codes.
import { entriesOf } from '../code-list.ts';
import type { CodeList } from '../code-list.ts';

export const penaltyClass: CodeList = {
  code: 'penalty_class',
  label: { zh: '行政处罚类别', en: 'Penalty class' },
  version: '2021',
  source: '行政许可和行政处罚等信用信息公示数据标准（2019）、行政处罚法（2021）',
  entries: [
    ...entriesOf([
      ['warning', '警告', 'warning'],
      ['fine', '罚款', 'fine'],
      ['confiscation', '没收违法所得、没收非法财物', 'confiscation'],
      ['closure', '责令停产停业', 'order to stop business'],
      ['licence', '暂扣或者吊销许可证、暂扣或者吊销执照', 'licence suspended or revoked'],
      ['detention', '行政拘留', 'administrative detention'],
      ['other', '其他', 'other'],
    ]),
    ...entriesOf(
      [
        ['criticism', '通报批评', 'public criticism'],
        ['downgrade', '降低资质等级', 'qualification downgraded'],
        ['restriction', '限制开展生产经营活动', 'business restricted'],
        ['shutdown', '责令关闭', 'order to shut down'],
        ['ban', '限制从业', 'ban from the trade'],
      ],
      { unverified: true },
    ),
  ],
  synonyms: {
    没收违法所得: 'confiscation', 没收非法财物: 'confiscation', 没收: 'confiscation', 停产停业: 'closure', 拘留: 'detention',
    吊销许可证: 'licence', 吊销执照: 'licence', 吊销营业执照: 'licence', 暂扣许可证: 'licence',
    '暂扣或吊销许可证、执照': 'licence', '暂扣或者吊销许可证、执照': 'licence', 降低资质: 'downgrade', 限制经营: 'restriction', 其它: 'other',
  },
};
