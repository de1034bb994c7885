// Which columns of a file of subjects are which, and what its words for types of numbers mean.
import { foldHeader } from '../../../definition/headers.ts';
import { HubError } from '../../../kernel/errors.ts';

const headers = {
  type: ['type', 'identifier_type', '类型', '证件类型', '号码类型', '标识类型'],
  number: ['number', 'identifier', 'id_number', 'value', '号码', '证件号码', '身份证号', '身份证号码', '公民身份号码', '统一社会信用代码', '标识号码'],
  name: ['name', 'full_name', 'subject_name', '名称', '姓名', '主体名称', '企业名称', '单位名称', '姓名或名称'],
} as const;

/** What the columns that are added are called. */
export const addedHeaders = {
  zh: ['核查结果', '名单', '措施', '截止日期', '有异议', '核查编号', '不能核查的原因'],
  en: ['result', 'lists', 'measures', 'until', 'disputed', 'check_id', 'reason'],
} as const;

const typeWords: Readonly<Record<string, readonly string[]>> = {
  id_number: ['身份证', '居民身份证', '公民身份号码', '身份证号'],
  uscc: ['统一社会信用代码', '信用代码', '社会信用代码'],
  org_code: ['组织机构代码'],
  reg_no: ['工商注册号', '注册号', '营业执照注册号'],
  tax_no: ['纳税人识别号', '税号', '税务登记号'],
  passport: ['护照'],
  residence_permit: ['居住证', '港澳台居民居住证'],
  pr_card: ['永久居留证', '外国人永久居留身份证', '永居证'],
  hm_travel_permit: ['港澳居民来往内地通行证', '回乡证'],
  tw_travel_permit: ['台湾居民来往大陆通行证', '台胞证'],
  birth_certificate_no: ['出生医学证明'],
};
const typeOfWord = new Map(Object.entries(typeWords).flatMap(([code, words]) => [code, ...words].map((word) => [foldHeader(word), code])));

function typeNamed(cell: string): string | null {
  const folded = foldHeader(cell);
  return folded === '' ? null : (typeOfWord.get(folded) ?? 'unknown');
}

export interface FileColumns {
  readonly type: number;
  readonly number: number;
  readonly name: number;
  readonly language: 'zh' | 'en';
  /** Columns of the file that go into the result: all but what an earlier result added. */
  readonly kept: readonly number[];
  readonly header: readonly string[];
  /** The type that a cell names; null: it says nothing. An unknown word is no type that anybody has. */
  readonly typeOf: (cell: string) => string | null;
}

/** A file has few words for types, and a row for each of its million subjects. */
function createTypeReader(): FileColumns['typeOf'] {
  const read = new Map<string, string | null>();
  return (cell) => {
    let type = read.get(cell);
    if (type === undefined) {
      type = typeNamed(cell);
      if (read.size < 1_000) read.set(cell, type);
    }
    return type;
  };
}

/** Throws FILE_CHECK_HEADER without a column of numbers or of names. */
export function bindColumns(header: readonly string[]): FileColumns {
  const folded = header.map(foldHeader);
  const place = (names: readonly string[]): number => {
    const known = new Set(names.map(foldHeader));
    return folded.findIndex((name) => known.has(name));
  };
  const [type, number, name] = [place(headers.type), place(headers.number), place(headers.name)];
  if (number < 0 || name < 0) {
    throw new HubError('FILE_CHECK_HEADER', 'a column is missing', { missing: [...(number < 0 ? ['number'] : []), ...(name < 0 ? ['name'] : [])] });
  }
  const added = new Set<string>([...addedHeaders.zh, ...addedHeaders.en].map(foldHeader));
  const kept = header.map((_, index) => index).filter((index) => index === type || index === number || index === name || !added.has(folded[index] ?? ''));
  const language = /\p{Script=Han}/u.test(header[name] ?? '') ? 'zh' : 'en';
  return { type, number, name, language, kept, header, typeOf: createTypeReader() };
}
