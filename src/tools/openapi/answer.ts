/** What an answer becomes: a value for the model, or an error that says how far it got. Nothing of a header is told. */
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { isObject, mapTexts } from '../shared/json.ts';
import { cleanText, clipText, oneLine } from '../shared/text.ts';
import type { HttpAnswer } from './exchange.ts';

export interface AnswerBounds {
  charactersMax: number;
  hide: (text: string) => string;
  /** The operation changes something. */
  acts: boolean;
}

const reasonCharactersMax = 300;
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** @throws AntiphonError TOOL_DECLINED, TOOL_FAILED, TOOL_OUTCOME_UNKNOWN. */
export function answerValue(answer: HttpAnswer, bounds: AnswerBounds): unknown {
  const { status, contentType, text, cut } = answer;
  if (status < 200 || status > 299) throw refusal(answer, bounds);
  const safe = (one: string): string => bounds.hide(cleanText(one));
  if (text === '') return { status };
  if (contentType.startsWith('text/') || cut) {
    return clipText(safe(text), bounds.charactersMax) + (cut ? ' [the rest was not read]' : '');
  }
  if (!isJson(contentType))
    return `[${safe(contentType).slice(0, 64) || 'an answer of unknown type'} left out]`;
  const read = parsed(text);
  if (!read.ok) {
    // It says that it is done: an answer that cannot be read does not undo it.
    if (bounds.acts) return { status, note: 'Done; the answer could not be read.' };
    throw new AntiphonError('TOOL_FAILED', `the server answered ${status} with what is no JSON`);
  }
  const value = mapTexts(read.value, safe);
  const json = JSON.stringify(value);
  return json.length <= bounds.charactersMax ? value : clipText(json, bounds.charactersMax);
}

/** What `fetch` threw. No `cause`: nobody knows what is in it. */
export function brokenExchange(thrown: unknown, host: string, acts: boolean): AntiphonError {
  const cause = thrown instanceof Error ? (thrown.cause as { code?: unknown } | undefined) : undefined;
  const code =
    typeof cause?.code === 'string' && /^[A-Z_]{3,40}$/.test(cause.code)
      ? cause.code
      : 'the connection broke';
  if (!acts || unsentCodes.has(code))
    return new AntiphonError('TOOL_FAILED', `no answer from ${host}: ${code}`);
  return unknown(`no answer from ${host}: ${code}`);
}

function refusal(answer: HttpAnswer, { hide, acts }: AnswerBounds): AntiphonError {
  const { status, redirected } = answer;
  const told = `the server answered ${status}`;
  // A gateway that gave up, or a server that broke off, may have acted; so may one that sends us on.
  if (acts && (redirected || status === 408 || (status >= 500 && status !== 503))) return unknown(told);
  const itsOwnNo = status >= 400 && status < 500 && ![401, 403, 407, 408, 429].includes(status);
  if (!itsOwnNo) return new AntiphonError('TOOL_FAILED', told, { data: { status } });
  const reason = hide(oneLine(reasonOf(answer), reasonCharactersMax));
  return new AntiphonError('TOOL_DECLINED', reason === '' ? `${told}.` : `${told}: ${reason}`, {
    data: { status },
  });
}

function unknown(told: string): AntiphonError {
  return new AntiphonError('TOOL_OUTCOME_UNKNOWN', `${told}: it may have happened, or may not`);
}

/** The sentence in a refusal, as most servers write it: RFC 9457, or `message`, or `error`. */
function reasonOf({ contentType, text }: HttpAnswer): string {
  if (!isJson(contentType)) return contentType === 'text/plain' ? text : '';
  const read = parsed(text);
  const value = read.ok ? read.value : undefined;
  if (!isObject(value)) return '';
  const error = value['error'];
  const inner = isObject(error) ? error['message'] : error;
  return (
    [value['detail'], value['message'], inner, value['title']].find((one) => typeof one === 'string') ?? ''
  );
}

function parsed(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

const isJson = (type: string): boolean => /^[\w.-]+\/([\w.-]+\+)?json$/.test(type);
