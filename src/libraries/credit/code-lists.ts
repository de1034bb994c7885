// Lists that only the credit library uses. The meaning of the states and scopes is not confirmed by an official text: unverified.
import type { CodeListDefinition } from '../../definition/types.ts';
import { entriesOf } from '../../standards/code-list.ts';

const layout2019 = '行政许可和行政处罚等信用信息公示数据标准（2019）';
const reports = '公共信用信息报告栏目（打印格式）';
const layout2015 = '行政许可和行政处罚信息公示目录（2015）';

export const recordClass: CodeListDefinition = {
  code: 'record_class',
  label: { zh: '记录类别', en: 'Class of record' },
  version: '2',
  source: `${layout2019}；${reports}`,
  entries: entriesOf([
    ['permit', '行政许可', 'administrative permit'],
    ['penalty', '行政处罚', 'administrative penalty'],
    ['list_entry', '名单列入', 'entry of a list'],
    ['commitment', '信用承诺', 'commitment'],
    ['evaluation', '信用评价', 'evaluation'],
    ['repair', '信用修复', 'repair decision'],
    ['objection', '信用异议', 'objection'],
  ]),
  synonyms: { 许可: 'permit', 处罚: 'penalty', 名单: 'list_entry', 承诺: 'commitment', 评价: 'evaluation', 修复: 'repair', 异议: 'objection' },
};

export const subjectClass: CodeListDefinition = {
  code: 'subject_class',
  label: { zh: '行政相对人类别', en: 'Class of subject' },
  version: '2019',
  source: layout2019,
  entries: entriesOf([
    ['organisation', '法人及非法人组织', 'legal person or other organisation'],
    ['person', '自然人', 'natural person'],
    ['individual_business', '个体工商户', 'individual business'],
  ]),
  synonyms: {
    法人: 'organisation', 非法人组织: 'organisation', 法人或非法人组织: 'organisation', 企业: 'organisation', 个人: 'person',
    个体: 'individual_business', 个体户: 'individual_business',
  },
};

export const recordState: CodeListDefinition = {
  code: 'record_state',
  label: { zh: '当前状态', en: 'State' },
  version: '2015',
  source: layout2015,
  entries: entriesOf([
    ['0', '正常', 'in force'],
    ['1', '撤销', 'annulled'],
    ['2', '异议', 'disputed'],
    ['3', '其他', 'other'],
  ]),
  synonyms: { 有效: '0', 已撤销: '1', 撤消: '1', 异议中: '2', 其它: '3' },
  unverified: true,
};

export const useScope: CodeListDefinition = {
  code: 'use_scope',
  label: { zh: '信息使用范围', en: 'Scope of use' },
  version: '2015',
  source: layout2015,
  entries: entriesOf([
    ['0', '公示', 'published'],
    ['1', '政府部门内部共享', 'within government'],
    ['2', '授权查询', 'on authorisation of the subject'],
  ]),
  synonyms: { 公开: '0', 内部共享: '1', 仅政府部门内部共享: '1', 授权: '2' },
  unverified: true,
};

/** 失信被执行人的履行情况. The words as courts publish them; their codes are ours. */
export const fulfilment: CodeListDefinition = {
  code: 'fulfilment',
  label: { zh: '履行情况', en: 'State of fulfilment' },
  version: '1',
  source: `最高人民法院关于公布失信被执行人名单信息的若干规定；${reports}`,
  entries: entriesOf([
    ['none', '全部未履行', 'nothing fulfilled'],
    ['part', '部分履行', 'fulfilled in part'],
    ['whole', '全部履行', 'fulfilled'],
    ['running', '履行中', 'being fulfilled'],
    ['broken', '未履行承诺', 'commitment not kept'],
  ]),
  synonyms: {
    未履行: 'none', 全部未履行到位: 'none', 部分未履行: 'part', 部分已履行: 'part', 已履行: 'whole', 已全部履行: 'whole', 履行完毕: 'whole',
    正在履行: 'running', 违反承诺: 'broken', 违背承诺: 'broken',
  },
  unverified: true,
};

export const objectionState: CodeListDefinition = {
  code: 'objection_state',
  label: { zh: '异议状态', en: 'State of an objection' },
  version: '1',
  source: '各省社会信用条例关于异议处理的规定',
  entries: entriesOf([
    ['open', '处理中', 'open'],
    ['closed', '已办结', 'closed'],
  ]),
  synonyms: {
    待审核: 'open', 待核实: 'open', 受理: 'open', 已受理: 'open', 核实中: 'open', 异议中: 'open', 办结: 'closed', 通过: 'closed', 未通过: 'closed',
    完成: 'closed', 已处理: 'closed', 撤回: 'closed',
  },
};
