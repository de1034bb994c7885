// GET /v1/loads/{loadId}/rejects: the original cells go back to the department that sent them, as JSON pages or as a CSV to correct.
import { Readable } from 'node:stream';
import type { LibraryDefinition } from '../../definition/types.ts';
import { eachReject, readRejects, type RejectRow } from '../../engine/query/loads.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import { csvLine } from '../csv.ts';
import type { ApiDeps, ClientCall, ClientHandler } from '../deps.ts';
import { requireLoad } from '../feed-access.ts';

const ownColumns = ['reject_id', 'rule', 'field', 'reason'];

export const listRejects: ClientHandler = async (deps, call, { parameters }) => {
  const { load, library } = requireLoad(await deps.loads.read(Number(parameters['loadId'])), call.caller, deps.libraries);
  const told = { library: library.code, details: { loadId: load.loadId } };
  if (parameters['format'] === 'csv') {
    const body = Readable.from(csvOf(deps, call, { library, loadId: load.loadId }));
    return { ...told, stream: { contentType: 'text/csv; charset=utf-8', body } };
  }
  const limit = Number(parameters['limit']);
  const rows = await readRejects(deps.pool, library, { loadId: load.loadId, after: Number(parameters['after'] ?? 0), limit: limit + 1 });
  const page = rows.slice(0, limit);
  // The department's own rows go back to it as it sent them; feed-access.ts let no one else come this far.
  const items = page.map(({ header, cells, ...row }) => ({
    ...row,
    reason: deps.ruleOf(row.rule)?.label ?? null,
    cells: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])),
  }));
  return { ...told, subjectCount: items.length, body: withoutSubjectData({ items, ...(rows.length > limit ? { next: page.at(-1)?.line } : {}) }) };
};

async function* csvOf(deps: ApiDeps, call: ClientCall, of: { library: LibraryDefinition; loadId: number }): AsyncGenerator<string> {
  let width = -1;
  for await (const reject of eachReject(deps.pool, of.library, of.loadId)) {
    const header = reject.header.filter((name) => !ownColumns.includes(name));
    if (width < 0) {
      width = header.length;
      yield `\ufeff${csvLine([...header, ...ownColumns])}`;
    }
    yield csvLine([...originalCells(reject, width), reject.rejectId, reject.rule, reject.field, reasonOf(deps, call, reject)]);
  }
  if (width < 0) yield `\ufeff${csvLine(ownColumns)}`;
}

/** The cells as sent, without the four columns of an earlier download, padded to the header. */
function originalCells(reject: RejectRow, width: number): string[] {
  const cells = reject.header.flatMap((name, index) => (ownColumns.includes(name) ? [] : [reject.cells[index] ?? '']));
  while (cells.length < width) cells.push('');
  return cells;
}

function reasonOf(deps: ApiDeps, call: ClientCall, reject: RejectRow): string {
  return deps.ruleOf(reject.rule)?.label[call.language] ?? reject.rule;
}
