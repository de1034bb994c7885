// Refusals: what the hub declines, each with a stable code that people and programs can look up.
// One table of codes; each area adds its own block. Bad data is not here (see standards/rule.ts), nor are faults (plain Errors).
import type { Label } from './labels.ts';

/** Every stable code of a refusal. Never renamed once published. Add the labels of a new code below. */
export type ErrorCode =
  // Settings and the database (app/config, store)
  | 'ADDRESS_UNAVAILABLE'
  | 'CONFIG_INVALID'
  | 'DATABASE_EMBEDDED'
  | 'DATABASE_ENCODING'
  | 'DATABASE_EXTENSION'
  | 'DATABASE_LOCALE'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_VERSION'
  | 'LIBRARY_DRIFT'
  | 'MIGRATION_EDITED'
  | 'MIGRATION_UNKNOWN'
  // Commands of the operator (app)
  | 'LIBRARY_UNKNOWN'
  | 'OPTION_INVALID'
  // Files that cannot be read (engine/readers)
  | 'FILE_UNREADABLE'
  | 'FILE_EMPTY'
  | 'FILE_KIND'
  | 'FILE_ENCODING'
  | 'FILE_TRUNCATED'
  | 'FILE_CORRUPT'
  | 'FILE_LINE_TOO_LONG'
  | 'FILE_OVER_LIMIT'
  | 'FILE_ACTIVE_CONTENT'
  | 'FILE_MERGED_CELLS'
  | 'FILE_SHEET_MISSING'
  // Deliveries as a whole (engine/load)
  | 'DECLARED_DATE_FUTURE'
  | 'FEED_UNKNOWN'
  | 'FILE_HEADER'
  | 'FILE_HEADER_REPEATED'
  | 'LOAD_NOT_HELD'
  | 'LOAD_REJECTS_OVER_LIMIT'
  | 'LOAD_UNKNOWN'
  // Decisions of stewards (engine/steward)
  | 'DECISION_CONTRADICTS'
  | 'DECISION_INVALID'
  | 'DECISION_NOT_IN_FORCE'
  | 'DECISION_NOT_PROPOSED'
  | 'DECISION_NUMBERS'
  | 'DECISION_SECOND_PERSON'
  | 'DECISION_STALE'
  | 'LIBRARY_BUSY'
  // Match models (engine/resolve/model)
  | 'MODEL_ACTIVE'
  | 'MODEL_BUSY'
  | 'MODEL_NONE'
  | 'MODEL_RULES_MISSING'
  | 'MODEL_UNFIT'
  | 'MODEL_UNKNOWN'
  | 'REHEARSAL_MISSING'
  | 'REHEARSAL_OPEN'
  | 'REHEARSAL_STALE'
  // Tokens and clients (identity)
  | 'UNAUTHENTICATED'
  | 'TOKEN_EXPIRED'
  | 'CLIENT_DISABLED'
  | 'CLIENT_EXISTS'
  | 'CLIENT_INVALID'
  | 'CLIENT_UNKNOWN'
  | 'ISSUER_UNAVAILABLE'
  | 'TOKEN_CLIENT_REFUSED'
  | 'TOKEN_GRANT_UNSUPPORTED'
  | 'TOKEN_RATE_LIMITED'
  | 'TOKEN_REQUEST_INVALID'
  | 'TOKEN_SCOPE_REFUSED'
  // People who sign in (identity)
  | 'ACCOUNT_EXISTS'
  | 'ACCOUNT_INVALID'
  | 'ACCOUNT_LOCKED'
  | 'ACCOUNT_OWN'
  | 'ACCOUNT_UNKNOWN'
  | 'CSRF_REFUSED'
  | 'OPERATOR_MISMATCH'
  | 'OUTSIDE_SIGN_IN_REFUSED'
  | 'OUTSIDE_SIGN_IN_UNAVAILABLE'
  | 'PASSWORD_REFUSED'
  | 'PASSWORD_WEAK'
  | 'SECOND_FACTOR_REFUSED'
  | 'SESSION_ENDED'
  | 'SESSION_INCOMPLETE'
  | 'SESSION_REFUSED'
  | 'SESSION_STEP'
  // Agencies, agreements and audit (sharing)
  | 'ACCESS_STALE'
  | 'AGENCY_EXISTS'
  | 'AGENCY_INVALID'
  | 'AGENCY_UNKNOWN'
  | 'AGREEMENT_INVALID'
  | 'AGREEMENT_OVERLAPS'
  | 'AGREEMENT_UNKNOWN'
  | 'AUDIT_QUERY_INVALID'
  | 'AUDIT_UNAVAILABLE'
  // Stewards' tasks and challenges (engine/steward)
  | 'CHALLENGE_CLOSED'
  | 'CHALLENGE_EXISTS'
  | 'CHALLENGE_NOT_OVERDUE'
  | 'DECISIONS_UNAVAILABLE'
  | 'TASK_BOUND'
  | 'TASK_CHANGED'
  | 'TASK_CLAIMED'
  | 'TASK_CLOSED'
  // Flags, authorisations and webhooks (credit)
  | 'AUTHORISATION_EXISTS'
  | 'AUTHORISATION_NOT_NEEDED'
  | 'AUTHORISATION_OVER'
  | 'FILES_BUSY'
  | 'STREAM_LIMIT'
  | 'TIMEPOINT_AHEAD'
  | 'TIMEPOINT_GONE'
  | 'WEBHOOK_LIMIT'
  | 'WEBHOOK_TARGET'
  // Cases and reports of the credit library (credit)
  | 'CREDIT_CASE_EXISTS'
  | 'CREDIT_CASE_STEP'
  | 'CREDIT_ENTRY_AMBIGUOUS'
  | 'CREDIT_ENTRY_ENDED'
  | 'CREDIT_IDENTITY_MISMATCH'
  | 'CREDIT_NOT_REPAIRABLE'
  | 'CREDIT_REPAIR_EARLY'
  // Credit (credit)
  | 'CREDIT_RULES_CHANGED'
  | 'CREDIT_RULES_INVALID'
  // Checks of credit and feedback on them (credit/checks)
  | 'FEEDBACK_EXISTS'
  | 'FEEDBACK_SUPERSEDED'
  | 'FEEDBACK_UNFIT'
  | 'FILE_CHECK_HEADER'
  | 'FILE_CHECK_ROWS'
  | 'FILE_CHECK_UNFINISHED'
  | 'IDENTIFIER_UNUSABLE'
  | 'IDENTIFIER_AMBIGUOUS'
  // Requests (api)
  | 'REQUEST_MALFORMED'
  | 'HEADER_INVALID'
  | 'PARAMETER_INVALID'
  | 'BODY_INVALID'
  | 'BODY_TOO_LARGE'
  | 'MEDIA_TYPE'
  | 'SCOPE_MISSING'
  | 'NOT_GRANTED'
  | 'ATTRIBUTE_NOT_GRANTED'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'IDEMPOTENCY_MISMATCH'
  | 'IDEMPOTENCY_RUNNING'
  | 'RATE_LIMITED';

/** What a person reads about a code: what happened, and what to do about it. */
export interface ErrorLabel {
  readonly title: Label;
  readonly remedy: Label;
}

/**
 * A refusal with a stable code. `message` is English, for logs, and holds no attribute value; people read `errorLabels`.
 * `details` are facts that a program or a form can use (file, line, limit ...), again without attribute values.
 */
export class HubError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: Readonly<Record<string, unknown>>,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'HubError';
  }
}

export const errorLabels: Readonly<Record<ErrorCode, ErrorLabel>> = {
  ADDRESS_UNAVAILABLE: {
    title: { zh: '无法在该地址和端口上监听', en: 'The hub cannot listen on this address and port' },
    remedy: {
      zh: '可能已有另一个进程在用（EADDRINUSE）或无权使用（EACCES）：请停止它，或更改 JIKU_HOST、JIKU_PORT。',
      en: 'Another process may hold it (EADDRINUSE), or it may not be used (EACCES): stop that process, or change JIKU_HOST or JIKU_PORT.',
    },
  },
  CONFIG_INVALID: {
    title: { zh: '配置有误', en: 'The settings are not valid' },
    remedy: { zh: '请按所列各项修正环境变量后重新启动。', en: 'Correct the environment variables that are listed, then start again.' },
  },
  DATABASE_EMBEDDED: {
    title: { zh: '内置数据库无法启动', en: 'The embedded database did not start' },
    remedy: {
      zh: '请查看数据目录下的数据库日志及磁盘空间和权限；或设置 DATABASE_URL 使用自备的 PostgreSQL。',
      en: 'See the database log in the data folder, disk space and permissions; or set DATABASE_URL to a PostgreSQL of your own.',
    },
  },
  DATABASE_ENCODING: {
    title: { zh: '数据库编码不是 UTF-8', en: 'The database is not in UTF-8' },
    remedy: {
      zh: "请重建数据库：create database jiku template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'。",
      en: "Create it anew: create database jiku template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'.",
    },
  },
  DATABASE_EXTENSION: {
    title: { zh: '数据库缺少扩展 pg_trgm', en: 'The extension pg_trgm is missing' },
    remedy: {
      zh: '请安装 PostgreSQL 的 contrib 包，并由管理员在该库执行 create extension pg_trgm。',
      en: 'Install the contrib package of PostgreSQL and let an administrator run create extension pg_trgm in the database.',
    },
  },
  DATABASE_LOCALE: {
    title: { zh: '数据库区域设置不支持中文检索', en: 'The database locale cannot search Chinese' },
    remedy: {
      zh: "请重建数据库：create database jiku template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'。",
      en: "Create it anew: create database jiku template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'.",
    },
  },
  DATABASE_UNREACHABLE: {
    title: { zh: '数据库连接不上', en: 'The database cannot be reached' },
    remedy: { zh: '请检查 DATABASE_URL、网络和账号口令。', en: 'Check DATABASE_URL, the network, the user and its password.' },
  },
  DATABASE_VERSION: {
    title: { zh: '数据库版本不支持', en: 'The version of the database is not supported' },
    remedy: { zh: '请使用 PostgreSQL 15 至 18。', en: 'Use PostgreSQL 15 to 18.' },
  },
  LIBRARY_DRIFT: {
    title: { zh: '库表与定义不一致', en: 'The tables of a library differ from its definition' },
    remedy: {
      zh: '系统只自动增加列和索引，未改动任何内容。请数据库管理员按所列各项变更表结构后重新启动，或恢复定义；`npm run hub -- schema <库>` 打印应有的结构。',
      en: 'The hub itself only adds columns and indexes; nothing was changed. Let the database administrator change what is listed and start again, or restore the definition; `npm run hub -- schema <library>` prints what is planned.',
    },
  },
  MIGRATION_EDITED: {
    title: { zh: '已执行的迁移被修改', en: 'A migration was edited after it had run' },
    remedy: { zh: '请恢复该迁移文件原文，变更另写新的迁移。', en: 'Restore the file as it was; write the change as a new migration.' },
  },
  MIGRATION_UNKNOWN: {
    title: { zh: '数据库比程序新', en: 'The database is newer than this program' },
    remedy: { zh: '请使用与数据库相同或更新的程序版本。', en: 'Run the version of the program that migrated it, or a later one.' },
  },
  LIBRARY_UNKNOWN: {
    title: { zh: '没有这个库', en: 'There is no such library' },
    remedy: { zh: '用 hub feeds 查看现有的库。', en: 'See the libraries with `hub feeds`.' },
  },
  OPTION_INVALID: {
    title: { zh: '命令参数有误', en: 'An argument or option is not valid' },
    remedy: { zh: '请按所列问题修改，或加 --help 查看用法。', en: 'Correct what is listed, or see the usage with --help.' },
  },
  FILE_UNREADABLE: {
    title: { zh: '文件无法读取', en: 'The file cannot be read' },
    remedy: { zh: '请确认文件存在且有读取权限，然后重试。', en: 'Check that the file exists and may be read, then try again.' },
  },
  FILE_EMPTY: {
    title: { zh: '文件没有数据行', en: 'The file holds no data rows' },
    remedy: { zh: '请确认导出是否成功，补齐表头和数据后重新报送。', en: 'Check the export; send the file again with its header and rows.' },
  },
  FILE_KIND: {
    title: { zh: '文件类型不支持', en: 'The kind of file is not supported' },
    remedy: {
      zh: '请另存为 CSV、JSON Lines（每行一个对象）或未加密的 .xlsx 后重新报送。',
      en: 'Save it as CSV, JSON Lines (one object a line) or .xlsx without a password, and send it again.',
    },
  },
  FILE_ENCODING: {
    title: { zh: '文件编码有误', en: 'The text encoding is wrong' },
    remedy: {
      zh: '请以 UTF-8 重新导出；若文件是 GB18030 或 UTF-16，请在装载时指明编码。',
      en: 'Export it again as UTF-8; if it is GB18030 or UTF-16, name that encoding when loading.',
    },
  },
  FILE_TRUNCATED: {
    title: { zh: '文件不完整', en: 'The file is cut short' },
    remedy: { zh: '传输可能中断，请重新传送完整文件。', en: 'The transfer was probably interrupted; send the whole file again.' },
  },
  FILE_CORRUPT: {
    title: { zh: '文件已损坏', en: 'The file is damaged' },
    remedy: { zh: '请在来源系统打开检查，重新导出后报送。', en: 'Open it where it was made, export it again and send that.' },
  },
  FILE_LINE_TOO_LONG: {
    title: { zh: '行过长', en: 'A line is too long' },
    remedy: {
      zh: '请检查该行是否缺少换行或误放了附件内容，修正后重新报送。',
      en: 'Look there for a missing line end or a pasted attachment; correct it and send the file again.',
    },
  },
  FILE_OVER_LIMIT: {
    title: { zh: '文件超出上限', en: 'The file is over a limit' },
    remedy: { zh: '请拆分文件，或改用 CSV 报送。', en: 'Split the file, or send it as CSV.' },
  },
  FILE_ACTIVE_CONTENT: {
    title: { zh: '文件含公式、宏或外部链接', en: 'The file holds a formula, a macro or an external link' },
    remedy: {
      zh: '请将数据“粘贴为数值”到新的工作簿，另存为 .xlsx 后重新报送。',
      en: 'Paste the data as values into a new workbook, save it as .xlsx and send that.',
    },
  },
  FILE_MERGED_CELLS: {
    title: { zh: '工作表有跨行合并的单元格', en: 'The worksheet has cells merged over several rows' },
    remedy: {
      zh: '请取消合并，在每一行填写各自的值后重新报送：合并后只有首行保留内容，其余各行会被读成空白。',
      en: 'Unmerge them, write each row its own value and send it again: a merged cell is kept in its first row alone, the others would be read as blank.',
    },
  },
  FILE_SHEET_MISSING: {
    title: { zh: '找不到工作表', en: 'The worksheet is not there' },
    remedy: { zh: '请核对指定的工作表名称。', en: 'Check the name of the worksheet that was asked for.' },
  },
  DECLARED_DATE_FUTURE: {
    title: { zh: '数据截止日期晚于今天', en: 'The delivery is declared for a day to come' },
    remedy: { zh: '核对日期参数、清单文件或文件名中的日期后重新报送。', en: 'Correct the date given, in the manifest or in the file name, and send it again.' },
  },
  FEED_UNKNOWN: {
    title: { zh: '没有这个数据源', en: 'There is no such feed' },
    remedy: { zh: '用 hub feeds 查看已定义的数据源代码。', en: 'See the defined feeds with `hub feeds`.' },
  },
  FILE_HEADER: {
    title: { zh: '表头缺少必需的列', en: 'The header lacks required columns' },
    remedy: { zh: '请确认首行是列名，并补齐 missing 中列出的列名（中文、英文或拼音缩写均可），然后重新报送整个文件。', en: 'See that the first line holds the names of columns, add those listed under missing (any of their names will do) and send the file again.' },
  },
  FILE_HEADER_REPEATED: {
    title: { zh: '表头中有重复的列名', en: 'A column name stands twice in the header' },
    remedy: {
      zh: 'repeated 所列的列只保留本数据源要的一列，其余删除或改名后重新报送整个文件。',
      en: 'Of the columns listed under repeated keep the one that the feed asks for, rename or remove the others, and send the file again.',
    },
  },
  LOAD_NOT_HELD: {
    title: { zh: '该批次不在等待批准状态', en: 'The load is not waiting for a decision' },
    remedy: { zh: '只有状态为 held 的批次可以批准或拒绝，请先查看批次状态。', en: 'Only a held load can be approved or refused; look at its state first.' },
  },
  LOAD_REJECTS_OVER_LIMIT: {
    title: { zh: '被拒绝的行超过该数据源的上限，整批未入库', en: 'Too many rows were rejected; nothing of the load was recorded' },
    remedy: { zh: '下载拒绝清单，按规则更正后重新报送整个文件。', en: 'Download the rejects, correct them by rule and send the whole file again.' },
  },
  LOAD_UNKNOWN: {
    title: { zh: '没有这个批次', en: 'There is no such load' },
    remedy: { zh: '核对批次号。', en: 'Check the load id.' },
  },
  MODEL_ACTIVE: {
    title: { zh: '该模型已按此设置启用', en: 'The model is in force already, set as asked for' },
    remedy: { zh: '无需再启用；如要改变“评分自动归集”，请按新的设置试算后启用。', en: 'Nothing is left to do; to change whether scores link by themselves, rehearse that and activate it.' },
  },
  MODEL_BUSY: {
    title: { zh: '该库正在比对记录', en: 'The library is comparing records' },
    remedy: { zh: '待比对完成后重试。', en: 'Try again when the comparison is done.' },
  },
  MODEL_NONE: {
    title: { zh: '该库没有启用的匹配模型', en: 'The library has no match model in force' },
    remedy: { zh: '请管理员训练并启用模型：hub model train、hub model activate。', en: 'Have the operator train and activate one: hub model train, hub model activate.' },
  },
  DECISION_CONTRADICTS: {
    title: { zh: '与仍然有效的裁定矛盾', en: 'An earlier decision in force says otherwise' },
    remedy: { zh: '请先查看 decisions 中列出的裁定；确需改变的，先撤销它。', en: 'Look at the decisions listed; undo them first if they are wrong.' },
  },
  DECISION_INVALID: {
    title: { zh: '该裁定无法成立', en: 'The decision makes no sense as asked' },
    remedy: {
      zh: '请按 why 修改：form 所列字段缺失、有误或不属于该种裁定；one_golden_record 已是同一主档或不足两个；all_records 不能移走全部记录（请用 same）；record_unknown 记录不在该主档或任务中；target_is_origin 目标即原主档；attribute 该数据项不能固定；value 取值不可用；until 期限已过；expect 未写明所见版本；refusal_has_effects 驳回不带处理；no_links 没有符合条件的评分归集；too_many_links 超过十万条，请缩小分数范围；relation 本库没有主档之间的这种关系，或任务没有建议关系；already_decided 已有同样的裁定。',
      en: 'See why: form (fields missing, wrong or not of the kind), one_golden_record (they are one already, or fewer than two), all_records (leave some, or use same), record_unknown (not of that golden record or task), target_is_origin, attribute (cannot be pinned), value (not usable), until (is past), expect (a golden record without the version that was seen), refusal_has_effects, no_links (no link by score is of these), too_many_links (over 100,000: narrow the scores), relation (the library has none of this type between its own golden records, or the task proposes none), already_decided (the same is in force).',
    },
  },
  DECISION_NOT_IN_FORCE: {
    title: { zh: '该裁定已不在效力中', en: 'The decision is not in force' },
    remedy: { zh: '只有有效的裁定可以撤销；恢复已撤销的裁定，请撤销那次撤销。', en: 'Only a decision in force can be undone; to bring one back, undo its undoing.' },
  },
  DECISION_NOT_PROPOSED: {
    title: { zh: '该裁定不在等待复核', en: 'The decision does not wait for a second person' },
    remedy: { zh: '请先查看裁定状态。', en: 'Look at its state first.' },
  },
  DECISION_NUMBERS: {
    title: { zh: '两个主档各有不同的有效号码', en: 'The golden records bear different valid numbers' },
    remedy: { zh: '核实确为同一主体后，以 acceptsNumbers: true 再次提交。', en: 'When you have made sure that they are one, send it again with acceptsNumbers: true.' },
  },
  DECISION_SECOND_PERSON: {
    title: { zh: '须由另一人复核', en: 'A second person has to confirm it' },
    remedy: { zh: '请由另一名经办人用另一客户端确认。', en: 'Let another operator confirm it, with a client of their own.' },
  },
  DECISION_STALE: {
    title: { zh: '所依据的主档或任务已变化', en: 'What you looked at has changed since' },
    remedy: { zh: '请重新查看所列主档或任务，再作裁定。', en: 'Look at the golden records or the task listed again, then decide.' },
  },
  LIBRARY_BUSY: {
    title: { zh: '该库正在装载数据', en: 'A load is being applied to the library' },
    remedy: { zh: '请按 Retry-After 的秒数稍后重试。', en: 'Try again after the time stated in Retry-After.' },
  },
  MODEL_RULES_MISSING: {
    title: { zh: '该库没有评分匹配规则', en: 'The library has no scored match rules' },
    remedy: { zh: '请在该库定义的 matchRules.scored 中声明分块与比较项。', en: 'Declare blocks and comparisons under matchRules.scored of its definition.' },
  },
  MODEL_UNFIT: {
    title: { zh: '模型与该库现行规则不符', en: 'The model does not fit the rules of the library' },
    remedy: { zh: '规则变更后须重新训练：hub model train。', en: 'After a change of rules train a new one: hub model train.' },
  },
  MODEL_UNKNOWN: {
    title: { zh: '没有这个模型', en: 'There is no such model' },
    remedy: { zh: '在“管理 → 匹配模型”或用 hub model list 查看现有模型。', en: 'See the models there are under Administration, or with `hub model list`.' },
  },
  REHEARSAL_MISSING: {
    title: { zh: '没有可据以启用的试算', en: 'There is no finished dry run of this model to rest on' },
    remedy: { zh: '请先试算该模型，看过结果后再启用。', en: 'Rehearse the model, look at what it tells, then activate it.' },
  },
  REHEARSAL_OPEN: {
    title: { zh: '该库的试算尚未结束', en: 'A dry run of this library has not ended yet' },
    remedy: { zh: '请等待所列试算（rehearsalId）结束后再试。', en: 'Wait for the one that is named (rehearsalId) to end.' },
  },
  REHEARSAL_STALE: {
    title: { zh: '试算已过时，不能据以启用', en: 'The dry run is out of date' },
    remedy: { zh: '试算之后启用的模型或设置有变，或已超过 24 小时。请重新试算。', en: 'Another model or setting came into force since, or it is over 24 hours old. Rehearse again.' },
  },
  UNAUTHENTICATED: {
    title: { zh: '未通过身份认证', en: 'The caller is not authenticated' },
    remedy: { zh: '请在 Authorization 头中携带有效的访问令牌。', en: 'Send a valid access token in the Authorization header.' },
  },
  TOKEN_EXPIRED: {
    title: { zh: '访问令牌已过期', en: 'The access token has expired' },
    remedy: { zh: '请重新申请访问令牌后重试。', en: 'Ask for a new access token and try again.' },
  },
  CLIENT_DISABLED: {
    title: { zh: '客户端已停用', en: 'The client is disabled' },
    remedy: { zh: '请联系基库运维单位核实客户端及其机构的状态。', en: 'Ask the hub’s operator about the state of the client and its agency.' },
  },
  CLIENT_EXISTS: {
    title: { zh: '客户端编号已存在', en: 'The client id is taken' },
    remedy: { zh: '请换一个编号，或由系统生成。', en: 'Choose another id or let the hub make one.' },
  },
  CLIENT_INVALID: {
    title: { zh: '客户端登记内容有误', en: 'The client cannot be registered as given' },
    remedy: { zh: '请按所列问题逐项修改。', en: 'Correct the faults listed.' },
  },
  CLIENT_UNKNOWN: {
    title: { zh: '没有这个客户端', en: 'There is no such client' },
    remedy: { zh: '请核对客户端编号。', en: 'Check the client id.' },
  },
  ISSUER_UNAVAILABLE: {
    title: { zh: '外部签发方的公钥暂不可用', en: 'The outside issuer’s keys cannot be fetched' },
    remedy: { zh: '请稍后重试，或改用基库签发的令牌。', en: 'Try again later, or use a token of the hub itself.' },
  },
  TOKEN_CLIENT_REFUSED: {
    title: { zh: '客户端认证失败', en: 'The client could not be authenticated' },
    remedy: { zh: '请核对客户端编号与密钥，或断言的签名、受众、有效期和唯一编号。', en: 'Check the client id and secret, or the assertion’s signature, audience, expiry and jti.' },
  },
  TOKEN_GRANT_UNSUPPORTED: {
    title: { zh: '不支持该授权类型', en: 'The grant type is not supported' },
    remedy: { zh: '请使用 grant_type=client_credentials。', en: 'Use grant_type=client_credentials.' },
  },
  TOKEN_RATE_LIMITED: {
    title: { zh: '认证失败次数过多', en: 'Too many failed authentications' },
    remedy: { zh: '请在提示的时间后重试。', en: 'Try again after the time stated.' },
  },
  TOKEN_REQUEST_INVALID: {
    title: { zh: '令牌请求格式有误', en: 'The token request is malformed' },
    remedy: { zh: '请只用一种认证方式，参数不要重复或缺失。', en: 'Use exactly one way of authentication; leave no parameter out or twice.' },
  },
  TOKEN_SCOPE_REFUSED: {
    title: { zh: '申请的权限范围超出许可', en: 'The scope asked for is not allowed' },
    remedy: { zh: '请只申请该客户端角色允许的范围。', en: 'Ask only for scopes that the client’s roles allow.' },
  },
  ACCOUNT_EXISTS: {
    title: { zh: '已有同名账号', en: 'There is an account of that name' },
    remedy: { zh: '请换一个账号名，或修改已有账号。', en: 'Choose another name, or change the account that is there.' },
  },
  ACCOUNT_INVALID: {
    title: { zh: '账号信息有误', en: 'The account is not valid' },
    remedy: { zh: '请按所列各项修正后重试；一人不能同时担任系统管理、账号管理和安全审计。', en: 'Correct what is listed; one person may not run the hub, manage accounts and audit at once.' },
  },
  ACCOUNT_LOCKED: {
    title: { zh: '连续失败次数过多，已锁定', en: 'Locked after too many failed attempts' },
    remedy: { zh: '请等待所示秒数后再试，或请账号管理员解锁。', en: 'Wait for the seconds that are named, or ask the account administrator to unlock it.' },
  },
  ACCOUNT_OWN: {
    title: { zh: '不能修改自己的账号', en: 'One’s own account is another’s to change' },
    remedy: { zh: '请由另一位账号管理员办理；自己的口令可在登录后修改。', en: 'Ask another account administrator; one’s own password can be changed when signed in.' },
  },
  ACCOUNT_UNKNOWN: {
    title: { zh: '没有这个账号', en: 'There is no such account' },
    remedy: { zh: '请核对账号名；用 hub account list 查看现有账号。', en: 'Check the name; `hub account list` shows those there are.' },
  },
  CSRF_REFUSED: {
    title: { zh: '请求不是由本系统页面发出', en: 'The request does not come from a page of the hub' },
    remedy: { zh: '请刷新页面后重试；程序调用请使用访问令牌。', en: 'Reload the page and try again; programs use an access token instead.' },
  },
  OPERATOR_MISMATCH: {
    title: { zh: '经办人与登录账号不一致', en: 'The operator is not the one who is signed in' },
    remedy: { zh: '请去掉 X-Operator-Id，或填写本人账号名。', en: 'Leave X-Operator-Id out, or state the account’s own name.' },
  },
  OUTSIDE_SIGN_IN_REFUSED: {
    title: { zh: '统一身份认证登录未成功', en: 'The outside sign-in did not succeed' },
    remedy: { zh: '请重新登录；仍不成功时请联系统一身份认证平台的管理人员。', en: 'Sign in again; if it stays, ask those who run the identity provider.' },
  },
  OUTSIDE_SIGN_IN_UNAVAILABLE: {
    title: { zh: '统一身份认证暂不可用', en: 'The outside sign-in is not available' },
    remedy: { zh: '请稍后重试，或使用本地账号登录。', en: 'Try again later, or sign in with a local account.' },
  },
  PASSWORD_REFUSED: {
    title: { zh: '当前口令不正确', en: 'The current password is not right' },
    remedy: { zh: '请重新输入当前口令；连续输错会锁定账号。', en: 'Enter the current password again; too many failures lock the account.' },
  },
  PASSWORD_WEAK: {
    title: { zh: '新口令不符合要求', en: 'The new password is too weak' },
    remedy: { zh: '至少 12 个字符，含大写、小写、数字、符号、汉字中的三类（或不少于 20 个字符），不含账号名和常见口令，且与原口令不同。', en: 'At least 12 characters of three kinds among capitals, small letters, digits, signs and Chinese (or 20 of any), without the account’s name or common passwords, and other than the old one.' },
  },
  SECOND_FACTOR_REFUSED: {
    title: { zh: '动态口令不正确或已用过', en: 'The code is wrong or was used before' },
    remedy: { zh: '请等待下一个动态口令再试；手机丢失时可输入恢复码。', en: 'Wait for the next code and try again; a recovery code will do when the device is lost.' },
  },
  SESSION_ENDED: {
    title: { zh: '登录已失效', en: 'The session has ended' },
    remedy: { zh: '请重新登录。', en: 'Sign in again.' },
  },
  SESSION_INCOMPLETE: {
    title: { zh: '登录尚未完成', en: 'Signing in is not finished' },
    remedy: { zh: '请完成 state 所示的步骤后再操作。', en: 'Finish the step named by state first.' },
  },
  SESSION_REFUSED: {
    title: { zh: '账号或口令不正确', en: 'The name or password is not right' },
    remedy: { zh: '请核对后重试；连续失败会锁定。忘记口令请联系账号管理员。', en: 'Check both and try again; too many failures lock the name. Ask the account administrator for a new password.' },
  },
  SESSION_STEP: {
    title: { zh: '登录步骤不符', en: 'The session is at another step' },
    remedy: { zh: '请按 state 所示的步骤继续，或重新登录。', en: 'Go on with the step named by state, or sign in anew.' },
  },
  ACCESS_STALE: {
    title: { zh: '授权信息暂不可核实', en: 'Authorisations cannot be verified at present' },
    remedy: { zh: '系统正在恢复，请稍后重试。', en: 'The hub is recovering; try again shortly.' },
  },
  AGENCY_EXISTS: {
    title: { zh: '机构代码已存在', en: 'The agency code is taken' },
    remedy: { zh: '请换一个机构代码。', en: 'Choose another code.' },
  },
  AGENCY_INVALID: {
    title: { zh: '机构登记内容有误', en: 'The agency cannot be registered as given' },
    remedy: { zh: '请按所列问题逐项修改。', en: 'Correct the faults listed.' },
  },
  AGENCY_UNKNOWN: {
    title: { zh: '没有这个机构', en: 'There is no such agency' },
    remedy: { zh: '请核对机构代码，或先登记机构。', en: 'Check the agency code, or register the agency first.' },
  },
  AGREEMENT_INVALID: {
    title: { zh: '共享协议内容有误', en: 'The share agreement cannot be made as given' },
    remedy: { zh: '请按所列问题逐项修改。', en: 'Correct the faults listed.' },
  },
  AGREEMENT_OVERLAPS: {
    title: { zh: '已有相同用途的有效协议', en: 'An agreement for the same purpose is already in force' },
    remedy: { zh: '请先终止原协议，或换一个用途、期限或操作。', en: 'End the other agreement first, or choose another purpose, period or operation.' },
  },
  AGREEMENT_UNKNOWN: {
    title: { zh: '没有这份共享协议', en: 'There is no such share agreement' },
    remedy: { zh: '请核对协议编号。', en: 'Check the agreement id.' },
  },
  AUDIT_QUERY_INVALID: {
    title: { zh: '审计查询条件有误', en: 'The audit query is not valid' },
    remedy: { zh: '请给出主记录及其所属库，或不超过 92 天的时段（起早于止），并核对翻页标记。', en: 'Name a golden record with its library, or a period of at most 92 days that begins before it ends, and check the paging cursor.' },
  },
  AUDIT_UNAVAILABLE: {
    title: { zh: '审计暂不可写入', en: 'The audit trail cannot be written at present' },
    remedy: { zh: '未留痕不应答，请稍后重试。', en: 'Nothing is answered without a trace; try again shortly.' },
  },
  CHALLENGE_CLOSED: {
    title: { zh: '该异议已有答复或已办结', en: 'The challenge has been answered or has ended' },
    remedy: { zh: '请查看其状态；仍有异议时请重新提出。', en: 'Look at its state; raise a new challenge if the value is still in doubt.' },
  },
  CHALLENGE_EXISTS: {
    title: { zh: '贵单位对该数据项已提出异议，尚未办结', en: 'Your agency already challenges this value' },
    remedy: { zh: '请查看所列异议；需要更正时先撤回再提。', en: 'Look at the challenge that is named; withdraw it to raise it anew.' },
  },
  CHALLENGE_NOT_OVERDUE: {
    title: { zh: '尚在数源部门的答复期限内', en: 'The owning department is still in time to answer' },
    remedy: { zh: '请等待数源部门答复；逾期后可由数据管理员处理。', en: 'Wait for its answer; a steward may answer when the term is over.' },
  },
  DECISIONS_UNAVAILABLE: {
    title: { zh: '本系统未启用裁定功能', en: 'This hub takes no decisions' },
    remedy: { zh: '请由运行人员启用后再试；可先退回待办。', en: 'Ask the operators to enable decisions; release the task meanwhile.' },
  },
  TASK_BOUND: {
    title: { zh: '该待办不能单独关闭', en: 'This task cannot be closed by itself' },
    remedy: { zh: '请处理其所指的批次、异议或申请，待办随之办结。', en: 'Decide the load or the case, or answer the challenge, that it stands for; it ends with that.' },
  },
  TASK_CHANGED: {
    title: { zh: '待办的依据已变化', en: 'The task has changed meanwhile' },
    remedy: { zh: '请重新读取待办后再处理。', en: 'Read the task again, then act on what it says now.' },
  },
  TASK_CLAIMED: {
    title: { zh: '该待办正由他人办理', en: 'Someone else works on this task' },
    remedy: { zh: '请改办其他待办，或等到所列时间。', en: 'Take another task, or wait until the time that is named.' },
  },
  TASK_CLOSED: {
    title: { zh: '该待办已办结', en: 'The task has ended' },
    remedy: { zh: '无需再办；reason_gone 表示数据更新后原因已消失。', en: 'Nothing is left to do; reason_gone says that new data took its reason away.' },
  },
  AUTHORISATION_EXISTS: {
    title: { zh: '该授权编号已在有效期内', en: 'An authorisation of this reference is in force' },
    remedy: { zh: '请使用新的授权编号，或先撤销原授权。', en: 'Use a new reference, or revoke the one in force first.' },
  },
  AUTHORISATION_NOT_NEEDED: {
    title: { zh: '法人和非法人组织无需授权', en: 'Organisations need no authorisation' },
    remedy: { zh: '组织的公示信息已在变更流中，无需登记授权。', en: 'What is published about organisations is in the stream already.' },
  },
  AUTHORISATION_OVER: {
    title: { zh: '授权截止日期已过', en: 'The last day of the authorisation is past' },
    remedy: { zh: '请填写今天或以后的日期。', en: 'State today or a later day.' },
  },
  FILES_BUSY: {
    title: { zh: '该机构的文件正在生成', en: 'The files of this agreement are being built' },
    remedy: { zh: '请稍后在文件列表中查看。', en: 'Look at the list of files a little later.' },
  },
  STREAM_LIMIT: {
    title: { zh: '同时保持的连接过多', en: 'Too many streams are held open' },
    remedy: { zh: '请关闭不用的连接，或改用分页读取。', en: 'Close those that are not needed, or read by pages.' },
  },
  TIMEPOINT_AHEAD: {
    title: { zh: '时间点尚未到达', en: 'The timepoint has not been reached' },
    remedy: { zh: '请使用上一次答复给出的 next；时间点不可自行推算。', en: 'Use the `next` of an answer; timepoints cannot be computed.' },
  },
  TIMEPOINT_GONE: {
    title: { zh: '该时间点之后的变更已不再保留', en: 'The changes since this timepoint are no longer kept' },
    remedy: { zh: '请下载全量文件，并从该文件的截止时间点继续。', en: 'Take the full file and go on from its timepoint.' },
  },
  WEBHOOK_LIMIT: {
    title: { zh: '回调地址过多', en: 'Too many webhooks' },
    remedy: { zh: '请先删除不用的回调地址。', en: 'Delete those that are not needed first.' },
  },
  WEBHOOK_TARGET: {
    title: { zh: '该地址不可作为回调地址', en: 'This address cannot be a webhook' },
    remedy: {
      zh: '请使用可公开解析的 https 地址；内网地址须由运行人员列入 JIKU_WEBHOOK_PRIVATE。',
      en: 'Use an https address outside private networks; others must be listed by the operators in JIKU_WEBHOOK_PRIVATE.',
    },
  },
  CREDIT_CASE_EXISTS: {
    title: { zh: '该条信息已有未办结的申请', en: 'An application about this entry is open already' },
    remedy: { zh: '请等待其办结，或先撤回再提。', en: 'Wait for its end, or withdraw it first.' },
  },
  CREDIT_CASE_STEP: {
    title: { zh: '该申请在当前状态下不能这样办理', en: 'The case cannot take this step as it stands' },
    remedy: { zh: '请查看其状态与可办步骤（possible）。', en: 'Look at its state and at what is possible.' },
  },
  CREDIT_ENTRY_AMBIGUOUS: {
    title: { zh: '该文书号对应多条信息', en: 'The document number leads to several entries' },
    remedy: { zh: '请改用所列信息编号（entryIds）之一。', en: 'Name one of the entryIds listed instead.' },
  },
  CREDIT_ENTRY_ENDED: {
    title: { zh: '该条信息已不再公示或生效', en: 'The entry is neither published nor in force any more' },
    remedy: { zh: '无需申请；如仍有机构使用，请提供其答复编号投诉。', en: 'Nothing is left to apply for; if somebody still uses it, complain with the id of the answer.' },
  },
  CREDIT_IDENTITY_MISMATCH: {
    title: { zh: '号码与名称不一致', en: 'Number and name do not agree' },
    remedy: { zh: '请核对申请主体的号码与名称，两者须与登记一致。', en: 'Check the number and the name; both must be as registered.' },
  },
  CREDIT_NOT_REPAIRABLE: {
    title: { zh: '该条信息不适用信用修复', en: 'Entries of this list cannot be repaired' },
    remedy: { zh: '如认为信息有误，请提出异议申请。', en: 'If it is wrong, object to it.' },
  },
  CREDIT_REPAIR_EARLY: {
    title: { zh: '未满最短公示期，暂不能申请修复', en: 'The least time of publication has not passed' },
    remedy: { zh: '请自 repairableFrom 所列日期起申请。', en: 'Apply from the day stated in repairableFrom.' },
  },
  CREDIT_RULES_CHANGED: {
    title: { zh: '试算之后信用规则已被他人修改', en: 'The credit rules have changed since the rehearsal' },
    remedy: { zh: '请重新试算，确认影响后再导入；未写入任何内容。', en: 'Rehearse again, look at its effect, then import; nothing was written.' },
  },
  CREDIT_RULES_INVALID: {
    title: { zh: '信用规则文件有误', en: 'The credit rules are not valid' },
    remedy: { zh: '请按所列各项修改规则文件后重新导入；未写入任何内容。', en: 'Correct what is listed and import the file again; nothing was written.' },
  },
  FEEDBACK_EXISTS: {
    title: { zh: '该措施已反馈', en: 'This measure has been answered' },
    remedy: { zh: '如需更正，请在 supersedes 中填写被更正的反馈编号。', en: 'To correct it, name in `supersedes` the feedback that it replaces.' },
  },
  FEEDBACK_SUPERSEDED: {
    title: { zh: '被更正的反馈不存在或已被更正', en: 'The feedback to correct does not stand' },
    remedy: { zh: '请重新读取该次核查，更正其现行反馈。', en: 'Read the check again and correct the feedback that stands now.' },
  },
  FEEDBACK_UNFIT: {
    title: { zh: '反馈与核查结果不符', en: 'The feedback does not fit the answer' },
    remedy: { zh: '请按所列位置核对：记录与措施须为该次答复所列，未采取须说明理由，日期不得晚于今天。', en: 'Check the places named: entry and measure must be of the answer, what was not taken needs a reason, and no date may lie ahead.' },
  },
  FILE_CHECK_HEADER: {
    title: { zh: '文件缺少号码或名称列', en: 'The file lacks a column of numbers or of names' },
    remedy: { zh: '首行须有“号码”与“名称”列（可另有“类型”列），或 number、name、type。', en: 'The first line must name the columns number and name; type may be added. Their Chinese names do as well.' },
  },
  FILE_CHECK_ROWS: {
    title: { zh: '文件行数超出上限', en: 'The file has too many rows' },
    remedy: { zh: '请分为若干文件提交。', en: 'Send it as several files.' },
  },
  FILE_CHECK_UNFINISHED: {
    title: { zh: '文件核查没有可取的结果', en: 'The file check has no result to fetch' },
    remedy: { zh: '请查看其状态：未完成时稍后再取，被退回时按所列原因更正后重新提交。', en: 'Look at its state: wait until it is done; if it was refused, correct the file and send it again.' },
  },
  IDENTIFIER_AMBIGUOUS: {
    title: { zh: '该号码对应多个主体', en: 'Several hold this number' },
    remedy: { zh: '请改用其他标识查询，或按主档编号读取；存疑请提交数据管理员核对。', en: 'Ask by another identifier or by the golden id; where in doubt, have a steward look.' },
  },
  IDENTIFIER_UNUSABLE: {
    title: { zh: '号码不符合其类型的标准', en: 'The number is none of its type' },
    remedy: { zh: '请核对号码与类型后重新核查。', en: 'Compare number and type with the document, then ask again.' },
  },
  REQUEST_MALFORMED: {
    title: { zh: '请求无法解析', en: 'The request cannot be read' },
    remedy: {
      zh: '请按接口文档检查请求体是否为 UTF-8 编码的完整 JSON，路径是否编码正确。',
      en: 'Check against the contract that the body is complete JSON in UTF-8, and that the path is encoded as it should be.',
    },
  },
  HEADER_INVALID: {
    title: { zh: '请求头缺失或无效', en: 'A required header is missing or not valid' },
    remedy: {
      zh: '请在 X-Purpose、X-Matter-Code、X-Operator-Id 中填写用途代码、事项编号和经办人工号（字母、数字及 . _ : / -）。',
      en: 'State codes (letters, digits and . _ : / -) in X-Purpose, X-Matter-Code and X-Operator-Id.',
    },
  },
  PARAMETER_INVALID: {
    title: { zh: '参数无效', en: 'A parameter is not valid' },
    remedy: {
      zh: '请按接口文档修正所列参数。',
      en: 'Correct the parameters that are named, as the contract says.',
    },
  },
  BODY_INVALID: {
    title: { zh: '请求内容不符合接口约定', en: 'The request is not as the contract says' },
    remedy: {
      zh: '请按接口文档修正所列位置。',
      en: 'Correct the places that are named, as the contract says.',
    },
  },
  BODY_TOO_LARGE: {
    title: { zh: '请求内容过大', en: 'The request is too large' },
    remedy: {
      zh: '请分批提交。',
      en: 'Send it in parts.',
    },
  },
  MEDIA_TYPE: {
    title: { zh: '内容类型不支持', en: 'The content type is not supported' },
    remedy: {
      zh: '请使用接口文档所列的 Content-Type，且不压缩请求体。',
      en: 'Use a Content-Type that the contract lists, without Content-Encoding.',
    },
  },
  SCOPE_MISSING: {
    title: { zh: '无权使用此接口', en: 'The token does not reach this operation' },
    remedy: {
      zh: '请为该客户端申请相应角色，并重新获取令牌。',
      en: 'Ask for the role that holds this scope, then obtain a new token.',
    },
  },
  NOT_GRANTED: {
    title: { zh: '没有有效的共享协议', en: 'No share agreement covers this' },
    remedy: {
      zh: '请核对用途代码；如需使用，请申请或续签共享协议。',
      en: 'Check the purpose; if you need this, apply for a share agreement or its renewal.',
    },
  },
  ATTRIBUTE_NOT_GRANTED: {
    title: { zh: '所用数据项不在共享协议内', en: 'The agreement does not grant these attributes' },
    remedy: {
      zh: '请去掉所列数据项，或申请变更共享协议。',
      en: 'Leave the named attributes out, or apply for a change of the agreement.',
    },
  },
  NOT_FOUND: {
    title: { zh: '没有找到', en: 'Not found' },
    remedy: {
      zh: '请核对编号；不在授权范围内的数据同样视为不存在。',
      en: 'Check the id; what lies outside your grant does not exist for you.',
    },
  },
  METHOD_NOT_ALLOWED: {
    title: { zh: '请求方法不支持', en: 'The method is not supported here' },
    remedy: {
      zh: '请使用接口文档所列的方法。',
      en: 'Use a method that the contract lists.',
    },
  },
  IDEMPOTENCY_MISMATCH: {
    title: { zh: '幂等键已用于其他请求', en: 'The idempotency key belongs to another request' },
    remedy: {
      zh: '请为新的请求使用新的 Idempotency-Key。',
      en: 'Use a new Idempotency-Key for a new request.',
    },
  },
  IDEMPOTENCY_RUNNING: {
    title: { zh: '相同请求正在处理', en: 'The same request is still running' },
    remedy: {
      zh: '请稍后用同一 Idempotency-Key 重试。',
      en: 'Try again later with the same Idempotency-Key.',
    },
  },
  RATE_LIMITED: {
    title: { zh: '请求过于频繁', en: 'Too many requests' },
    remedy: {
      zh: '请按 Retry-After 的秒数等待后重试；批量接口一次可查 1000 条。',
      en: 'Wait as Retry-After says; the batch operations take 1,000 at once.',
    },
  },

};
