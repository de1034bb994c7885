// /v1/session: people sign in and out. All of it is the session's own; nothing is about a subject.
import { AuditedRefusal } from '../../identity/audited-refusal.ts';
import type { Step } from '../../identity/sign-in.ts';
import { HubError } from '../../kernel/errors.ts';
import { withoutSubjectData } from '../../sharing/masked.ts';
import type { OpenHandler, Outcome } from '../deps.ts';

export const createSession: OpenHandler = async ({ signIn }, { browser, remoteAddress }, { body }) =>
  answerStep(await signIn.start(body as { name: string; password: string }, { headers: browser, remoteAddress }));

export const confirmSecondFactor: OpenHandler = async ({ signIn }, { browser }, { body }) =>
  answerStep(await signIn.secondFactor((body as { code: string }).code, browser));

export const enrolSecondFactor: OpenHandler = async ({ signIn }, { browser }, { body }) =>
  answerStep(await signIn.enrol(body as { password?: string }, browser));

export const changePassword: OpenHandler = async ({ signIn }, { browser }, { body }) =>
  answerStep(await signIn.changePassword(body as { current: string; next: string }, browser));

export const readSession: OpenHandler = async ({ signIn }, { browser }) => ({ body: withoutSubjectData(await signIn.read(browser)) });

export const endSession: OpenHandler = async ({ signIn }, { browser }) => {
  const { setCookie, by } = await signIn.signOut(browser);
  return { status: 204, headers: { 'Set-Cookie': setCookie }, ...by };
};

function answerStep({ answer, setCookie, by }: Step): Outcome {
  return { body: withoutSubjectData(answer), headers: { 'Set-Cookie': setCookie }, ...by, details: { state: answer.state } };
}

export const readSignInOptions: OpenHandler = async ({ outsideSignIn }) => ({ body: withoutSubjectData({ outside: outsideSignIn !== null }) });

/** A browser is shown a page whatever happens: the provider's, or the console, which reads the session or the code of the refusal. */
export const beginOutsideSignIn: OpenHandler = async ({ outsideSignIn }): Promise<Outcome> => {
  if (outsideSignIn === null) throw new HubError('NOT_FOUND', 'no outside provider is configured');
  try {
    const { location, setCookie } = await outsideSignIn.begin();
    return { status: 302, headers: { Location: location, 'Set-Cookie': setCookie } };
  } catch (error) {
    return backWithProblem(error);
  }
};

export const finishOutsideSignIn: OpenHandler = async ({ outsideSignIn, signIn }, { browser }, { parameters }): Promise<Outcome> => {
  if (outsideSignIn === null) throw new HubError('NOT_FOUND', 'no outside provider is configured');
  try {
    const person = await outsideSignIn.finish(parameters, browser.cookie);
    const { answer, setCookie, by } = await signIn.startOutside(person);
    return { status: 303, headers: { Location: '/', 'Set-Cookie': setCookie }, ...by, details: { state: answer.state } };
  } catch (error) {
    return backWithProblem(error);
  }
};

function backWithProblem(error: unknown): Outcome {
  if (!(error instanceof HubError)) throw error;
  const { code } = error;
  const by = error instanceof AuditedRefusal ? error.by : null;
  return { status: 303, headers: { Location: `/?problem=${code}` }, refusal: code, ...by, details: error.details };
}
