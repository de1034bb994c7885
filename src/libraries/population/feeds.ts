// The files about persons: who sends them, under which headers, and how their rows are told apart.
import { column } from '../../definition/build.ts';
import type { FeedColumn, FeedDefinition } from '../../definition/types.ts';
import {
  birthDateColumn, deletes, ethnicGroupColumn, hukouAddressColumn, idNumberColumn, identityColumns, mobilePhoneColumn, nameColumn,
  nationalityColumn, operationColumn, residenceAddressColumn, sexColumn, updatedColumn, usedNameColumn,
} from './columns.ts';

const limits = { guard: 0.05, rejectLimit: 0.2 } as const;
const operation = { column: 'operation', deletes } as const;

/** The base of the library: every row is a registered person, and its number must be usable. */
const policeHousehold: FeedDefinition = {
  code: 'police_household',
  label: { zh: '公安户籍登记', en: 'Police household register' },
  source: 'police',
  columns: {
    ...identityColumns,
    id_number: { ...idNumberColumn, required: 'valid' },
    full_name: { ...nameColumn, required: true },
    used_name: usedNameColumn,
    ethnic_group: ethnicGroupColumn,
    nationality: nationalityColumn,
    birthplace_code: column('出生地行政区划|出生地行政区划代码|出生地代码|birthplace_code|CSDXZQH|CSDDM', 'birthplace_code'),
    native_place: column('籍贯|籍贯代码|native_place|JG|JGDM', 'native_place'),
    birth_certificate_no: column('出生医学证明编号|出生证编号|出生证明编号|birth_certificate_no|CSYXZMBH|CSZBH', 'birth_certificate_no'),
    passport_no: column('护照号码|passport_no|HZHM', 'passport_no'),
    pr_card_no: column('原永居证号码|外国人永久居留证号码|pr_card_no|YJZHM', 'pr_card_no'),
    household_no: column('户号|户口簿编号|household_no|HH|HKBBH', 'household_no'),
    household_relation: column('与户主关系|与户主关系代码|household_relation|YHZGX|YHZGXDM', 'household_relation'),
    household_type: column('户口性质|户口类别|户别|household_type|HKXZ|HKLB', 'household_type'),
    hukou_address: hukouAddressColumn,
    hukou_division: column('户籍地行政区划|户籍地行政区划代码|省市县区|hukou_division|HJDXZQH|HJDXZQHDM|SSXQ', 'hukou_division'),
    police_station: column('派出所|户籍派出所|所属派出所|police_station|PCS|PCSMC', 'police_station'),
    move_in_date: column('迁入日期|何时迁来|move_in_date|QRRQ|HSQL', 'move_in_date'),
    life_status: column('人员状态|户口状态|注销标识|life_status|person_status|RYZT|HKZT|ZXBS', 'life_status'),
    death_date: column('死亡日期|死亡注销日期|death_date|SWRQ|SWZXRQ', 'death_date'),
    marital_status: column('婚姻状况|婚姻状况代码|marital_status|HYZK|HYZKDM', 'marital_status'),
    residence_address: residenceAddressColumn,
    mobile_phone: mobilePhoneColumn,
    father_name: column('父亲姓名|father_name|FQXM', 'father_name'),
    father_id_number: column('父亲公民身份号码|父亲身份证号|father_id_number|FQSFZH|FQGMSFHM', 'father_id_number'),
    mother_name: column('母亲姓名|mother_name|MQXM', 'mother_name'),
    mother_id_number: column('母亲公民身份号码|母亲身份证号|mother_id_number|MQSFZH|MQGMSFHM', 'mother_id_number'),
    person_key: column('人员编号|人员ID|户籍人员编号|person_id|rybh|RYID', null, { label: { zh: '人员编号', en: 'Person key' } }),
    updated: updatedColumn,
    operation: operationColumn,
  },
  sourceKey: [['person_key'], ['id_number']],
  effectiveDate: 'updated',
  operation,
  mode: 'delta',
  ...limits,
  cycle: 'daily',
};

/** Old number, new number, reason and date: the only proof on which a record changes its number (P9). */
const policeNumberChange: FeedDefinition = {
  code: 'police_number_change',
  label: { zh: '公安公民身份号码变更通知', en: 'Police notices of changed ID numbers' },
  source: 'police',
  columns: {
    notice_no: column('通知编号|变更编号|业务流水号|notice_no|serial_no|TZBH|YWLSH', null, { label: { zh: '通知编号', en: 'Notice number' } }),
    previous_id_number: column('原公民身份号码|原身份证号|变更前号码|previous_id_number|old_id_number|old_id|YGMSFHM|YSFZH', 'previous_id_number', {
      requiredHeader: true,
      required: 'valid',
    }),
    id_number: {
      ...column('新公民身份号码|新身份证号|现公民身份号码|变更后号码|公民身份号码|new_id_number|new_id|id_number|XGMSFHM|XSFZH|GMSFHM', 'id_number'),
      requiredHeader: true,
      required: 'valid',
    },
    full_name: { ...nameColumn, requiredHeader: false },
    number_change_reason: column(
      '变更原因|更正原因|变更更正原因|change_reason|reason_for_change|BGYY|BGGZYY', 'number_change_reason', { requiredHeader: true },
    ),
    changed_on: column('变更日期|更正日期|变更时间|changed_on|change_date|BGRQ|BGGZRQ', null, {
      requiredHeader: true,
      label: { zh: '变更日期', en: 'Changed on' },
    }),
  },
  sourceKey: [['notice_no'], ['previous_id_number', 'id_number']],
  effectiveDate: 'changed_on',
  mode: 'delta',
  rejectLimit: 0.2,
  cycle: 'realtime',
};

/** One row per registered person: each spouse has a row of their own. */
const civilAffairsMarriage: FeedDefinition = {
  code: 'civil_affairs_marriage',
  label: { zh: '民政婚姻登记', en: 'Marriage register of civil affairs' },
  source: 'civil_affairs',
  columns: {
    ...identityColumns,
    marriage_certificate_no: column(
      '婚姻登记证号|结婚证字号|登记证字号|证件字号|marriage_certificate_no|certificate_no|HYDJZH|JHZZH',
      'marriage_certificate_no',
      { requiredHeader: true },
    ),
    marital_status: column('婚姻登记业务类型|婚姻登记类别|婚姻状况|登记类别|marital_status|registration_type|HYZK|DJLB|YWLX', 'marital_status', {
      requiredHeader: true,
      required: true,
      codes: {
        结婚登记: '20', 结婚: '20', IA: '20', 补发结婚登记证: '20', ICA: '20', 离婚登记: '40', 离婚: '40', IB: '40', 补发离婚登记证: '40', ICB: '40',
        撤销结婚登记: '10',
      },
    }),
    marriage_date: column('婚姻登记日期|登记日期|marriage_date|registered_on|register_date|DJRQ|HYDJRQ', 'marriage_date', { requiredHeader: true }),
    spouse_name: column('配偶姓名|对方姓名|spouse_name|POXM', 'spouse_name'),
    spouse_id_number: column('配偶公民身份号码|配偶身份证号|对方身份证号|spouse_id_number|POSFZH|POGMSFHM', 'spouse_id_number'),
    operation: operationColumn,
  },
  sourceKey: [['marriage_certificate_no', 'id_number'], ['id_number', 'marriage_date']],
  effectiveDate: 'marriage_date',
  operation,
  mode: 'delta',
  ...limits,
  cycle: 'daily',
};

/** Newborns: until the household registration the certificate's number is the only one they have (P7). */
const healthBirth: FeedDefinition = {
  code: 'health_birth',
  label: { zh: '卫健出生医学证明', en: 'Birth certificates of health' },
  source: 'health',
  columns: {
    birth_certificate_no: column('出生医学证明编号|出生证编号|出生证明编号|birth_certificate_no|certificate_no|CSYXZMBH|CSZBH', 'birth_certificate_no', {
      requiredHeader: true,
      required: true,
    }),
    full_name: { ...column('新生儿姓名|姓名|full_name|name|newborn_name|XSEXM|XM', 'full_name'), requiredHeader: true },
    id_number: { ...idNumberColumn, requiredHeader: false },
    sex: { ...column('新生儿性别|性别|性别代码|sex|gender|XB|XSEXB', 'sex') },
    birth_date: column('出生日期|出生时间|出生年月日|birth_date|date_of_birth|CSRQ|CSSJ', 'birth_date', { requiredHeader: true }),
    birthplace_code: column('出生地行政区划|出生地行政区划代码|birthplace_code|CSDXZQH', 'birthplace_code'),
    father_name: column('父亲姓名|father_name|FQXM', 'father_name'),
    father_id_number: column('父亲公民身份号码|父亲身份证号|父亲证件号码|father_id_number|FQSFZH|FQZJHM', 'father_id_number'),
    mother_name: column('母亲姓名|mother_name|MQXM', 'mother_name'),
    mother_id_number: column('母亲公民身份号码|母亲身份证号|母亲证件号码|mother_id_number|MQSFZH|MQZJHM', 'mother_id_number'),
    issued_on: column('签发日期|发证日期|issued_on|issue_date|QFRQ|FZRQ', null, { label: { zh: '签发日期', en: 'Issued on' } }),
    operation: operationColumn,
  },
  sourceKey: [['birth_certificate_no']],
  effectiveDate: 'issued_on',
  operation,
  mode: 'delta',
  ...limits,
  cycle: 'daily',
};

const healthDeath: FeedDefinition = {
  code: 'health_death',
  label: { zh: '卫健死亡医学证明', en: 'Death certificates of health' },
  source: 'health',
  columns: {
    ...identityColumns,
    id_number: { ...idNumberColumn, required: true },
    death_certificate_no: column('死亡医学证明编号|死亡证编号|死亡证明书编号|death_certificate_no|certificate_no|SWYXZMBH|SWZBH', 'death_certificate_no', {
      requiredHeader: true,
    }),
    death_date: column('死亡日期|死亡时间|death_date|date_of_death|SWRQ|SWSJ', 'death_date', { requiredHeader: true, required: true }),
    issued_on: column('签发日期|填卡日期|issued_on|issue_date|QFRQ|TKRQ', null, { label: { zh: '签发日期', en: 'Issued on' } }),
    operation: operationColumn,
  },
  sourceKey: [['death_certificate_no']],
  effectiveDate: 'issued_on',
  operation,
  mode: 'delta',
  ...limits,
  constants: { life_status: '3' },
  cycle: 'daily',
};

const socialSecurity: FeedDefinition = {
  code: 'social_security',
  label: { zh: '人社社会保险参保', en: 'Social insurance of human resources' },
  source: 'human_resources',
  columns: {
    person_key: column('个人编号|个人编码|社保个人编号|person_no|GRBH|GRBM', null, { label: { zh: '个人编号', en: 'Insured person’s key' } }),
    ...identityColumns,
    social_insurance_status: column('参保状态|人员参保状态|缴费状态|insurance_status|status|CBZT|RYCBZT|JFZT', 'social_insurance_status', {
      requiredHeader: true,
    }),
    insured_region: column('参保地|参保地行政区划|参保地区划代码|insured_region|region_code|CBD|CBDXZQH', 'insured_region'),
    insured_employer_name: column('单位名称|参保单位|参保单位名称|employer_name|employer|DWMC|CBDWMC', 'insured_employer_name'),
    insured_employer_uscc: column('单位统一社会信用代码|统一社会信用代码|参保单位统一社会信用代码|employer_uscc|uscc|TYSHXYDM|DWTYSHXYDM', 'insured_employer_uscc'),
    mobile_phone: mobilePhoneColumn,
    residence_address: residenceAddressColumn,
    updated: updatedColumn,
  },
  sourceKey: [['person_key'], ['id_number']],
  effectiveDate: 'updated',
  mode: 'snapshot',
  ...limits,
  cycle: 'monthly',
};

const education: FeedDefinition = {
  code: 'education',
  label: { zh: '教育学历注册', en: 'Education credentials' },
  source: 'education',
  columns: {
    certificate_no: column('学历证书编号|毕业证书编号|证书编号|education_certificate_no|certificate_no|XLZSBH|BYZSBH|ZSBH', null, {
      label: { zh: '学历证书编号', en: 'Certificate number' },
    }),
    ...identityColumns,
    education_level: column('学历|学历层次|学历代码|层次|education_level|education|XL|XLCC|XLDM|CC', 'education_level', {
      requiredHeader: true,
      // Two-digit codes 01–08 of the older edition that school registers still use.
      codes: { '01': '10', '02': '20', '03': '30', '04': '40', '05': '47', '06': '60', '07': '70', '08': '80' },
    }),
    school: column('学校名称|毕业院校|院校名称|school|school_name|college|XXMC|BYYX|YXMC', 'school', { requiredHeader: true }),
    graduation_date: column('毕业日期|毕（结）业日期|毕业时间|graduation_date|graduated_on|BYRQ|BJYRQ', 'graduation_date', { requiredHeader: true }),
    updated: updatedColumn,
    operation: operationColumn,
  },
  sourceKey: [['certificate_no'], ['id_number', 'education_level']],
  effectiveDate: 'updated',
  operation,
  mode: 'delta',
  ...limits,
  cycle: 'half_yearly',
};

const housingFund: FeedDefinition = {
  code: 'housing_fund',
  label: { zh: '住房公积金缴存', en: 'Housing provident fund' },
  source: 'housing_fund',
  columns: {
    account_no: column('个人账号|个人公积金账号|公积金账号|account_no|account|GRZH|GJJZH', null, { label: { zh: '个人账号', en: 'Account' } }),
    ...identityColumns,
    housing_fund_status: column('账户状态|个人账户状态|缴存状态|fund_status|account_status|status|ZHZT|GRZHZT|JCZT', 'housing_fund_status', {
      requiredHeader: true,
    }),
    housing_fund_employer: column('单位名称|缴存单位|缴存单位名称|employer_name|employer|DWMC|JCDWMC', 'housing_fund_employer'),
    mobile_phone: mobilePhoneColumn,
    residence_address: residenceAddressColumn,
    updated: updatedColumn,
  },
  sourceKey: [['account_no'], ['id_number']],
  effectiveDate: 'updated',
  mode: 'snapshot',
  ...limits,
  cycle: 'monthly',
};

/** Document type (GA/T 517) → the attribute that holds its number. */
const documentRoute: FeedColumn['route'] = {
  by: 'cert_type',
  to: {
    '111': 'id_number', '112': 'id_number', '113': 'id_number', '810': 'id_number', '820': 'id_number', '830': 'id_number',
    '414': 'passport_no', '511': 'tw_travel_permit_no', '516': 'hm_travel_permit_no', '553': 'pr_card_no', '117': 'birth_certificate_no',
  },
  otherwise: 'other_document_no',
};

/** One layout for the person files of many departments; each row names its department. */
const departmentPerson: FeedDefinition = {
  code: 'department_person',
  label: { zh: '部门人员信息（通用）', en: 'Person files of departments, common layout' },
  source: 'development_reform',
  sourceColumn: {
    column: 'source',
    codes: {
      公安: 'police', 民政: 'civil_affairs', 卫健: 'health', 人社: 'human_resources', 教育: 'education', 住建: 'housing', 公积金: 'housing_fund',
      税务: 'taxation', 医保: 'medical_insurance', 法院: 'court', 残联: 'disabled_federation',
    },
  },
  columns: {
    rec_id: column('记录编号|记录标识|数据主键|rec_id|record_id|JLBH|SJZJ', null, { requiredHeader: true, label: { zh: '记录编号', en: 'Record key' } }),
    source: column('来源部门|数据来源|来源|source|department|LYBM|SJLY', null, { requiredHeader: true, label: { zh: '来源部门', en: 'Department' } }),
    full_name: nameColumn,
    used_name: usedNameColumn,
    sex: sexColumn,
    birth_date: birthDateColumn,
    ethnic_group: ethnicGroupColumn,
    nationality: nationalityColumn,
    cert_type: column('证件类型|证件种类|cert_type|document_type|ZJLX|ZJZL', 'document_type'),
    cert_no: column('证件号码|证件号|cert_no|document_no|ZJHM|ZJH', 'id_number', {
      requiredHeader: true,
      route: documentRoute,
    }),
    mobile_phone: mobilePhoneColumn,
    hukou_address: hukouAddressColumn,
    residence_address: residenceAddressColumn,
    updated: updatedColumn,
    operation: operationColumn,
  },
  sourceKey: [['rec_id']],
  effectiveDate: 'updated',
  operation,
  mode: 'delta',
  ...limits,
  cycle: 'monthly',
};

export const feeds: Readonly<Record<string, FeedDefinition>> = {
  police_household: policeHousehold,
  police_number_change: policeNumberChange,
  civil_affairs_marriage: civilAffairsMarriage,
  health_birth: healthBirth,
  health_death: healthDeath,
  social_security: socialSecurity,
  education,
  housing_fund: housingFund,
  department_person: departmentPerson,
};
