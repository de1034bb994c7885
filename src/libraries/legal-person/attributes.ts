// What the hub holds about a legal person or other organisation. Elements follow GB/T 36104-2018, 市场主体登记管理条例 art. 8
// and its rules art. 6, and the registers of institutions and social organisations.
import { attribute } from '../../definition/build.ts';
import type { AttributeDefinition } from '../../definition/types.ts';

const past = { options: { past: true } } as const;

export const attributes: Readonly<Record<string, AttributeDefinition>> = {
  uscc: attribute('identifier', '统一社会信用代码|Unified social credit code', 'public', { identifier: 'uscc' }),
  org_code: attribute('identifier', '组织机构代码|Organisation code', 'public', { identifier: 'org_code' }),
  reg_no: attribute('identifier', '注册号|Registration number', 'public', { identifier: 'reg_no' }),
  tax_no: attribute('identifier', '纳税人识别号|Taxpayer number', 'internal', { identifier: 'tax_no' }),
  certificate_no: attribute('text', '登记证书号|Certificate number', 'public'),

  name: attribute('organisation_name', '名称|Name', 'public'),
  second_name: attribute('organisation_name', '第二名称|Second name', 'public', { conflicts: false }),
  short_name: attribute('organisation_name', '简称|Short name', 'public', { conflicts: false }),
  english_name: attribute('text', '英文名称|English name', 'public', { conflicts: false }),
  pinyin_abbr: attribute('text', '拼音缩写|Pinyin initials', 'public', { conflicts: false }),
  ticker: attribute('text', '证券代码|Ticker', 'public'),
  listed_on: attribute('date', '上市日期|Listed on', 'public', past),

  entity_type: attribute('code', '主体类型|Type of entity', 'public', { list: 'entity_type' }),
  industry_code: attribute('text', '行业代码|Industry code', 'public'),
  registration_status: attribute('code', '登记状态|Registration status', 'public', { list: 'registration_status' }),
  is_suspended: attribute('boolean', '是否歇业|Suspended', 'public', { conflicts: false }),
  established_on: attribute('date', '成立日期|Established on', 'public', past),
  approved_on: attribute('date', '核准日期|Approved on', 'public', { ...past, conflicts: false }),
  deregistered_on: attribute('date', '注销或吊销日期|Deregistered or revoked on', 'public', past),
  term_from: attribute('date', '有效期自|Term from', 'public'),
  term_to: attribute('date', '有效期至|Term to', 'public', { options: { openEnded: true } }),

  registered_capital: attribute('amount', '注册资本（元）|Registered capital (whole units)', 'public'),
  capital_currency: attribute('code', '注册资本币种|Currency of the capital', 'public', { list: 'currency' }),
  funding_source: attribute('text', '经费来源|Source of funds', 'public'),
  business_scope: attribute('text', '经营范围（宗旨和业务范围）|Business scope', 'public', { conflicts: false }),
  province: attribute('text', '省份|Province', 'public', { conflicts: false }),
  city: attribute('text', '地市|City', 'public', { conflicts: false }),
  address: attribute('address', '住所|Address', 'public'),
  division_code: attribute('text', '住所行政区划代码|Division of the address', 'public'),
  registrar: attribute('organisation_name', '登记机关|Registrar', 'public', { conflicts: false }),
  supervisor: attribute('organisation_name', '举办单位或业务主管单位|Supervising body', 'public'),

  legal_rep_name: attribute('person_name', '法定代表人（负责人）姓名|Person in charge', 'public', { mask: 'name' }),
  legal_rep_role: attribute('code', '负责人身份|Role of the person in charge', 'public', { list: 'person_role' }),
  legal_rep_document_type: attribute(
    'code', '负责人证件类型|Document type of the person in charge', 'sensitive', { list: 'document_type', mask: 'hide', conflicts: false },
  ),
  legal_rep_id_number: attribute(
    'identifier', '负责人公民身份号码|ID number of the person in charge', 'restricted', { identifier: 'id_number', mask: 'number' },
  ),
  legal_rep_document_no: attribute('text', '负责人其他证件号码|Other document number of the person in charge', 'restricted', { mask: 'number' }),
  legal_rep_from: attribute('date', '负责人任职起始日期|Person in charge since', 'public', { ...past, conflicts: false }),
  legal_rep_to: attribute('date', '负责人任职终止日期|Person in charge until', 'public', { options: { openEnded: true }, conflicts: false }),
  controller_name: attribute('person_name', '实际控制人姓名|Actual controller', 'internal', { mask: 'name' }),
  controller_document_type: attribute(
    'code', '实际控制人证件类型|Document type of the actual controller', 'sensitive', { list: 'document_type', mask: 'hide', conflicts: false },
  ),
  controller_id_number: attribute(
    'identifier', '实际控制人公民身份号码|ID number of the actual controller', 'restricted', { identifier: 'id_number', mask: 'number' },
  ),
  controller_document_no: attribute('text', '实际控制人其他证件号码|Other document number of the actual controller', 'restricted', { mask: 'number' }),
  controller_from: attribute('date', '实际控制起始日期|Controller since', 'internal', { ...past, conflicts: false }),
  controller_to: attribute('date', '实际控制终止日期|Controller until', 'internal', { options: { openEnded: true }, conflicts: false }),
  phone: attribute('phone', '联系电话|Phone', 'personal', { mask: 'phone', conflicts: false }),

  parent_uscc: attribute('identifier', '隶属单位统一社会信用代码|Code of the parent', 'public', { identifier: 'uscc' }),
  parent_name: attribute('organisation_name', '隶属单位名称|Name of the parent', 'public'),
  predecessor_uscc: attribute('identifier', '原单位统一社会信用代码|Code of the predecessor', 'public', { identifier: 'uscc' }),
  predecessor_name: attribute('organisation_name', '原单位名称|Name of the predecessor', 'public'),

  tax_status: attribute('code', '纳税人状态|Taxpayer status', 'internal', { list: 'tax_status' }),
  tax_registered_on: attribute('date', '税务登记日期|Registered for tax on', 'internal', past),
};
