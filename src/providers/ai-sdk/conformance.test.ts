import { MockLanguageModelV3, MockLanguageModelV4, simulateReadableStream } from 'ai/test';
import type { ModelScene } from '../../testing/conformance/language-model-checks.ts';
import { testLanguageModel } from '../../testing/conformance/language-model.ts';
import { fromAiSdk, type AiSdkModel } from './index.ts';

type V4Stream = Awaited<ReturnType<MockLanguageModelV4['doStream']>>['stream'];
type V4Part = V4Stream extends ReadableStream<infer Part> ? Part : never;

const usage = {
  inputTokens: { total: 40, noCache: 8, cacheRead: 32, cacheWrite: 0 },
  outputTokens: { total: 12, text: 12, reasoning: 0 },
};

function partsOf(scene: ModelScene): V4Part[] {
  if (scene.type === 'fails') return [{ type: 'error', error: new TypeError('as the scene has it') }];
  const words = scene.text.match(/\S+\s*/g) ?? [];
  const calls = scene.type === 'calls' ? scene.calls : [];
  return [
    { type: 'stream-start', warnings: [] },
    { type: 'text-start', id: '0' },
    ...words.map((delta): V4Part => ({ type: 'text-delta', id: '0', delta })),
    { type: 'text-end', id: '0' },
    ...calls.map((call): V4Part => ({
      type: 'tool-call',
      toolCallId: 'call_0',
      toolName: call.name,
      input: JSON.stringify(call.arguments),
    })),
    {
      type: 'finish',
      usage,
      finishReason: { unified: calls.length > 0 ? 'tool-calls' : 'stop', raw: 'end' },
    },
  ];
}

/** Counts what is open, and what was left before its end. */
class Provider {
  open = 0;
  closed = 0;

  stream(scene: ModelScene, abortSignal: AbortSignal | undefined): V4Stream {
    const source = simulateReadableStream({ chunks: partsOf(scene), chunkDelayInMs: 1 }).getReader();
    this.open += 1;
    let over = false;
    const end = (closed: boolean): void => {
      if (over) return;
      over = true;
      this.open -= 1;
      if (closed) this.closed += 1;
    };
    abortSignal?.addEventListener('abort', () => end(true));
    return new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await source.read();
        if (done) controller.close();
        else controller.enqueue(value);
        // Behind its last part a provider has nothing left to close.
        if (done || value.type === 'finish' || value.type === 'error') end(false);
      },
      cancel: () => end(true),
    });
  }
}

type Create = (doStream: (call: { abortSignal?: AbortSignal | undefined }) => Promise<never>) => AiSdkModel;

const mocks: Record<string, Create> = {
  'version 3': (doStream) => new MockLanguageModelV3({ doStream }),
  'version 4': (doStream) => new MockLanguageModelV4({ doStream }),
};

for (const [version, create] of Object.entries(mocks)) {
  testLanguageModel(`fromAiSdk over the SDK's own mock of ${version}`, async (scene) => {
    const provider = new Provider();
    const mock = create(async (call) => ({ stream: provider.stream(scene, call.abortSignal) }) as never);
    return {
      model: fromAiSdk(mock),
      requests: () => ({ open: provider.open, closed: provider.closed }),
      [Symbol.asyncDispose]: async () => {
        // The mock holds nothing.
      },
    };
  });
}
