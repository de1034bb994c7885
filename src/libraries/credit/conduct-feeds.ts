// What subjects promise and how they are judged, and what becomes of an entry: commitments, evaluations, repair decisions and objections, all
// gathered by the department that runs the credit platform.
import { column } from '../../definition/build.ts';
import type { FeedColumn, FeedDefinition } from '../../definition/types.ts';
import { authorityColumns, closingColumns, documentColumn, decidedOnColumn, reasonColumn, recordKeyColumn, subjectColumns } from './list-columns.ts';
import { listDelivery } from './list-feeds.ts';

const delivery = { ...listDelivery, source: 'development_reform', swappable: [['subject_uscc', 'subject_id_number']] } as const;
const { publish_until: publishUntil, ...closing } = closingColumns;
const required = { requiredHeader: true, required: true } as const;

const commitments: FeedDefinition = {
  ...delivery,
  code: 'commitments',
  label: { zh: '信用承诺', en: 'Commitments' },
  columns: {
    rec_id: recordKeyColumn,
    ...subjectColumns,
    document_no: column('承诺书编号|承诺编号|document_no|commitment_no|CNSBH', 'document_no'),
    commitment_type: column('承诺类型|commitment_type|type|CNLX', 'commitment_type'),
    matter: column('承诺事由|承诺事项|matter|CNSX|CNSY', 'matter', required),
    content: column('承诺内容|content|CNNR', 'content'),
    decided_on: column('作出承诺日期|承诺日期|做出承诺时间|committed_on|decided_on|CNRQ|ZCCNRQ', 'decided_on', required),
    accepted_by: column('承诺受理单位|受理单位|accepted_by|SLDW|CNSLDW', 'accepted_by', required),
    valid_to: column('承诺有效期|承诺有效期至|valid_to|CNYXQ', 'valid_to'),
    fulfilment: column('承诺履行状态|履约状态|履行情况|fulfilment|LXZT|CNLXZT', 'fulfilment'),
    ...closing,
    publish_until: publishUntil!,
  },
  sourceKey: [['rec_id'], ['matter', 'decided_on', 'accepted_by', 'subject_name']],
  constants: { record_class: 'commitment' },
  cycle: 'weekly',
};

/** Grades that others gave: the hub makes none. */
const evaluations: FeedDefinition = {
  ...delivery,
  code: 'evaluations',
  label: { zh: '信用评价结果', en: 'Evaluation results' },
  columns: {
    rec_id: recordKeyColumn,
    ...subjectColumns,
    matter: column('评价事项|评价名称|评价内容|matter|PJSX|PJNR|PJMC', 'matter', required),
    content: column('评价说明|评价结论|content|PJSM', 'content'),
    grade: column('评价等级|评价结果|等级|grade|PJDJ|PJJGDJ', 'grade', required),
    year: column('评价年度|年度|year|PJND', 'year'),
    decided_on: column('评价日期|评价时间|decided_on|PJRQ|PJSJ', 'decided_on', required),
    valid_to: column('评价有效期至|有效期至|valid_to|YXQZ', 'valid_to'),
    ...authorityColumns,
    ...closing,
    publish_until: publishUntil!,
  },
  sourceKey: [['rec_id'], ['matter', 'decided_on', 'decided_by', 'subject_name']],
  constants: { record_class: 'evaluation' },
  cycle: 'monthly',
};

const concerned: Readonly<Record<string, FeedColumn>> = {
  ref_document_no: column('所涉决定书文号|原决定书文号|原处罚决定书文号|所涉文书号|ref_document_no|SSWSH|YJDSWH', 'ref_document_no', { requiredHeader: true }),
  ref_list_code: column('所涉名单代码|原名单代码|所涉名单|ref_list_code|SSMDDM|YMDDM', 'ref_list_code'),
};

/** Who decided on the entry repairs it; the platform passes the decision on. */
const repairs: FeedDefinition = {
  ...delivery,
  code: 'repairs',
  label: { zh: '信用修复决定', en: 'Repair decisions' },
  columns: {
    rec_id: recordKeyColumn,
    ...subjectColumns,
    document_no: { ...documentColumn, headers: ['修复决定书文号', '修复决定文书号', ...documentColumn.headers, 'XFJDSWH'] },
    ...concerned,
    grounds: { ...reasonColumn, headers: ['修复事由', ...reasonColumn.headers, 'XFSY'] },
    decided_on: decidedOnColumn,
    repaired_on: column('修复日期|修复时间|信用修复日期|repaired_on|XFRQ', 'repaired_on', required),
    decided_by: { ...authorityColumns.decided_by!, headers: ['修复决定机关', '修复单位', ...authorityColumns.decided_by!.headers, 'XFJG'] },
    decided_by_code: authorityColumns.decided_by_code!,
    ...closing,
  },
  sourceKey: [['rec_id'], ['ref_document_no', 'repaired_on', 'decided_by', 'subject_name']],
  constants: { record_class: 'repair' },
  cycle: 'daily',
  unverified: true,
};

const objections: FeedDefinition = {
  ...delivery,
  code: 'objections',
  label: { zh: '信用异议', en: 'Objections' },
  columns: {
    rec_id: recordKeyColumn,
    ...subjectColumns,
    document_no: column('异议编号|异议申请编号|document_no|objection_no|YYBH', 'document_no'),
    ...concerned,
    grounds: { ...reasonColumn, headers: ['异议事由', '异议理由', ...reasonColumn.headers, 'YYSY'] },
    raised_on: column('异议提出日期|申请日期|提出日期|raised_on|YYTCRQ|SQRQ', 'raised_on', required),
    objection_state: column('异议状态|处理状态|objection_state|state|YYZT|CLZT', 'objection_state', required),
    objection_result: column('异议处理结果|处理意见|objection_result|YYCLJG|CLYJ', 'objection_result'),
    closed_on: column('办结日期|处理完成日期|closed_on|BJRQ', 'closed_on'),
    decided_by: { ...authorityColumns.decided_by!, headers: ['异议受理单位', ...authorityColumns.decided_by!.headers, 'YYSLDW'] },
    decided_by_code: authorityColumns.decided_by_code!,
    ...closing,
  },
  sourceKey: [['rec_id'], ['ref_document_no', 'raised_on', 'decided_by', 'subject_name']],
  constants: { record_class: 'objection' },
  cycle: 'daily',
  unverified: true,
};

export const conductFeeds: Readonly<Record<string, FeedDefinition>> = { commitments, evaluations, repairs, objections };
