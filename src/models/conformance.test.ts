/** Failover is a language model like any other, whichever of its models answers. */
import { SystemClock } from '../clock/system-clock.ts';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../contracts/llm.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { ModelScene } from '../testing/conformance/language-model-checks.ts';
import { testLanguageModel } from '../testing/conformance/language-model.ts';
import { fails, hangs, PlayedModel, speaks, type Beat } from './__fixtures__/played-model.ts';
import { failover } from './failover.ts';

const usage = { inputTokens: 40, cachedInputTokens: 32, outputTokens: 12 };

function beatsOf(scene: ModelScene, calls: number): Beat[] {
  if (scene.type === 'fails') return fails(new AntiphonError('LLM_FAILED', 'as the scene has it'), 0);
  if (scene.type === 'says') return speaks(scene.text, 0, 1);
  const called = scene.calls.map((call, index): GenerationPart => ({
    type: 'tool-call',
    toolCallId: `call-${calls}-${index}`,
    ...call,
  }));
  return [
    ...speaks(scene.text, 0, 0).slice(0, -2),
    ...called.map((part) => ({ atMs: 1, part })),
    { atMs: 1, part: { type: 'usage', usage } },
    { atMs: 1, part: { type: 'end', reason: 'tool-calls' } },
  ];
}

/** Plays the scene; where no tool may be called it says the text alone. */
class SceneModel extends PlayedModel {
  readonly #scene: ModelScene;

  constructor(clock: SystemClock, scene: ModelScene) {
    super(clock, 'scene', []);
    this.#scene = scene;
  }

  override generate(
    request: GenerateRequest,
    options: { signal: AbortSignal },
  ): AsyncGenerator<GenerationPart> {
    const { type } = this.#scene;
    const quiet = type === 'calls' && request.toolChoice === 'none';
    const scene = quiet ? { type: 'says' as const, text: 'One moment.' } : this.#scene;
    this.takes = [...this.takes, beatsOf(scene, this.requests.length)];
    return super.generate(request, options);
  }
}

type Compose = (model: LanguageModel, clock: SystemClock) => LanguageModel;

const compositions: Record<string, Compose> = {
  'the only model': (model, clock) => failover({ models: [model], clock }),
  'the preferred model': (model, clock) =>
    failover({ models: [model, new PlayedModel(clock, 'spare', [fails('no', 0)])], clock }),
  'the model behind one that fails': (model, clock) =>
    failover({
      models: [new PlayedModel(clock, 'down', [fails(new TypeError('fetch failed'), 0)]), model],
      clock,
    }),
  'the model asked beside one that hangs': (model, clock) =>
    failover({
      models: [new PlayedModel(clock, 'hangs', [hangs]), model],
      hedgeAfterMs: 5,
      firstClauseMaxMs: 500,
      clock,
    }),
  'a failover within a failover': (model, clock) =>
    failover({ models: [failover({ models: [model], clock })], clock }),
};

for (const [name, compose] of Object.entries(compositions)) {
  testLanguageModel(`failover, by ${name},`, async (scene) => {
    const clock = new SystemClock();
    const model = new SceneModel(clock, scene);
    return {
      model: compose(model, clock),
      requests: () => ({
        open: model.open,
        closed: model.states.filter((state) => state === 'closed').length,
      }),
      [Symbol.asyncDispose]: async () => clock[Symbol.dispose](),
    };
  });
}
