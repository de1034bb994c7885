// Signing in at an outside OpenID Connect provider (a city's unified authentication): authorization code with PKCE, state and nonce. What
// must come back with the code is kept sealed in a cookie of its own, so that any process can take the answer.
import * as oidc from 'openid-client';
import { HubError } from '../kernel/errors.ts';
import { readCookie } from './browser.ts';
import type { Sealer } from './seal.ts';

export interface OutsideSignInConfig {
  /** Of the provider; its metadata are found below it (OpenID Connect Discovery). */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Claim that names the account's outsideSubject: of the id token, else of userinfo. */
  readonly subjectClaim: string;
}

export interface OutsideSignInDeps {
  readonly config: OutsideSignInConfig;
  readonly sealer: Sealer;
  /** Under which people reach the hub. */
  readonly publicUrl: string;
}

/** Who the provider says it is, and whether by more than a password (amr, RFC 8176). */
export interface OutsidePerson {
  readonly subject: string;
  readonly hasSecondFactor: boolean;
}

interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly until: number;
}

const journeySeconds = 600;
const timeoutSeconds = 5;
const callbackPath = '/v1/session/oidc/callback';
const sealOwner = 'oidc journey';
/** Methods that each are one factor; two of them are two. `mfa` says so itself. */
const factors = new Set(['pwd', 'pin', 'otp', 'sms', 'tel', 'hwk', 'swk', 'sc', 'fpt', 'face', 'iris']);

export class OutsideSignIn {
  readonly #deps: OutsideSignInDeps;
  readonly #cookieName: string;
  #provider: Promise<oidc.Configuration> | null = null;

  constructor(deps: OutsideSignInDeps) {
    this.#deps = deps;
    this.#cookieName = this.#isSecure ? '__Host-jiku_oidc' : 'jiku_oidc';
  }

  /** Where the browser is sent, and what it must bring back. OUTSIDE_SIGN_IN_UNAVAILABLE when the provider does not answer. */
  async begin(): Promise<{ location: string; setCookie: string }> {
    const provider = await this.#discover();
    const until = Date.now() + journeySeconds * 1000;
    const journey: Journey = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(), until };
    const location = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: this.#callbackUrl, scope: 'openid profile', state: journey.state, nonce: journey.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(journey.verifier), code_challenge_method: 'S256',
    });
    // Lax: the provider's page sends the browser back, which a Strict cookie would not survive.
    const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${journeySeconds}${this.#isSecure ? '; Secure' : ''}`;
    return { location: location.href, setCookie: `${this.#cookieName}=${this.#deps.sealer.seal(JSON.stringify(journey), sealOwner)}; ${attributes}` };
  }

  /** Takes the provider's answer. OUTSIDE_SIGN_IN_REFUSED when it is none to this browser's question, or does not hold. */
  async finish(answer: Readonly<Record<string, unknown>>, cookie: string | undefined): Promise<OutsidePerson> {
    const journey = this.#openJourney(cookie);
    const provider = await this.#discover();
    const url = new URL(this.#callbackUrl);
    for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, String(value));
    try {
      const tokens = await oidc.authorizationCodeGrant(provider, url, {
        expectedState: journey.state, expectedNonce: journey.nonce, pkceCodeVerifier: journey.verifier, idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw refused('no id token');
      const { subjectClaim } = this.#deps.config;
      const subject = claims[subjectClaim] ?? (await oidc.fetchUserInfo(provider, tokens.access_token, claims.sub))[subjectClaim];
      if (typeof subject !== 'string' || subject === '') throw refused('the claim of the subject is missing');
      return { subject, hasSecondFactor: isMultiFactor(claims['amr']) };
    } catch (error) {
      throw asRefusal(error);
    }
  }

  get #isSecure(): boolean {
    return this.#deps.publicUrl.startsWith('https:');
  }

  get #callbackUrl(): string {
    return this.#deps.publicUrl + callbackPath;
  }

  #openJourney(cookie: string | undefined): Journey {
    const sealed = readCookie(cookie, this.#cookieName);
    if (sealed === null) throw refused('no journey of this browser');
    const journey = this.#unseal(sealed);
    if (journey === null || journey.until < Date.now()) throw refused('the journey is over');
    return journey;
  }

  #unseal(sealed: string): Journey | null {
    try {
      return JSON.parse(this.#deps.sealer.open(sealed, sealOwner)) as Journey;
    } catch {
      // Not sealed by us: another key, or made up.
      return null;
    }
  }

  /** The provider's metadata, read when first needed; after a failure anew. */
  async #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.#deps.config;
    // The id token's signature too is checked, whatever the connection that it came over.
    const execute = [oidc.enableNonRepudiationChecks, ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [])];
    this.#provider ??= oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, { timeout: timeoutSeconds, execute });
    try {
      return await this.#provider;
    } catch (error) {
      this.#provider = null;
      throw new HubError('OUTSIDE_SIGN_IN_UNAVAILABLE', 'the provider’s metadata could not be read', undefined, { cause: withoutFacts(error) });
    }
  }
}

function isMultiFactor(amr: unknown): boolean {
  if (!Array.isArray(amr)) return false;
  return amr.includes('mfa') || new Set(amr.filter((method) => factors.has(method as string))).size > 1;
}

/** Without the cause where the library's error carries the provider's answer: its claims are not for the log. */
function asRefusal(error: unknown): HubError {
  if (error instanceof HubError) return error;
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return new HubError('OUTSIDE_SIGN_IN_UNAVAILABLE', 'the provider could not be reached', undefined, { cause: withoutFacts(error) });
  }
  return refused((error as { code?: string }).code ?? 'the answer does not hold');
}

function withoutFacts(error: unknown): Error {
  const { name, message } = error as Error;
  return new Error(`${name}: ${message}`);
}

function refused(why: string): HubError {
  return new HubError('OUTSIDE_SIGN_IN_REFUSED', why, { why });
}
