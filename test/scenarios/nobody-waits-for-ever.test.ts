/** Whatever fails or falls silent, within two seconds the caller hears something, something happens, or the call ends in order. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { CallEvent } from '../../src/contracts/events.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

const failures: { name: string; options: StageOptions; leadsTo: 'speech' | 'end' }[] = [
  { name: 'a silent STT', options: { stt: { behaviour: 'silent' } }, leadsTo: 'speech' },
  { name: 'a failing STT', options: { stt: { behaviour: 'fails' } }, leadsTo: 'speech' },
  { name: 'a silent LLM', options: { llm: { replies: [{ silent: true }] } }, leadsTo: 'speech' },
  { name: 'a failing LLM', options: { llm: { replies: [{ fails: 'scripted' }] } }, leadsTo: 'speech' },
  { name: 'an LLM with nothing to say', options: { llm: { replies: [''] } }, leadsTo: 'speech' },
  { name: 'a silent TTS', options: { tts: { behaviour: 'silent' } }, leadsTo: 'end' },
  { name: 'a failing TTS', options: { tts: { behaviour: 'fails' } }, leadsTo: 'end' },
];

/** How long after the caller's last sound the first of these came. */
function waitedMs(stage: Stage, types: CallEvent['type'][]): number {
  const silentSince = stage.all('speech-end')[0]!.mediaMs;
  const found = stage.events.find(({ type, atMs }) => atMs >= silentSince && types.includes(type));
  return (found?.atMs ?? Infinity) - silentSince;
}

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  for (const { name, options, leadsTo } of failures) {
    test(`${pipeline}: ${name} leads to ${leadsTo}`, async () => {
      await using stage = new Stage({ ...options, agent: { pipeline } });
      await stage.says('when do you open');
      await stage.run(15_000);
      // Two seconds from the moment we knew that the turn was over; the last sound was a little before.
      const waited = waitedMs(stage, leadsTo === 'speech' ? ['reply-start'] : ['call-end']);
      const decided = stage.all('turn-end')[0]?.silenceMs ?? 0;
      assert.ok(waited - decided <= 2_000, `waited ${waited} ms, of which ${decided} ms to decide`);
    });
  }

  test(`${pipeline}: what fails again and again ends in a goodbye, not in silence`, async () => {
    await using stage = new Stage({ agent: { pipeline }, llm: { replies: [{ fails: 'scripted' }] } });
    for (let turn = 0; turn < 3; turn += 1) {
      await stage.says('when do you open');
      await stage.run(8_000);
    }
    assert.equal(await stage.session.ended, 'agent-hung-up');
    assert.ok(stage.all('reply-end').at(-1)!.heardText.includes('Goodbye'));
  });
}

test('A leg that falls silent is asked after within two seconds, then given up', async () => {
  await using stage = new Stage({ leg: { silenceMaxMs: 3_600_000 } });
  await stage.run(1_000);
  const silentAt = stage.clock.now();
  stage.far.vanish();
  await stage.run(2_200);
  const asked = stage.all('reply-clause')[0]!;
  assert.ok(
    asked.text.includes('still there') && asked.atMs - silentAt <= 2_050,
    `asked after ${asked.atMs - silentAt} ms`,
  );
  await stage.run(12_000);
  assert.equal(await stage.session.ended, 'leg-lost');
});

test('A caller who says nothing is asked twice, then bid farewell', async () => {
  await using stage = new Stage({
    agent: { greeting: 'Good morning.', idle: { afterMs: 5_000, promptsMax: 2 } },
  });
  await stage.run(40_000);
  assert.equal(await stage.session.ended, 'agent-hung-up');
  assert.equal(stage.all('reply-end').length, 4, 'greeting, two questions, farewell');
});

test('A voice that stalls in mid-clause loses that clause, not the call', async () => {
  await using stage = new Stage({
    tts: { behaviour: 'stalls' },
    llm: { replies: ['A first sentence. A second one.'] },
  });
  await stage.says('when do you open');
  await stage.run(12_000);
  assert.ok(stage.types().includes('reply-end'));
  assert.equal(stage.types().includes('call-end'), false);
});

test('Noise that interrupts and says nothing is asked about: the agent never falls silent for it', async () => {
  await using stage = new Stage({
    llm: { replies: ['A long reply that goes on for quite some time and then ends.'] },
  });
  await stage.says('when do you open');
  await stage.until('reply-start');
  await stage.run(500);
  await stage.sounds(3_000);
  await stage.run(3_000);
  assert.ok(stage.all('reply-clause').some(({ text }) => text.includes('did not catch')));
});
