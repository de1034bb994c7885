// Lists that only the credit library uses. The meaning of the states and scopes is not confirmed by an official text: unverified.
import type { CodeListDefinition } from '../../definition/types.ts';
import { entriesOf } from '../../standards/code-list.ts';

const layout2019 = '行政许可和行政处罚等信用信息公示数据标准（2019）';
const layout2015 = '行政许可和行政处罚信息公示目录（2015）';

export const recordClass: CodeListDefinition = {
  code: 'record_class',
  label: { zh: '记录类别', en: 'Class of record' },
  version: '1',
  source: layout2019,
  entries: entriesOf([
    ['permit', '行政许可', 'administrative permit'],
    ['penalty', '行政处罚', 'administrative penalty'],
  ]),
  synonyms: { 许可: 'permit', 处罚: 'penalty' },
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
