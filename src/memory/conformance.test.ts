/** modelExtractor is an extractor like any other; the model behind it is told what each turn means. */
import type { GenerateRequest, GenerationPart, LanguageModel } from '../contracts/llm.ts';
import type { EasyTurn } from '../testing/conformance/easy-turns.ts';
import type { ExtractorScene } from '../testing/conformance/extractor-checks.ts';
import { testExtractor } from '../testing/conformance/extractor.ts';
import { modelExtractor } from './model-extractor.ts';

/** Reports by the tool, and every other time in a text. */
class SceneModel implements LanguageModel {
  readonly specificationVersion = '1';
  readonly name = 'scene';
  open = 0;
  #asked = 0;
  readonly #scene: ExtractorScene;

  constructor(scene: ExtractorScene) {
    this.#scene = scene;
  }

  async *generate(
    request: GenerateRequest,
    { signal }: { signal: AbortSignal },
  ): AsyncGenerator<GenerationPart> {
    this.open += 1;
    try {
      if (this.#scene.type === 'hangs') await untilAborted(signal);
      if (signal.aborted) return;
      this.#asked += 1;
      const report = this.#report(request);
      if (this.#asked % 2 === 0) yield { type: 'text-delta', text: JSON.stringify(report) };
      else yield { type: 'tool-call', toolCallId: `call-${this.#asked}`, name: 'report', arguments: report };
      yield { type: 'end', reason: 'stop' };
    } finally {
      this.open -= 1;
    }
  }

  #report({ prompt }: GenerateRequest): unknown {
    if (this.#scene.type !== 'understands') {
      return { intent: { name: 'dance' }, changes: { shoe: { change: 'set', value: 'x', words: 'x' } } };
    }
    const [message] = prompt.messages;
    const { caller } = JSON.parse(message?.role === 'user' ? message.text : '{}') as { caller: string };
    const turn = this.#scene.call.turns.find((one) => one.caller === caller);
    return turn === undefined ? {} : reportOf(turn);
  }
}

function reportOf({ holds, intent }: EasyTurn): unknown {
  const changes = Object.entries(holds).map(([slot, values]) => {
    const value = values.length === 1 ? values[0] : values;
    return [slot, { change: 'set', value, words: 'as the scene has it', confidence: 0.9 }];
  });
  return { intent, changes: Object.fromEntries(changes) as unknown };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

testExtractor('modelExtractor', async (scene) => {
  const model = new SceneModel(scene);
  return {
    extractor: modelExtractor({ model }),
    open: () => model.open,
    [Symbol.asyncDispose]: async () => {},
  };
});
