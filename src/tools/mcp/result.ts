/**
 * What a server's answer becomes: structured content, or its texts, cleaned, bounded and without secrets. Images,
 * sounds and files are named and left out: a voice has no use for them, and a prompt no room.
 */
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { isObject, mapTexts } from '../shared/json.ts';
import { cleanText, clipText } from '../shared/text.ts';

export interface ResultBounds {
  charactersMax: number;
  hide: (text: string) => string;
}

const partsMax = 100;

export function resultValue(result: CallToolResult, { charactersMax, hide }: ResultBounds): unknown {
  const safe = (text: string): string => hide(cleanText(text));
  if (isObject(result.structuredContent)) {
    const value = mapTexts(result.structuredContent, safe);
    const json = JSON.stringify(value);
    return json.length <= charactersMax ? value : clipText(json, charactersMax);
  }
  return clipText(safe(partsOf(result)), charactersMax);
}

/** For a message: what went wrong, in the server's words. */
export function resultText(result: CallToolResult, { charactersMax, hide }: ResultBounds): string {
  const text = partsOf(result) || JSON.stringify(result.structuredContent ?? 'no reason was given');
  return clipText(hide(cleanText(text)), charactersMax);
}

function partsOf({ content }: CallToolResult): string {
  const parts = content.slice(0, partsMax).map(partText);
  if (content.length > partsMax) parts.push(`[${content.length - partsMax} more parts left out]`);
  return parts.join('\n');
}

function partText(part: CallToolResult['content'][number]): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'image':
    case 'audio':
      return `[${part.type} left out: ${part.mimeType.slice(0, 64)}, ${kilobytes(part.data)} kB]`;
    case 'resource_link':
      return `[link: ${part.name.slice(0, 128)}]`;
    case 'resource':
      if ('text' in part.resource) return part.resource.text;
      return `[file left out: ${(part.resource.mimeType ?? 'of unknown type').slice(0, 64)}, ${kilobytes(part.resource.blob)} kB]`;
  }
}

const kilobytes = (base64: string): number => Math.ceil((base64.length * 3) / 4 / 1000);
