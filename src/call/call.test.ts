import assert from 'node:assert/strict';
import { test } from 'vitest';
import { heard, speechEnd, speechStart, Story, untilSpeaking } from './__fixtures__/story.ts';

test('A question is answered: the generation begins at the pause, the playout when the turn is over', () => {
  const story = untilSpeaking();
  const generate = story.seen.find(({ output }) => output.type === 'generate');
  const play = story.seen.find(({ output }) => output.type === 'play');
  assert.equal(generate?.at, 2030, 'the generation begins with the words of the pause');
  assert.ok(
    play !== undefined && play.at > 2240 && play.at < 2300,
    'nothing is played before the turn is decided',
  );
  story.at(4600, { type: 'playout-sent', reply: 0, samples: 16000, outstandingMarks: 1, running: false });
  story.at(4700, { type: 'receipt', reply: 0, samples: 16000, status: 'played', outstandingMarks: 0 });
  assert.equal(story.events().at(-1), 'reply-end');
  assert.equal(story.all('generate').length, 1, 'one generation for one turn');
});

test('A cough pauses the reply, which goes on from the word where it paused', () => {
  const story = untilSpeaking()
    .at(3200, { type: 'receipt', reply: 0, samples: 4000, status: 'played', outstandingMarks: 1 })
    .at(3300, speechStart)
    .at(3301, { type: 'playout-cleared', reply: 0, samples: 6000, outstandingMarks: 1 })
    .at(3310, { type: 'receipt', reply: 0, samples: 5000, status: 'cleared', outstandingMarks: 0 })
    .at(3500, speechEnd)
    .at(3530, heard(1, ''));
  assert.equal(story.all('pause').length, 1);
  assert.deepEqual(story.all('play').at(-1), { type: 'play', reply: 0, fromSample: 4000 });
  assert.ok(story.events().includes('interruption-dismissed'));
  assert.equal(story.all('generation-abort').length, 0);
});

test('Words take the floor: the reply is cut to what was heard, and the next prompt says where', () => {
  const story = untilSpeaking()
    .at(3200, { type: 'receipt', reply: 0, samples: 4000, status: 'played', outstandingMarks: 1 })
    .at(3300, speechStart)
    .at(3301, { type: 'playout-cleared', reply: 0, samples: 6000, outstandingMarks: 1 })
    .at(3310, { type: 'receipt', reply: 0, samples: 5000, status: 'cleared', outstandingMarks: 0 })
    .at(3900, speechEnd)
    .at(3930, heard(1, 'no i mean on friday'))
    .at(4600);
  assert.equal(story.all('stop').length, 1);
  const { request } = story.all('generate').at(-1)!;
  assert.deepEqual(request.prompt.messages, [
    { role: 'user', text: 'what time do you open' },
    { role: 'assistant', text: 'We open', interrupted: true },
    { role: 'user', text: 'no i mean on friday' },
  ]);
  const cut = story.all('emit').find(({ event }) => event.type === 'reply-cut')?.event;
  assert.ok(cut?.type === 'reply-cut');
  assert.equal(cut.heardText, 'We open');
  assert.equal(cut.unheardText, 'at ten. On Sunday at noon.');
});

test('A silent model is bridged within two seconds, then apologised for', () => {
  const story = new Story()
    .at(1000, speechStart)
    .at(2000, speechEnd)
    .at(2030, heard(0, 'what time do you open'))
    .at(4000);
  const bridge = story.seen.find(({ output }) => output.type === 'emit' && output.event.type === 'bridge');
  assert.ok(bridge !== undefined && bridge.at - 1880 <= 2000, `bridged at ${bridge?.at}`);
  story
    .at(
      4100,
      { type: 'clause-audio', reply: 0, clause: 0 },
      { type: 'clause-end', reply: 0, clause: 0, samples: 800 },
    )
    .at(4200, { type: 'playout-sent', reply: 0, samples: 800, outstandingMarks: 1, running: false })
    .at(4300, { type: 'receipt', reply: 0, samples: 800, status: 'played', outstandingMarks: 0 })
    .at(
      6000,
      { type: 'clause-audio', reply: 0, clause: 1 },
      { type: 'clause-end', reply: 0, clause: 1, samples: 800 },
    )
    .at(12_000);
  assert.equal(story.all('generation-abort').length, 1, 'the request is closed');
  assert.ok(story.all('speak').some(({ text }) => text.includes('something went wrong')));
});

test('A voice that does not come is tried once more, then the call ends in order', () => {
  const story = new Story({ greeting: 'Good morning.' }).at(5000);
  assert.deepEqual(
    story.all('speak').map(({ retry }) => retry),
    [false, true],
  );
  assert.equal(story.call.ended, true);
  const end = story.seen.find(({ output }) => output.type === 'end');
  assert.ok(end !== undefined && end.at <= 2000, `ended at ${end?.at}`);
});

test('A late, early or doubled timeout changes nothing', () => {
  const calm = untilSpeaking();
  const nervous = new Story();
  const original = nervous.at.bind(nervous);
  nervous.at = (now, ...inputs) =>
    original(now, { type: 'timeout' }, ...inputs, { type: 'timeout' }, { type: 'timeout' });
  untilSpeaking(nervous);
  assert.deepEqual(nervous.seen, calm.seen);
});

test('A yes lets a confirmed tool run, once, with the arguments that were asked about', () => {
  const story = new Story()
    .at(1000, speechStart)
    .at(2000, speechEnd)
    .at(2030, heard(0, 'book a fitting on friday at three'))
    .at(2100, {
      type: 'generation-tool-call',
      generation: 0,
      toolCallId: 't1',
      name: 'book',
      arguments: { day: 'friday' },
      check: { ok: true, effect: 'write', question: 'A fitting on Friday. Shall I book it?' },
    })
    .at(2110, { type: 'generation-end', generation: 0 })
    .at(2890);
  assert.equal(story.all('tool-run').length, 0, 'nothing runs before the yes');
  story
    .at(
      2600,
      { type: 'clause-audio', reply: 0, clause: 0 },
      { type: 'clause-end', reply: 0, clause: 0, samples: 8000 },
    )
    .at(
      2610,
      { type: 'clause-audio', reply: 0, clause: 1 },
      { type: 'clause-end', reply: 0, clause: 1, samples: 8000 },
    )
    .at(3000, { type: 'playout-sent', reply: 0, samples: 8000, outstandingMarks: 1, running: false })
    .at(4700, { type: 'receipt', reply: 0, samples: 8000, status: 'played', outstandingMarks: 0 })
    .at(5000, speechStart)
    .at(5500, speechEnd)
    .at(5530, heard(1, 'yes please'))
    .at(6500);
  assert.deepEqual(
    story.all('tool-run').map((run) => run.arguments),
    [{ day: 'friday' }],
  );
  const [run] = story.all('tool-run');
  story.at(6600, {
    type: 'tool-result',
    toolCallId: run!.toolCallId,
    outcome: { status: 'done', value: 'ok' },
  });
  assert.equal(story.all('generate').length, 2, 'the model tells the outcome');
});
