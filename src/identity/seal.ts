// Seals small secrets for the database: AES-256-GCM under the hub's key, bound to what they belong to.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface Sealer {
  /** `owner` (a key id) is authenticated: a sealed text moved to another row does not open. */
  seal(plain: string, owner: string): string;
  /** Throws when the key, the owner or a bit of the text is another. */
  open(sealed: string, owner: string): string;
}

const version = 'v1';

/** `hubKey`: 32 bytes from the configuration, never stored beside what it seals. */
export function createSealer(hubKey: Buffer): Sealer {
  if (hubKey.length !== 32) throw new TypeError('the hub key must be 32 bytes');
  return {
    seal(plain, owner) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', hubKey, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return [version, nonce.toString('base64url'), body.toString('base64url'), cipher.getAuthTag().toString('base64url')].join('.');
    },
    open(sealed, owner) {
      const [read, nonce = '', body = '', tag = ''] = sealed.split('.');
      if (read !== version) throw new Error('sealed by an unknown version');
      const decipher = createDecipheriv('aes-256-gcm', hubKey, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
    },
  };
}
