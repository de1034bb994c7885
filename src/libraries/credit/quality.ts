// What the quality report expects of credit files, as shares of usable values.
import { share } from '../../definition/build.ts';
import type { QualityRule } from '../../definition/types.ts';

export const quality: readonly QualityRule[] = [
  share('document_no', 'filled', { atLeast: 0.999, label: '决定文书号填报率|Numbers of decisions filled in' }),
  share('subject_name', 'filled', { atLeast: 0.999, label: '行政相对人名称填报率|Subjects filled in' }),
  share('subject_uscc', 'valid', { atLeast: 0.98, label: '统一社会信用代码有效率|Valid unified social credit codes' }),
  share('decided_on', 'valid', { atLeast: 0.99, label: '决定日期有效率|Valid dates of decision' }),
  share('listed_on', 'valid', { atLeast: 0.99, label: '列入日期有效率|Valid dates of listing' }),
  share('subject_id_number', 'valid', { atLeast: 0.98, label: '公民身份号码有效率|Valid ID numbers' }),
  share('fulfilment', 'in_list', { atLeast: 0.95, label: '履行情况代码合规率|States of fulfilment in the list' }),
];
