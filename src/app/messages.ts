// What commands say, in both languages. `{name}` is filled in by the caller.
import type { Label } from '../kernel/labels.ts';

export type Language = 'zh' | 'en';

export const messages = {
  added: { zh: '已登记 {what}', en: 'Added {what}' },
  agency: { zh: '机构', en: 'Agency' },
  agreement: { zh: '协议', en: 'Agreement' },
  alreadyMigrated: { zh: '数据库已是最新，无需变更。', en: 'The database is up to date.' },
  applying: { zh: '入库与归集中……', en: 'Recording and resolving ...' },
  attributes: { zh: '数据项', en: 'Attributes' },
  client: { zh: '客户端', en: 'Client' },
  code: { zh: '代码', en: 'Code' },
  count: { zh: '数量', en: 'Count' },
  created: { zh: '建立时间', en: 'Created' },
  cycle: { zh: '周期', en: 'Cycle' },
  declaredDate: { zh: '数据日期', en: 'Speaks for' },
  decision: { zh: '裁定', en: 'Decision' },
  decisionProposed: { zh: '撤销裁定 {decisionId} 待他人复核', en: 'Undoing decision {decisionId} waits for a second person' },
  decisionUndone: { zh: '已撤销裁定 {decisionId}', en: 'Decision {decisionId} is undone' },
  disabled: { zh: '已停用 {what}', en: 'Disabled {what}' },
  enabled: { zh: '已启用 {what}', en: 'Enabled {what}' },
  ended: { zh: '已终止协议 {what}', en: 'Ended agreement {what}' },
  exported: { zh: '已导出到 {path}', en: 'Exported to {path}' },
  fault: { zh: '系统故障', en: 'The hub failed' },
  feed: { zh: '数据源', en: 'Feed' },
  file: { zh: '文件', en: 'File' },
  goldens: { zh: '主档', en: 'Golden records' },
  held: { zh: '批次 {loadId} 等待批准：快照缺少 {missing} 条已有记录，超过允许比例。', en: 'Load {loadId} waits for a decision: the snapshot lacks {missing} held records, over its guard.' },
  heldHint: { zh: '核实后执行：npm run hub -- load approve {loadId}（或 refuse）', en: 'When checked: npm run hub -- load approve {loadId} (or refuse)' },
  keysAdded: { zh: '已登记公钥，原密钥作废：{clientId}', en: 'Public keys registered, the secret no longer holds: {clientId}' },
  kind: { zh: '类型', en: 'Kind' },
  label: { zh: '名称', en: 'Name' },
  library: { zh: '库', en: 'Library' },
  libraryMade: { zh: '已生成 {path}。设置 JIKU_LIBRARIES_DIR={folder} 后重新启动即可使用。', en: 'Wrote {path}. Set JIKU_LIBRARIES_DIR={folder} and start the hub again.' },
  listening: { zh: '基库已启动：{url}（接口文档 {url}/docs），按 Ctrl+C 停止', en: 'Listening on {url} (API documents: {url}/docs); Ctrl+C stops' },
  load: { zh: '批次', en: 'Load' },
  loadApproved: { zh: '批次 {loadId} 已批准', en: 'Load {loadId} approved' },
  loadRefused: { zh: '批次 {loadId} 已拒绝', en: 'Load {loadId} refused' },
  migrated: { zh: '已执行迁移 {migrations} 个、库表语句 {statements} 条', en: 'Ran {migrations} migrations and {statements} statements on library tables' },
  mode: { zh: '方式', en: 'Mode' },
  none: { zh: '（无）', en: '(none)' },
  notOwner: { zh: '当前账号无权变更库表；请设置 DATABASE_OWNER_URL 为属主账号。', en: 'This role may not change the database; set DATABASE_OWNER_URL to the owner.' },
  operator: { zh: '经办人', en: 'Operator' },
  operations: { zh: '操作', en: 'Operations' },
  outcome: { zh: '结果', en: 'Outcome' },
  priority: { zh: '优先级', en: 'Priority' },
  purposes: { zh: '用途', en: 'Purposes' },
  rate: { zh: '每分钟上限', en: 'Per minute' },
  reason: { zh: '理由', en: 'Reason' },
  rebuilding: { zh: '正在重算 {library} ……', en: 'Rebuilding {library} ...' },
  rebuilt: { zh: '主档 {goldens} 个，其中 {changed} 个与原值不同', en: '{goldens} golden records, {changed} of them differed' },
  rejects: { zh: '拒绝', en: 'Rejected' },
  rejectsAt: { zh: '拒绝清单：{path}（更正后原样送回，系统按 reject_id 关闭）', en: 'Rejects: {path} (correct and send back; a good row closes its reject)' },
  roles: { zh: '角色', en: 'Roles' },
  rows: { zh: '行数', en: 'Rows' },
  rule: { zh: '规则', en: 'Rule' },
  secretOnce: { zh: '密钥仅显示这一次，请妥善保存：', en: 'The secret is shown this once; keep it safe:' },
  source: { zh: '部门', en: 'Department' },
  state: { zh: '状态', en: 'State' },
  task: { zh: '任务', en: 'Task' },
  validity: { zh: '有效期', en: 'Valid' },
  waiting: { zh: '批次 {loadId} 正由另一进程处理，等待其完成……', en: 'Load {loadId} is being worked on by another process; waiting ...' },
  working: { zh: '正在处理批次与定时任务，按 Ctrl+C 停止', en: 'Working off loads and schedules; Ctrl+C stops' },
} as const satisfies Readonly<Record<string, Label>>;

export type MessageCode = keyof typeof messages;

/** The message with its places filled in. */
export function tell(language: Language, code: MessageCode, facts: Readonly<Record<string, string | number>> = {}): string {
  return messages[code][language].replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}
