/**
 * A tool that is down costs the caller a sentence, and that sentence offers something else: what they answer to it
 * is understood. It is not hammered either: once it has failed a few times nobody asks it before it has had its rest.
 */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool, type ToolDefinition } from '../../src/agent/define-tool.ts';
import type { Message } from '../../src/contracts/conversation.ts';
import { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { Stage, type StageOptions } from '../support/stage.ts';

const offer = 'The diary does not answer just now. Shall we call you back?';
const input = z.object({});
type Diary = ToolDefinition<typeof input, string>;

class Diaries {
  asked = 0;
  isDown = true;
  readonly #wait: () => Promise<string>;
  readonly #settings: Partial<Diary>;

  constructor(settings: Partial<Diary> = {}, wait = (): Promise<string> => Promise.reject(new Error('503'))) {
    this.#settings = settings;
    this.#wait = wait;
  }

  /** A model that asks the diary whenever a day is spoken of, and knows what was offered from its prompt alone. */
  options(): StageOptions {
    const readDiary = defineTool({
      name: 'readDiary',
      description: 'Says which times are free',
      input,
      effect: 'read',
      fallback: offer,
      breaker: { failuresInARow: 2, coolOffMs: 60_000 },
      run: () => {
        this.asked += 1;
        return this.isDown ? this.#wait() : Promise.resolve('ten');
      },
      ...this.#settings,
    });
    return {
      agent: { tools: [readDiary], idle: { afterMs: 90_000 } },
      llm: {
        replies: ({ prompt: { messages } }) => {
          const last = messages.at(-1)!;
          if (last.role === 'tool-result')
            return last.result.status === 'done' ? 'Ten is free.' : 'It is not.';
          if (last.role !== 'user') return 'I see.';
          if (last.text.includes('friday')) return { toolCalls: [{ name: 'readDiary', arguments: {} }] };
          const isOffered = messages.some((said) => said.role === 'assistant' && said.text === offer);
          return isOffered && last.text.startsWith('yes') ? 'We call you back within the hour.' : 'Gladly.';
        },
      },
    };
  }
}

function words(messages: readonly Message[]): string[] {
  return messages.flatMap((message) => ('text' in message ? [`${message.role}: ${message.text}`] : []));
}

const faults: { how: string; diaries: Diaries; says?: string }[] = [
  { how: 'refuses', diaries: new Diaries() },
  {
    how: 'never answers',
    diaries: new Diaries({ timeoutMs: 1_500 }, () => new Promise<string>(() => undefined)),
  },
  {
    how: 'breaks off, was tried again, and broke off again',
    diaries: new Diaries({ retry: { attemptsMax: 3, firstDelayMs: 100 } }, () =>
      Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' })),
    ),
  },
  {
    how: 'cannot be undone, has had its yes, and fails',
    diaries: new Diaries({ effect: 'irreversible', confirm: () => 'Shall I ask?' }),
    says: 'yes please',
  },
];

for (const { how, diaries, says } of faults) {
  test(`It ${how}: the caller hears so, is offered something, and takes it`, async () => {
    await using stage = new Stage(diaries.options());
    await stage.says('is friday free');
    await stage.until('reply-end');
    if (says !== undefined) {
      await stage.says(says);
      await stage.until('reply-end');
    }
    const told = stage.all('reply-end').at(-1)!;
    assert.ok(told.heardText.endsWith(offer), stage.tell());
    assert.ok(stage.playedMs('Shall we call you back?') > 1_000, 'it was really played');
    assert.ok(diaries.asked >= 1);

    await stage.says('yes call me back');
    const understood = await stage.until('reply-end');
    assert.ok(
      understood.type === 'reply-end' && understood.heardText === 'We call you back within the hour.',
    );
    const prompt = words(stage.messages());
    assert.ok(
      prompt.at(-2)!.endsWith(offer) && prompt.at(-1) === 'user: yes call me back',
      prompt.join('\n'),
    );
  });
}

test('It keeps failing: it is left alone until it has rested, and then asked once', async () => {
  const diaries = new Diaries();
  await using stage = new Stage(diaries.options());
  for (let asked = 0; asked < 5; asked += 1) {
    await stage.says('is friday free');
    const told = await stage.until('reply-end');
    assert.ok(told.type === 'reply-end' && told.heardText === offer, 'every caller is told, asked or not');
  }
  assert.equal(diaries.asked, 2, 'nobody hammers what is down');
  const results = stage
    .messages()
    .flatMap((message) => (message.role === 'tool-result' ? [message.result] : []));
  assert.deepEqual(
    results.map((result) => result.status === 'failed' && result.code),
    ['TOOL_FAILED', 'TOOL_FAILED', 'TOOL_UNAVAILABLE', 'TOOL_UNAVAILABLE'],
  );

  diaries.isDown = false;
  await stage.run(60_000);
  await stage.says('is friday free');
  const well = await stage.until('reply-end');
  assert.ok(well.type === 'reply-end' && well.heardText === 'Ten is free.', stage.tell());
  assert.equal(diaries.asked, 3);
});

test('A no of its own is no fault: it is told in its words, nothing else is offered, and it is asked again', async () => {
  const diaries = new Diaries({}, () =>
    Promise.reject(new AntiphonError('TOOL_DECLINED', 'Friday is a holiday.')),
  );
  await using stage = new Stage(diaries.options());
  for (let asked = 1; asked <= 4; asked += 1) {
    await stage.says('is friday free');
    const told = await stage.until('reply-end');
    assert.ok(told.type === 'reply-end' && told.heardText === 'It is not.', stage.tell());
    assert.equal(diaries.asked, asked);
  }
  const last = stage.messages().at(-1);
  assert.ok(last?.role === 'tool-result' && last.result.status === 'failed');
  assert.equal(last.result.message, 'Friday is a holiday.');
  assert.equal(stage.playedMs('call you back'), 0);
});
