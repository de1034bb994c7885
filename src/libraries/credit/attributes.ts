// What the hub holds of a credit record: a permit or penalty (双公示; data standard of 2019 for their publication, and the notice of
// 2015/16 before it), an entry of a list, a commitment, an evaluation, a repair or an objection (as national credit reports print them).
// Never religion, genes, fingerprints, blood type, disease, nor income, deposits, real estate or tax paid (local rules on credit data).
import { attribute } from '../../definition/build.ts';
import type { AttributeDefinition } from '../../definition/types.ts';

const quiet = { conflicts: false } as const;
const past = { options: { past: true } } as const;
const person = { mask: 'number' } as const;

export const attributes: Readonly<Record<string, AttributeDefinition>> = {
  record_class: attribute('code', '记录类别|Class of record', 'public', { list: 'record_class' }),
  list_code: attribute('text', '名单代码|List', 'public'),
  document_no: attribute('text', '决定文书号|Number of the decision', 'public'),
  document_name: attribute('text', '决定文书名称|Name of the decision', 'public', quiet),
  certificate_name: attribute('text', '许可证书名称|Name of the certificate', 'public', quiet),
  certificate_no: attribute('text', '许可编号|Number of the certificate', 'public'),

  subject_name: attribute('organisation_name', '行政相对人名称|Subject', 'public'),
  subject_class: attribute('code', '行政相对人类别|Class of subject', 'public', { list: 'subject_class' }),
  subject_uscc: attribute('identifier', '行政相对人统一社会信用代码|Subject’s unified social credit code', 'public', { identifier: 'uscc' }),
  subject_org_code: attribute('identifier', '行政相对人组织机构代码|Subject’s organisation code', 'public', { identifier: 'org_code' }),
  subject_reg_no: attribute('identifier', '行政相对人工商注册号|Subject’s registration number', 'public', { identifier: 'reg_no' }),
  subject_tax_no: attribute('identifier', '行政相对人税务登记号|Subject’s taxpayer number', 'internal', { identifier: 'tax_no' }),
  subject_institution_no: attribute('text', '行政相对人事业单位证书号|Subject’s number as an institution', 'public', quiet),
  subject_social_org_no: attribute('text', '行政相对人社会组织登记证号|Subject’s number as a social organisation', 'public', quiet),
  subject_id_type: attribute(
    'code', '行政相对人证件类型|Subject’s document type', 'sensitive', { list: 'document_type', mask: 'hide', conflicts: false },
  ),
  subject_id_number: attribute('identifier', '行政相对人公民身份号码|Subject’s ID number', 'restricted', { identifier: 'id_number', ...person }),
  subject_document_no: attribute('text', '行政相对人其他证件号码|Subject’s other document number', 'restricted', person),
  subject_address: attribute('address', '主体地址|Subject’s address', 'personal', { mask: 'address', conflicts: false }),
  customs_code: attribute('text', '海关注册编码|Customs registration code', 'public', quiet),
  legal_rep_name: attribute('person_name', '法定代表人|Legal representative', 'public', { mask: 'name', conflicts: false }),
  legal_rep_id_type: attribute(
    'code', '法定代表人证件类型|Legal representative’s document type', 'sensitive', { list: 'document_type', mask: 'hide', conflicts: false },
  ),
  legal_rep_id_number: attribute(
    'identifier', '法定代表人公民身份号码|Legal representative’s ID number', 'restricted', { identifier: 'id_number', ...person, conflicts: false },
  ),
  legal_rep_document_no: attribute(
    'text', '法定代表人其他证件号码|Legal representative’s other document number', 'restricted', { ...person, conflicts: false },
  ),

  finance_head_name: attribute('person_name', '财务负责人|Head of finance', 'public', { mask: 'name', conflicts: false }),
  agent_name: attribute('organisation_name', '中介机构|Agent involved', 'public', quiet),

  content: attribute('text', '许可或处罚内容|Content of the decision', 'public', quiet),
  permit_class: attribute('code', '许可类别|Permit class', 'public', { list: 'permit_class' }),
  penalty_class: attribute('code', '处罚类别|Penalty class', 'public', { list: 'penalty_class' }),
  violation: attribute('text', '违法行为类型|Violation', 'public', quiet),
  facts: attribute('text', '违法事实|Facts', 'public', quiet),
  basis: attribute('text', '处罚依据|Legal basis', 'public', quiet),
  fine_amount: attribute('amount', '罚款金额（元）|Fine (yuan)', 'public'),
  confiscated_amount: attribute('amount', '没收金额（元）|Confiscated (yuan)', 'public'),
  revoked_certificate: attribute('text', '暂扣或吊销证照|Licence suspended or revoked', 'public', quiet),

  // Of a list entry. The days are the department's own; how long an entry lasts is the rules' business.
  listed_on: attribute('date', '列入日期|Listed on', 'public', past),
  expires_on: attribute('date', '名单截止日期|Listed until', 'public', { options: { openEnded: true }, conflicts: false }),
  reason: attribute('text', '列入或提出事由|Reason', 'public', quiet),
  behaviour: attribute('text', '失信行为情形|Behaviour', 'public', quiet),
  obligation: attribute('text', '法律文书确定的义务|Obligation', 'public', quiet),
  fulfilment: attribute('code', '履行情况|State of fulfilment', 'public', { list: 'fulfilment', conflicts: false, unverified: true }),
  fulfilled_part: attribute('text', '已履行部分|Part fulfilled', 'public', quiet),
  unfulfilled_part: attribute('text', '未履行部分|Part not fulfilled', 'public', quiet),
  court_case_no: attribute('text', '执行依据文号|Judgment enforced', 'public', quiet),
  judged_by: attribute('organisation_name', '作出执行依据单位|Body that gave the judgment', 'public', quiet),
  court_region: attribute('text', '执行法院所在地区|Region of the court', 'public', quiet),
  case_filed_on: attribute('date', '立案日期|Case filed on', 'public', { ...past, conflicts: false }),
  tax_period: attribute('text', '案件所属期|Tax period', 'public', quiet),
  removed_on: attribute('date', '移出日期|Removed on', 'public'),
  removal_reason: attribute('text', '移出原因|Reason of removal', 'public', quiet),

  // Of red lists and evaluations.
  year: attribute('integer', '年度|Year', 'public', quiet),
  grade: attribute('text', '等级|Grade', 'public', quiet),

  commitment_type: attribute('text', '承诺类型|Type of commitment', 'public', quiet),
  matter: attribute('text', '承诺或评价事项|Matter', 'public', quiet),
  accepted_by: attribute('organisation_name', '承诺受理单位|Accepted by', 'public', quiet),

  // Of a repair decision or an objection: what it is about, by number, list or both.
  ref_document_no: attribute('text', '所涉决定文书号|Decision concerned', 'public', quiet),
  ref_list_code: attribute('text', '所涉名单代码|List concerned', 'public', quiet),
  repaired_on: attribute('date', '修复日期|Repaired on', 'public', past),
  raised_on: attribute('date', '异议提出日期|Objection raised on', 'internal', { ...past, conflicts: false }),
  objection_state: attribute('code', '异议状态|State of the objection', 'internal', { list: 'objection_state', conflicts: false }),
  objection_result: attribute('text', '异议处理结果|Result of the objection', 'internal', quiet),
  closed_on: attribute('date', '异议办结日期|Objection closed on', 'internal', { ...past, conflicts: false }),

  decided_on: attribute('date', '决定日期|Decided on', 'public', past),
  valid_from: attribute('date', '有效期自|Valid from', 'public'),
  valid_to: attribute('date', '有效期至|Valid to', 'public', { options: { openEnded: true } }),
  publish_until: attribute('date', '公示截止期|Published until', 'public', { options: { openEnded: true } }),
  decided_by: attribute('organisation_name', '决定机关|Authority', 'public'),
  decided_by_code: attribute(
    'identifier', '决定机关统一社会信用代码|Authority’s unified social credit code', 'public', { identifier: 'uscc', conflicts: false },
  ),
  record_state: attribute('code', '当前状态|State', 'public', { list: 'record_state', unverified: true }),
  use_scope: attribute('code', '信息使用范围|Scope of use', 'internal', { list: 'use_scope', unverified: true }),
  division_code: attribute('text', '地方编码|Division', 'public', quiet),
  source_unit: attribute('organisation_name', '数据来源单位|Supplying unit', 'public', quiet),
  source_unit_code: attribute('identifier', '数据来源单位统一社会信用代码|Supplying unit’s code', 'public', { identifier: 'uscc', conflicts: false }),
  remark: attribute('text', '备注|Remark', 'internal', quiet),
};
