// Who is signed in. The cookie is the browser's; the page knows the account, what it may do, and the token against forged requests.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { components, operations } from '../../generated/openapi.ts';
import { settle, useHub, type HubDoor } from './hub.ts';
import { ProblemError } from './problem.ts';

export type Account = components['schemas']['OwnAccount'];
export type Session = operations['readSession']['responses']['200']['content']['application/json'];
export type SignInStep = components['schemas']['SignInStep'];

export const sessionKey = ['session'] as const;

/** A person is signed in, or at a step of signing in, or neither. */
export interface Entry {
  readonly session: Session | null;
  readonly step: SignInStep | null;
}

export const nobody: Entry = { session: null, step: null };

export function useEntryQuery() {
  const hub = useHub();
  return useQuery({ queryKey: sessionKey, queryFn: () => readEntry(hub), staleTime: Infinity, retry: false });
}

/** A page that is opened anew while its person is signing in goes on at that step. */
async function readEntry(hub: HubDoor): Promise<Entry> {
  try {
    const session = await settle(hub.api.GET('/v1/session'));
    hub.setCsrfToken(session.csrfToken);
    return { session, step: null };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.body.status !== 401) throw error;
    if (error.body.code !== 'SESSION_INCOMPLETE') return nobody;
    return { session: null, step: await prepareStep(hub, error.body.details as unknown as SignInStep) };
  }
}

/** The step with all that its form shows: one that enrols comes with the secret to scan. */
export async function prepareStep(hub: HubDoor, step: SignInStep): Promise<SignInStep> {
  hub.setCsrfToken(step.csrfToken);
  if (step.state !== 'enrol_second_factor' || step.otpauthUri !== undefined) return step;
  return settle(hub.api.POST('/v1/session/enrolment', { body: {} }));
}

export const SessionContext = createContext<Session | null>(null);

/** The session of a page behind the sign-in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('no session around this page');
  return session;
}

export function useMay(): (...scopes: string[]) => boolean {
  const { scopes } = useSession().account;
  return (...wanted) => wanted.some((scope) => (scope.startsWith('*:') ? scopes.some((one) => one.endsWith(scope.slice(1))) : scopes.includes(scope)));
}

/** Reads the session anew, after signing in or out. All that was known of another session is forgotten. */
export function useRenewSession(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
    await queries.invalidateQueries({ queryKey: sessionKey });
  };
}
