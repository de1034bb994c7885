// The lists of subjects: who keeps each, and in which layout, as national public credit reports print them. A list that no feed is for comes
// through `credit_lists` under the code that the rules give it.
import { column } from '../../definition/build.ts';
import type { FeedColumn, FeedDefinition } from '../../definition/types.ts';
import { deletes } from './columns.ts';
import {
  addressColumn, authorityColumns, basisColumn, behaviourColumn, closingColumns, contentColumn, decidedOnColumn, documentColumn, factsColumn,
  judgedColumns, listingColumns, organisationColumns, reasonColumn, recordKeyColumn, subjectColumns, type Columns,
} from './list-columns.ts';

export const listDelivery = {
  effectiveDate: 'updated',
  operation: { column: 'operation', deletes },
  mode: 'delta',
  rejectLimit: 0.2,
} as const;

/** A row without a key of its own is known by its number, or by its day where the list has no numbers. */
const byNumber = [['rec_id'], ['document_no', 'decided_by', 'subject_name']] as const;
const byDay = [['rec_id'], ['listed_on', 'decided_by', 'subject_name']] as const;
const swappable = [['subject_uscc', 'subject_id_number'], ['subject_uscc', 'legal_rep_id_number']] as const;
const numbered: FeedColumn = { ...documentColumn, requiredHeader: true };

type ListFeed = Pick<FeedDefinition, 'code' | 'label' | 'source' | 'columns' | 'sourceKey' | 'cycle'> & Partial<FeedDefinition>;

/** A feed of one list: every row is an entry of it. */
function listFeed(list: string, feed: ListFeed): FeedDefinition {
  return {
    ...listDelivery, ...feed,
    columns: { rec_id: recordKeyColumn, ...feed.columns, ...closingColumns },
    constants: { record_class: 'list_entry', list_code: list, ...feed.constants },
  };
}

/** 失信被执行人: items of the Supreme Court’s rule of 2013, art. 4. An entry is known by its case number. */
const courtDefaulters = listFeed('court_defaulter', {
  code: 'court_defaulters',
  label: { zh: '失信被执行人', en: 'Court defaulters' },
  source: 'court',
  columns: {
    ...judgedColumns,
    document_no: column('案号|执行案号|document_no|case_code|case_no|AH', 'document_no', { requiredHeader: true }),
    court_case_no: column('执行依据文号|court_case_no|gist_id|ZXYJWH', 'court_case_no'),
    judged_by: column('作出执行依据单位|做出执行依据单位|judged_by|gist_unit|ZCZXYJDW', 'judged_by'),
    court_region: column('省份|所在省份|地域名称|court_region|area_name|SF|DYMC', 'court_region'),
    case_filed_on: column('立案日期|立案时间|case_filed_on|reg_date|LARQ|LASJ', 'case_filed_on'),
    obligation: column('生效法律文书确定的义务|法律文书确定的义务|obligation|duty|QDYW', 'obligation'),
    fulfilment: column('被执行人的履行情况|履行情况|fulfilment|performance|LXQK', 'fulfilment'),
    fulfilled_part: column('已履行部分|已履行|fulfilled_part|YLXBF', 'fulfilled_part'),
    unfulfilled_part: column('未履行部分|未履行|unfulfilled_part|WLXBF', 'unfulfilled_part'),
    behaviour: { ...behaviourColumn, headers: ['失信被执行人行为具体情形', ...behaviourColumn.headers, 'disrupt_type_name'] },
    ...authorityColumns,
    ...listingColumns,
  },
  sourceKey: byNumber,
  cycle: 'daily',
});

const abnormalOperations = listFeed('abnormal_operation', {
  code: 'abnormal_operations',
  label: { zh: '经营异常名录', en: 'Abnormal operation' },
  source: 'market_regulation',
  columns: { ...organisationColumns, document_no: documentColumn, grounds: reasonColumn, ...authorityColumns, ...listingColumns },
  sourceKey: byDay,
  swappable: [['subject_uscc', 'legal_rep_id_number']],
  cycle: 'daily',
});

const seriousViolations = listFeed('serious_violation', {
  code: 'serious_violations',
  label: { zh: '严重违法失信名单', en: 'Serious violation' },
  source: 'market_regulation',
  columns: {
    ...subjectColumns, document_no: numbered, decided_on: decidedOnColumn, grounds: reasonColumn, basis: basisColumn, behaviour: behaviourColumn,
    ...authorityColumns, ...listingColumns,
  },
  sourceKey: byNumber,
  swappable,
  cycle: 'weekly',
  unverified: true,
});

const taxViolations = listFeed('major_tax_violation', {
  code: 'tax_violations',
  label: { zh: '重大税收违法失信主体', en: 'Major tax violation' },
  source: 'taxation',
  columns: {
    ...subjectColumns,
    subject_tax_no: taxNumberColumn(),
    subject_address: addressColumn,
    finance_head_name: column('财务负责人|负有直接责任的财务负责人姓名|财务负责人姓名|finance_head_name|CWFZR', 'finance_head_name'),
    agent_name: column('中介机构|负有直接责任的中介机构|中介机构名称|agent_name|ZJJG', 'agent_name'),
    document_no: numbered,
    decided_on: decidedOnColumn,
    tax_period: column('案件上报期|案件所属期|所属期|tax_period|AJSBQ|AJSSQ', 'tax_period'),
    violation: column('案件性质|违法性质|violation|case_nature|AJXZ', 'violation'),
    facts: factsColumn,
    basis: basisColumn,
    content: contentColumn,
    ...authorityColumns,
    ...listingColumns,
  },
  sourceKey: byNumber,
  swappable,
  cycle: 'monthly',
});

const wageArrears = listFeed('wage_arrears', {
  code: 'wage_arrears',
  label: { zh: '拖欠农民工工资失信联合惩戒对象名单', en: 'Wage arrears' },
  source: 'human_resources',
  columns: {
    ...subjectColumns, document_no: numbered, decided_on: decidedOnColumn, grounds: reasonColumn, basis: basisColumn, facts: factsColumn,
    ...authorityColumns, ...listingColumns,
  },
  sourceKey: byNumber,
  swappable,
  cycle: 'weekly',
  unverified: true,
});

const procurementViolations = listFeed('procurement_violation', {
  code: 'procurement_violations',
  label: { zh: '政府采购严重违法失信行为记录名单', en: 'Violations in government procurement' },
  source: 'finance',
  columns: {
    ...subjectColumns, subject_address: addressColumn, document_no: documentColumn, decided_on: decidedOnColumn, behaviour: behaviourColumn,
    basis: basisColumn, content: contentColumn, ...authorityColumns, ...listingColumns,
  },
  sourceKey: byDay,
  swappable,
  cycle: 'weekly',
});

const safetyViolations = listFeed('safety_violation', {
  code: 'safety_violations',
  label: { zh: '安全生产严重失信主体名单', en: 'Violations of production safety' },
  source: 'emergency',
  columns: {
    ...subjectColumns, subject_address: addressColumn, document_no: documentColumn, behaviour: behaviourColumn, grounds: reasonColumn,
    ...authorityColumns, ...listingColumns,
  },
  sourceKey: byDay,
  swappable,
  cycle: 'monthly',
});

/** Yearly: whoever is not in the next year's file is not an A-level taxpayer of that year. */
const taxALevel = listFeed('tax_a_level', {
  code: 'tax_a_level',
  label: { zh: '纳税信用A级纳税人', en: 'Taxpayers of credit level A' },
  source: 'taxation',
  columns: {
    subject_name: organisationColumns.subject_name!,
    subject_uscc: organisationColumns.subject_uscc!,
    subject_tax_no: taxNumberColumn(),
    year: yearColumn('评价年度|年度|year|PJND|ND'),
    ...authorityColumns,
    ...optional(listingColumns),
  },
  sourceKey: [['rec_id'], ['year', 'decided_by', 'subject_name']],
  constants: { grade: 'A' },
  cycle: 'yearly',
});

const customsEnterprises = listFeed('customs_aeo', {
  code: 'customs_enterprises',
  label: { zh: '海关高级认证企业', en: 'Authorised economic operators' },
  source: 'customs',
  columns: {
    subject_name: organisationColumns.subject_name!,
    subject_uscc: organisationColumns.subject_uscc!,
    customs_code: column('海关注册编码|海关编码|注册海关编码|customs_code|HGZCBM|HGBM', 'customs_code'),
    grade: column('信用等级|认证等级|等级|grade|level|XYDJ|RZDJ', 'grade'),
    ...authorityColumns,
    ...listingColumns,
    listed_on: { ...listingColumns.listed_on!, headers: ['认定日期', '认证日期', ...listingColumns.listed_on!.headers, 'RDRQ'] },
  },
  sourceKey: byDay,
  cycle: 'monthly',
});

const redLists = listFeed('red_other', {
  code: 'red_lists',
  label: { zh: '其他守信红名单', en: 'Other red lists' },
  source: 'development_reform',
  columns: {
    ...subjectColumns,
    document_no: documentColumn,
    matter: column('荣誉名称|红名单名称|表彰名称|matter|honour|RYMC|HMDMC', 'matter'),
    grade: column('等级|荣誉等级|grade|level|DJ', 'grade'),
    grounds: reasonColumn,
    ...authorityColumns,
    ...listingColumns,
  },
  sourceKey: byDay,
  swappable,
  cycle: 'quarterly',
  unverified: true,
});

/** Any list of any department; which one, the row says. */
const creditLists: FeedDefinition = {
  ...listDelivery,
  code: 'credit_lists',
  label: { zh: '信用名单（通用）', en: 'Credit lists, common layout' },
  source: 'development_reform',
  sourceColumn: {
    column: 'source',
    codes: {
      法院: 'court', 市场监管: 'market_regulation', 税务: 'taxation', 人社: 'human_resources', 财政: 'finance', 应急管理: 'emergency', 海关: 'customs',
      发展改革: 'development_reform', 发改: 'development_reform', 市监: 'market_regulation', 应急: 'emergency',
    },
  },
  columns: {
    rec_id: recordKeyColumn,
    source: column('来源部门|提供部门|source|department|LYBM|TGBM', null, { label: { zh: '来源部门', en: 'Department' } }),
    list_code: column('名单代码|名单编码|list_code|list|MDDM|MDBM', 'list_code', { requiredHeader: true, required: true }),
    ...subjectColumns,
    document_no: documentColumn,
    decided_on: decidedOnColumn,
    grounds: reasonColumn,
    behaviour: behaviourColumn,
    basis: basisColumn,
    facts: factsColumn,
    content: contentColumn,
    grade: column('等级|grade|level|DJ', 'grade'),
    ...authorityColumns,
    ...listingColumns,
    ...closingColumns,
  },
  sourceKey: [['rec_id'], ['list_code', 'listed_on', 'decided_by', 'subject_name']],
  swappable,
  constants: { record_class: 'list_entry' },
  cycle: 'weekly',
};

function taxNumberColumn(): FeedColumn {
  return column('纳税人识别号|税务登记号|subject_tax_no|tax_no|NSRSBH|SWDJH', 'subject_tax_no');
}

function yearColumn(headers: string): FeedColumn {
  return column(headers, 'year', { requiredHeader: true, required: true });
}

/** Columns that a file may lack. */
function optional(columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).map(([code, { headers, attribute }]) => [code, column(headers.join('|'), attribute ?? null)]));
}

export const listFeeds: Readonly<Record<string, FeedDefinition>> = {
  court_defaulters: courtDefaulters,
  abnormal_operations: abnormalOperations,
  serious_violations: seriousViolations,
  tax_violations: taxViolations,
  wage_arrears: wageArrears,
  procurement_violations: procurementViolations,
  safety_violations: safetyViolations,
  tax_a_level: taxALevel,
  customs_enterprises: customsEnterprises,
  red_lists: redLists,
  credit_lists: creditLists,
};
