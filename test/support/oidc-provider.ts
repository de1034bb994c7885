// An OpenID Connect provider in this process, as far as signing in goes: discovery, authorization code with PKCE, id token, userinfo.
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';

export const client = { id: 'jiku', secret: 'client-secret-of-the-test' };

export class OidcProvider {
  issuer = '';
  /** Who signs in there next. */
  claims: JWTPayload = { sub: 'u-1' };
  userinfo: Record<string, unknown> = {};
  /** What is wrong with the next id token. */
  fault: 'none' | 'nonce' | 'audience' | 'expired' | 'signature' = 'none';
  readonly #codes = new Map<string, URLSearchParams>();
  #key: CryptoKey | null = null;
  #otherKey: CryptoKey | null = null;
  #jwks: unknown = null;
  #server: Server | null = null;

  async start(): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    this.#key = privateKey;
    this.#otherKey = (await generateKeyPair('ES256')).privateKey;
    this.#jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }] };
    this.#server = createServer((request, response) => void this.#answer(request, response));
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    this.issuer = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.issuer);
    const json = (body: unknown, status = 200): void => void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    if (url.pathname === '/.well-known/openid-configuration') {
      const at = (path: string): string => this.issuer + path;
      return json({
        issuer: this.issuer, authorization_endpoint: at('/authorize'), token_endpoint: at('/token'), jwks_uri: at('/jwks'), userinfo_endpoint: at('/userinfo'),
        response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256'],
      });
    }
    if (url.pathname === '/jwks') return json(this.#jwks);
    if (url.pathname === '/userinfo') return json({ sub: this.claims.sub, ...this.userinfo });
    if (url.pathname === '/authorize') {
      const code = randomBytes(16).toString('hex');
      this.#codes.set(code, url.searchParams);
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({ code, state: url.searchParams.get('state') ?? '', iss: this.issuer, session_state: 'x.y' }).toString();
      return void response.writeHead(302, { Location: back.href }).end();
    }
    let text = '';
    for await (const chunk of request) text += String(chunk);
    const form = new URLSearchParams(text);
    const asked = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    const isRight = form.get('client_id') === client.id && form.get('client_secret') === client.secret;
    if (!asked || !isRight || challenge !== asked.get('code_challenge')) return json({ error: 'invalid_grant' }, 400);
    json({ access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: await this.#idToken(asked.get('nonce') ?? '') });
  }

  #idToken(nonce: string): Promise<string> {
    const { fault } = this;
    return new SignJWT({ ...this.claims, nonce: fault === 'nonce' ? 'another' : nonce }).setProtectedHeader({ alg: 'ES256', kid: 'k' }).setIssuer(this.issuer)
      .setAudience(fault === 'audience' ? 'another' : client.id).setIssuedAt().setExpirationTime(fault === 'expired' ? '-1 hour' : '1 minute')
      .sign((fault === 'signature' ? this.#otherKey : this.#key) as CryptoKey);
  }
}
