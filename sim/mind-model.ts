/**
 * A language model of moods: it answers, calls tools, rambles, trickles, falls silent or breaks, and
 * now and then goes on sending after it was told to stop.
 */
import type { ToolCallInput } from '../src/call/input.ts';
import type { GenerateRequest } from '../src/contracts/llm.ts';
import type { Random } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { MindMood, Weather } from './weather.ts';
import type { Words } from './words.ts';

/** What the mind yields, as the shell hands it to the call. */
export interface MindListener {
  onText(generation: number, text: string): void;
  onToolCall(generation: number, call: Omit<ToolCallInput, 'type' | 'generation'>): void;
  onEnd(generation: number): void;
  onFailed(generation: number): void;
}

type Part = { text: string } | { call: Omit<ToolCallInput, 'type' | 'generation'> };
type Ending = 'end' | 'fail' | 'nothing';

interface Thought {
  parts: Part[];
  ending: Ending;
  tokenMs: number;
}

interface Running {
  aborted: boolean;
  ignoresAbort: boolean;
}

export class MindModel {
  readonly #running = new Map<number, Running>();
  #calls = 0;
  readonly #schedule: Schedule;
  readonly #random: Random;
  readonly #llm: Weather['llm'];
  readonly #words: Words;
  readonly #listener: MindListener;

  constructor(schedule: Schedule, random: Random, llm: Weather['llm'], words: Words, listener: MindListener) {
    this.#schedule = schedule;
    this.#random = random;
    this.#llm = llm;
    this.#words = words;
    this.#listener = listener;
  }

  /** Requests that are open. */
  get running(): number {
    return [...this.#running.values()].filter(({ aborted }) => !aborted).length;
  }

  start(generation: number, request: GenerateRequest): void {
    const running = { aborted: false, ignoresAbort: this.#random.chance(this.#llm.ignoresAbort) };
    this.#running.set(generation, running);
    const thought = this.#think(this.#moodFor(request));
    const lane = `mind-${generation}`;
    let delayMs = this.#random.latency(this.#llm.firstMs);
    for (const part of thought.parts) {
      this.#schedule.after(delayMs, lane, () => this.#say(generation, running, part));
      delayMs += this.#random.latency(thought.tokenMs);
    }
    if (thought.ending !== 'nothing') {
      this.#schedule.after(delayMs, lane, () => this.#finish(generation, running, thought.ending));
    }
  }

  abort(generation: number): void {
    const running = this.#running.get(generation);
    if (running !== undefined) running.aborted = true;
  }

  #say(generation: number, running: Running, part: Part): void {
    if (running.aborted && !running.ignoresAbort) return;
    if ('text' in part) this.#listener.onText(generation, part.text);
    else this.#listener.onToolCall(generation, part.call);
  }

  #finish(generation: number, running: Running, ending: Ending): void {
    if (!running.aborted) this.#running.delete(generation);
    else if (!running.ignoresAbort) return;
    if (ending === 'end') this.#listener.onEnd(generation);
    else this.#listener.onFailed(generation);
  }

  #moodFor(request: GenerateRequest): MindMood {
    const { moods } = this.#llm;
    const mood = this.#random.weighted<MindMood>(moods);
    const last = request.prompt.messages.at(-1);
    const told = last?.role === 'tool-result' && this.#random.chance(0.75);
    const mayAct = request.toolChoice === 'auto' && !told;
    return !mayAct && /tool/.test(mood) ? 'answer' : mood;
  }

  #think(mood: MindMood): Thought {
    const random = this.#random;
    const words = this.#words;
    const { tokenMs } = this.#llm;
    const say = (text: string, ending: Ending = 'end', pace = tokenMs): Thought => ({
      parts: tokensOf(text, random).map((piece) => ({ text: piece })),
      ending,
      tokenMs: pace,
    });
    const sentences = (count: number): string =>
      Array.from({ length: count }, () => words.sentence(random.whole(2, 8), '.')).join(' ');
    switch (mood) {
      case 'answer':
        return say(sentences(random.whole(1, 3)));
      case 'long':
        return say(sentences(random.whole(4, 8)));
      case 'question':
        return say(`${sentences(1)} ${words.sentence(4, '?')}`);
      case 'empty':
        return say('');
      case 'unspeakable':
        return say(random.pick(['...', ' \n ', '—']));
      case 'unpunctuated':
        return say(words.words('r', random.whole(5, 60)).join(random.pick([' ', ' ', '\n'])));
      case 'trickle':
        return say(words.words('r', random.whole(10, 40)).join(' '), 'end', random.between(400, 2_000));
      case 'silent':
        return { parts: [], ending: 'nothing', tokenMs };
      case 'stall':
        return say(begun(sentences(2), random), 'nothing');
      case 'fail':
        return { parts: [], ending: 'fail', tokenMs };
      case 'fail-midway':
        return say(begun(sentences(2), random), 'fail');
      default:
        return this.#act(mood, sentences(1));
    }
  }

  #act(mood: MindMood, saidBefore: string): Thought {
    const { tokenMs } = this.#llm;
    const text = { text: `${saidBefore} ` };
    const end = (parts: Part[]): Thought => ({ parts, ending: 'end', tokenMs });
    switch (mood) {
      case 'farewell':
        return end([text, { call: this.#call('endCall') }]);
      case 'tools':
        return end([...this.#calls2()]);
      case 'confirmed-tool':
        return end([...(this.#random.chance(0.4) ? [text] : []), { call: this.#confirmed() }]);
      case 'confirmed-tools':
        return end([{ call: this.#confirmed() }, { call: this.#confirmed() }]);
      case 'say-then-tool':
        return end([text, { call: this.#call(this.#random.pick(['lookUp', 'note'])) }]);
      case 'invalid-tool':
        return end([{ call: { ...this.#call('lookUp'), check: invalid } }]);
      default:
        return end([{ call: this.#call(this.#random.pick(['lookUp', 'note'])) }]);
    }
  }

  #calls2(): Part[] {
    return Array.from({ length: this.#random.whole(2, 3) }, () => ({ call: this.#call('lookUp') }));
  }

  /** Asks before it acts: with a question of its own, or because it cannot be undone. */
  #confirmed(): Omit<ToolCallInput, 'type' | 'generation'> {
    const name = this.#random.pick(['book', 'cancel']);
    const call = this.#call(name);
    if (name === 'cancel') return { ...call, check: { ok: true, effect: 'irreversible' } };
    const { ref } = call.arguments as { ref: string };
    return { ...call, check: { ok: true, effect: 'write', question: `Booking ${ref}. Shall I do it?` } };
  }

  #call(name: string): Omit<ToolCallInput, 'type' | 'generation'> {
    this.#calls += 1;
    return {
      toolCallId: `call-${this.#calls}`,
      name,
      arguments: { ref: this.#words.word('a') },
      check: { ok: true, effect: name === 'note' ? 'write' : 'read' },
    };
  }
}

const invalid: ToolCallInput['check'] = { ok: false, code: 'TOOL_INPUT_INVALID', message: 'ref is missing' };

/** The first words of a text that is never finished. */
function begun(text: string, random: Random): string {
  const words = text.split(' ');
  return words.slice(0, random.whole(1, words.length)).join(' ');
}

/** Text in the pieces that models send: a word or a few, or half a word. */
function tokensOf(text: string, random: Random): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length;) {
    const length = random.whole(3, 18);
    tokens.push(text.slice(at, at + length));
    at += length;
  }
  return tokens;
}
