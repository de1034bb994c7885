// Columns that several layouts of organisations share, with the header names under which departments send them.
import { column } from '../../definition/build.ts';
import type { FeedColumn } from '../../definition/types.ts';

/** Words in an operation column that mark a deletion. */
export const deletes: readonly string[] = ['D', 'DEL', 'DELETE', '3', '删除', '作废'];

export const operationColumn: FeedColumn = column('操作类型|操作标识|数据操作|增删改标志|operation|op_type|CZLX|CZBS', null, {
  label: { zh: '操作类型', en: 'Operation' },
});
export const updatedColumn: FeedColumn = column('更新时间|更新日期|最后更新时间|updated|updated_at|update_time|GXSJ|GXRQ', null, {
  label: { zh: '更新日期', en: 'Updated on' },
});
export const recordKeyColumn: FeedColumn = column('记录编号|记录标识|数据主键|业务主键|rec_id|record_id|JLBH|SJZJ', null, {
  label: { zh: '记录编号', en: 'Record key' },
});
export const usccColumn: FeedColumn = column(
  '统一社会信用代码|社会信用代码|统一信用代码|信用代码|公示代码|uscc|credit_code|social_credit_code|uni_social_crd_cd|code_as_published|TYSHXYDM|SHXYDM|TYDM',
  'uscc',
);
export const nameColumn: FeedColumn = column(
  '名称|单位名称|企业名称|机构名称|组织名称|主体名称|企业名称（字号名称）|纳税人名称|name|full_name|company_name|comp_nm|MC|DWMC|QYMC|JGMC|NSRMC',
  'name',
  { requiredHeader: true, required: true },
);
export const registrationNumberColumn: FeedColumn = column('注册号|工商注册号|营业执照注册号|reg_no|registration_number|opt_reg_no|ZCH|GSZCH', 'reg_no');
export const organisationCodeColumn: FeedColumn = column('组织机构代码|组织机构代码证号|机构代码|org_code|organisation_code|org_cd|ZZJGDM|JGDM', 'org_code');
export const establishedColumn: FeedColumn = column('成立日期|成立时间|注册日期|登记日期|开业日期|established_on|reg_date|est_dt|CLRQ|ZCRQ', 'established_on');
export const entityTypeColumn: FeedColumn = column('主体类型|市场主体类型|企业类型|机构类型|类型|entity_type|ent_type|comp_type|ZTLX|QYLX', 'entity_type');
export const capitalColumn: FeedColumn = column(
  '注册资本|注册资金|注册资本（万元）|注册资本(金)|出资额|开办资金|开办资金（万元）|注册资本（资金数额）|registered_capital|reg_capital|reg_capt|capital|ZCZB|ZCZJ|KBZJ',
  'registered_capital',
  { unit: 'wan', currency: 'capital_currency' },
);
export const currencyColumn: FeedColumn = column('币种|注册资本币种|capital_currency|currency|capt_kind|ZCZBBZ', 'capital_currency');
export const scopeColumn: FeedColumn = column('经营范围|业务范围|宗旨和业务范围|business_scope|scope|opt_scop|JYFW|YWFW', 'business_scope');
export const provinceColumn: FeedColumn = column('省份|省|所在省份|province|SF|SZSF', 'province');
export const cityColumn: FeedColumn = column('城市|地市|市|所在城市|city|CS|SZCS', 'city');
export const addressColumn: FeedColumn = column('住所|地址|注册地址|住所地址|经营场所|主要经营场所|address|addr|reg_address|ZS|DZ|ZCDZ|JYCS', 'address');
export const divisionColumn: FeedColumn = column('住所行政区划|住所所在行政区划|行政区划|行政区划代码|division_code|domdi_strict|XZQH|XZQHDM', 'division_code');
export const registrarColumn: FeedColumn = column('登记机关|登记管理机关|注册登记机关|registrar|reg_org|DJJG|DJGLJG', 'registrar');
export const phoneColumn: FeedColumn = column('联系电话|电话|固定电话|phone|tel|tel_num|LXDH|DH', 'phone');

/** Resident ID numbers and residence permits are one number space; what else is stated is another document. */
const byDocument = (type: string, own: string, other: string): FeedColumn['route'] => ({
  by: type,
  to: { '111': own, '112': own, '810': own, '820': own, '830': own },
  otherwise: other,
});

/** Legal representative, partner, investor, operator: one person in charge with role and document. */
export const personInChargeColumns: Readonly<Record<string, FeedColumn>> = {
  legal_rep_name: column(
    '法定代表人|法定代表人姓名|负责人|负责人姓名|法定代表人（负责人）|经营者|经营者姓名|执行事务合伙人|投资人|legal_rep_name|legal_representative|legal_repre|FDDBR|FRDB|FZR',
    'legal_rep_name',
  ),
  legal_rep_role: column('负责人身份|负责人类别|法定代表人类型|legal_rep_role|role|FZRLB|FZRSF', 'legal_rep_role'),
  legal_rep_document_type: column(
    '法定代表人证件类型|负责人证件类型|legal_rep_document_type|legal_rep_cert_type|FRZJLX|FDDBRZJLX|FZRZJLX',
    'legal_rep_document_type',
  ),
  legal_rep_document_no: column(
    '法定代表人证件号码|法定代表人身份证号|法定代表人身份证件号码|负责人证件号码|负责人身份证号|' +
      'legal_rep_document_no|legal_rep_id_number|legal_repre_id|FRZJHM|FRSFZH|FDDBRSFZH|FZRZJHM',
    'legal_rep_id_number',
    {
      route: byDocument('legal_rep_document_type', 'legal_rep_id_number', 'legal_rep_document_no'),
    },
  ),
};

/** Since when and until when the person is in charge. A register that keeps no dates leaves them out. */
export const tenureColumns: Readonly<Record<string, FeedColumn>> = {
  legal_rep_from: column('法定代表人任职起始日期|任职起始日期|任职日期|负责人任职日期|legal_rep_from|in_charge_from|FRRZQSRQ|RZQSRQ|RZRQ', 'legal_rep_from'),
  legal_rep_to: column('法定代表人任职终止日期|任职终止日期|离任日期|免职日期|legal_rep_to|in_charge_to|FRRZZZRQ|RZZZRQ|LRRQ', 'legal_rep_to'),
};

/** The actual controller, a natural person. A register that does not know one leaves the columns out. */
export const controllerColumns: Readonly<Record<string, FeedColumn>> = {
  controller_name: column('实际控制人|实际控制人姓名|controller_name|actual_controller|SJKZR|SJKZRXM', 'controller_name'),
  controller_document_type: column('实际控制人证件类型|controller_document_type|SJKZRZJLX', 'controller_document_type'),
  controller_document_no: column(
    '实际控制人证件号码|实际控制人身份证号|controller_document_no|controller_id_number|SJKZRZJHM|SJKZRSFZH',
    'controller_id_number',
    { route: byDocument('controller_document_type', 'controller_id_number', 'controller_document_no') },
  ),
  controller_from: column('实际控制起始日期|controller_from|SJKZQSRQ', 'controller_from'),
  controller_to: column('实际控制终止日期|controller_to|SJKZZZRQ', 'controller_to'),
};

/** Register items of 市场主体登记管理条例 art. 8 that the published extracts of a register leave out. */
export const registerItemColumns: Readonly<Record<string, FeedColumn>> = {
  registration_status: column('登记状态|经营状态|企业状态|主体状态|状态|registration_status|status|reg_state|DJZT|JYZT|QYZT', 'registration_status'),
  approved_on: column('核准日期|核准时间|发证日期|approved_on|approval_date|appr_dt|HZRQ|FZRQ', 'approved_on'),
  deregistered_on: column('注销日期|吊销日期|注销或吊销日期|deregistered_on|cancel_date|ZXRQ|DXRQ', 'deregistered_on'),
  term_from: column('有效期自|营业期限自|经营期限自|经营（营业）起始日期|term_from|opt_from|YXQZ|YYQXZ|JYQXZ', 'term_from'),
  term_to: column('有效期至|营业期限至|经营期限至|经营（营业）截止日期|term_to|opt_to|YXQZI|YYQXZI|JYQXZI', 'term_to'),
};
