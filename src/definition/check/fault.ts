// The vocabulary of a definition's faults. Codes are stable; messages are for the author of the definition.
import type { Label } from '../../kernel/labels.ts';

/** Every fault that the checks can find, each with what is wrong. */
export const faultCodes = {
  SYNTAX: { zh: '文本不是格式正确的 YAML 或 JSON', en: 'the text is not well-formed YAML or JSON' },
  SHAPE: { zh: '不符合 JSON Schema 要求的结构', en: 'does not have the form that the JSON Schema asks for' },
  NAME_FORM: { zh: '代码应为小写下划线形式（snake_case），资源名应为小写短横线形式（kebab-case）', en: 'a code is not lower-case snake_case, or a resource not kebab-case' },
  NAME_RESERVED: { zh: '该名称已被 PostgreSQL 或基库占用', en: 'a name is taken by PostgreSQL or by the hub' },
  NAME_COLLIDES: { zh: '数据项会与基库自身的列同名', en: 'an attribute would share the name of a column of the hub’s own' },
  NAME_TOO_LONG: { zh: '名称超过 PostgreSQL 标识符的 63 字节', en: 'a name is longer than the 63 bytes of a PostgreSQL identifier' },
  KEY_DIFFERS: { zh: '条目的键与其自身的代码不一致', en: 'an entry stands under another key than its own code' },
  LABEL_MISSING: { zh: '标签缺中文或英文', en: 'a label lacks its Chinese or its English text' },
  MASK_MISSING: { zh: '涉及个人的数据项未规定脱敏方式', en: 'an attribute about a person has no way to be masked' },
  ATTRIBUTE_UNKNOWN: { zh: '引用了本库没有的数据项', en: 'an attribute is named that the library does not have' },
  OPTION_MISPLACED: { zh: '该选项不适用于这种值类型', en: 'an option does not belong to this type of value' },
  LIST_UNKNOWN: { zh: '代码型数据项未指明本库的代码表', en: 'a code attribute names no code list of the library' },
  LIST_CODE_TWICE: { zh: '代码表中有重复代码', en: 'a code list has a code twice' },
  CODE_UNKNOWN: { zh: '引用了代码表中没有的代码', en: 'a code is named that its list does not have' },
  IDENTIFIER_TYPE_UNKNOWN: { zh: '标识类型不是基库所知的类型', en: 'an identifier type is not one of the hub’s' },
  IDENTIFIER_MISFIT: { zh: '标识的数据项不是其首个标识类型', en: 'an identifier’s attribute is not of the identifier type that comes first' },
  UNIQUE_TWICE: { zh: '唯一标识多于一个', en: 'more than one identifier is unique' },
  KEY_NOT_UNIQUE: { zh: '只含一个数据项的键不是唯一标识', en: 'a key of one attribute is not the unique identifier' },
  KEY_LOOSE: { zh: '键没有必填部分：无值的记录会被当作同一条', en: 'a key has no part that a record must have: records without a value would all be one' },
  KEY_FACT_UNSTATED: { zh: '唯一标识不包含这一信息', en: 'the unique identifier does not state this fact' },
  COLUMN_UNKNOWN: { zh: '数据源引用了它没有的列', en: 'a feed names a column that it does not have' },
  COLUMN_IDLE: { zh: '该列不供任何数据项，也没有说明用途的标签', en: 'a column feeds no attribute and has no label that says what it is for' },
  HEADER_TWICE: { zh: '同一数据源的两列使用同一表头', en: 'two columns of a feed know the same header' },
  HEADER_RESERVED: { zh: '该表头为退回记录下载文件所专用', en: 'a header belongs to the download of rejects' },
  FED_TWICE: { zh: '同一数据源的两列写入同一数据项', en: 'two columns of a feed write the same attribute' },
  SOURCE_KEY_EMPTY: { zh: '来源主键未指明任何列', en: 'a source key names no column' },
  DATE_NOT_DATE: { zh: '此处应为日期，而数据项不是日期', en: 'a date is expected and the attribute is none' },
  SHARE_RANGE: { zh: '比例不在 0 至 1 之间', en: 'a share is not between 0 and 1' },
  GROUP_OVERLAP: { zh: '一个数据项同属两个取值组', en: 'an attribute stands in two survivorship groups' },
  CODE_TWICE: { zh: '两个组、关系、质量规则或键的组成部分使用同一代码', en: 'two groups, relations, quality rules or parts of a key have the same code' },
  SOURCE_UNKNOWN: { zh: '引用了本库任何数据源都不提供的来源', en: 'a source is named that no feed of the library brings' },
  FEED_UNKNOWN: { zh: '规则引用了本库没有的数据源', en: 'a rule names a feed that the library does not have' },
  SUBJECT_MISMATCH: { zh: '只有主体记录类的库才有主体，且必须有', en: 'only a library of subject records has a subject, and it must have one' },
  TOO_MANY_BLOCKS: { zh: '分块多于分块键所能区分的 16 个', en: 'there are more blocks than the 16 that a block key can name' },
  COMPARISON_UNKNOWN: { zh: '引用了计分规则中没有的比较项', en: 'a comparison is named that the scored rules do not have' },
  PART_STRANGE: { zh: '合成一段文字的数据项不在该比较项之中', en: 'a part of a text is no attribute of its comparison' },
  LEVEL_UNKNOWN: { zh: '引用了该比较项没有的级别', en: 'a level is named that the comparison does not know' },
  RELATION_UNKNOWN: { zh: '引用了本库没有的关系', en: 'a relation is named that the library does not have' },
  RELATION_DATELESS: { zh: '排他关系没有起始日期，任期因此无从结束', en: 'an exclusive relation has no first day, so that nobody’s time can end' },
  LIBRARY_TWICE: { zh: '两个库使用同一代码或资源名', en: 'two libraries have the same code or resource' },
  TARGET_UNKNOWN: { zh: '关系或主体指向不存在的库或标识', en: 'a relation or subject leads to a library or identifier that is not there' },
} as const satisfies Readonly<Record<string, Label>>;

export type FaultCode = keyof typeof faultCodes;

export interface DefinitionFault {
  readonly code: FaultCode;
  /** Where, as a path of keys: `feeds.education.columns.school`; of SYNTAX `line 2, column 1`, empty where the parser names no place. */
  readonly path: string;
  /** What is named there and what is wrong with it, in both languages. */
  readonly message: string;
}

/** Receives one fault; `detail` is the offending name or value. */
export type Report = (code: FaultCode, path: string, detail: string) => void;

/** Runs a check and returns what it reported, in order. */
export function collectFaults(check: (report: Report) => void): DefinitionFault[] {
  const faults: DefinitionFault[] = [];
  check((code, path, detail) => {
    const { zh, en } = faultCodes[code];
    faults.push({ code, path, message: `${detail}: ${zh} / ${en}` });
  });
  return faults;
}
