// How header names are compared, and the names that no feed may use. One place for the checks and for the reader of files.

/** Columns that the download of rejects adds; every feed ignores them, but for the id. */
export const rejectColumns: readonly string[] = ['reject_id', 'rule', 'field', 'reason'];

/** Folds width, case, blanks and the byte-order mark, so that ＸＫ＿WSH equals xk_wsh. */
export function foldHeader(name: string): string {
  return name.normalize('NFKC').replace(/[\s\uFEFF"'*：:]/g, '').toLowerCase();
}
