// What the quality report expects of permits and penalties, as shares of usable values.
import type { QualityRule } from '../../definition/types.ts';

export const quality: readonly QualityRule[] = [
  { code: 'document_no_filled', attribute: 'document_no', measure: 'filled', atLeast: 0.999, label: { zh: '决定文书号填报率', en: 'Numbers of decisions filled in' } },
  { code: 'subject_name_filled', attribute: 'subject_name', measure: 'filled', atLeast: 0.999, label: { zh: '行政相对人名称填报率', en: 'Subjects filled in' } },
  { code: 'subject_uscc_valid', attribute: 'subject_uscc', measure: 'valid', atLeast: 0.98, label: { zh: '统一社会信用代码有效率', en: 'Valid unified social credit codes' } },
  { code: 'decided_on_valid', attribute: 'decided_on', measure: 'valid', atLeast: 0.99, label: { zh: '决定日期有效率', en: 'Valid dates of decision' } },
];
