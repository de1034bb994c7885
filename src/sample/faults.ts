// The catalogue: everything that departments get wrong, each with its one outcome. The generator injects from it, the hub is
// scored against it. Cell faults damage one cell; process faults are made by the deliveries (deliveries.ts, refused-files.ts).
import { labelOf, type CellFault, type OutcomeKind, type ProcessFault } from './fault.ts';
import { identifierFaults } from './faults-identifiers.ts';
import { textFaults } from './faults-text.ts';
import { valueFaults } from './faults-values.ts';

export const cellFaults: readonly CellFault[] = [...identifierFaults, ...textFaults, ...valueFaults];

function processFault(code: string, label: string, kind: OutcomeKind, rule: string): ProcessFault {
  return { code, label: labelOf(label), outcome: { kind, rule } };
}

/** Of a row as a whole, among its neighbours or against what was delivered before. */
export const rowFaults = {
  columns_swapped: processFault('columns_swapped', '身份证号与信用代码填反|ID number and credit code in each other’s column', 'fixed', 'COLUMNS_SWAPPED'),
  source_key_missing: processFault('source_key_missing', '缺主键|Source key missing', 'reject', 'SOURCE_KEY_MISSING'),
  delete_without_key: processFault('delete_without_key', '删除无主键|Deletion without a key', 'reject', 'DELETE_WITHOUT_KEY'),
  doubled_row: processFault('doubled_row', '文件内重复行|Row doubled within a file', 'process', 'duplicate'),
  resent_row: processFault('resent_row', '重复报送|Row sent again', 'process', 'unchanged'),
  older_row: processFault('older_row', '较旧数据迟到|Older state arrives late', 'process', 'stale'),
  same_number_other_person: processFault('same_number_other_person', '号码被他人使用|Another person under this number', 'held', 'P3'),
  other_name: processFault('other_name', '号码一致，姓名不同|Another name under the right number', 'link', 'P2'),
  other_name_unsettled: processFault('other_name_unsettled', '号码一致，姓名不同，无公安数据|Another name, and no police record to settle it', 'link_task', 'P2'),
  permit_number: processFault('permit_number', '居住证或永居证号码（2023 版）|Residence permit, or permanent resident card of 2023', 'link', 'P1'),
  same_document: processFault('same_document', '护照、通行证或永居证（2017 版）|Passport, travel permit, or permanent resident card of 2017', 'link', 'P6'),
  code_renewed: processFault('code_renewed', '换码：两个代码含同一组织机构代码|Two codes with one organisation code', 'link_task', 'O4'),
  returned_row: processFault('returned_row', '撤回后重新报送（日期较晚）|Sent again after its withdrawal, dated later', 'process', 'returned'),
  late_row_withdrawn: processFault('late_row_withdrawn', '撤回后补到旧数据|Older row after a withdrawal', 'process', 'withdrawn'),
  deceased_then_active: processFault('deceased_then_active', '死亡后活跃|Active after death', 'link_task', 'P11'),
  credit_name_differs: processFault('credit_name_differs', '信用记录主体名称不符|Credit record whose subject’s name differs', 'held', 'C2'),
  repaired_resent: processFault('repaired_resent', '已修复条目重新报送为有效|Repaired entry sent again as in force', 'process', 'repaired'),
  credit_name_only: processFault('credit_name_only', '信用记录只有名称|Credit record with a name only', 'process', 'C3'),
} as const;

/** Of a whole delivery. */
export const fileFaults = {
  header_missing: processFault('header_missing', '缺必需表头|Required header missing', 'refused', 'FILE_HEADER'),
  wrong_encoding: processFault('wrong_encoding', '编码错误|Bytes of no encoding', 'refused', 'FILE_ENCODING'),
  truncated_gzip: processFault('truncated_gzip', '压缩包不完整|Truncated gzip', 'refused', 'FILE_TRUNCATED'),
  all_rejected: processFault('all_rejected', '全部行被拒|Every row rejected', 'refused', 'LOAD_REJECTS_OVER_LIMIT'),
  half_snapshot: processFault('half_snapshot', '全量快照缺一半|Snapshot with half of the rows missing', 'process', 'held'),
  older_snapshot: processFault('older_snapshot', '较旧快照迟到|Older snapshot arrives late', 'process', 'stale'),
  renamed_header: processFault('renamed_header', '表头改名|Header renamed to another alias', 'process', ''),
  out_of_order: processFault('out_of_order', '先到后期文件|Later delivery arrives first', 'process', ''),
  additional_column: processFault('additional_column', '多出一列|Additional column', 'process', ''),
} as const;

/** Every fault, by code. */
export const catalogue: ReadonlyMap<string, ProcessFault> = new Map(
  [...cellFaults, ...Object.values(rowFaults), ...Object.values(fileFaults)].map((fault) => [fault.code, fault]),
);
