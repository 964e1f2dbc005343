/**
 * A language model that understands on the device, with no weights from elsewhere: intents learned
 * from a few examples each, slots by rule, replies from templates, tool calls when all is known.
 *
 *   last words ─▶ words ─▶ intent? ─▶ slots? ─▶ ask │ say │ call a tool
 *
 * It knows what it was given and says so when asked for anything else. Behind the contract it is like
 * any other model: it keeps nothing between requests, streams, stops when told to, calls tools that
 * the request offers and no others. `prompt.system` is not read: its manners are in its templates.
 */
import { randomUUID } from 'node:crypto';
import type { Message } from '../../contracts/conversation.ts';
import type { GenerateRequest, GenerationPart, LanguageModel, TokenUsage } from '../../contracts/llm.ts';
import type { Expectation } from '../../contracts/turn-detector.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { localClock } from './calendar.ts';
import type { DialogueOptions } from './dialogue.ts';
import type { Intent } from './intent.ts';
import { phrasesOf } from './phrases.ts';
import { respond, type Response } from './respond.ts';
import { englishSayings, type Sayings } from './sayings.ts';
import { smallTalk } from './small-talk.ts';
import { Understanding } from './understanding.ts';

export interface OnDeviceOptions {
  intents: readonly Intent[];
  /** Completes "I can ..." when it was asked for something else. */
  abilities: string;
  /** Milliseconds since 1970, for "today" and "tomorrow": `clock.wallTime`. */
  wallTime: () => number;
  /** IANA name of the zone that "today" is in. Default `UTC`. */
  timeZone?: string;
  /** Hello, how are you, thank you, goodbye. Default: `smallTalk()`; `[]` for none. */
  smallTalk?: readonly Intent[];
  /** Sentences that are none of the intents though they sound like them, beside ordinary talk, which it knows. */
  others?: readonly string[];
  sayings?: Partial<Sayings>;
  /** Said to what was not understood. `misses` counts such turns in a row, from 1. */
  fallback?: (heard: string, misses: number) => string;
  /** Confidence from which an intent is acted on, 0 to 1. Default 0.4. */
  acceptAt?: number;
  /** Confidence from which "Did you ask ...?" is worth asking. Default 0.25. */
  guessAt?: number;
}

/** The tool by which a goodbye ends the call, where the request offers it. */
const endCall = 'endCall';
// By sentences that no example holds: see the demo agent's tests.
const acceptAtDefault = 0.4;
const guessAtDefault = 0.25;
/** It goes by what was said: notes tell it little. */
const heardTurnsMax = 24;
const charactersPerToken = 4;
const echoedWordsMax = 7;

/**
 * Makes the model: trains on the examples, which takes some tens of milliseconds.
 * @throws AntiphonError CONFIG_INVALID for intents or options that cannot be used.
 */
export function onDevice(options: OnDeviceOptions): LanguageModel {
  const intents = [...options.intents, ...(options.smallTalk ?? smallTalk())];
  check(intents, options);
  const localTime = clockIn(options.timeZone ?? 'UTC');
  const dialogue: DialogueOptions = {
    understanding: new Understanding(intents, options.others),
    intents,
    sayings: { ...englishSayings, ...options.sayings },
    acceptAt: options.acceptAt ?? acceptAtDefault,
    guessAt: options.guessAt ?? guessAtDefault,
    fallback: options.fallback ?? ((heard, misses) => defaultFallback(options.abilities, heard, misses)),
  };

  // A reply that is a function may throw: then this model has failed, as any other would.
  const answer = (messages: readonly Message[]): Response => {
    try {
      return respond(messages, dialogue, localTime(options.wallTime()));
    } catch (thrown) {
      throw AntiphonError.from(thrown, 'LLM_FAILED', 'ondevice: a function of an intent threw');
    }
  };

  return {
    specificationVersion: '1',
    name: 'ondevice',
    phrases: phrasesOf(intents),
    heardTurnsMax,
    // Async because the contract is: nothing here waits.
    async *generate(request, { signal }) {
      if (signal.aborted) return;
      const { text, call, endsCall, expects } = answer(request.prompt.messages);
      const offered = (name: string): boolean =>
        request.toolChoice !== 'none' && request.tools.some((tool) => tool.name === name);
      const refused = call !== undefined && !offered(call.tool);
      const said = refused ? `${text} ${dialogue.sayings.toolUnavailable}`.trim() : text;
      for (const part of partsOf(request, said, {
        ...(call !== undefined && !refused ? { call: { name: call.tool, arguments: call.arguments } } : {}),
        ...(endsCall && offered(endCall) ? { call: { name: endCall, arguments: {} } } : {}),
        expects,
      })) {
        if (signal.aborted) return;
        yield part;
      }
    },
  };
}

function* partsOf(
  request: GenerateRequest,
  text: string,
  { call, expects }: { call?: { name: string; arguments: unknown }; expects: Expectation | undefined },
): Generator<GenerationPart> {
  const words = text.match(/\S+\s*/g) ?? [];
  const charactersMax = request.maxTokens * charactersPerToken;
  let said = '';
  for (const word of words) {
    if (said.length + word.length > charactersMax) {
      yield { type: 'usage', usage: estimatedUsage(request, said) };
      yield { type: 'end', reason: 'length' };
      return;
    }
    said += word;
    yield { type: 'text-delta', text: word };
  }
  if (call !== undefined) {
    yield { type: 'tool-call', toolCallId: `ondevice-${randomUUID()}`, ...call };
  }
  yield { type: 'usage', usage: estimatedUsage(request, said) };
  if (call !== undefined) yield { type: 'end', reason: 'tool-calls' };
  else yield { type: 'end', reason: 'stop', ...(expects !== undefined && { expects }) };
}

/** There are no tokens here: four characters count as one, so that costs can be compared. */
function estimatedUsage({ prompt }: GenerateRequest, said: string): TokenUsage {
  const characters = prompt.messages.reduce(
    (sum, message) => sum + ('text' in message ? message.text.length : 0),
    prompt.system.length,
  );
  return {
    inputTokens: Math.ceil(characters / charactersPerToken),
    cachedInputTokens: 0,
    outputTokens: Math.ceil(said.length / charactersPerToken),
  };
}

function defaultFallback(abilities: string, heard: string, misses: number): string {
  const words = heard.split(' ').length;
  const echo = words > 1 && words <= echoedWordsMax;
  if (misses > 1) return `I am sorry, I still do not follow. I can ${abilities}.`;
  return echo
    ? `I heard "${heard}", and I am afraid I do not know about that. I can ${abilities}.`
    : `I am afraid I did not understand that. I can ${abilities}.`;
}

function check(
  intents: readonly Intent[],
  { acceptAt = acceptAtDefault, guessAt = guessAtDefault }: OnDeviceOptions,
): void {
  const names = new Set<string>();
  for (const { name } of intents) {
    if (names.has(name)) {
      throw new AntiphonError('CONFIG_INVALID', `onDevice: two intents are called "${name}"`, {
        cure: 'Give each a name of its own; names of `smallTalk` count as well.',
      });
    }
    names.add(name);
  }
  if (!(guessAt >= 0 && guessAt <= acceptAt && acceptAt <= 1)) {
    throw new AntiphonError('CONFIG_INVALID', 'onDevice: `acceptAt` or `guessAt` is out of range', {
      cure: 'Write 0 <= guessAt <= acceptAt <= 1.',
    });
  }
}

function clockIn(timeZone: string): ReturnType<typeof localClock> {
  try {
    return localClock(timeZone);
  } catch (thrown) {
    throw new AntiphonError('CONFIG_INVALID', `onDevice: \`timeZone\` is "${timeZone}"`, {
      cure: "Write an IANA name, such as 'Europe/Paris'.",
      cause: thrown,
    });
  }
}
