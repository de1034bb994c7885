// What the quality report expects of files about organisations, as shares of usable values.
import { share } from '../../definition/build.ts';
import type { QualityRule } from '../../definition/types.ts';

export const quality: readonly QualityRule[] = [
  share('uscc', 'valid', { atLeast: 0.99, label: '统一社会信用代码有效率|Valid unified social credit codes' }),
  share('name', 'filled', { atLeast: 0.999, label: '名称填报率|Names filled in' }),
  share('registration_status', 'in_list', { atLeast: 0.99, label: '登记状态代码合规率|Status codes in the list' }),
  share('entity_type', 'in_list', { atLeast: 0.9, label: '主体类型代码合规率|Entity types in the list' }),
  share('established_on', 'valid', { atLeast: 0.99, label: '成立日期有效率|Valid dates of establishment' }),
  share('address', 'filled', { atLeast: 0.95, label: '住所填报率|Addresses filled in' }),
];
