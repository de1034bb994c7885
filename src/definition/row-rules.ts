// Rules about a whole row: what makes it a reject, and what is put right or remarked across its cells.
import type { Rule } from '../standards/rule.ts';

const rule = (code: string, effect: Rule['effect'], zh: string, en: string, remedyZh: string, remedyEn: string): Rule => ({
  code, effect, label: { zh, en }, remedy: { zh: remedyZh, en: remedyEn },
});

export const rowRuleTable = {
  requiredMissing: rule('REQUIRED_MISSING', 'reject', '必填项为空', 'A required value is missing', '补填该项后重新报送本行', 'Fill it in and send the row again'),
  requiredInvalid: rule('REQUIRED_INVALID', 'reject', '必填项不可用', 'A required value is not usable', '核对并更正该项后重新报送本行', 'Check and correct it, then send the row again'),
  sourceKeyMissing: rule('SOURCE_KEY_MISSING', 'reject', '缺少本行的业务主键', 'The row has no key of its own', '补填主键列后重新报送本行', 'Fill in the key columns and send the row again'),
  deleteWithoutKey: rule('DELETE_WITHOUT_KEY', 'reject', '删除标记缺少主键，无法确定删除对象', 'A deletion names no row', '补填要删除记录的主键', 'State the key of the row to delete'),
  columnsSwapped: rule('COLUMNS_SWAPPED', 'fixed', '两列号码填反，已对调', 'Two number columns were swapped and have been put right', '已自动对调，请核对导出列顺序', 'Put right; check the order of the exported columns'),
  keyContradicts: rule('KEY_CONTRADICTS', 'issue', '所填出生日期或性别与号码不一致', 'Stated birth date or sex differs from the number', '核对号码与出生日期、性别', 'Check the number against birth date and sex'),
  sourceUnknown: rule('SOURCE_UNKNOWN', 'issue', '来源部门不在登记名单内', 'The source named is not registered', '使用已登记的部门名称，或先登记该部门', 'Use a registered name, or register the department first'),
} as const;

export const rowRules: readonly Rule[] = Object.values(rowRuleTable);
