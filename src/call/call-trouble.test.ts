/** What models, legs and callers do to a call at the worst moment: each story was first found by the simulator. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  heard,
  playedOut,
  speechEnd,
  speechStart,
  Story,
  untilSpeaking,
  voiced,
} from './__fixtures__/story.ts';
import type { CallInput } from './input.ts';
import { defaultEndpointing, defaultLimits } from './options.ts';

const says = (generation: number, text: string): CallInput => ({ type: 'generation-text', generation, text });
const ends = (generation: number): CallInput => ({ type: 'generation-end', generation });
const wants = (
  generation: number,
  toolCallId: string,
  check: Extract<CallInput, { type: 'generation-tool-call' }>['check'] = { ok: true, effect: 'read' },
): CallInput => ({
  type: 'generation-tool-call',
  generation,
  toolCallId,
  name: 'lookUp',
  arguments: { ref: toolCallId },
  check,
});
const answers = (toolCallId: string, value: string): CallInput => ({
  type: 'tool-result',
  toolCallId,
  outcome: { status: 'done', value },
});
/** Silence is not bridged, so that a story need not voice what nobody asked it about. */
const quiet = { limits: { ...defaultLimits, bridgeAfterMs: 60_000, toolBridgeAfterMs: 60_000 } };
/** A turn is said and over; the last input is at `at`. */
function ask(story: Story, at: number, segment: number, text: string): Story {
  return story
    .at(at - 1_000, speechStart)
    .at(at - 100, speechEnd)
    .at(at, heard(segment, text));
}

test('A voice that stalls before it is heard does not keep a sequential caller for ever', () => {
  const story = new Story({ pipeline: 'sequential', greeting: 'Good morning.' }).at(300, {
    type: 'clause-audio',
    reply: 0,
    clause: 0,
  });
  story.at(9_000);
  assert.deepEqual(story.all('clause-abandon'), [{ type: 'clause-abandon', reply: 0, clause: 0 }]);
  story.at(9_001, { type: 'clause-end', reply: 0, clause: 0, samples: 800 });
  assert.equal(story.all('play').length, 1, 'what there is of it is heard');
});

test.each([
  ['a clause', 'Good morning.', 800],
  ['a whole reply, in one piece', 'word '.repeat(80).trim(), 800 + (399 - 180) * 8],
])('A voice has time for what it is given: %s', (_, greeting, ms) => {
  const story = new Story({ pipeline: 'sequential', greeting });
  story.at(ms - 10);
  assert.equal(story.all('speak').length, 1);
  story.at(ms + 10);
  assert.equal(story.all('speak').length, 2, 'tried once more');
});

test('A voice that yields nothing is tried once more, then the call ends in order', () => {
  const story = new Story({ greeting: 'Good morning.' })
    .at(100, { type: 'clause-end', reply: 0, clause: 0, samples: 0 })
    .at(200, { type: 'clause-end', reply: 0, clause: 0, samples: 0 });
  assert.deepEqual(
    story.all('speak').map(({ retry }) => retry),
    [false, true],
  );
  assert.equal(story.call.ended, true);
});

test('Tokens that make no clause are no progress: a model that trickles is given up', () => {
  const story = ask(new Story(quiet), 2_000, 0, 'what time do you open');
  for (let at = 2_500; at < 12_000; at += 500) story.at(at, says(0, 'word '));
  assert.equal(story.all('generation-abort').length, 1);
  assert.ok(story.all('speak').some(({ text }) => text.includes('something went wrong')));
});

test('An apology is not glued to half a sentence', () => {
  const story = ask(new Story(), 2_000, 0, 'what time do you open')
    .at(2_400, says(0, 'We open at'))
    .at(2_500, { type: 'generation-failed', generation: 0, code: 'LLM_FAILED', message: 'broken off' });
  assert.deepEqual(
    story.all('speak').map(({ text }) => text),
    ['I am sorry,', 'something went wrong on my side.', 'Could you say that again?'],
  );
});

test('A clause that broke off counts as said as far as its words were heard', () => {
  const story = untilSpeaking(new Story())
    .at(2_600, { type: 'playout-sent', reply: 0, samples: 16_000, outstandingMarks: 1, running: false })
    .at(4_700, { type: 'receipt', reply: 0, samples: 16_000, status: 'played', outstandingMarks: 0 });
  assert.equal(story.events().at(-1), 'reply-end');

  const broken = new Story({ greeting: 'Good morning to everybody.' })
    .at(100, { type: 'clause-audio', reply: 0, clause: 0 })
    .at(110, {
      type: 'clause-words',
      reply: 0,
      clause: 0,
      words: [{ textStart: 0, textEnd: 4, startSample: 0, endSample: 2_000 }],
    })
    .at(400, { type: 'playout-sent', reply: 0, samples: 3_000, outstandingMarks: 1, running: false })
    .at(800, { type: 'receipt', reply: 0, samples: 3_000, status: 'played', outstandingMarks: 0 })
    .at(3_000, { type: 'clause-end', reply: 0, clause: 0, samples: 3_000 });
  assert.equal(broken.all('clause-abandon').length, 1);
  const end = broken.all('emit').find(({ event }) => event.type === 'reply-end')?.event;
  assert.ok(end?.type === 'reply-end');
  assert.equal(end.heardText, 'Good');
});

test('A second cough while the first is being forgiven keeps the reply silent', () => {
  const story = untilSpeaking()
    .at(3_200, { type: 'receipt', reply: 0, samples: 4_000, status: 'played', outstandingMarks: 1 })
    .at(3_300, speechStart)
    .at(3_301, { type: 'playout-cleared', reply: 0, samples: 6_000, outstandingMarks: 1 })
    .at(3_500, speechEnd)
    .at(3_530, heard(1, ''))
    .at(3_600, speechStart)
    .at(3_610, { type: 'receipt', reply: 0, samples: 5_000, status: 'cleared', outstandingMarks: 0 })
    .at(4_200);
  assert.equal(story.all('play').length, 1, 'the receipt comes, but somebody speaks again');
  story.at(4_250, speechEnd).at(4_280, heard(2, ''));
  assert.deepEqual(story.all('play').at(-1), { type: 'play', reply: 0, fromSample: 4_000 });
});

test('A reply that was stopped in its last moment is over when receipts show that it was heard', () => {
  const story = untilSpeaking()
    .at(4_500, { type: 'playout-sent', reply: 0, samples: 16_000, outstandingMarks: 1, running: false })
    .at(4_600, speechStart)
    .at(4_601, { type: 'playout-cleared', reply: 0, samples: 16_000, outstandingMarks: 1 })
    .at(4_610, { type: 'receipt', reply: 0, samples: 16_000, status: 'played', outstandingMarks: 0 });
  assert.ok(story.events().includes('reply-end'));
  story.at(4_900, speechEnd).at(4_930, heard(1, 'okay')).at(6_000);
  assert.equal(story.all('generate').length, 2, 'a turn like any other, no backchannel');
});

test('Words held back behind a reply are answered with those that interrupt it', () => {
  const story = new Story({ ...quiet, endpointing: { ...defaultEndpointing, turnMaxMs: 2_000 } })
    .at(1_000, speechStart)
    .at(2_950)
    .at(2_960, heard(0, 'what time do you open'))
    .at(3_500, speechEnd)
    .at(3_530, heard(1, 'and on sunday please'))
    .at(4_000, says(0, 'At ten. '), ends(0))
    .at(4_100, ...voiced(0, 0, 24_000))
    .at(4_200, { type: 'playout-sent', reply: 0, samples: 800, outstandingMarks: 0, running: true })
    .at(4_500, speechStart)
    .at(5_000, speechEnd)
    .at(5_030, heard(2, 'and how much is it'))
    .at(6_000);
  const { request } = story.all('generate').at(-1)!;
  assert.deepEqual(request.prompt.messages.at(-1), {
    role: 'user',
    text: 'what time do you open and on sunday please and how much is it',
  });
});

test('A yes that was said before its question sets nothing in motion, however late it is answered', () => {
  const question = 'A fitting on Friday. Shall I book it?';
  const story = ask(new Story({ pipeline: 'streaming' }), 2_000, 0, 'a fitting on friday please')
    .at(2_100, wants(0, 't1', { ok: true, effect: 'write', question }), ends(0))
    .at(2_300, ...voiced(0, 0, 24_000))
    .at(2_400, { type: 'playout-sent', reply: 0, samples: 800, outstandingMarks: 0, running: true })
    .at(2_500, speechStart)
    .at(2_900, speechEnd)
    .at(2_930, heard(1, 'yes'))
    .at(5_500, ...playedOut(0, 24_000));
  assert.deepEqual(story.all('tool-run'), [], 'it was said before the question was out');
  story
    .at(5_600, says(1, 'Very well. '), ends(1))
    .at(5_700, ...voiced(1, 0, 800))
    .at(6_000, ...playedOut(1, 800));
  ask(story, 8_000, 2, 'yes please').at(8_600);
  assert.equal(story.all('tool-run').length, 1, 'the question still stands');
});

test('A tool that takes its time is bridged again and again: no silence of ours is longer than an answer may take', () => {
  const story = ask(
    new Story({ limits: { ...defaultLimits, toolTimeoutMs: 40_000 } }),
    2_000,
    0,
    'where is my order',
  ).at(2_100, wants(0, 't1'), ends(0));
  let quietSince = 2_000;
  let samples = 0;
  for (let clause = 0; quietSince < 40_000; clause += 1) {
    while (story.all('speak').length === clause && story.now < quietSince + 20_000) story.at(story.now + 100);
    const silentMs = story.now - quietSince;
    assert.ok(silentMs <= defaultLimits.giveUpAfterMs + 200, `${silentMs} ms of silence at ${story.now}`);
    samples += 8_000;
    story.at(story.now + 10, ...voiced(0, clause, 8_000)).at(story.now + 1_000, ...playedOut(0, samples));
    quietSince = story.now;
  }
  assert.equal(story.all('tool-run').length, 1);
});

test('A model that says nothing behind a bridged tool is apologised for: a bridge is no answer', () => {
  const story = ask(new Story(), 2_000, 0, 'where is my order')
    .at(2_100, wants(0, 't1'), ends(0))
    .at(3_000, ...voiced(0, 0, 8_000))
    .at(4_000, ...playedOut(0, 8_000))
    .at(5_100, answers('t1', 'on its way'))
    .at(5_200, ends(1));
  assert.deepEqual(
    story.all('speak').map(({ text }) => text.split(',')[0]),
    ['One moment', 'I am sorry', 'something went wrong on my side.', 'Could you say that again?'],
  );
});

test('A tool that never answers does not cost the results of the others', () => {
  const story = ask(new Story(quiet), 2_000, 0, 'where are my two orders')
    .at(2_100, wants(0, 't1'), wants(0, 't2'), ends(0))
    .at(3_000, answers('t2', 'on its way'))
    .at(19_500);
  const { request } = story.all('generate').at(-1)!;
  const results = request.prompt.messages.filter((message) => message.role === 'tool-result');
  assert.deepEqual(
    results.map(({ toolCallId, result }) => [toolCallId, result.status]),
    [
      ['t1', 'failed'],
      ['t2', 'done'],
    ],
    'in the order asked',
  );
});

test('A result that comes while an answer is being thought ahead is in the answer', () => {
  const story = ask(new Story(), 2_000, 0, 'where is my order')
    .at(2_600, wants(0, 't1'), ends(0))
    .at(2_700, speechStart)
    .at(3_500, speechEnd)
    .at(3_530, heard(1, 'and what does it cost'))
    .at(3_600, answers('t1', 'on its way'))
    .at(4_500);
  const { request } = story.all('generate').at(-1)!;
  assert.ok(
    request.prompt.messages.some(
      (message) => message.role === 'tool-result' && message.result.status === 'done',
    ),
  );
});

test('Half a turn is not lost with the stream that heard it', () => {
  const story = new Story()
    .at(1_000, speechStart)
    .at(1_500, { ...heard(0, 'what time'), final: false } as CallInput)
    .at(1_600, { type: 'stt-failed', code: 'STT_FAILED', message: 'it broke' })
    .at(2_000, speechEnd)
    .at(2_030, heard(1, 'do you open'))
    .at(3_000);
  assert.deepEqual(story.all('stt-open'), [{ type: 'stt-open', segment: 1 }]);
  const { request } = story.all('generate').at(-1)!;
  assert.deepEqual(request.prompt.messages, [{ role: 'user', text: 'what time do you open' }]);
});

test('A recogniser that falls silent is replaced, whether it had told anything or not', () => {
  const story = new Story()
    .at(1_000, speechStart)
    .at(1_500, { ...heard(0, 'what time do you open'), final: false } as CallInput)
    .at(2_000, speechEnd)
    .at(3_000);
  assert.deepEqual(story.all('stt-open'), [{ type: 'stt-open', segment: 1 }]);
  assert.equal(story.all('generate').length, 1, 'what was told is answered');
});

test('A leg that loses its receipts is not waited for beyond the sound', () => {
  const story = untilSpeaking()
    .at(4_300, { type: 'playout-sent', reply: 0, samples: 16_000, outstandingMarks: 5, running: false })
    .at(9_000);
  const end = story.seen.find(({ output }) => output.type === 'emit' && output.event.type === 'reply-end');
  assert.ok(
    end !== undefined && end.at < 6_200,
    `ended at ${end?.at}: two seconds of sound and the receipts' delay`,
  );
});

test('A deadline lies on the hundredths that a log can carry', () => {
  const story = new Story().at(1_000, { ...speechStart, agoMs: 60.123_456 } as CallInput);
  story.at(2_000, { ...speechEnd, agoMs: 120.987_654 } as CallInput).at(2_030, heard(0, 'ten please'));
  const due = story.call.deadline()!;
  assert.equal(due, Math.round(due * 100) / 100);
});
