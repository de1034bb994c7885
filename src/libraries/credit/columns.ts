// Columns that the permit and penalty layouts share. Every column has its Chinese name, an English one, and the pinyin abbreviation with
// the layout's prefix: XK_ permit, CF_ penalty.
import { column } from '../../definition/build.ts';
import type { FeedColumn } from '../../definition/types.ts';

type Columns = Readonly<Record<string, FeedColumn>>;
export type Prefix = 'XK' | 'CF';

/** Words in an operation column that mark a deletion. */
export const deletes: readonly string[] = ['D', 'DEL', 'DELETE', '删除', '作废'];

export const operationColumn: FeedColumn = column('操作类型|操作标识|operation|op_type|CZLX|CZBS', null, {
  label: { zh: '操作类型', en: 'Operation' },
});

/** Number, date and authority of the decision. */
export function decisionColumns(prefix: Prefix): Columns {
  const zh = prefix === 'XK' ? '许可' : '处罚';
  return {
    document_no: column(`行政${zh}决定书文号|行政${zh}决定文书号|${zh}决定书文号|文书号|document_no|${prefix}_WSH`, 'document_no', {
      requiredHeader: true,
      required: true,
    }),
    decided_on: column(
      `${zh}决定日期|${zh}决定时间|决定日期|decided_on|decision_date|${prefix}_JDRQ`, 'decided_on', { requiredHeader: true, required: true },
    ),
  };
}

/** The authority: 2019 renamed XZJG to XKJG and CFJG. */
export function authorityColumns(prefix: Prefix, authority: 'XKJG' | 'CFJG' | 'XZJG'): Columns {
  const zh = prefix === 'XK' ? '许可' : '处罚';
  return {
    decided_by: column(`${zh}机关|决定机关|decided_by|authority|${prefix}_${authority}`, 'decided_by', { requiredHeader: true, required: true }),
    decided_by_code: column(`${zh}机关统一社会信用代码|决定机关代码|decided_by_code|authority_code|${prefix}_${authority}DM`, 'decided_by_code'),
  };
}

/** Resident ID numbers and residence permits are one number space; what else is stated is another document. */
export const byDocument = (type: string, own: string, other: string): FeedColumn['route'] => ({
  by: type,
  to: { '111': own, '112': own, '810': own, '820': own, '830': own },
  otherwise: other,
});

/** The subject as the layout of 2019 writes it. At least one number should be there; a row with none is kept, unlinked. */
export function subjectColumns2019(prefix: Prefix): Columns {
  const p = `${prefix}_XDR`;
  return {
    subject_name: column(`行政相对人名称|相对人名称|当事人名称|subject_name|${p}_MC`, 'subject_name', { requiredHeader: true, required: true }),
    subject_class: column(`行政相对人类别|相对人类别|subject_class|${p}_LB`, 'subject_class'),
    subject_uscc: column(`行政相对人代码_1(统一社会信用代码)|行政相对人统一社会信用代码|统一社会信用代码|subject_uscc|uscc|${p}_SHXYM`, 'subject_uscc'),
    subject_reg_no: column(`行政相对人代码_2(工商注册号)|行政相对人工商注册号|工商注册号|subject_reg_no|${p}_GSZC`, 'subject_reg_no'),
    subject_org_code: column(`行政相对人代码_3(组织机构代码)|行政相对人组织机构代码|组织机构代码|subject_org_code|${p}_ZZJG`, 'subject_org_code'),
    subject_tax_no: column(`行政相对人代码_4(税务登记号)|行政相对人税务登记号|税务登记号|subject_tax_no|${p}_SWDJ`, 'subject_tax_no'),
    subject_institution_no: column(`行政相对人代码_5(事业单位证书号)|事业单位证书号|subject_institution_no|${p}_SYDW`, 'subject_institution_no'),
    subject_social_org_no: column(`行政相对人代码_6(社会组织登记证号)|社会组织登记证号|subject_social_org_no|${p}_SHZZ`, 'subject_social_org_no'),
    legal_rep_name: column(`法定代表人|法定代表人姓名|legal_rep_name|${p}_FRDB|${prefix}_FRDB`, 'legal_rep_name'),
    legal_rep_id_type: column(`法定代表人证件类型|legal_rep_id_type|${prefix}_FR_ZJLX|${p}_FR_ZJLX`, 'legal_rep_id_type'),
    legal_rep_id_number: column(
      `法定代表人证件号码|法定代表人身份证号|legal_rep_id_number|${prefix}_FR_ZJHM|${p}_FR_ZJHM|${prefix}_FR_SFZH|${p}_FR_SFZH`,
      'legal_rep_id_number',
      { route: byDocument('legal_rep_id_type', 'legal_rep_id_number', 'legal_rep_document_no') },
    ),
    subject_id_type: column(`证件类型|行政相对人证件类型|subject_id_type|${p}_ZJLX`, 'subject_id_type'),
    subject_id_number: column(`证件号码|行政相对人证件号码|行政相对人身份证号|subject_id_number|${p}_ZJHM|${p}_SFZH`, 'subject_id_number', {
      route: byDocument('subject_id_type', 'subject_id_number', 'subject_document_no'),
    }),
  };
}

/** The subject with the five number columns of 2015; its name is `XK_XDR` in permits and `CF_XDR_MC` in penalties. */
export function subjectColumns2015(prefix: Prefix): Columns {
  const p = `${prefix}_XDR`;
  return {
    subject_name: column(`行政相对人名称|相对人名称|subject_name|${p}|${p}_MC`, 'subject_name', { requiredHeader: true, required: true }),
    subject_uscc: column(`行政相对人代码_1(统一社会信用代码)|行政相对人统一社会信用代码|统一社会信用代码|subject_uscc|uscc|${p}_SHXYM`, 'subject_uscc'),
    subject_org_code: column(`行政相对人代码_2(组织机构代码)|组织机构代码|subject_org_code|${p}_ZDM`, 'subject_org_code'),
    subject_reg_no: column(`行政相对人代码_3(工商登记码)|工商登记码|工商注册号|subject_reg_no|${p}_GSDJ`, 'subject_reg_no'),
    subject_tax_no: column(`行政相对人代码_4(税务登记号)|税务登记号|subject_tax_no|${p}_SWDJ`, 'subject_tax_no'),
    subject_id_number: column(`行政相对人代码_5(居民身份证号)|居民身份证号|subject_id_number|${p}_SFZ`, 'subject_id_number'),
    legal_rep_name: column(`法定代表人姓名|法定代表人|legal_rep_name|${prefix}_FR`, 'legal_rep_name'),
  };
}

/** What only the layout of 2015 carries at the end of a row. */
export function closingColumns2015(prefix: Prefix): Columns {
  return {
    record_state: column(`当前状态|状态|state|${prefix}_ZT`, 'record_state'),
    use_scope: column('信息使用范围|使用范围|use_scope|XXSYFW|SYFW', 'use_scope'),
    division_code: column('地方编码|行政区划代码|division_code|DFBM', 'division_code'),
    stamped_on: column('数据更新时间戳|时间戳|数据更新时间|stamped_on|updated|SJC', null, { label: { zh: '数据更新时间戳', en: 'Stamped on' } }),
    remark: column('备注|remark|BZ', 'remark'),
    operation: operationColumn,
  };
}

/** The supplying unit and the remark, last in the layout of 2019. `unit` is LYDW in permits, SJLY in penalties. */
export function closingColumns2019(prefix: Prefix, unit: 'LYDW' | 'SJLY'): Columns {
  return {
    source_unit: column(`数据来源单位|来源单位|source_unit|${prefix}_${unit}`, 'source_unit'),
    source_unit_code: column(`数据来源单位统一社会信用代码|来源单位代码|source_unit_code|${prefix}_${unit}DM`, 'source_unit_code'),
    remark: column('备注|remark|BZ', 'remark'),
    operation: operationColumn,
  };
}
