import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Extraction, SlotChange, SlotSpecification } from '../contracts/memory.ts';
import {
  callOptions,
  heard,
  playedOut,
  speechEnd,
  speechStart,
  Story,
  voiced,
} from './__fixtures__/story.ts';
import type { RestoredCall } from './options.ts';

const slot = (name: string): SlotSpecification => ({
  name,
  description: `The ${name}.`,
  schema: name === 'store' ? { enum: ['Paris', 'Milan', 'Rome'] } : { type: 'string' },
  many: false,
});
const memory = {
  slots: ['store', 'day'].map(slot),
  intents: [{ name: 'book', description: 'Wants a visit.' }],
  timeZone: 'Europe/Paris',
};
const set = (name: string, value: unknown): SlotChange => ({
  slot: name,
  change: 'set',
  value,
  words: String(value),
  confidence: 0.9,
});
const read = (
  turn: number,
  ...changes: SlotChange[]
): { type: 'extracted'; extraction: Extraction; rejected: number } => ({
  type: 'extracted',
  extraction: { turn, intent: { name: 'book', confidence: 0.8 }, changes },
  rejected: 0,
});

const patient = { ...callOptions().limits, extractionMs: 3_600_000 };

/** A call in which everybody answers at once; it is told what the caller says, and what becomes of the reading. */
class Talk extends Story {
  #turns = 0;

  /** A turn opens, and closes without a word. */
  coughs(): this {
    const at = this.now + 1_000;
    const segment = this.#turns;
    this.#turns += 1;
    this.at(at, speechStart)
      .at(at + 400, speechEnd)
      .at(at + 450, heard(segment, ''));
    return this.at(at + 3_000);
  }

  says(text: string, reply = 'Very well.'): this {
    const at = this.now + 3_000;
    const turn = this.#turns;
    this.#turns += 1;
    this.at(at, speechStart)
      .at(at + 700, speechEnd)
      .at(at + 730, heard(turn, text));
    const generation = this.all('generate').at(-1)!.generation;
    this.at(
      at + 1_900,
      { type: 'generation-text', generation, text: reply },
      { type: 'generation-end', generation },
    );
    const spoken = this.all('speak').at(-1)!.reply;
    this.at(at + 1_950, ...voiced(spoken, 0, 1_600));
    this.at(at + 2_000, {
      type: 'playout-sent',
      reply: spoken,
      samples: 1_600,
      outstandingMarks: 1,
      running: false,
    });
    const played = {
      type: 'receipt',
      reply: spoken,
      samples: 1_600,
      status: 'played',
      outstandingMarks: 0,
    } as const;
    return this.at(at + 2_300, played);
  }

  /** Of the last prompt. */
  get notes(): string {
    const [first] = this.all('generate').at(-1)!.request.prompt.messages;
    return first?.role === 'user' && first.text.startsWith('[') ? first.text : '';
  }

  get lastPrompt(): string[] {
    const { messages } = this.all('generate').at(-1)!.request.prompt;
    return messages.map((message) => ('text' in message ? message.text : message.role));
  }

  told(type: string): Record<string, unknown>[] {
    return this.all('emit').flatMap(({ event }) => (event.type === type ? [{ ...event }] : []));
  }
}

test('a turn is read behind its answer, with what was heard before it, and what it said is in the next prompt', () => {
  const talk = new Talk({ memory, greeting: undefined });
  talk.says('i would like a fitting', 'In Paris, in Milan or in Rome?').says('the second one please');
  const [first, second] = talk.all('extract');
  assert.equal(second, undefined, 'one turn at a time');
  assert.deepEqual(
    { turn: first!.request.turn, agentText: first!.request.agentText, callerText: first!.request.callerText },
    { turn: 1, agentText: '', callerText: 'i would like a fitting' },
  );
  talk.at(talk.now + 10, read(1));
  const { request } = talk.all('extract')[1]!;
  assert.equal(request.agentText, 'In Paris, in Milan or in Rome?');
  assert.deepEqual(
    request.offered.map(({ value }) => value),
    ['Paris', 'Milan', 'Rome'],
  );
  talk.at(talk.now + 10, read(2, set('store', 'Milan')));
  talk.says('on thursday');
  assert.match(talk.notes, /store: "Milan"/);
  assert.match(talk.notes, /The caller wants: book/);
  assert.deepEqual(
    talk.all('extract')[2]!.request.known['store']!.map(({ value }) => value),
    ['Milan'],
  );
});

test('what the world is told: the state, what the turn changed, and how long it took', () => {
  const talk = new Talk({ memory });
  talk.says('in milan please');
  talk.at(talk.now + 10, read(1, set('store', 'Milan')));
  const [told] = talk.told('slots-extracted');
  assert.deepEqual([told!['turn'], told!['intent'], told!['changed']], [1, 'book', ['store']]);
  assert.ok(Number(told!['afterMs']) > 0);
});

test('a turn that has not been read stays in the prompt as it was said, however many come behind it', () => {
  const talk = new Talk({ memory, limits: patient });
  for (const day of ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
    talk.says(`on ${day}`);
  assert.equal(talk.notes, '');
  assert.deepEqual(talk.lastPrompt.filter((text) => text.startsWith('on ')).length, 7);
});

test('turns that have been read leave the prompt, all but the last few, and the prompt says so', () => {
  const talk = new Talk({ memory });
  for (let turn = 1; turn <= 9; turn += 1) {
    talk.says(`word ${turn}`).at(talk.now + 10, read(turn));
  }
  talk.says('and now');
  assert.match(talk.notes, /Left out here: what was said before turn 6/);
  assert.deepEqual(
    talk.lastPrompt.slice(1).filter((text) => text.startsWith('word')),
    ['word 6', 'word 7', 'word 8', 'word 9'],
  );
});

test('a reading that fails is tried once more with the next turn, then given up, and the notes say what may be missing', () => {
  const talk = new Talk({ memory });
  talk.says('in milan').at(talk.now + 10, { type: 'extraction-failed', turn: 1, code: 'LLM_FAILED' });
  assert.equal(talk.all('extract').length, 1, 'not at once');
  talk.says('on thursday');
  assert.deepEqual(
    talk.all('extract').map(({ request }) => request.turn),
    [1, 1],
  );
  talk.at(talk.now + 10, { type: 'extraction-failed', turn: 1, code: 'LLM_FAILED' });
  assert.deepEqual(
    talk.told('extraction-failed').map(({ turn, givenUp }) => [turn, givenUp]),
    [
      [1, false],
      [1, true],
    ],
  );
  assert.deepEqual(
    talk.all('extract').map(({ request }) => request.turn),
    [1, 1, 2],
  );
  talk.at(talk.now + 10, read(2, set('day', 'thursday'))).says('well');
  assert.match(talk.notes, /may lack what was said in turn 1/);
});

test('a reading that never ends is closed, and keeps no later turn from being read', () => {
  const talk = new Talk({ memory });
  talk.says('in milan').says('on thursday').says('thank you');
  assert.deepEqual(
    talk.all('extract-abort').map(({ turn }) => turn),
    [1],
  );
  talk.says('so').says('yes').says('fine').says('good');
  assert.ok(talk.told('extraction-failed').some(({ turn, givenUp }) => turn === 1 && givenUp === true));
  assert.ok(talk.all('extract').some(({ request }) => request.turn === 2));
});

test('the seventeenth turn that waits costs the first its place', () => {
  const talk = new Talk({ memory, limits: patient });
  for (let turn = 1; turn <= 17; turn += 1) talk.says(`word ${turn}`);
  assert.deepEqual(
    talk.told('extraction-failed').map(({ turn, code }) => [turn, code]),
    [[1, 'EXTRACTION_LATE']],
  );
  assert.deepEqual(
    talk.all('extract').map(({ request }) => request.turn),
    [1, 2],
  );
});

test('an agent without slots has nothing read, and forgets no word for it', () => {
  const talk = new Talk();
  for (let turn = 1; turn <= 9; turn += 1) talk.says(`word ${turn}`);
  assert.equal(talk.all('extract').length, 0);
  assert.equal(talk.lastPrompt.filter((text) => text.startsWith('word')).length, 9);
});

test('who is on the line is told once, and what earlier calls left goes to whoever reads', () => {
  const talk = new Talk({ memory });
  talk.at(10, { type: 'caller-verified', callerId: 'C-7' }, { type: 'caller-verified', callerId: 'C-7' });
  talk.at(20, { type: 'caller-recalled', values: { store: 'Rome' } });
  talk.says('the same store as last time');
  assert.deepEqual(talk.all('extract')[0]!.request.recalled, { store: 'Rome' });
  assert.deepEqual(
    talk.told('caller-verified').map(({ callerId }) => callerId),
    ['C-7'],
  );
  assert.deepEqual(
    talk.told('caller-recalled').map(({ slots }) => slots),
    [['store']],
  );
});

test('the record holds the state and how much of it is still to be read; a call that is taken up reads that first', () => {
  const talk = new Talk({ memory, recorded: true });
  talk
    .says('in milan')
    .at(talk.now + 10, read(1, set('store', 'Milan')), { type: 'caller-verified', callerId: 'C-7' });
  talk.says('on thursday').at(talk.now + 2_500);
  const { checkpoint } = talk.all('record').at(-1)!.record;
  const stored = JSON.parse(JSON.stringify(checkpoint)) as Required<typeof checkpoint>;
  assert.equal(stored.memory.unread, 1);
  const restored: RestoredCall = {
    turnNo: 2,
    messages: talk.all('record').flatMap(({ record }) => record.messages),
    toolCallIds: [],
    consents: [],
    firstEventSeq: 60,
    effects: [],
    memory: { ...stored.memory, slots: stored.slots as NonNullable<RestoredCall['memory']>['slots'] },
  };
  const later = new Talk({ memory, restored });
  const { request } = later.all('extract')[0]!;
  assert.deepEqual([request.turn, request.callerText, request.agentText], [60, 'on thursday', 'Very well.']);
  assert.deepEqual(
    request.known['store']!.map(({ value }) => value),
    ['Milan'],
  );
  later.at(100, read(60, set('day', 'thursday'))).at(200);
  const clauses = later.all('speak');
  for (const { reply, clause } of clauses) later.at(300, ...voiced(reply, clause, 800));
  later.at(400, ...playedOut(clauses[0]!.reply, clauses.length * 800)).at(2_000);
  later.says('what time is it');
  assert.match(later.notes, /store: "Milan"\nday: "thursday"/);
  assert.equal(later.told('caller-verified').length, 0, 'they had been verified before');
});

test('words that the line cut short are read like any others', () => {
  const talk = new Talk({ memory, limits: { ...callOptions().limits, legReturnMs: 30_000 } });
  talk.at(1_000, speechStart).at(2_000, { ...heard(0, 'in milan and'), final: false } as never);
  talk.at(2_100, { type: 'leg-closed', by: 'network', reason: 'gone' });
  assert.deepEqual(
    talk.all('extract').map(({ request }) => [request.turn, request.callerText]),
    [[1, 'in milan and']],
  );
});

test('what a call leaves of its caller is told at its end: what it holds, and what was taken back', () => {
  const talk = new Talk({ memory });
  const clear: SlotChange = { slot: 'day', change: 'clear', words: 'forget the day', confidence: 0.9 };
  talk.says('in milan').at(talk.now + 10, read(1, set('store', 'Milan')));
  talk.says('forget the day').at(talk.now + 10, read(2, clear));
  talk.at(talk.now + 20, { type: 'caller-verified', callerId: 'C-7' }, { type: 'shut-down', reason: 'done' });
  const [left] = talk.all('remember');
  assert.deepEqual([left!.callerId, Object.keys(left!.slots), left!.takenBack], ['C-7', ['store'], ['day']]);
  assert.equal(new Talk({ memory }).at(10, { type: 'shut-down', reason: 'done' }).all('remember').length, 0);
});

test('what was taken back and then named again is not taken back; what was emptied by leaving out is', () => {
  const sizes = { ...slot('sizes'), many: true };
  const change = (kind: 'add' | 'remove', value: string): SlotChange =>
    ({ ...set('sizes', value), change: kind }) as never;
  const talk = new Talk({ memory: { ...memory, slots: [...memory.slots, sizes] } });
  talk.at(10, { type: 'caller-verified', callerId: 'C-7' });
  const clear: SlotChange = { slot: 'day', change: 'clear', words: '', confidence: 0.9 };
  talk.says('no day and a forty').at(talk.now + 10, read(1, clear, change('add', '40')));
  talk
    .says('on friday and no forty')
    .at(talk.now + 10, read(2, set('day', 'friday'), change('remove', '40')));
  talk.at(talk.now + 20, { type: 'shut-down', reason: 'done' });
  assert.deepEqual(talk.all('remember')[0]!.takenBack, ['sizes']);
});

test('a slot may be called as every object calls something', () => {
  const talk = new Talk({ memory: { ...memory, slots: [...memory.slots, slot('constructor')] } });
  const clear: SlotChange = { slot: 'constructor', change: 'clear', words: '', confidence: 0.9 };
  talk.at(10, { type: 'caller-verified', callerId: 'C-7' });
  talk.says('forget who built it').at(talk.now + 10, read(1, clear));
  talk.at(talk.now + 20, { type: 'shut-down', reason: 'done' });
  assert.deepEqual(talk.all('remember')[0]!.takenBack, ['constructor']);
});

test('a turn in which nothing was said keeps no later one from counting as read', () => {
  const talk = new Talk({ memory });
  talk.coughs();
  assert.equal(talk.told('turn-start').length, 1);
  for (let turn = 2; turn <= 9; turn += 1) {
    talk.says(`word ${turn}`).at(talk.now + 10, read(turn));
  }
  talk.says('and now');
  assert.match(talk.notes, /Left out here: what was said before turn 6/);
});
