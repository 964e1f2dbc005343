/** Scenarios: what each expectation accepts, and in which words it fails. */
import assert from 'node:assert/strict';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineAgent } from '../../agent/define-agent.ts';
import { defineTool } from '../../agent/define-tool.ts';
import type { Message } from '../../contracts/conversation.ts';
import type { ScriptedReply } from '../scripted-llm.ts';
import { describeFailure, runScenario, scenario, ScenarioFailed, type ScenarioStory } from './index.ts';

const booked: unknown[] = [];
const bookFitting = defineTool({
  name: 'bookFitting',
  description: 'Books a fitting.',
  input: z.object({ day: z.string(), at: z.string() }),
  effect: 'irreversible',
  confirm: ({ day, at }) => `A fitting on ${day} at ${at}. Shall I book it?`,
  run: async (input) => {
    booked.push(input);
    return 'Booked.';
  },
});
const agent = defineAgent({
  name: 'concierge',
  instructions: 'Be brief.',
  greeting: 'Good afternoon. How may I help?',
  tools: [bookFitting],
});

function books(day: string): ScriptedReply {
  return { toolCalls: [{ name: 'bookFitting', arguments: { day, at: 'three' } }] };
}

function byWords(text: string): ScriptedReply {
  if (/friday/i.test(text)) return books('Friday');
  if (/thursday/i.test(text)) return books('Thursday');
  return 'We are open from ten to eight. Every day of the week, on Sundays too.';
}

const options = {
  agent,
  replies: ({ prompt }: { prompt: { messages: readonly { role: string }[] } }): ScriptedReply => {
    const last = prompt.messages.at(-1) as { role: string; text?: string } | undefined;
    return last?.role === 'user' ? byWords(last.text ?? '') : 'It is booked.';
  },
};

test(
  'She changes her mind after the question',
  scenario(options, async ({ caller, agent }) => {
    booked.length = 0;
    await agent.says('how may i help?');
    await caller.says('I would like a fitting on Friday at three.');
    await agent.asks(/on friday .*shall i book/i);
    await caller.says('Actually, make it Thursday.', { bargeInAfterMs: 600 });
    await agent.asks(/thursday/i);
    await caller.says('Yes please.');
    await agent.called(bookFitting, { day: expect.stringContaining('Thu') });
    await agent.saysExactly('It is booked.');
    agent.neverCalled('bookFitting', { day: 'Friday' });
    await caller.hangsUp();
    assert.deepEqual(booked, [{ day: 'Thursday', at: 'three' }]);
  }),
);

async function failureOf(story: ScenarioStory): Promise<string> {
  const report = await runScenario(options, story);
  assert.equal(report.passed, false);
  return describeFailure(report);
}

test.each<[what: string, story: ScenarioStory, words: RegExp[]]>([
  [
    'other words',
    async ({ caller, agent }) => {
      await caller.says('When are you open?');
      await agent.says(/closed/);
    },
    [/was to say \/closed\/ within 15000 ms/, /It said: "We are open from ten/],
  ],
  [
    'more words than exactly these',
    async ({ caller, agent }) => {
      await caller.says('When are you open?');
      await agent.saysExactly('We are open from ten to eight.');
    },
    [/was to say exactly "We are open/, /It said: "We are open from ten to eight\. Every/],
  ],
  [
    'a question that is not asked',
    async ({ caller, agent }) => {
      await caller.says('A fitting on Friday, please.');
      await agent.asks(/thursday/i);
    },
    [/was to ask \/thursday\/i/, /It asked: "A fitting on Friday at three\. Shall I book it\?"/],
  ],
  [
    'a tool without its yes',
    async ({ caller, agent }) => {
      await caller.says('A fitting on Friday, please.');
      await caller.says('No, thank you.');
      await agent.called('bookFitting', { day: 'Friday' });
    },
    [/was to call bookFitting with { day: "Friday" }/, /It called nothing\./],
  ],
  [
    'other arguments',
    async ({ caller, agent }) => {
      await caller.says('A fitting on Friday, please.');
      await caller.says('Yes please.');
      await agent.called('bookFitting', { day: /thu/i });
    },
    [
      /was to call bookFitting with { day: \/thu\/i }/,
      /It called: bookFitting with { day: "Friday", at: "three" }/,
    ],
  ],
  [
    'a tool that was never to run',
    async ({ caller, agent }) => {
      agent.neverCalled('bookFitting');
      await caller.says('A fitting on Friday, please.');
      await caller.says('Yes please.');
      await caller.hangsUp();
    },
    [/was never to call bookFitting with {}, but called it with { day: "Friday"/],
  ],
  [
    'an answer that takes too long',
    async ({ caller, agent }) => {
      await caller.says('When are you open?');
      await agent.says(/open/, { withinMs: 200 });
    },
    [/within 200 ms, but did not/, /It said nothing/],
  ],
  [
    'words where silence was wanted',
    async ({ caller, agent }) => {
      await caller.says('When are you open?');
      await agent.isSilentFor(10_000);
    },
    [/was to be silent for 10000 ms, but spoke/],
  ],
  [
    'an agent that does not hang up',
    async ({ agent }) => agent.hangsUp({ withinMs: 1_000 }),
    [/was to hang up within 1000 ms/, /The call goes on/],
  ],
  [
    'a line after the end',
    async ({ caller }) => {
      await caller.hangsUp();
      await caller.says('Hello?');
    },
    [/was to say "Hello\?", but the call had ended/],
  ],
])('It fails on %s, and says so', async (_, story, words) => {
  const failure = await failureOf(story);
  for (const word of words) assert.match(failure, word);
  assert.match(failure, /The call \(\d+\.\d s\):\n {2}0:00\.0 {2}agent {3}Good afternoon\./);
});

test('A failed assertion of the story comes with the call, and with its cause', async () => {
  const run = scenario(options, async ({ caller }) => {
    await caller.says('When are you open?');
    assert.equal(2 + 2, 5);
  });
  await assert.rejects(run, (thrown) => {
    assert.ok(thrown instanceof ScenarioFailed);
    assert.ok(thrown.cause instanceof assert.AssertionError);
    assert.match(thrown.message, /caller {2}When are you open\?/);
    return true;
  });
});

test('An interruption cuts the reply, and only what was heard counts as said', async () => {
  const report = await runScenario(options, async ({ caller, agent }) => {
    await caller.says('When are you open?');
    await agent.says(/we are open/i);
    await caller.says('A fitting on Friday instead, please.', { bargeInAfterMs: 900 });
    await agent.asks(/friday/i);
  });
  assert.equal(report.failure, undefined);
  const cut = report.transcript.filter(({ text }) => text.startsWith('was cut'));
  assert.equal(cut.length, 1);
  assert.match(cut[0]!.text, /was cut after "We are open.*not heard: ".*Sundays too\."/);
  assert.ok(report.transcript.some(({ text }) => text.startsWith('(over the agent) A fitting')));
});

test('A caller whom nobody greets begins at once; one who was not answered waits no longer than silence asks', async () => {
  const silent = defineAgent({ name: 'silent', instructions: 'Say nothing.', idle: { afterMs: 60_000 } });
  const report = await runScenario({ agent: silent, replies: ['Yes.'] }, async ({ caller, agent: other }) => {
    await caller.says('Are you there?');
    await other.says('Yes.');
    await other.isSilentFor(5_000);
    await caller.says('Good.');
  });
  assert.equal(report.failure, undefined);
  const [first, , second] = report.transcript;
  assert.ok(first!.atMs < 1_000, `${first!.atMs}`);
  assert.ok(second!.atMs < 9_000, `${second!.atMs}`);
});

test('No virtual time passes while a tool works in real time', async () => {
  const slow = defineTool({
    name: 'lookUp',
    description: 'Looks something up.',
    input: z.object({}),
    effect: 'read',
    timeoutMs: 100,
    run: () => new Promise((resolve) => setTimeout(() => resolve('Ten pieces.'), 250)),
  });
  const replies = ({ prompt }: { prompt: { messages: readonly Message[] } }): ScriptedReply => {
    const last = prompt.messages.at(-1);
    if (last?.role !== 'tool-result') return { toolCalls: [{ name: 'lookUp', arguments: {} }] };
    return last.result.status === 'done' ? 'There are ten.' : 'The stock does not answer.';
  };
  const stock = { agent: defineAgent({ name: 'stock', instructions: 'Be brief.', tools: [slow] }), replies };
  const report = await runScenario(stock, async ({ caller, agent }) => {
    await caller.says('How many are there?');
    await agent.called(slow);
    await agent.says('There are ten.', { withinMs: 4_000 });
  });
  assert.equal(report.failure, undefined);
});

test('An agent without a model is refused, with what to write', async () => {
  await assert.rejects(
    runScenario({ agent }, async () => {}),
    { code: 'CONFIG_INVALID', message: /has no model/ },
  );
});
