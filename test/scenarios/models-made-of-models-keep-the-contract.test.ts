/** Failover over real connections is a language model like any other: no check of the contract tells them apart. */
import { failover } from '../../src/models/failover.ts';
import { openai } from '../../src/providers/openai/index.ts';
import type { ModelScene } from '../../src/testing/conformance/language-model-checks.ts';
import { testLanguageModel } from '../../src/testing/conformance/language-model.ts';
import { callsTools, openOpenAiServer, refuses, says, type WireAnswer } from '../../src/testing/index.ts';

const usage = { inputTokens: 40, cachedInputTokens: 32, outputTokens: 12 };

function answerOf(scene: ModelScene): WireAnswer {
  if (scene.type === 'fails') return refuses(500);
  // Slow enough that an abort finds the answer under way.
  if (scene.type === 'says') return says(scene.text, { usage, tokenMs: 1 });
  return callsTools(scene.calls, { text: scene.text, usage, interleaved: true });
}

const firsts: Record<string, WireAnswer | undefined> = {
  'with its first model well': undefined,
  'with its first model down': refuses(500),
  'with its first model hanging': [{ hang: true }],
};

for (const [name, first] of Object.entries(firsts)) {
  testLanguageModel(`failover over openai(), ${name},`, async (scene) => {
    await using opening = new AsyncDisposableStack();
    const answers = [answerOf(scene)];
    const preferred = opening.use(
      await openOpenAiServer({ answers: first === undefined ? answers : [first] }),
    );
    const spare = opening.use(
      await openOpenAiServer({ answers: first === undefined ? [refuses(500)] : answers }),
    );
    const models = [preferred, spare].map(({ baseUrl }, index) =>
      opening.use(openai({ baseUrl, model: `model-${index}`, retriesMax: 0 })),
    );
    const model = opening.use(failover({ models, hedgeAfterMs: 100, firstClauseMaxMs: 1_000 }));
    const resources = opening.move();
    const answering = first === undefined ? preferred : spare;
    return {
      model,
      requests: () => ({
        open: preferred.open + spare.open,
        closed: answering.requests.filter(({ state }) => state === 'closed').length,
      }),
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    };
  });
}
