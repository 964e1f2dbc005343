/** The policy object `bargeIn`, setting by setting: the same sound over the same reply, and what the setting makes of it. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { BargeInPolicy } from '../../src/contracts/barge-in.ts';
import { Stage } from '../support/stage.ts';

const story = 'Our house was founded ninety years ago. It made gloves and coats. Today it makes everything.';

interface Outcome {
  /** From the onset of the sound to our silence. */
  stopMs: number;
  /** From there to the decision, if one fell. */
  decideMs: number;
  committed: string[];
  dismissed: string[];
  /** The first reply was heard to its end. */
  toldToItsEnd: boolean;
}

/** Somebody makes a sound of `ms` over our reply, of which the STT makes `text`. */
async function soundOver(bargeIn: Partial<BargeInPolicy>, text: string, ms: number): Promise<Outcome> {
  await using stage = new Stage({
    agent: { bargeIn },
    stt: { interimMs: 200 },
    llm: { replies: [story, 'Gladly.'] },
  });
  await stage.says('tell me about the house');
  await stage.until('reply-start');
  await stage.run(1_000);
  const onset = stage.clock.now();
  await stage.says(text, ms);
  await stage.run(9_000);
  const suspectedAt = stage.all('interruption-suspected')[0]?.atMs ?? Infinity;
  const committed = stage.all('interruption-committed');
  const dismissed = stage.all('interruption-dismissed');
  const decidedAt = [...committed, ...dismissed][0]?.atMs ?? Infinity;
  return {
    stopMs: suspectedAt - onset,
    decideMs: decidedAt - suspectedAt,
    committed: committed.map(({ reason }) => reason),
    dismissed: dismissed.map(({ reason }) => reason),
    toldToItsEnd: stage.all('reply-end')[0]?.heardText === story,
  };
}

interface Row {
  setting: Partial<BargeInPolicy>;
  text: string;
  ms: number;
  byDefault: (outcome: Outcome) => boolean;
  withSetting: (outcome: Outcome) => boolean;
}

const rows: Record<keyof BargeInPolicy, Row> = {
  pauseAfterMs: {
    setting: { pauseAfterMs: 400 },
    text: 'do you make shoes',
    ms: 1_200,
    byDefault: ({ stopMs }) => stopMs <= 100,
    withSetting: ({ stopMs }) => stopMs >= 400 && stopMs <= 500,
  },
  commitAfterMs: {
    // One word that goes on: it is time alone that decides.
    setting: { commitAfterMs: 500 },
    text: 'shoes',
    ms: 2_000,
    byDefault: ({ committed, decideMs }) => committed[0] === 'speech goes on' && decideMs >= 1_200,
    withSetting: ({ committed, decideMs }) => committed[0] === 'speech goes on' && decideMs <= 540,
  },
  minWords: {
    setting: { minWords: 1 },
    text: 'shoes',
    ms: 2_000,
    byDefault: ({ committed }) => committed[0] === 'speech goes on',
    withSetting: ({ committed, decideMs }) => committed[0] === 'words' && decideMs <= 400,
  },
  backchannels: {
    setting: { backchannels: ['splendid indeed'] },
    text: 'splendid indeed',
    ms: 500,
    byDefault: ({ committed, toldToItsEnd }) => committed[0] === 'words' && !toldToItsEnd,
    withSetting: ({ dismissed, toldToItsEnd }) => dismissed[0] === 'backchannel' && toldToItsEnd,
  },
  resume: {
    setting: { resume: false },
    text: '',
    ms: 200,
    byDefault: ({ dismissed, toldToItsEnd }) => dismissed.length === 1 && toldToItsEnd,
    withSetting: ({ committed, toldToItsEnd }) => committed.length === 1 && !toldToItsEnd,
  },
};

test.each(Object.entries(rows))('%s', async (_, { setting, text, ms, byDefault, withSetting }) => {
  const usual = await soundOver({}, text, ms);
  assert.ok(byDefault(usual), `by default: ${JSON.stringify(usual)}`);
  const changed = await soundOver(setting, text, ms);
  assert.ok(withSetting(changed), `with ${JSON.stringify(setting)}: ${JSON.stringify(changed)}`);
});
