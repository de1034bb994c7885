// The words with which departments say that they have no value. Shared by every reader of a cell.

const NULL_WORDS = new Set([
  '', '-', '--', '---', '/', '//', '\\', '\\N', '.', 'NULL', '(NULL)', '<NULL>', 'NIL', 'NONE', 'NAN', 'N/A', '#N/A', 'NA', 'UNDEFINED',
  '无', '无。', '空', '空值', '暂无', '暂缺', '不详', '不明', '未知', '未填', '未提供', '未登记', '无数据', '没有', '缺', '缺失', '—', '——', '–',
]);
const LONGEST = 9;

/** Whether a cell's text only says "nothing": blank, or a null word in any width or case (无, 暂无, 不详, NULL, N/A, - ...). */
export function isNullText(raw: string): boolean {
  // No word is longer, so a long text costs no allocation unless it is padded.
  const text = raw.length > LONGEST ? raw.trim() : raw;
  if (text.length > LONGEST) return false;
  return NULL_WORDS.has(text) || NULL_WORDS.has(text.normalize('NFKC').trim().toUpperCase());
}
