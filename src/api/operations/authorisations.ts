// A person's authorisation of a bureau: registered and revoked by the bureau, seen and withdrawn by the person through a service window.
import { beginAuthorisation, endAuthorisation as endOne, listAuthorisations as list, type AuthorisationView } from '../../credit/flags/authorisations.ts';
import { organisationLibraries } from '../../credit/flags/organisations.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { ApiDeps, ClientHandler, Matter, SubjectCall, SubjectHandler } from '../deps.ts';
import { findSubject, type StatedSubject } from './search-subject.ts';

interface CreateRequest {
  readonly subject: StatedSubject;
  readonly reference: string;
  readonly scope?: { readonly lists?: readonly string[]; readonly sections?: readonly string[] };
  readonly until: string;
}

export const createAuthorisation: SubjectHandler = async (deps, call, { body }) => {
  const { subject: stated, reference, scope, until } = body as CreateRequest;
  const subject = await requirePerson(deps, call, stated);
  const { operatorId } = requireMatter(call.matter);
  const authorisationId = await beginAuthorisation(deps, {
    agencyCode: call.grant.agencyCode, subjectLibrary: subject.library, subjectGoldenId: subject.goldenId, reference, until,
    lists: scope?.lists ?? null, sections: scope?.sections ?? null, clientId: call.caller.clientId, operatorId,
  });
  const [made] = await list(deps, { authorisationId, limit: 1 });
  if (made === undefined) throw new Error('an authorisation that was begun is not there');
  return { status: 201, body: withoutSubjectData(view(deps, made)), subjectCount: 1, details: { authorisationId, ...detailsOf(subject) } };
};

export const listAuthorisations: SubjectHandler = async (deps, { grant }, { parameters }) => {
  const limit = Number(parameters['limit']);
  const found = await list(deps, {
    agencyCode: grant.agencyCode, reference: parameters['reference'] as string | undefined, isInForce: parameters['inForce'] as boolean | undefined,
    after: parameters['after'] as string | undefined, limit: limit + 1,
  });
  const items = found.slice(0, limit);
  const next = found.length > limit ? { next: items.at(-1)?.authorisationId } : {};
  return { body: withoutSubjectData({ items: items.map((each) => view(deps, each)), ...next }), subjectCount: items.length };
};

export const searchAuthorisations: SubjectHandler = async (deps, call, { body }) => {
  const subject = await requirePerson(deps, call, (body as { readonly subject: StatedSubject }).subject);
  const items = await list(deps, { subjectGoldenId: subject.goldenId, limit: 200 });
  return {
    body: withoutSubjectData({ items: items.map((each) => ({ agency: each.agencyCode, agencyLabel: each.agencyLabel, ...view(deps, each) })) }), subjectCount: 1, details: detailsOf(subject),
  };
};

export const endAuthorisation: ClientHandler = async (deps, { caller, matter }, { parameters }) => {
  const authorisationId = String(parameters['authorisationId']);
  const isForSubject = caller.roles.includes('subject-service');
  const isEnded = await endOne(deps, authorisationId, {
    cause: isForSubject ? 'withdrawn' : 'revoked', clientId: caller.clientId, operatorId: requireMatter(matter).operatorId,
    agencyCode: isForSubject ? null : caller.agencyCode,
  });
  if (!isEnded) throw new HubError('NOT_FOUND', 'no such authorisation in force for this caller');
  return { status: 204, details: { authorisationId } };
};

/** Which of number and name differs, or whether anybody bears the number, is not said. */
async function requirePerson(deps: ApiDeps, call: SubjectCall, stated: StatedSubject): Promise<{ library: string; goldenId: string }> {
  const { verdict, library, goldenId } = await findSubject(call, stated);
  if (verdict !== 'match') throw new HubError('CREDIT_IDENTITY_MISMATCH', 'number and name do not belong together');
  if (organisationLibraries(deps.libraries).includes(library)) throw new HubError('AUTHORISATION_NOT_NEEDED', 'the subject is an organisation');
  return { library, goldenId };
}

function requireMatter(matter: Matter | null): Matter {
  if (matter === null) throw new Error('the operation names no operator: x-purpose is missing in the contract');
  return matter;
}

function detailsOf({ library, goldenId }: { library: string; goldenId: string }): Record<string, unknown> {
  return { subjectLibrary: library, subjectGoldenId: goldenId };
}

function view({ clock }: ApiDeps, { authorisationId, reference, lists, sections, until, registeredAt, endedAt, endedCause }: AuthorisationView): Record<string, unknown> {
  return { authorisationId, reference, lists, sections, until, registeredAt, endedAt, endedCause, inForce: endedAt === null && until >= clock.today() };
}
