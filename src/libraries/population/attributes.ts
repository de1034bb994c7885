// What the hub holds about a person. Elements follow DB37/T 4223.1-2020 (population) and 居民身份证法 art. 3; identifiers GB 11643.
import { attribute } from '../../definition/build.ts';
import type { AttributeDefinition } from '../../definition/types.ts';

const number = { mask: 'number' } as const;
const personalNumber = (label: string, identifier: string) => attribute('identifier', label, 'restricted', { identifier, ...number });
const otherPerson = (label: string) => attribute('person_name', label, 'sensitive', { mask: 'name' });

export const attributes: Readonly<Record<string, AttributeDefinition>> = {
  id_number: personalNumber('公民身份号码|ID number', 'id_number'),
  full_name: attribute('person_name', '姓名|Full name', 'personal', { mask: 'name' }),
  used_name: attribute('person_name', '曾用名|Former name', 'personal', { mask: 'name', conflicts: false }),
  sex: attribute('code', '性别|Sex', 'personal', { list: 'sex', mask: 'hide' }),
  // 19000101 is a birth date only where the number says the same: the row pass, which knows the number, decides.
  birth_date: attribute('date', '出生日期|Date of birth', 'personal', { mask: 'date', options: { past: true, keep1900: true } }),
  ethnic_group: attribute('code', '民族|Ethnic group', 'sensitive', { list: 'ethnic_group', mask: 'hide' }),
  birthplace_code: attribute('text', '出生地行政区划代码|Division of birth', 'personal', { mask: 'hide' }),
  native_place: attribute('text', '籍贯|Native place', 'personal', { mask: 'hide', conflicts: false }),
  nationality: attribute('code', '国籍|Nationality', 'personal', { list: 'country', mask: 'hide' }),

  document_type: attribute('code', '证件类型|Document type', 'internal', { list: 'document_type', conflicts: false }),
  passport_no: personalNumber('护照号码|Passport number', 'passport'),
  hm_travel_permit_no: personalNumber('港澳居民来往内地通行证号码|Mainland travel permit, Hong Kong and Macao', 'hm_travel_permit'),
  tw_travel_permit_no: personalNumber('台湾居民来往大陆通行证号码|Mainland travel permit, Taiwan', 'tw_travel_permit'),
  pr_card_no: personalNumber('外国人永久居留身份证号码（2017版）|Permanent resident card number, 2017 edition', 'pr_card'),
  other_document_no: attribute('text', '其他证件号码|Other document number', 'restricted', { ...number, conflicts: false }),
  birth_certificate_no: personalNumber('出生医学证明编号|Birth certificate number', 'birth_certificate_no'),
  previous_id_number: personalNumber('原公民身份号码|Former ID number', 'id_number'),
  number_change_reason: attribute('text', '号码变更原因|Reason for the new number', 'sensitive', { mask: 'hide' }),

  life_status: attribute('code', '人员状态|Status of the person', 'personal', { list: 'life_status', mask: 'hide' }),
  death_date: attribute('date', '死亡日期|Date of death', 'sensitive', { mask: 'date', options: { past: true } }),
  death_certificate_no: attribute('text', '死亡医学证明编号|Death certificate number', 'restricted', number),

  household_no: attribute('text', '户号|Household number', 'sensitive', number),
  household_relation: attribute(
    'code', '与户主关系|Relation to the head of household', 'personal', { list: 'household_relation', mask: 'hide' },
  ),
  household_type: attribute('code', '户口性质|Type of household registration', 'personal', { list: 'household_type', mask: 'hide' }),
  hukou_address: attribute('address', '户籍地址|Registered address', 'sensitive', { mask: 'address' }),
  hukou_division: attribute('text', '户籍地行政区划代码|Division of registration', 'internal'),
  police_station: attribute('text', '户籍派出所|Police station', 'internal'),
  move_in_date: attribute('date', '迁入日期|Moved in on', 'personal', { mask: 'date', options: { past: true } }),
  residence_address: attribute('address', '现居住地址|Current address', 'sensitive', { mask: 'address', conflicts: false }),
  mobile_phone: attribute('phone', '手机号码|Mobile phone', 'sensitive', { mask: 'phone', conflicts: false }),

  marital_status: attribute('code', '婚姻状况|Marital status', 'sensitive', { list: 'marital_status', mask: 'hide' }),
  marriage_date: attribute('date', '婚姻登记日期|Registered on', 'sensitive', { mask: 'date', options: { past: true } }),
  marriage_certificate_no: attribute('text', '婚姻登记证号|Marriage certificate number', 'restricted', number),
  spouse_name: otherPerson('配偶姓名|Name of spouse'),
  spouse_id_number: personalNumber('配偶公民身份号码|ID number of spouse', 'id_number'),
  father_name: otherPerson('父亲姓名|Name of father'),
  father_id_number: personalNumber('父亲公民身份号码|ID number of father', 'id_number'),
  mother_name: otherPerson('母亲姓名|Name of mother'),
  mother_id_number: personalNumber('母亲公民身份号码|ID number of mother', 'id_number'),

  education_level: attribute('code', '学历|Level of education', 'personal', { list: 'education', mask: 'hide' }),
  school: attribute('organisation_name', '毕业院校|School', 'personal', { mask: 'hide' }),
  graduation_date: attribute('date', '毕业日期|Graduated on', 'personal', { mask: 'date', options: { past: true } }),

  social_insurance_status: attribute('code', '社会保险参保状态|Social insurance status', 'sensitive', { list: 'insurance_status', mask: 'hide' }),
  insured_region: attribute('text', '参保地行政区划代码|Division of insurance', 'personal', { mask: 'hide' }),
  insured_employer_name: attribute('organisation_name', '参保单位名称|Insured by employer', 'sensitive', { mask: 'hide' }),
  insured_employer_uscc: attribute(
    'identifier', '参保单位统一社会信用代码|Employer’s unified social credit code', 'sensitive', { identifier: 'uscc', mask: 'hide' },
  ),
  housing_fund_status: attribute('code', '公积金账户状态|Housing fund account status', 'sensitive', { list: 'fund_status', mask: 'hide' }),
  housing_fund_employer: attribute('organisation_name', '公积金缴存单位|Housing fund employer', 'sensitive', { mask: 'hide' }),
};
