// Lists that only the population library uses. Their codes are the hub's own where no standard's text could be had: marked unverified.
import type { CodeListDefinition } from '../../definition/types.ts';
import { entriesOf } from '../../standards/code-list.ts';

/** 人员状态 of the household register (domain of values as circulated by police systems). */
export const lifeStatus: CodeListDefinition = {
  code: 'life_status',
  label: { zh: '人员状态', en: 'Status of the person' },
  version: '1',
  source: '户籍人员状态',
  entries: entriesOf([
    ['1', '正常', 'registered'],
    ['2', '迁出', 'moved out'],
    ['3', '死亡注销', 'dead'],
    ['4', '服兵役注销', 'in military service'],
    ['5', '出国（境）定居注销', 'settled abroad'],
    ['6', '其他注销', 'cancelled for another reason'],
    ['9', '未说明', 'not stated'],
  ]),
  synonyms: {
    在册: '1', 有效: '1', 常住: '1', 已迁出: '2', 死亡: '3', 已死亡: '3', 死亡人员: '3', 注销死亡: '3', 服兵役: '4', 参军: '4',
    出国定居: '5', 出国境定居: '5', 出境定居: '5', 注销: '6', 其他: '9', 未知: '9',
  },
  unverified: true,
};

/** 参保状态: states of a social insurance relation as exchanged by human-resources departments. */
export const insuranceStatus: CodeListDefinition = {
  code: 'insurance_status',
  label: { zh: '参保状态', en: 'Insurance status' },
  version: '1',
  source: '社会保险参保状态',
  entries: entriesOf([
    ['0', '未参保', 'not insured'],
    ['1', '参保缴费', 'insured, paying'],
    ['2', '暂停缴费', 'paused'],
    ['3', '终止参保', 'ended'],
    ['4', '待遇领取', 'drawing benefits'],
    ['9', '未说明', 'not stated'],
  ]),
  synonyms: { 正常参保: '1', 正常缴费: '1', 在保: '1', 参保: '1', 中断: '2', 中断缴费: '2', 停保: '2', 暂停: '2', 终止: '3', 退休: '4', 离退休: '4' },
  unverified: true,
};

/** 个人账户状态 of the housing provident fund. */
export const fundStatus: CodeListDefinition = {
  code: 'fund_status',
  label: { zh: '公积金账户状态', en: 'Housing fund account status' },
  version: '1',
  source: '住房公积金个人账户状态',
  entries: entriesOf([
    ['01', '正常', 'active'],
    ['02', '封存', 'sealed'],
    ['03', '销户', 'closed'],
    ['04', '冻结', 'frozen'],
    ['99', '其他', 'other'],
  ]),
  synonyms: { 正常缴存: '01', 缴存: '01', 封存户: '02', 停缴: '02', 已销户: '03', 注销: '03' },
  unverified: true,
};

/** 与户主关系, after GB/T 4761 (家庭关系代码): the codes that household registers use most. */
export const householdRelation: CodeListDefinition = {
  code: 'household_relation',
  label: { zh: '与户主关系', en: 'Relation to the head of household' },
  version: '2008',
  source: 'GB/T 4761-2008',
  entries: entriesOf([
    ['01', '本人', 'self'],
    ['02', '户主', 'head of household'],
    ['10', '配偶', 'spouse'],
    ['11', '夫', 'husband'],
    ['12', '妻', 'wife'],
    ['20', '子', 'son'],
    ['30', '女', 'daughter'],
    ['40', '孙子、孙女或外孙子、外孙女', 'grandchild'],
    ['50', '父母', 'parent'],
    ['51', '父亲', 'father'],
    ['52', '母亲', 'mother'],
    ['60', '祖父母或外祖父母', 'grandparent'],
    ['70', '兄弟姐妹', 'sibling'],
    ['97', '其他亲属', 'other relative'],
    ['99', '非亲属', 'not related'],
  ]),
  synonyms: {
    丈夫: '11', 妻子: '12', 儿子: '20', 长子: '20', 次子: '20', 独生子: '20', 女儿: '30', 长女: '30', 次女: '30', 独生女: '30', 孙子: '40',
    孙女: '40', 外孙: '40', 外孙女: '40', 父: '51', 母: '52', 祖父: '60', 祖母: '60', 兄弟: '70', 姐妹: '70', 其他: '97',
  },
  unverified: true,
};
