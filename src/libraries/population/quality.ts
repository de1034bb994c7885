// What the quality report expects of person files, as shares of usable values.
import { share } from '../../definition/build.ts';
import type { QualityRule } from '../../definition/types.ts';

export const quality: readonly QualityRule[] = [
  share('id_number', 'valid', { atLeast: 0.98, label: '公民身份号码有效率|Valid ID numbers' }),
  share('full_name', 'filled', { atLeast: 0.999, label: '姓名填报率|Names filled in' }),
  share('birth_date', 'valid', { atLeast: 0.99, label: '出生日期有效率|Valid dates of birth' }),
  share('sex', 'in_list', { atLeast: 0.99, label: '性别代码合规率|Sex codes in the list' }),
  share('ethnic_group', 'in_list', { atLeast: 0.99, label: '民族代码合规率|Ethnic group codes in the list' }),
  share('hukou_address', 'filled', { atLeast: 0.95, label: '户籍地址填报率|Registered addresses filled in' }),
  share('mobile_phone', 'valid', { atLeast: 0.9, label: '手机号码有效率|Valid mobile phones' }),
];
