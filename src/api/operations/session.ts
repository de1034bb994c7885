// /v1/session: people sign in and out. All of it is the session's own; nothing is about a subject.
import type { Step } from '../../identity/sign-in.ts';
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
