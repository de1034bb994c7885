// What the quality report expects of person files, as shares of usable values.
import type { QualityRule } from '../../definition/types.ts';

export const quality: readonly QualityRule[] = [
  { code: 'id_number_valid', attribute: 'id_number', measure: 'valid', atLeast: 0.98, label: { zh: '公民身份号码有效率', en: 'Valid ID numbers' } },
  { code: 'full_name_filled', attribute: 'full_name', measure: 'filled', atLeast: 0.999, label: { zh: '姓名填报率', en: 'Names filled in' } },
  { code: 'birth_date_valid', attribute: 'birth_date', measure: 'valid', atLeast: 0.99, label: { zh: '出生日期有效率', en: 'Valid dates of birth' } },
  { code: 'sex_in_list', attribute: 'sex', measure: 'in_list', atLeast: 0.99, label: { zh: '性别代码合规率', en: 'Sex codes in the list' } },
  { code: 'ethnic_group_in_list', attribute: 'ethnic_group', measure: 'in_list', atLeast: 0.99, label: { zh: '民族代码合规率', en: 'Ethnic group codes in the list' } },
  { code: 'hukou_address_filled', attribute: 'hukou_address', measure: 'filled', atLeast: 0.95, label: { zh: '户籍地址填报率', en: 'Registered addresses filled in' } },
  { code: 'mobile_phone_valid', attribute: 'mobile_phone', measure: 'valid', atLeast: 0.9, label: { zh: '手机号码有效率', en: 'Valid mobile phones' } },
];
