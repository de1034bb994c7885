// The way in for people: password, second factor, a password of their own, and the session at the end. Each step answers what comes next.
// Who is not let in learns nothing: a name that is nobody's takes as long, counts as much and is answered alike.
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { HubError } from '../kernel/errors.ts';
import type { Account, PrismaClient } from '../store/prisma.ts';
import { AuditedRefusal, type AccountOperator } from './audited-refusal.ts';
import { type BrowserHeaders, csrfTokenOf, type SessionCookie } from './browser.ts';
import { clientIdOf } from './caller.ts';
import { type Credential, type CredentialDeps, hashPassword, markSignedIn, readCredential, setPassword, setSecondFactor, takeCode, totpOwner } from './credentials.ts';
import { normalisePassword, passwordFaults } from './passwords.ts';
import { needsSecondFactor } from './roles.ts';
import { createTotpSecret, otpauthUri, totpStep } from './second-factor.ts';
import type { Session, Sessions, SessionState } from './sessions.ts';
import { lockSeconds, SignInFailures } from './sign-in-failures.ts';

export interface SignInDeps extends CredentialDeps {
  readonly prisma: PrismaClient;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly idleSeconds: number;
  /** Days after which a password must be changed; 0: never. */
  readonly passwordDays: number;
}

/** The account as its owner sees it. */
export interface AccountView {
  readonly name: string;
  readonly displayName: string;
  readonly agency: { readonly code: string; readonly nameZh: string; readonly nameEn: string };
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
  /** For which the agreements of the agency that are in force may be used. */
  readonly purposes: readonly string[];
  readonly language: string;
}

/** What a step led to. `account` as soon as the person is signed in. */
export interface SignInAnswer {
  readonly state: SessionState;
  readonly csrfToken: string;
  readonly account?: AccountView;
  /** While enrolling: what the QR code says. */
  readonly otpauthUri?: string;
  /** Once, when the second factor is new. */
  readonly recoveryCodes?: readonly string[];
}

export interface Step {
  readonly answer: SignInAnswer;
  readonly setCookie: string;
  readonly by: AccountOperator;
}

export interface SessionView {
  readonly account: AccountView;
  readonly csrfToken: string;
  readonly idleSeconds: number;
  readonly expiresAt: Date;
}

type Proof = Pick<Session, 'hasSecondFactor' | 'isOutside'>;

const dayLength = 86_400_000;

export class SignIn {
  readonly #deps: SignInDeps;
  readonly #failures: SignInFailures;
  readonly #failuresOfAddress = new RateLimiterMemory({ keyPrefix: 'sign-in', points: 100, duration: 60 });

  constructor(deps: SignInDeps) {
    this.#deps = deps;
    this.#failures = new SignInFailures(deps);
  }

  /** Name and password. Refuses CSRF_REFUSED, RATE_LIMITED, ACCOUNT_LOCKED and, for whatever reason else, SESSION_REFUSED. */
  async start({ name, password }: { name: string; password: string }, from: { headers: BrowserHeaders; remoteAddress: string }): Promise<Step> {
    const { prisma, pool, hasher, cookie } = this.#deps;
    cookie.requireOwnPage(from.headers);
    await this.#limitAddress(from.remoteAddress);
    const typed = name.trim().toLowerCase();
    const attemptsLeft = await this.#failures.take(typed, 'password');
    const account = await prisma.account.findUnique({ where: { name: typed }, include: { agency: { select: { isActive: true } } } });
    const credential = await readCredential(pool, typed);
    const isRight = await hasher.verify(normalisePassword(password), credential?.passwordHash ?? null);
    if (account === null || credential === null || !isRight || !account.isActive || !account.agency.isActive) {
      await this.#failuresOfAddress.penalty(from.remoteAddress, 1);
      throw refused(account, attemptsLeft);
    }
    await this.#failures.clear(typed, ['password']);
    return this.#advance(account, credential, { hasSecondFactor: false, isOutside: false }, cookie.read(from.headers.cookie));
  }

  /** A person whom the outside provider vouches for. SESSION_REFUSED when no active account is its. */
  async startOutside({ subject, hasSecondFactor }: { subject: string; hasSecondFactor: boolean }): Promise<Step> {
    const { prisma, pool } = this.#deps;
    const account = await prisma.account.findUnique({ where: { outsideSubject: subject }, include: { agency: { select: { isActive: true } } } });
    const credential = account && (await readCredential(pool, account.name));
    if (account === null || credential === null || !account.isActive || !account.agency.isActive) throw refused(account);
    return this.#advance(account, credential, { hasSecondFactor, isOutside: true }, null);
  }

  /** The code of the second factor, or the first one of a new one. Refuses SECOND_FACTOR_REFUSED, ACCOUNT_LOCKED, SESSION_STEP. */
  async secondFactor(code: string, headers: BrowserHeaders): Promise<Step> {
    const { cookie, sessions } = this.#deps;
    cookie.requireOwnPage(headers);
    const session = await sessions.require(headers);
    const account = await this.#accountOf(session);
    const credential = await this.#credentialOf(session);
    const { pendingTotpSealed, state } = session;
    const { totpSealed } = credential;
    if (pendingTotpSealed === null && (state !== 'second_factor' || totpSealed === null)) throw wrongStep(session);
    const attemptsLeft = await this.#failures.take(session.account, 'code').catch(async (error: unknown) => {
      if (state !== 'signed_in') await sessions.end(session.id);
      throw error;
    });
    const given = code.trim();
    if (pendingTotpSealed !== null) return this.#confirmEnrolment(session, account, { sealed: pendingTotpSealed, code: given, attemptsLeft });
    const isTaken = totpSealed !== null && (await takeCode(this.#deps, account.name, { totpSealed, code: given }));
    if (!isTaken) throw codeRefused(account, attemptsLeft);
    await this.#failures.clear(account.name, ['code']);
    return this.#advance(account, credential, { ...session, hasSecondFactor: true }, session.id);
  }

  /**
   * A new secret to be confirmed with its first code: on the way in where one is asked for, or of one's own will once signed in, with
   * the password. SESSION_STEP where there is a second factor already: an administrator takes it away first.
   */
  async enrol({ password }: { password?: string }, headers: BrowserHeaders): Promise<Step> {
    const { sessions, cookie } = this.#deps;
    sessions.requireOwnPage(headers);
    const session = await sessions.require(headers);
    const account = await this.#accountOf(session);
    const credential = await this.#credentialOf(session);
    if (credential.totpSealed !== null || (session.state !== 'enrol_second_factor' && session.state !== 'signed_in')) throw wrongStep(session);
    if (session.state === 'signed_in') await this.#requirePassword(account, credential, password ?? '');
    const uri = await this.#offerSecret(session);
    return { answer: { state: session.state, csrfToken: csrfTokenOf(session.id), otpauthUri: uri }, setCookie: cookie.set(session.id), by: operatorOf(account) };
  }

  /** Refuses PASSWORD_REFUSED for the wrong current one, PASSWORD_WEAK with every fault, and ACCOUNT_LOCKED. Ends all other sessions. */
  async changePassword({ current, next }: { current: string; next: string }, headers: BrowserHeaders): Promise<Step> {
    const { sessions } = this.#deps;
    sessions.requireOwnPage(headers);
    const session = await sessions.require(headers);
    const account = await this.#accountOf(session);
    const credential = await this.#credentialOf(session);
    if (session.state !== 'signed_in' && session.state !== 'change_password') throw wrongStep(session);
    await this.#requirePassword(account, credential, current);
    const faults = passwordFaults(next, [account.name, account.displayName]);
    if (normalisePassword(next) === normalisePassword(current)) faults.push('unchanged');
    if (faults.length > 0) {
      throw new AuditedRefusal({ code: 'PASSWORD_WEAK', message: 'the password breaks the rules', details: { rules: faults } }, operatorOf(account));
    }
    const epoch = await setPassword(this.#deps, account.name, { hash: await hashPassword(this.#deps, next), mustChange: false });
    const changed = { ...credential, epoch, mustChange: false, passwordSetAt: this.#deps.clock.now() };
    return this.#advance(account, changed, session, session.id);
  }

  /** Ends the session; says whose it was. */
  async signOut(headers: BrowserHeaders): Promise<{ setCookie: string; by: AccountOperator }> {
    const { sessions, cookie } = this.#deps;
    sessions.requireOwnPage(headers);
    const session = await sessions.require(headers);
    const account = await this.#accountOf(session);
    await sessions.end(session.id);
    return { setCookie: cookie.clear(), by: operatorOf(account) };
  }

  /** Who is signed in, and for how long. Refuses SESSION_INCOMPLETE with the step that comes next, and the CSRF token for taking it. */
  async read(headers: BrowserHeaders): Promise<SessionView> {
    const { sessions, idleSeconds } = this.#deps;
    const session = await sessions.require(headers);
    const csrfToken = csrfTokenOf(session.id);
    if (session.state !== 'signed_in') throw new HubError('SESSION_INCOMPLETE', 'the person is still signing in', { state: session.state, csrfToken });
    return { account: await this.#view(session), csrfToken, idleSeconds, expiresAt: session.expiresAt };
  }

  /** What is still asked of the person, and a session of a new id for it. */
  async #advance(account: Account, credential: Credential, proof: Proof, before: string | null): Promise<Step> {
    const { sessions, cookie } = this.#deps;
    const state = this.#nextState(account, credential, proof);
    const { hasSecondFactor, isOutside } = proof;
    const session = await sessions.open({ account: account.name, epoch: credential.epoch, state, hasSecondFactor, isOutside }, before);
    const answer: SignInAnswer = {
      state,
      csrfToken: csrfTokenOf(session.id),
      ...(state === 'enrol_second_factor' ? { otpauthUri: await this.#offerSecret(session) } : {}),
      ...(state === 'signed_in' ? { account: await this.#view(session) } : {}),
    };
    if (state === 'signed_in') await markSignedIn(this.#deps, account.name);
    return { answer, setCookie: cookie.set(session.id), by: operatorOf(account) };
  }

  #nextState({ roles }: Account, { totpSealed, mustChange, passwordSetAt }: Credential, { hasSecondFactor, isOutside }: Proof): SessionState {
    if (!hasSecondFactor && totpSealed !== null) return 'second_factor';
    if (!hasSecondFactor && needsSecondFactor(roles)) return 'enrol_second_factor';
    if (isOutside) return 'signed_in';
    const { passwordDays, clock } = this.#deps;
    const isOld = passwordDays > 0 && clock.now().getTime() - passwordSetAt.getTime() > passwordDays * dayLength;
    return mustChange || isOld ? 'change_password' : 'signed_in';
  }

  async #confirmEnrolment(
    session: Session,
    account: Account,
    { sealed, code, attemptsLeft }: { readonly sealed: string; readonly code: string; readonly attemptsLeft: number },
  ): Promise<Step> {
    const { sealer, clock } = this.#deps;
    const step = totpStep(sealer.open(sealed, totpOwner(account.name)), code, clock.now());
    if (step === null) throw codeRefused(account, attemptsLeft);
    await this.#failures.clear(account.name, ['code']);
    const { recoveryCodes, epoch } = await setSecondFactor(this.#deps, account.name, { sealed, step });
    const credential = { ...(await this.#credentialOf(session)), epoch };
    const { answer, ...rest } = await this.#advance(account, credential, { ...session, hasSecondFactor: true }, session.id);
    return { ...rest, answer: { ...answer, recoveryCodes } };
  }

  async #offerSecret(session: Session): Promise<string> {
    const { sealer, sessions } = this.#deps;
    const secret = createTotpSecret();
    await sessions.keepPendingSecret(session, sealer.seal(secret, totpOwner(session.account)));
    return otpauthUri(secret, session.account);
  }

  async #requirePassword(account: Account, credential: Credential, password: string): Promise<void> {
    const attemptsLeft = await this.#failures.take(account.name, 'password');
    if (!(await this.#deps.hasher.verify(normalisePassword(password), credential.passwordHash))) {
      throw new AuditedRefusal({ code: 'PASSWORD_REFUSED', message: 'the current password does not fit', details: { attemptsLeft } }, operatorOf(account));
    }
    await this.#failures.clear(account.name, ['password']);
  }

  /** Asks the access snapshot too: who was disabled since is out. */
  async #accountOf(session: Session): Promise<Account> {
    this.#deps.sessions.callerOf(session);
    return this.#deps.prisma.account.findUniqueOrThrow({ where: { name: session.account } });
  }

  async #credentialOf({ account }: Session): Promise<Credential> {
    const credential = await readCredential(this.#deps.pool, account);
    if (credential === null) throw new Error('an account without its row of credentials');
    return credential;
  }

  async #view(session: Session): Promise<AccountView> {
    const { roles, scopes } = this.#deps.sessions.callerOf(session);
    const { name, displayName, language, agency } = await this.#deps.prisma.account.findUniqueOrThrow({
      where: { name: session.account }, include: { agency: { select: { code: true, nameZh: true, nameEn: true } } },
    });
    return { name, displayName, agency, roles, scopes, purposes: await this.#purposesOf(agency.code), language };
  }

  async #purposesOf(agencyCode: string): Promise<string[]> {
    const { prisma, clock } = this.#deps;
    const today = new Date(clock.today());
    const agreements = await prisma.agreement.findMany({
      where: { agencyCode, isActive: true, validFrom: { lte: today }, validTo: { gte: today } }, select: { purposes: true },
    });
    return [...new Set(agreements.flatMap(({ purposes }) => purposes))].toSorted();
  }

  async #limitAddress(address: string): Promise<void> {
    const held = await this.#failuresOfAddress.get(address);
    if (held === null || held.remainingPoints > 0) return;
    throw new HubError('RATE_LIMITED', 'too many failed sign-ins from one address', { retryAfterSeconds: Math.ceil(held.msBeforeNext / 1000) });
  }
}

export function operatorOf({ name, agencyCode }: Pick<Account, 'name' | 'agencyCode'>): AccountOperator {
  return { clientId: clientIdOf(name), agencyCode, operatorId: name };
}

function refused(account: Account | null, attemptsLeft?: number): AuditedRefusal {
  const details = attemptsLeft === undefined ? undefined : { attemptsLeft, ...(attemptsLeft === 0 ? { lockedSeconds: lockSeconds } : {}) };
  return new AuditedRefusal({ code: 'SESSION_REFUSED', message: 'nobody is let in', details }, account && operatorOf(account));
}

function codeRefused(account: Account, attemptsLeft: number): AuditedRefusal {
  return new AuditedRefusal({ code: 'SECOND_FACTOR_REFUSED', message: 'the code does not fit or was used', details: { attemptsLeft } }, operatorOf(account));
}

function wrongStep({ state }: Session): HubError {
  return new HubError('SESSION_STEP', 'the session is at another step', { state });
}
