// Columns that the layouts of lists, commitments, evaluations, repairs and objections share, under their Chinese name, an English one and the
// pinyin abbreviation.
import { column } from '../../definition/build.ts';
import type { FeedColumn } from '../../definition/types.ts';
import { byDocument, operationColumn } from './columns.ts';

export type Columns = Readonly<Record<string, FeedColumn>>;

/** What identifies a row in its department; where the files have none, `sourceKey` names what does. */
export const recordKeyColumn: FeedColumn = column('记录编号|记录标识|数据主键|rec_id|record_id|JLBH|SJZJ', null, { label: { zh: '记录编号', en: 'Record key' } });
const updatedColumn: FeedColumn = column('数据更新日期|更新日期|更新时间|updated|updated_on|update_time|GXRQ|GXSJ', null, { label: { zh: '更新日期', en: 'Updated on' } });

const subjectNameColumn: FeedColumn = column(
  '主体名称|失信主体名称|信用主体名称|当事人名称|单位名称|企业名称|纳税人名称|被执行人姓名/名称|被执行人姓名或名称|姓名/名称|名称|姓名|subject_name|name|ZTMC|DSRMC|BZXRMC|MC',
  'subject_name',
  { requiredHeader: true, required: true },
);
const subjectClassColumn: FeedColumn = column('主体类别|主体类型|subject_class|ZTLB|ZTLX', 'subject_class', {
  codes: { 法人: 'organisation', 自然人: 'person' },
});
const usccColumn: FeedColumn = column('统一社会信用代码|社会信用代码|信用代码|subject_uscc|uscc|TYSHXYDM|SHXYDM', 'subject_uscc');
const legalRepNameColumn: FeedColumn = column(
  '法定代表人|法定代表人姓名|法定代表人（负责人）|法定代表人或者负责人姓名|企业法定代表人|主要负责人|负责人|legal_rep_name|FDDBR|FZR', 'legal_rep_name',
);

/** An organisation with all its numbers. */
export const organisationColumns: Columns = {
  subject_name: subjectNameColumn,
  subject_uscc: usccColumn,
  subject_org_code: column('组织机构代码|subject_org_code|org_code|ZZJGDM', 'subject_org_code'),
  subject_reg_no: column('工商注册号|注册号|营业执照注册号|subject_reg_no|reg_no|GSZCH|ZCH', 'subject_reg_no'),
  legal_rep_name: legalRepNameColumn,
  legal_rep_id_type: column('法定代表人证件类型|legal_rep_id_type|FRZJLX', 'legal_rep_id_type'),
  legal_rep_id_number: column('法定代表人证件号码|法定代表人身份证号码|legal_rep_id_number|FRZJHM|FRSFZH', 'legal_rep_id_number', {
    route: byDocument('legal_rep_id_type', 'legal_rep_id_number', 'legal_rep_document_no'),
  }),
};

/** A person or an organisation. */
export const subjectColumns: Columns = {
  subject_name: subjectNameColumn,
  subject_class: subjectClassColumn,
  ...organisationColumns,
  subject_id_type: column('证件类型|主体证件类型|subject_id_type|id_type|ZJLX', 'subject_id_type'),
  subject_id_number: column('证件号码|公民身份号码|身份证号|身份证号码|subject_id_number|id_number|ZJHM|SFZH', 'subject_id_number', {
    route: byDocument('subject_id_type', 'subject_id_number', 'subject_document_no'),
  }),
};

/** Whoever is named in a judgment, whose number stands in one column whatever its kind. Sex and age are the population library's. */
export const judgedColumns: Columns = {
  subject_name: subjectNameColumn,
  subject_class: subjectClassColumn,
  subject_number: column(
    '身份证号码/组织机构代码|身份证号码或组织机构代码|身份证号码/统一社会信用代码|证件号码|subject_number|card_num|SFZHMZZJGDM|ZJHM',
    'subject_id_number',
    { byShape: ['subject_id_number', 'subject_uscc', 'subject_org_code'] },
  ),
  sex: column('性别|sex|XB', null, { label: { zh: '性别', en: 'Sex' } }),
  age: column('年龄|age|NL', null, { label: { zh: '年龄', en: 'Age' } }),
  legal_rep_name: legalRepNameColumn,
};

export const addressColumn: FeedColumn = column('地址|注册地址|主体地址|单位地址|address|DZ|ZCDZ', 'subject_address');
export const documentColumn: FeedColumn = column(
  '决定书文号|决定文书号|列入决定书文号|认定决定书文号|文书号|文号|document_no|decision_no|JDSWH|WSH|WH', 'document_no',
);
export const decidedOnColumn: FeedColumn = column('决定日期|作出决定日期|认定日期|decided_on|decision_date|JDRQ|RDRQ', 'decided_on');
export const authorityColumns: Columns = {
  decided_by: column(
    '决定机关|列入决定机关|作出决定机关|认定机关|认定单位|列入机关|执行法院|评价机构|评价单位|受理单位|decided_by|authority|court|JDJG|RDJG|RDDW|LRJG|ZXFY|PJJG|SLDW',
    'decided_by',
    { requiredHeader: true, required: true },
  ),
  decided_by_code: column('决定机关统一社会信用代码|决定机关代码|认定机关代码|decided_by_code|authority_code|JDJGDM|RDJGDM', 'decided_by_code'),
};

/** Since when, until when and why an entry stands on its list. */
export const listingColumns: Columns = {
  listed_on: column('列入日期|列入时间|设立日期|发布日期|发布时间|记录日期|登记日期|listed_on|publish_date|LRRQ|FBSJ|FBRQ|JLRQ|SLRQ', 'listed_on', { requiredHeader: true, required: true }),
  expires_on: column('截止日期|截止时间|有效期截止日期|期限至|expires_on|end_date|JZRQ|QXZ', 'expires_on'),
  removed_on: column('移出日期|移出时间|退出日期|取消日期|删除日期|removed_on|removal_date|YCRQ|TCRQ|QXRQ', 'removed_on'),
  removal_reason: column('移出原因|退出原因|取消原因|移出理由|removal_reason|YCYY|TCYY', 'removal_reason'),
};

export const basisColumn: FeedColumn = column('列入依据|认定依据|法律依据|处罚依据|相关法律依据及处理处罚情况|处理依据|依据|basis|legal_basis|LRYJ|FLYJ|CFYJ', 'basis');
export const reasonColumn: FeedColumn = column('列入事由|列入原因|列入经营异常名录原因类型名称|列入原因类型|事由|纳入理由|grounds|listing_reason|LRSY|LRYY|NRLY', 'reason');
export const behaviourColumn: FeedColumn = column('失信行为|不良行为|失信行为具体情形|违法失信行为|严重违法失信行为的具体情形|失信情形|behaviour|SXXW|BLXW|SXXWJTQX', 'behaviour');
export const factsColumn: FeedColumn = column('主要事实|违法事实|案件事实|主要违法事实|事实|facts|WFSS|ZYSS', 'facts');
export const contentColumn: FeedColumn = column('处理结果|处罚结果|处理处罚内容|内容|content|result|CLJG|CFJG|NR', 'content');

export const closingColumns: Columns = {
  publish_until: column('公示截止日期|公示截止期|publish_until|GSJZQ|GSJZRQ', 'publish_until'),
  source_unit: column('数据来源单位|来源单位|source_unit|SJLYDW|LYDW', 'source_unit'),
  remark: column('备注|remark|BZ', 'remark'),
  updated: updatedColumn,
  operation: operationColumn,
};
