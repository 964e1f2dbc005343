/** Reads option values. Every refusal says what would have been right. */
import type { Pipeline } from '../../contracts/events.ts';
import { UsageError } from './exit-status.ts';

export const pipelines = ['interruptible', 'streaming', 'sequential'] as const satisfies readonly Pipeline[];

export function parsePort(text: string): number {
  return parseWhole('--port', text, 0, 65_535);
}

export function parseSeats(text: string): number {
  return parseWhole('--seats', text, 1, 100_000);
}

export function parseWhole(option: string, text: string, min: number, max: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(
    `${option} cannot be "${text}"`,
    `Give ${option} a whole number from ${min} to ${max}.`,
  );
}

export function parsePipeline(text: string): Pipeline {
  const found = pipelines.find((pipeline) => pipeline === text);
  if (found !== undefined) return found;
  throw new UsageError(`there is no pipeline "${text}"`, `Choose one of ${pipelines.join(', ')}.`);
}

/** Where to call. An address that a browser would open is taken too: `http://127.0.0.1:8080`. */
export function parseCallUrl(text: string, path: string): URL {
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `ws://${text}`);
  const protocol = { 'http:': 'ws:', 'https:': 'wss:' }[url?.protocol ?? ''] ?? url?.protocol;
  if (url === null || (protocol !== 'ws:' && protocol !== 'wss:') || url.hostname === '') {
    throw new UsageError(`"${text}" is not an address to call`, 'Write it as in ws://127.0.0.1:8080/call.');
  }
  url.protocol = protocol;
  if (url.pathname === '/') url.pathname = path;
  return url;
}
