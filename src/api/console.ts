// The console's files at `/`, as Vite built them; every other path that is not the API's opens the same page, whose routes are its own.
// Without a build, a page says how to make one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import Negotiator from 'negotiator';

/** Scripts and data from this origin alone; styles may be written by Ant Design, which computes them on the page. */
const policy = [
  "default-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data: blob:", "font-src 'self' data:", "object-src 'none'", "base-uri 'none'",
  "form-action 'self'", "frame-ancestors 'none'",
].join('; ');
/** Paths of the contract and its documents: an unknown one below them is a 404 of the API, not a page. */
const apiPath = /^\/(v\d+|oauth|docs|\.well-known|openapi\.(json|yaml)|healthz|readyz|metrics)(\/|$)/;
const encodings = [['br', '.br'], ['gzip', '.gz']] as const;

/** `folder`: the build's, looked at on each request, so that a build after the start is served at once. */
export function serveConsole(app: Express, { folder, publicUrl }: { readonly folder: string; readonly publicUrl: string }): void {
  const isSecure = publicUrl.startsWith('https:');
  const files = express.static(folder, { index: false, redirect: false, dotfiles: 'ignore', setHeaders: setCaching });
  const pages = (request: Request, response: Response, next: NextFunction): void => {
    if (apiPath.test(request.path) || (request.method !== 'GET' && request.method !== 'HEAD')) return next();
    secure(response, isSecure);
    if (!existsSync(join(folder, 'index.html'))) return void response.status(503).type('text/html').send(notBuilt);
    if (request.path === '/' || !hasExtension(request.path)) request.url = '/index.html';
    takeCompressed(request, response, folder);
    files(request, response, next);
  };
  app.use(pages);
}

function secure(response: Response, isSecure: boolean): void {
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=()');
  if (isSecure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

/** Vite names what lies in assets/ by its content: it never changes. All else is asked for again each time. */
function setCaching(response: Response, path: string): void {
  const isNamedByContent = /[\\/]assets[\\/]/.test(path);
  response.setHeader('Cache-Control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
}

/** The file compressed ahead, where the build left one beside it and the browser takes it. */
function takeCompressed(request: Request, response: Response, folder: string): void {
  response.vary('Accept-Encoding');
  const accepted = new Negotiator(request).encodings(['br', 'gzip', 'identity']);
  for (const [encoding, ending] of encodings) {
    const path = `${request.path}${ending}`;
    if (!accepted.includes(encoding) || path.includes('..') || !existsSync(join(folder, decoded(path)))) continue;
    response.setHeader('Content-Encoding', encoding);
    response.type(/\.\w+$/.exec(request.path)?.[0] ?? 'html');
    request.url = path;
    return;
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Express refuses such a path itself.
    return path;
  }
}

function hasExtension(path: string): boolean {
  return /\.\w+$/.test(path);
}

const notBuilt = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>基库 · Jiku</title>
<h1>控制台尚未构建 · The console is not built</h1>
<p>请在安装目录执行 <code>npm run build:console</code>，然后刷新本页。接口文档在 <a href="/docs/">/docs/</a>。</p>
<p lang="en">Run <code>npm run build:console</code> where the hub is installed and reload this page. The API is described at <a href="/docs/">/docs/</a>.</p></html>
`;
