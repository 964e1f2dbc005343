/**
 * A model that connects and yields nothing that can be said is bridged within two seconds and given up within nine.
 *
 * Elsewhere (livekit/agents#5660) the time limit ends with the connection: a provider that accepts the request and
 * then sends nothing of use (or only empty pieces, to keep the line open) leaves the caller in silence.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../../src/contracts/llm.ts';
import { sleep } from '../../src/testing/sleep.ts';
import { Stage } from '../support/stage.ts';

const useless: { name: string; parts: GenerationPart[] }[] = [
  { name: 'nothing', parts: [] },
  { name: 'empty pieces', parts: [{ type: 'text-delta', text: '' }] },
  { name: 'white space', parts: [{ type: 'text-delta', text: ' \n' }] },
  {
    name: 'tallies of tokens',
    parts: [{ type: 'usage', usage: { inputTokens: 9, cachedInputTokens: 0, outputTokens: 0 } }],
  },
];

/** Sends these parts, four times a second, until its request is closed. */
class UselessModel implements LanguageModel {
  readonly specificationVersion = '1';
  readonly name = 'useless';
  open = 0;
  stage: Stage | undefined;
  readonly #parts: readonly GenerationPart[];

  constructor(parts: readonly GenerationPart[]) {
    this.#parts = parts;
  }

  async *generate(
    _request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<GenerationPart> {
    const parts = this.#parts;
    this.open += 1;
    try {
      while (await sleep(this.stage!.clock, 250, signal)) yield* parts;
    } finally {
      this.open -= 1;
    }
  }
}

for (const pipeline of ['sequential', 'streaming', 'interruptible'] as const) {
  for (const { name, parts } of useless) {
    test(`${pipeline}: a model that sends ${name}`, async () => {
      const model = new UselessModel(parts);
      await using stage = new Stage({ agent: { pipeline }, model });
      model.stage = stage;
      await stage.says('when do you open');
      const turnEnd = await stage.until('turn-end');
      await stage.run(15_000);
      const first = stage.heardRuns()[0];
      assert.ok(first !== undefined && first.fromMs - turnEnd.atMs <= 2_000, stage.tell());
      const apology = stage.all('reply-clause').find(({ text }) => text.includes('went wrong'));
      assert.ok(apology !== undefined && apology.atMs - turnEnd.atMs <= 9_000, stage.tell());
      assert.equal(model.open, 0, 'the request is closed');
      assert.ok(stage.longestSilenceMs(turnEnd.atMs, apology.atMs) <= 3_000, stage.tell());
    });
  }
}
