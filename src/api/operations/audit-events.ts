// GET /v1/audit-events: who saw a golden record. The question is itself an audit event about that record.
import { findAuditEvents } from '../../sharing/audit-query.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { requireLibrary } from '../feed-access.ts';

export const listAuditEvents: ClientHandler = async (deps, _call, { parameters }) => {
  const library = requireLibrary(parameters['library'], deps.libraries).code;
  const goldenId = String(parameters['goldenId']);
  const { events, next } = await findAuditEvents(deps.pool, [library], {
    library,
    goldenId,
    from: instant(parameters['from']),
    to: instant(parameters['to']),
    limit: Number(parameters['limit']),
    after: parameters['after'] as string | undefined,
  });
  return { body: withoutSubjectData({ items: events, ...(next === null ? {} : { next }) }), library, goldenIds: [goldenId], subjectCount: 1 };
};

function instant(text: unknown): Date | undefined {
  return text === undefined ? undefined : new Date(String(text));
}
