// Permits and penalties (双公示) in the layout of 2019, whose field lengths are not confirmed, and in the one of 2015/16 that archives hold.
import { column } from '../../definition/build.ts';
import type { FeedDefinition } from '../../definition/types.ts';
import { conductFeeds } from './conduct-feeds.ts';
import {
  authorityColumns, closingColumns2015, closingColumns2019, decisionColumns, deletes, subjectColumns2015, subjectColumns2019,
} from './columns.ts';
import { listFeeds } from './list-feeds.ts';

const common = {
  source: 'development_reform',
  sourceKey: [['document_no', 'decided_by', 'subject_name']],
  operation: { column: 'operation', deletes },
  mode: 'delta',
  rejectLimit: 0.2,
} as const;

/** A correction repeats the decision's date, so the delivery's declared date tells which row is newer. */
const permits2019: FeedDefinition = {
  code: 'permits_2019',
  label: { zh: '行政许可（2019版）', en: 'Administrative permits, layout of 2019' },
  ...common,
  columns: {
    ...subjectColumns2019('XK'),
    document_name: column('行政许可决定文书名称|许可决定文书名称|document_name|XK_XKWS', 'document_name'),
    ...decisionColumns('XK'),
    permit_class: column('许可类别|行政许可类别|permit_class|XK_XKLB', 'permit_class'),
    certificate_name: column('许可证书名称|certificate_name|XK_XKZS', 'certificate_name'),
    certificate_no: column('许可编号|许可证书编号|certificate_no|XK_XKBH', 'certificate_no'),
    content: column('许可内容|content|XK_NR', 'content'),
    valid_from: column('有效期自|valid_from|XK_YXQZ', 'valid_from'),
    valid_to: column('有效期至|valid_to|XK_YXQZI', 'valid_to'),
    ...authorityColumns('XK', 'XKJG'),
    record_state: column('当前状态|state|XK_ZT', 'record_state'),
    ...closingColumns2019('XK', 'LYDW'),
  },
  swappable: [['subject_uscc', 'subject_id_number'], ['subject_uscc', 'legal_rep_id_number']],
  constants: { record_class: 'permit' },
  cycle: 'weekly',
};

const penalties2019: FeedDefinition = {
  code: 'penalties_2019',
  label: { zh: '行政处罚（2019版）', en: 'Administrative penalties, layout of 2019' },
  ...common,
  columns: {
    ...subjectColumns2019('CF'),
    ...decisionColumns('CF'),
    violation: column('违法行为类型|violation|CF_WFXW', 'violation'),
    facts: column('违法事实|处罚事由|facts|CF_SY', 'facts'),
    basis: column('处罚依据|basis|CF_YJ', 'basis'),
    penalty_class: column('处罚类别|行政处罚类别|penalty_class|CF_CFLB', 'penalty_class'),
    content: column('处罚内容|content|CF_NR', 'content'),
    fine_amount: column('罚款金额（万元）|罚款金额|罚款|fine_amount|CF_NR_FK', 'fine_amount', { unit: 'wan' }),
    confiscated_amount: column('没收违法所得、没收非法财物的金额（万元）|没收违法所得|没收金额|confiscated_amount|CF_NR_WFFF', 'confiscated_amount', {
      unit: 'wan',
    }),
    revoked_certificate: column('暂扣或吊销证照名称及编号|暂扣或吊销证照|revoked_certificate|CF_NR_ZKDX', 'revoked_certificate'),
    valid_to: column('处罚有效期|valid_to|CF_YXQ', 'valid_to'),
    publish_until: column('公示截止期|publish_until|CF_GSJZQ', 'publish_until'),
    ...authorityColumns('CF', 'CFJG'),
    ...closingColumns2019('CF', 'SJLY'),
  },
  swappable: [['subject_uscc', 'subject_id_number'], ['subject_uscc', 'legal_rep_id_number']],
  constants: { record_class: 'penalty' },
  cycle: 'weekly',
};

const permits2015: FeedDefinition = {
  code: 'permits_2015',
  label: { zh: '行政许可（2015版）', en: 'Administrative permits, layout of 2015' },
  ...common,
  columns: {
    ...decisionColumns('XK'),
    document_name: column('项目名称|document_name|XK_XMMC', 'document_name'),
    permit_class: column('审批类别|permit_class|XK_SPLB', 'permit_class'),
    content: column('许可内容|content|XK_NR', 'content'),
    ...subjectColumns2015('XK'),
    valid_to: column('许可截止期|valid_to|XK_JZQ', 'valid_to'),
    ...authorityColumns('XK', 'XZJG'),
    ...closingColumns2015('XK'),
  },
  effectiveDate: 'stamped_on',
  swappable: [['subject_uscc', 'subject_id_number']],
  constants: { record_class: 'permit' },
  cycle: 'weekly',
};

const penalties2015: FeedDefinition = {
  code: 'penalties_2015',
  label: { zh: '行政处罚（2015版）', en: 'Administrative penalties, layout of 2015' },
  ...common,
  columns: {
    ...decisionColumns('CF'),
    document_name: column('处罚名称|案件名称|document_name|CF_CFMC', 'document_name'),
    penalty_class: column('处罚类别1|处罚类别|penalty_class|CF_CFLB1', 'penalty_class'),
    penalty_class_2: column('处罚类别2|penalty_class_2|CF_CFLB2', null, { label: { zh: '处罚类别2', en: 'Second penalty class' } }),
    facts: column('处罚事由|facts|CF_SY', 'facts'),
    basis: column('处罚依据|basis|CF_YJ', 'basis'),
    ...subjectColumns2015('CF'),
    content: column('处罚结果|content|CF_JG', 'content'),
    ...authorityColumns('CF', 'XZJG'),
    publish_until: column('公示期限|公示截止期|publish_until|GSQX', 'publish_until'),
    ...closingColumns2015('CF'),
  },
  effectiveDate: 'stamped_on',
  swappable: [['subject_uscc', 'subject_id_number']],
  constants: { record_class: 'penalty' },
  cycle: 'weekly',
};

export const feeds: Readonly<Record<string, FeedDefinition>> = {
  permits_2019: { ...permits2019, unverified: true },
  penalties_2019: { ...penalties2019, unverified: true },
  permits_2015: permits2015,
  penalties_2015: penalties2015,
  ...listFeeds,
  ...conductFeeds,
};
