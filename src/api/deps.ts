// What the API is built from (compose.ts gives it) and what handlers see of a request. A handler never sees req or res.
import type { Readable } from 'node:stream';
import type { Pool } from 'pg';
import type { CreditFeeds } from '../credit/feeds.ts';
import type { CreditReports } from '../credit/reports/credit-reports.ts';
import type { LiveRules } from '../credit/rules/read-rules.ts';
import type { LibraryDefinition } from '../definition/types.ts';
import type { AccountChange, AccountLine, NewAccount } from '../identity/accounts.ts';
import type { AccountOperator } from '../identity/audited-refusal.ts';
import type { CreditChecks } from '../credit/checks/credit-checks.ts';
import type { FileChecks } from '../credit/checks/file-checks.ts';
import type { Authenticator, Caller } from '../identity/authenticate.ts';
import type { BrowserHeaders } from '../identity/browser.ts';
import type { OutsideSignIn } from '../identity/outside-sign-in.ts';
import type { SessionAuthenticator } from '../identity/sessions.ts';
import type { SignIn } from '../identity/sign-in.ts';
import type { IssuedToken, TokenRequest } from '../identity/token.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ErrorCode } from '../kernel/errors.ts';
import type { Label } from '../kernel/labels.ts';
import type { Log } from '../kernel/log.ts';
import type { Access } from '../sharing/access.ts';
import type { AuditCompanion, AuditWriter } from '../sharing/audit.ts';
import type { Grant } from '../sharing/grant.ts';
import type { Masked } from '../sharing/masked.ts';
import type { LibraryService } from './library-service.ts';
import type { Language } from './problem.ts';

export type { Caller };

export interface LoadView {
  readonly loadId: number;
  readonly library: string;
  readonly feed: string;
  readonly state: string;
  readonly problem: { readonly code: string } | null;
  readonly [fact: string]: unknown;
}

export interface DeliveredFile {
  readonly library: string;
  readonly feed: string;
  readonly fileName: string;
  readonly body: Readable;
  readonly declaredDate?: string;
  readonly encoding?: string;
  readonly createdBy: string;
}

/** The engine's loads, as the API uses them. */
export interface LoadService {
  /** Spooled, hashed and on record when it resolves. */
  receive(file: DeliveredFile): Promise<LoadView>;
  read(loadId: number): Promise<LoadView | null>;
  decide(loadId: number, decision: 'approve' | 'refuse', by: string): Promise<LoadView>;
}

/** The token endpoint, as the API serves it. */
export interface TokenService {
  readonly endpoint: { issue(request: TokenRequest): Promise<IssuedToken> };
  readonly keys: { publicJwks(): Promise<{ readonly keys: readonly unknown[] }> };
  /** RFC 8414. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The way in for people. */
export type SignInService = Pick<SignIn, 'start' | 'startOutside' | 'secondFactor' | 'enrol' | 'changePassword' | 'signOut' | 'read'>;

/** Who may ask the hub, as its administration over the API sees and changes it. */
export interface AdministrationService {
  listAccounts(where: { readonly agencyCode?: string; readonly role?: string; readonly after?: string; readonly limit: number }): Promise<AccountLine[]>;
  readAccount(name: string): Promise<AccountLine>;
  createAccount(account: NewAccount): Promise<{ readonly account: AccountLine; readonly password: string | null }>;
  changeAccount(name: string, change: AccountChange): Promise<{ readonly account: AccountLine; readonly password: string | null }>;
  listAgencies(): Promise<readonly object[]>;
  listClients(where: { readonly agencyCode?: string }): Promise<readonly object[]>;
  listAgreements(where: { readonly agencyCode?: string; readonly library?: string }): Promise<readonly object[]>;
}

/** What a steward decides; its forms are those of the engine's decisions. `taskId`: the task that it ends. */
export interface DecisionRequest {
  readonly kind: string;
  readonly taskId?: string;
  readonly [fact: string]: unknown;
}

/** The engine's decisions, as the tasks use them. */
export interface DecideService {
  /** Durable when it resolves. The task of the request is done with it, unless the decision waits for a second person (`proposed`). */
  decide(
    request: DecisionRequest,
    by: { readonly clientId: string; readonly operatorId: string; readonly agencyCode: string },
  ): Promise<{ readonly decisionId: string; readonly state: string }>;
}

/** Why and for whom a caller asks: X-Purpose, X-Matter-Code, X-Operator-Id. */
export interface Matter {
  readonly purpose: string;
  readonly matterCode: string;
  readonly operatorId: string;
}

export interface ApiDeps {
  readonly pool: Pool;
  readonly libraries: readonly LibraryDefinition[];
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: () => string;
  readonly authenticator: Authenticator;
  /** People who come with a cookie instead of a token. */
  readonly sessions: SessionAuthenticator;
  readonly signIn: SignInService;
  /** Null without an outside provider. */
  readonly outsideSignIn: Pick<OutsideSignIn, 'begin' | 'finish'> | null;
  readonly administration: AdministrationService;
  readonly access: Pick<Access, 'epoch' | 'grant'>;
  readonly audit: AuditWriter;
  readonly refusals: { countRefusal(operationId: string, code: string): void };
  readonly loads: LoadService;
  /** Absent: tasks can be worked and closed, not decided. */
  readonly decisions?: DecideService;
  readonly creditRules: LiveRules;
  readonly creditReports: CreditReports;
  readonly checks: CreditChecks;
  readonly fileChecks: FileChecks;
  readonly tokens: TokenService;
  readonly feeds: CreditFeeds;
  /** What people read about a rule's code, for rejects and reports. */
  readonly ruleOf: (code: string) => { readonly label: Label; readonly remedy: Label } | undefined;
  /** Metrics in the Prometheus text format, those of the API included. */
  readonly metrics: { render(): Promise<string>; observe(operationId: string, status: number, seconds: number): void };
}

/** What every handler may know of a request. */
export interface Call {
  readonly requestId: string;
  readonly language: Language;
  readonly accept: string | undefined;
  readonly remoteAddress: string;
  readonly authorization: string | undefined;
  /** What the browser says of the request: cookie, origin, CSRF token. */
  readonly browser: BrowserHeaders;
  /** Null where the contract does not ask for it. */
  readonly matter: Matter | null;
}

/** A call of a known client. */
export interface ClientCall extends Call {
  readonly caller: Caller;
}

/** A call about subjects of one library, under a share agreement. */
export interface SubjectCall extends ClientCall {
  readonly service: LibraryService;
  /** The subject's libraries of credit records, by code. */
  readonly services: ReadonlyMap<string, LibraryService>;
  readonly grant: Grant;
}

export interface Input {
  /** Path, query and header parameters by their names in the contract, coerced and checked. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The checked JSON or form body; undefined without one. */
  readonly body: unknown;
  /** The body of a streamed operation. */
  readonly stream: Readable | null;
}

/** What a handler answers, and what the audit event says of it. */
export interface Outcome {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: no body, or `stream`. */
  readonly body?: Masked<unknown>;
  /** Text that is not JSON. */
  readonly stream?: { readonly contentType: string; readonly body: Readable | string };
  /** Golden records that were shown or checked. */
  readonly goldenIds?: readonly string[];
  /** How many subjects were asked about. */
  readonly subjectCount?: number;
  readonly attributes?: readonly string[];
  /** Ids and counts only. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Library of the golden records, where it is not the operation's; null: of several libraries. */
  readonly library?: string | null;
  /** What must be durable with the audit event before the answer leaves. */
  readonly beside?: AuditCompanion;
  /** The refusal that the answer stands for, where a browser must be shown a page all the same. */
  readonly refusal?: ErrorCode;
  /** Client, agency and person, where the call itself made them known (token endpoint, sign-in). */
  readonly clientId?: string;
  readonly agencyCode?: string;
  readonly operatorId?: AccountOperator['operatorId'];
}

export type SubjectHandler = (deps: ApiDeps, call: SubjectCall, input: Input) => Promise<Outcome>;
export type ClientHandler = (deps: ApiDeps, call: ClientCall, input: Input) => Promise<Outcome>;
export type OpenHandler = (deps: ApiDeps, call: Call, input: Input) => Promise<Outcome>;
