/**
 * Sends one request and reads a bounded part of the answer. A redirect is followed within the origin only: what is
 * sent along in secret is for this server and no other.
 */
import type { HttpRequest } from './request.ts';

export interface HttpAnswer {
  status: number;
  /** Without its parameters: `application/json`. */
  contentType: string;
  text: string;
  /** There was more. */
  cut: boolean;
  /** It ended in a redirect that was not followed. */
  redirected: boolean;
}

const redirectsMax = 3;

/** @throws whatever `fetch` throws. */
export async function exchange(
  request: HttpRequest,
  bytesMax: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let { url, method, body } = request;
  let headers: Record<string, string> = { ...request.headers };
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(url, { method, headers, body: body ?? null, redirect: 'manual', signal });
    const next = redirects < redirectsMax ? redirectOf(response, url, method) : undefined;
    if (next === undefined) return await answerOf(response, bytesMax);
    await response.body?.cancel();
    if (response.status === 303) {
      const { 'content-type': _, ...rest } = headers;
      [method, body, headers] = ['GET', undefined, rest];
    }
    url = next;
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** Where a redirect leads, if it may be followed: 301 and 302 may turn a request into another one. */
function redirectOf(response: Response, from: URL, method: string): URL | undefined {
  const { status } = response;
  if (!isRedirect(status)) return undefined;
  const reads = method === 'GET' || method === 'HEAD';
  if (!reads && (status === 301 || status === 302)) return undefined;
  const target = URL.parse(response.headers.get('location') ?? '', from.href);
  if (target === null || target.origin !== from.origin) return undefined;
  return target.username === '' && target.password === '' ? target : undefined;
}

async function answerOf(response: Response, bytesMax: number): Promise<HttpAnswer> {
  const { status } = response;
  const contentType = (response.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    // Leaving the loop closes the stream.
    if (bytes > bytesMax) break;
  }
  const cut = bytes > bytesMax;
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, bytesMax));
  return { status, contentType, text, cut, redirected: isRedirect(status) };
}
