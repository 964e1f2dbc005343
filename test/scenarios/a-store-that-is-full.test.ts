/** No room on the disk, or a damaged file: the call talks on, what acts is refused aloud, and nothing acknowledged is lost. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import { AntiphonError, type ErrorCode } from '../../src/errors/antiphon-error.ts';
import { meddledCallStore } from '../../src/testing/meddled-call-store.ts';
import { MemoryCallStore } from '../../src/testing/memory-call-store.ts';
import { Stage } from '../support/stage.ts';

/** A call in which every question is answered and every booking tried. */
class Scene {
  readonly truth = new MemoryCallStore();
  readonly ran: string[] = [];
  readonly stage: Stage;
  /** What the store answers with. Undefined: as it should. */
  trouble: ErrorCode | undefined;

  constructor() {
    const store = meddledCallStore(this.truth, async (_method, pass) => {
      if (this.trouble !== undefined) throw new AntiphonError(this.trouble, 'no');
      return pass();
    });
    const tool = defineTool({
      name: 'bookFitting',
      description: 'Books.',
      input: z.object({ day: z.string() }),
      effect: 'write',
      confirm: false,
      run: ({ day }) => {
        this.ran.push(day);
        return 'booked';
      },
    });
    this.stage = new Stage({
      store,
      agent: { tools: [tool] },
      llm: {
        replies: ({ prompt }) => {
          const last = prompt.messages.at(-1);
          if (last?.role === 'tool-result') {
            return last.result.status === 'done' ? 'It is booked.' : 'I could not book it.';
          }
          const said = last?.role === 'user' ? last.text : '';
          const [, day] = /^book (\w+)$/.exec(said) ?? [];
          return day === undefined ? 'At ten.' : { toolCalls: [{ name: 'bookFitting', arguments: { day } }] };
        },
      },
    });
  }

  /** Says it and waits until this was heard. */
  async asks(text: string, answer: string): Promise<void> {
    const { stage } = this;
    const heard = (): number =>
      stage.all('reply-end').filter(({ heardText }) => heardText.includes(answer)).length;
    const before = heard();
    await stage.says(text);
    while (heard() === before) await stage.until('reply-end', 15_000);
  }

  async stored(): Promise<{ said: string[]; effects: string[]; outcome: string | undefined }> {
    const { turns, effects, outcome } = await this.truth.load('call-1');
    return {
      said: turns.flatMap(({ messages }) =>
        messages.flatMap((part) => (part.role === 'user' ? [part.text] : [])),
      ),
      effects: effects.map(
        ({ intent, outcome: { status } }) => `${JSON.stringify(intent.arguments)} ${status}`,
      ),
      outcome: outcome?.reason,
    };
  }

  codes(): ErrorCode[] {
    return [...new Set(this.stage.errors.map(({ code }) => code))];
  }
}

test('A full disk: the call talks on, a booking is refused aloud, and with room again everything is kept', async () => {
  const scene = new Scene();
  await using stage = scene.stage;
  await scene.asks('book friday', 'It is booked.');
  scene.trouble = 'STORE_FULL';
  await scene.asks('when do you open', 'At ten.');
  await scene.asks('book monday', 'I could not book it.');
  await scene.asks('and on sunday', 'At ten.');
  const { said } = await scene.stored();
  assert.deepEqual(said, ['book friday'], 'what was acknowledged is there');
  scene.trouble = undefined;
  await stage.run(10_000);
  await scene.asks('book tuesday', 'It is booked.');
  stage.session.shutDown('the story is over');
  await stage.run(10_000);
  assert.deepEqual(scene.ran, ['friday', 'tuesday']);
  assert.deepEqual(await scene.stored(), {
    said: ['book friday', 'when do you open', 'book monday', 'and on sunday', 'book tuesday'],
    effects: ['{"day":"friday"} done', '{"day":"monday"} failed', '{"day":"tuesday"} done'],
    outcome: 'shut-down',
  });
  assert.deepEqual(scene.codes(), ['STORE_FULL']);
});

test('A damaged file: told once, the call talks on to its own end, and nothing acts any more', async () => {
  const scene = new Scene();
  await using stage = scene.stage;
  await scene.asks('book friday', 'It is booked.');
  scene.trouble = 'STORE_CORRUPT';
  await scene.asks('when do you open', 'At ten.');
  await scene.asks('book monday', 'I could not book it.');
  scene.trouble = undefined;
  await scene.asks('book tuesday', 'I could not book it.');
  assert.deepEqual(scene.ran, ['friday']);
  stage.session.shutDown('the story is over');
  assert.equal(await stage.session.ended, 'shut-down');
  const { said, effects } = await scene.stored();
  assert.deepEqual(said, ['book friday']);
  assert.deepEqual(effects, ['{"day":"friday"} done']);
  assert.deepEqual(scene.codes(), ['STORE_CORRUPT']);
});
