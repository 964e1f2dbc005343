/** Whatever models do, and whenever: one answer, whole, from one of them, or one error; and nothing left behind. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { SimulatedClock } from '../clock/simulated-clock.ts';
import type { GenerateRequest } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { fails, PlayedModel, speaks, type Beat } from './__fixtures__/played-model.ts';
import type { ModelAttempt } from './contest.ts';
import { failover } from './failover.ts';

const request: GenerateRequest = {
  prompt: { system: '', messages: [{ role: 'user', text: 'well' }] },
  tools: [],
  toolChoice: 'none',
  maxTokens: 100,
  language: 'en-US',
};
const firstClauseMaxMs = 1_000;
const textOf = (model: number): string =>
  `${'ABC'[model]!} says so, and goes on. And on it goes, for ${model + 3} more words.`;

/** Multiples of 50, so that much falls on the same instant. */
const ms = (max: number) => fc.integer({ min: 0, max: max / 50 }).map((times) => times * 50);
const behaviour = fc.oneof(
  fc.record({ kind: fc.constant('speaks' as const), atMs: ms(1_500), wordMs: ms(200) }),
  fc.record({ kind: fc.constant('fails' as const), atMs: ms(1_200) }),
  fc.record({ kind: fc.constant('breaks' as const), atMs: ms(1_200) }),
  fc.record({ kind: fc.constant('hangs' as const) }),
);
type Behaviour = typeof behaviour extends fc.Arbitrary<infer Value> ? Value : never;

function beatsOf(model: number, how: Behaviour): Beat[] {
  if (how.kind === 'speaks') return speaks(textOf(model), how.atMs, how.wordMs);
  if (how.kind === 'hangs') return [];
  return fails(new AntiphonError('LLM_FAILED', 'no'), how.atMs, how.kind === 'breaks' ? textOf(model) : '');
}

const story = fc.record({
  calls: fc.array(
    fc.record({
      models: fc.array(behaviour, { minLength: 3, maxLength: 3 }),
      leavesAfterMs: fc.option(ms(2_000), { nil: undefined }),
      pauseMs: ms(4_000),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  hedgeAfterMs: fc.option(ms(400), { nil: undefined }),
  tieSeed: fc.integer({ min: 1, max: 1_000_000 }),
});

test('Random models, random faults, random callers', async () => {
  let won = 0;
  let probes = 0;
  await fc.assert(
    fc.asyncProperty(story, async ({ calls, hedgeAfterMs, tieSeed }) => {
      let tie = tieSeed;
      const clock = new SimulatedClock({ tieBreak: () => (tie = (tie * 16_807) % 2_147_483_647) });
      const models = [0, 1, 2].map((index) => new PlayedModel(clock, 'ABC'[index]!, []));
      const attempts: ModelAttempt[] = [];
      const llm = failover({
        models,
        clock,
        firstClauseMaxMs,
        ...(hedgeAfterMs !== undefined && { hedgeAfterMs }),
        breaker: { failuresInARow: 2, coolOffMs: 1_500, coolOffMaxMs: 6_000 },
        onAttempt: (attempt) => attempts.push(attempt),
      });
      for (const { models: behaviours, leavesAfterMs, pauseMs } of calls) {
        attempts.length = 0;
        for (const [index, how] of behaviours.entries()) {
          models[index]!.takes = [...models[index]!.requests.map(() => []), beatsOf(index, how)];
        }
        const controller = new AbortController();
        const leaves =
          leavesAfterMs === undefined
            ? undefined
            : clock.at(clock.now() + leavesAfterMs, () => controller.abort('gone'));
        const heard = { text: '', outcome: '' };
        void (async () => {
          for await (const part of llm.generate(request, { signal: controller.signal })) {
            assert.ok(!controller.signal.aborted);
            if (part.type === 'text-delta') heard.text += part.text;
            if (part.type === 'end') heard.outcome = 'ended';
          }
          heard.outcome ||= 'left';
        })().catch(
          (thrown: unknown) => (heard.outcome = AntiphonError.is(thrown) ? 'failed' : String(thrown)),
        );
        // Every model may use up its time, and an answer that has begun goes on for a while.
        for (let waited = 0; heard.outcome === '' && waited < 12_000; waited += 50) await clock.run(50, 50);
        leaves?.[Symbol.dispose]();
        const { text, outcome } = heard;
        assert.ok(['ended', 'failed', 'left'].includes(outcome), `outcome: ${outcome || 'none'}`);
        assert.ok(outcome !== 'left' || controller.signal.aborted, 'an answer without an end');
        const winners = attempts.filter((attempt) => attempt.outcome === 'won');
        assert.ok(winners.length <= 1);
        const whole = winners[0] === undefined ? '' : textOf(winners[0].position);
        assert.ok(whole.startsWith(text), `"${text}" is not from one mouth`);
        if (outcome === 'ended') assert.equal(text, whole);
        won += winners.length;
        probes += attempts.filter(({ probe }) => probe).length;
        const open = models.filter((model) => model.open > 0).length;
        assert.ok(open <= 2, `${open} requests behind the answer`);
        await clock.run(pauseMs, 50);
      }
      await clock.run(firstClauseMaxMs + 50, 50);
      assert.deepEqual(
        models.map((model) => model.open),
        [0, 0, 0],
      );
      assert.equal(clock.pending, 0, 'timers');
    }),
    { seed: 20261122, numRuns: 400 },
  );
  assert.ok(won > 100 && probes > 20, `${won} answers, ${probes} probes: the stories are too tame`);
});
