// GET /v1/loads/{loadId}/rejects: the original cells go back to the department that sent them, as JSON pages or as a CSV to correct.
import { Readable } from 'node:stream';
import { readRejects } from '../../engine/query/loads.ts';
import { rejectsCsv } from '../../engine/query/rejects-csv.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { requireLoad } from '../feed-access.ts';

export const listRejects: ClientHandler = async (deps, call, { parameters }) => {
  const { load, library } = requireLoad(await deps.loads.read(Number(parameters['loadId'])), call.caller, deps.libraries);
  const told = { library: library.code, details: { loadId: load.loadId } };
  if (parameters['format'] === 'csv') {
    const body = Readable.from(rejectsCsv(deps.pool, { library, loadId: load.loadId, ruleOf: deps.ruleOf }));
    return { ...told, stream: { contentType: 'text/csv; charset=utf-8', body } };
  }
  const limit = Number(parameters['limit']);
  const rows = await readRejects(deps.pool, library, { loadId: load.loadId, after: Number(parameters['after'] ?? 0), limit: limit + 1 });
  const page = rows.slice(0, limit);
  // The department's own rows go back to it as it sent them; feed-access.ts let no one else come this far.
  const items = page.map(({ header, cells, cause, ...row }) => ({
    ...row,
    ...(cause === null ? {} : { cause: { rule: cause, reason: deps.ruleOf(cause)?.label ?? null } }),
    reason: deps.ruleOf(row.rule)?.label ?? null,
    cells: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])),
  }));
  return { ...told, subjectCount: items.length, body: withoutSubjectData({ items, ...(rows.length > limit ? { next: page.at(-1)?.line } : {}) }) };
};
