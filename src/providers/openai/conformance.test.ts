import { callsTools, openOpenAiServer, refuses, says, type WireAnswer } from '../../testing/index.ts';
import type { ModelScene } from '../../testing/conformance/language-model-checks.ts';
import { testLanguageModel } from '../../testing/conformance/language-model.ts';
import { openai } from './index.ts';

const usage = { inputTokens: 40, cachedInputTokens: 32, outputTokens: 12 };

function answerOf(scene: ModelScene): WireAnswer {
  if (scene.type === 'fails') return refuses(500);
  // Slow enough that an abort finds the answer under way.
  if (scene.type === 'says') return says(scene.text, { usage, tokenMs: 1 });
  return callsTools(scene.calls, { text: scene.text, usage, interleaved: true });
}

testLanguageModel('openai', async (scene) => {
  const server = await openOpenAiServer({ answers: [answerOf(scene)] });
  const model = openai({ baseUrl: server.baseUrl, model: 'scripted', backoffMs: 1 });
  return {
    model,
    requests: () => ({
      open: server.open,
      closed: server.requests.filter(({ state }) => state === 'closed').length,
    }),
    [Symbol.asyncDispose]: async () => {
      model[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
});
