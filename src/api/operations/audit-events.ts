// GET /v1/audit-events: who saw a golden record, or what was asked in a period. The question is itself an audit event.
import { findAuditEvents, type AuditQuery } from '../../sharing/audit-query.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ClientHandler } from '../deps.ts';
import { requireLibrary } from '../feed-access.ts';

/** Without a golden record and without a beginning: the days before the end of the period. */
const customaryPeriod = 7 * 86_400_000;

export const listAuditEvents: ClientHandler = async (deps, _call, { parameters }) => {
  const text = (name: string): string | undefined => parameters[name] as string | undefined;
  const library = text('library') === undefined ? undefined : requireLibrary(text('library'), deps.libraries).code;
  const goldenId = text('goldenId');
  const asked = {
    library, agencyCode: text('agency'), clientId: text('client'), operatorId: text('operator'), purpose: text('purpose'), matterCode: text('matterCode'),
    operationId: text('operation'), outcome: text('outcome'), ...periodOf(goldenId, { from: text('from'), to: text('to') }, deps.clock.now()),
  } satisfies Partial<AuditQuery>;
  const known = deps.libraries.map(({ code }) => code);
  const { events, next } = await findAuditEvents(deps.pool, known, { ...asked, goldenId, limit: Number(parameters['limit']), after: text('after') });
  const { from, to } = asked;
  return {
    body: withoutSubjectData({ items: events, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(next === null ? {} : { next }) }),
    // A question about one subject concerns it; any other is told by what it was narrowed to.
    ...(goldenId === undefined ? { details: { asked } } : { library, goldenIds: [goldenId], subjectCount: 1 }),
  };
};

function periodOf(goldenId: string | undefined, stated: { from: string | undefined; to: string | undefined }, now: Date): Pick<AuditQuery, 'from' | 'to'> {
  const [from, to] = [stated.from, stated.to].map((text) => (text === undefined ? undefined : new Date(text)));
  if (goldenId !== undefined) return { from, to };
  const end = to ?? now;
  return { from: from ?? new Date(end.getTime() - customaryPeriod), to: end };
}
