// The files that departments send fit their feeds: every header finds its column, in Chinese, English or abbreviated.
import { describe, expect, it } from 'vitest';
import { bindHeader } from '../../../src/engine/ingest/bind-header.ts';
import { libraries } from '../../../src/libraries/index.ts';

function feedOf(name: string) {
  const [library, feed] = name.split('.');
  return libraries.find(({ code }) => code === library)!.feeds[feed!]!;
}

/** Feed, header line, and the column that each of its names must find, in order. */
const layouts: readonly (readonly [feed: string, header: string, columns: string, sourceKey: string])[] = [
  [
    'population.department_person',
    'rec_id,source,name,used_name,gender,birth_date,ethnic_code,cert_type,cert_no,phone,hukou_address,live_address,updated',
    'rec_id,source,full_name,used_name,sex,birth_date,ethnic_group,cert_type,cert_no,mobile_phone,hukou_address,residence_address,updated',
    'rec_id',
  ],
  [
    'population.police_household',
    '公民身份号码,姓名,曾用名,性别,民族,出生日期,户籍地址,户号,与户主关系,派出所,出生医学证明编号,更新时间',
    'id_number,full_name,used_name,sex,ethnic_group,birth_date,hukou_address,household_no,household_relation,police_station,birth_certificate_no,updated',
    'id_number',
  ],
  ['population.police_household', 'GMSFHM,XM,XB,MZ,CSRQ,HJDZ', 'id_number,full_name,sex,ethnic_group,birth_date,hukou_address', 'id_number'],
  [
    'population.police_number_change',
    '原公民身份号码,新公民身份号码,姓名,变更原因,变更日期',
    'previous_id_number,id_number,full_name,number_change_reason,changed_on',
    'previous_id_number,id_number',
  ],
  [
    'legal_person.market_registry',
    'name,uscc,reg_date,ent_type,reg_capital,business_scope,province,city,address',
    'name,uscc,established_on,entity_type,registered_capital,business_scope,province,city,address',
    'uscc',
  ],
  [
    'legal_person.market_registry',
    'rec_id,name,uscc,reg_date,ent_type,reg_capital,province,city,address',
    'rec_id,name,uscc,established_on,entity_type,registered_capital,province,city,address',
    'rec_id',
  ],
  [
    'legal_person.market_registry',
    '企业名称,统一社会信用代码,法定代表人,负责人类别,法定代表人证件类型,法定代表人证件号码,登记状态,核准日期,营业期限自,营业期限至',
    'name,uscc,legal_rep_name,legal_rep_role,legal_rep_document_type,legal_rep_document_no,registration_status,approved_on,term_from,term_to',
    'uscc',
  ],
  [
    'legal_person.listed_companies',
    'ticker,short_name,full_name,english_name,pinyin_abbr,region,industry,list_date,ownership,uscc_in_register,register_province,register_city,register_address,register_date',
    'ticker,short_name,name,english_name,pinyin_abbr,region,industry,listed_on,ownership,uscc,province,city,address,established_on',
    'ticker',
  ],
  [
    'legal_person.legacy_registration_numbers',
    'name,reg_no,reg_date,ent_type,province,city,shape',
    'name,reg_no,established_on,entity_type,province,city,shape',
    'reg_no',
  ],
  [
    'legal_person.department_firm',
    'rec_id,source,name,uscc,reg_date,ent_type,reg_capital,province,city,address',
    'rec_id,source,name,uscc,established_on,entity_type,registered_capital,province,city,address',
    'rec_id',
  ],
  [
    'credit.permits_2019',
    'XK_XDR_MC,XK_XDR_LB,XK_XDR_SHXYM,XK_XDR_GSZC,XK_XDR_ZZJG,XK_XDR_SWDJ,XK_FRDB,XK_XDR_ZJLX,XK_XDR_ZJHM,XK_XKWS,XK_WSH,XK_XKLB,XK_NR,XK_JDRQ,XK_YXQZ,XK_YXQZI,XK_XKJG,XK_XKJGDM,XK_ZT,XK_LYDW,XK_LYDWDM,BZ',
    'subject_name,subject_class,subject_uscc,subject_reg_no,subject_org_code,subject_tax_no,legal_rep_name,subject_id_type,subject_id_number,document_name,document_no,permit_class,content,decided_on,valid_from,valid_to,decided_by,decided_by_code,record_state,source_unit,source_unit_code,remark',
    'document_no,decided_by,subject_name',
  ],
  [
    'credit.penalties_2019',
    'CF_XDR_MC,CF_XDR_SHXYM,CF_WSH,CF_WFXW,CF_SY,CF_YJ,CF_CFLB,CF_NR,CF_NR_FK,CF_NR_WFFF,CF_NR_ZKDX,CF_JDRQ,CF_YXQ,CF_GSJZQ,CF_CFJG,CF_CFJGDM,CF_SJLY,CF_SJLYDM,BZ',
    'subject_name,subject_uscc,document_no,violation,facts,basis,penalty_class,content,fine_amount,confiscated_amount,revoked_certificate,decided_on,valid_to,publish_until,decided_by,decided_by_code,source_unit,source_unit_code,remark',
    'document_no,decided_by,subject_name',
  ],
  [
    'credit.permits_2015',
    'XK_WSH,XK_XMMC,XK_SPLB,XK_NR,XK_XDR,XK_XDR_SHXYM,XK_XDR_ZDM,XK_XDR_GSDJ,XK_XDR_SWDJ,XK_XDR_SFZ,XK_FR,XK_JDRQ,XK_JZQ,XK_XZJG,XK_ZT,DFBM,SJC,BZ',
    'document_no,document_name,permit_class,content,subject_name,subject_uscc,subject_org_code,subject_reg_no,subject_tax_no,subject_id_number,legal_rep_name,decided_on,valid_to,decided_by,record_state,division_code,stamped_on,remark',
    'document_no,decided_by,subject_name',
  ],
  [
    'credit.penalties_2015',
    'CF_WSH,CF_CFMC,CF_CFLB1,CF_CFLB2,CF_SY,CF_YJ,CF_XDR_MC,CF_XDR_SHXYM,CF_XDR_ZDM,CF_XDR_GSDJ,CF_XDR_SWDJ,CF_XDR_SFZ,CF_FR,CF_JG,CF_JDRQ,CF_XZJG,CF_ZT,GSQX,SJC',
    'document_no,document_name,penalty_class,penalty_class_2,facts,basis,subject_name,subject_uscc,subject_org_code,subject_reg_no,subject_tax_no,subject_id_number,legal_rep_name,content,decided_on,decided_by,record_state,publish_until,stamped_on',
    'document_no,decided_by,subject_name',
  ],
  [
    'credit.court_defaulters',
    '被执行人姓名/名称,性别,年龄,身份证号码/组织机构代码,法定代表人,执行法院,省份,执行依据文号,立案时间,案号,作出执行依据单位,生效法律文书确定的义务,被执行人的履行情况,失信被执行人行为具体情形,发布时间,已履行部分,未履行部分',
    'subject_name,sex,age,subject_number,legal_rep_name,decided_by,court_region,court_case_no,case_filed_on,document_no,judged_by,obligation,fulfilment,behaviour,listed_on,fulfilled_part,unfulfilled_part',
    'document_no,decided_by,subject_name',
  ],
  [
    'credit.abnormal_operations',
    '企业名称,统一社会信用代码,法定代表人,注册号,列入经营异常名录原因类型名称,设立日期,列入决定机关',
    'subject_name,subject_uscc,legal_rep_name,subject_reg_no,grounds,listed_on,decided_by',
    'listed_on,decided_by,subject_name',
  ],
  [
    'credit.tax_violations',
    '纳税人名称,法定代表人或者负责人姓名,统一社会信用代码,组织机构代码,纳税人识别号,案件上报期,注册地址,财务负责人,中介机构,案件性质,主要违法事实,相关法律依据及处理处罚情况,认定机关,文书号,发布日期',
    'subject_name,legal_rep_name,subject_uscc,subject_org_code,subject_tax_no,tax_period,subject_address,finance_head_name,agent_name,violation,facts,basis,decided_by,document_no,listed_on',
    'document_no,decided_by,subject_name',
  ],
  [
    'credit.procurement_violations',
    '单位名称,统一社会信用代码,地址,不良行为,处罚依据,处罚结果,决定机关,记录日期,截止日期',
    'subject_name,subject_uscc,subject_address,behaviour,basis,content,decided_by,listed_on,expires_on',
    'listed_on,decided_by,subject_name',
  ],
  [
    'credit.safety_violations',
    '单位名称,统一社会信用代码,注册号,主要负责人,注册地址,失信行为,认定机关,纳入理由,列入日期',
    'subject_name,subject_uscc,subject_reg_no,legal_rep_name,subject_address,behaviour,decided_by,grounds,listed_on',
    'listed_on,decided_by,subject_name',
  ],
  ['credit.tax_a_level', '纳税人名称,统一社会信用代码,纳税人识别号,评价年度,认定机关', 'subject_name,subject_uscc,subject_tax_no,year,decided_by', 'year,decided_by,subject_name'],
  ['credit.customs_enterprises', '企业名称,统一社会信用代码,海关编码,信用等级,认定日期,认定机关,取消日期', 'subject_name,subject_uscc,customs_code,grade,listed_on,decided_by,removed_on', 'listed_on,decided_by,subject_name'],
  ['credit.commitments', 'ZTMC,SHXYDM,CNLX,CNSX,CNRQ,CNSLDW,LXZT', 'subject_name,subject_uscc,commitment_type,matter,decided_on,accepted_by,fulfilment', 'matter,decided_on,accepted_by,subject_name'],
  ['credit.evaluations', 'subject_name,uscc,matter,grade,decided_on,authority', 'subject_name,subject_uscc,matter,grade,decided_on,decided_by', 'matter,decided_on,decided_by,subject_name'],
  ['credit.repairs', '主体名称,统一社会信用代码,原处罚决定书文号,原名单代码,修复决定书文号,修复日期,修复决定机关', 'subject_name,subject_uscc,ref_document_no,ref_list_code,document_no,repaired_on,decided_by', 'ref_document_no,repaired_on,decided_by,subject_name'],
];

describe('layouts', () => {
  it.each(layouts)('%s takes %s', (name, header, columns, sourceKey) => {
    const binding = bindHeader(feedOf(name), header.split(','));
    const found = [...binding.columns].sort((a, b) => a[1] - b[1]).map(([code]) => code);
    expect(binding.unknown).toEqual([]);
    expect(found).toEqual(columns.split(','));
    expect(binding.sourceKey).toEqual(sourceKey.split(','));
  });

  it('ignores the columns that the download of rejects adds', () => {
    for (const { feeds } of libraries) {
      for (const feed of Object.values(feeds)) {
        const header = Object.values(feed.columns).map(({ headers }) => headers[0]!);
        const binding = bindHeader(feed, [...header, 'reject_id', 'rule', 'field', 'reason']);
        expect(binding.unknown).toEqual([]);
        expect([...binding.columns.values()]).not.toContain(header.length + 3);
      }
    }
  });

  it('takes each feed by its Chinese, English and abbreviated names alike', () => {
    for (const { feeds } of libraries) {
      for (const feed of Object.values(feeds)) {
        for (const [code, { headers }] of Object.entries(feed.columns)) {
          expect(headers.some((name) => /\p{Script=Han}/u.test(name)), `${feed.code}.${code} in Chinese`).toBe(true);
          expect([code, ...headers].some((name) => /^[a-z_0-9]+$/.test(name)), `${feed.code}.${code} in English`).toBe(true);
        }
      }
    }
  });
});
