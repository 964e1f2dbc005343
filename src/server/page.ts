/**
 * Serves the page from dist/page, which `npm run page` builds. The files are few and small: they are read
 * once, and what is not among them does not exist, so no request can name a path.
 *
 * The page may run its own scripts and talk to its own server, and nothing else.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Hono } from 'hono';

/** The same folder for the sources and for the built package. */
const builtPage = new URL('dist/page/', new URL('../../package.json', import.meta.url));

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Permissions-Policy': 'microphone=(self), camera=(), geolocation=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** @returns routes for every file of the page; none where it has not been built. */
export function page(folder: URL = builtPage): Hono {
  const app = new Hono();
  for (const [path, bytes] of filesOf(folder)) {
    const type = contentTypes[extname(path)] ?? 'application/octet-stream';
    // What lies in assets/ has its hash in its name.
    const cache = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    const answer = (): Response =>
      new Response(bytes, { headers: { ...headers, 'Content-Type': type, 'Cache-Control': cache } });
    app.get(path === 'index.html' ? '/' : `/${path}`, answer);
  }
  return app;
}

function filesOf(folder: URL): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return files;
  }
  for (const name of names) {
    const path = name.replaceAll('\\', '/');
    if (extname(path) !== '') files.set(path, new Uint8Array(readFileSync(new URL(path, folder))));
  }
  return files;
}
