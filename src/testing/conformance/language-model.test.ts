import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { SystemClock } from '../../clock/system-clock.ts';
import type { GenerateRequest, GenerationPart, LanguageModel } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import { languageModelChecks, type LanguageModelHarness, type ModelScene } from './language-model-checks.ts';

type Parts = AsyncGenerator<GenerationPart>;

/** A model that does all of it right, and in which one thing at a time can be broken. */
class Model implements LanguageModel {
  readonly specificationVersion = '1';
  readonly name = 'by the book';
  open = 0;
  closed = 0;
  readonly scene: ModelScene;
  #calls = 0;

  constructor(scene: ModelScene) {
    this.scene = scene;
  }

  async *generate(request: GenerateRequest, { signal }: { signal: AbortSignal }): Parts {
    if (signal.aborted) return;
    this.open += 1;
    let over = false;
    try {
      for (const part of this.parts(request)) {
        if (signal.aborted) return;
        yield part;
      }
      over = true;
    } catch (thrown) {
      over = true;
      throw thrown;
    } finally {
      this.open -= 1;
      if (!over) this.closed += 1;
    }
  }

  *parts(request: GenerateRequest): Generator<GenerationPart> {
    const { scene } = this;
    if (scene.type === 'fails') throw this.failure();
    for (const text of scene.text.match(/\S+\s*/g) ?? []) yield { type: 'text-delta', text };
    const calls = scene.type === 'calls' && request.toolChoice === 'auto' ? scene.calls : [];
    for (const call of calls) yield { type: 'tool-call', toolCallId: this.id(), ...call };
    yield { type: 'usage', usage: { inputTokens: 9, cachedInputTokens: 0, outputTokens: 9 } };
    yield { type: 'end', reason: calls.length > 0 ? 'tool-calls' : 'stop' };
  }

  failure(): unknown {
    return new AntiphonError('LLM_FAILED', 'as the scene has it');
  }

  id(): string {
    this.#calls += 1;
    return `call-${this.#calls}`;
  }
}

function harnessOf(model: Model): LanguageModelHarness & { model: Model } {
  return {
    model,
    requests: () => ({ open: model.open, closed: model.closed }),
    [Symbol.asyncDispose]: async () => {},
  };
}

const checks = languageModelChecks({ parallelToolCalls: true });

describe('a model that does it right', () => {
  test.each(checks)('$name', async ({ run }) => {
    let open = -1;
    await run(async (scene) => {
      const model = new Model(scene);
      const harness = harnessOf(model);
      harness[Symbol.asyncDispose] = async () => void (open = model.open);
      return harness;
    });
    assert.equal(open, 0);
  });
});

/** Changes what the parts are, without touching when they come. */
const changed = (change: (parts: GenerationPart[], request: GenerateRequest) => GenerationPart[]) =>
  class extends Model {
    override *parts(request: GenerateRequest): Generator<GenerationPart> {
      yield* change([...super.parts(request)], request);
    }
  };
const isText = (part: GenerationPart): boolean => part.type === 'text-delta';

const broken: [string, typeof Model, string][] = [
  [
    'says all at once',
    changed((parts) => [
      {
        type: 'text-delta',
        text: parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''),
      },
      ...parts.filter((part) => !isText(part)),
    ]),
    'streams text in pieces',
  ],
  ['loses a word', changed((parts) => parts.slice(1)), 'streams text in pieces'],
  [
    'says nothing in between',
    changed((parts) => [{ type: 'text-delta', text: '' }, ...parts]),
    'streams text',
  ],
  ['never ends', changed((parts) => parts.slice(0, -1)), 'streams text in pieces'],
  ['ends twice', changed((parts) => [...parts, parts.at(-1)!]), 'streams text in pieces'],
  ['tells its usage after the end', changed((parts) => parts.toReversed()), 'streams text in pieces'],
  [
    'hands arguments on as text',
    changed((parts) =>
      parts.map((part) =>
        part.type === 'tool-call' ? { ...part, arguments: JSON.stringify(part.arguments) } : part,
      ),
    ),
    'calls a tool whole',
  ],
  [
    'gives every call one id',
    class extends Model {
      override id(): string {
        return 'call_0';
      }
    },
    'calls a tool whole',
  ],
  [
    'turns the calls round',
    changed((parts) => [...parts.slice(1, 3), ...parts.slice(0, 1), ...parts.slice(3)]),
    'calls several tools',
  ],
  [
    'calls what it must not',
    class extends Model {
      override *parts(request: GenerateRequest): Generator<GenerationPart> {
        yield* super.parts({ ...request, toolChoice: 'auto' });
      }
    },
    'calls none',
  ],
  ['tells no usage', changed((parts) => parts.filter((part) => part.type !== 'usage')), 'tells its usage'],
  [
    'counts more as cached than it was sent',
    changed((parts) =>
      parts.map((part) =>
        part.type === 'usage' ? { ...part, usage: { ...part.usage, cachedInputTokens: 10 } } : part,
      ),
    ),
    'tells its usage',
  ],
  [
    'does not hear an abort',
    class extends Model {
      override generate(request: GenerateRequest): Parts {
        return super.generate(request, { signal: new AbortController().signal });
      }
    },
    'yields nothing more once it is aborted',
  ],
  [
    'begins although it was aborted',
    class extends Model {
      override async *generate(request: GenerateRequest, options: { signal: AbortSignal }): Parts {
        yield { type: 'text-delta', text: 'Well' };
        yield* super.generate(request, options);
      }
    },
    'yields nothing when it was aborted',
  ],
  [
    'keeps its request open behind an abort',
    class extends Model {
      override async *generate(request: GenerateRequest, options: { signal: AbortSignal }): Parts {
        this.open += 1;
        yield* super.generate(request, options);
        if (!options.signal.aborted) this.open -= 1;
      }
    },
    'yields nothing more once it is aborted',
  ],
  [
    'keeps its request open when the reader goes',
    class extends Model {
      override async *generate(request: GenerateRequest, options: { signal: AbortSignal }): Parts {
        this.open += 1;
        yield* super.generate(request, options);
        this.open -= 1;
      }
    },
    'closes its request when the reader',
  ],
  [
    'lets its request run on when the reader goes',
    class extends Model {
      override async *generate(request: GenerateRequest, options: { signal: AbortSignal }): Parts {
        try {
          yield* super.generate(request, options);
        } finally {
          this.closed = 0;
        }
      }
    },
    'closes its request when the reader',
  ],
  [
    'fails with what it was thrown',
    class extends Model {
      override failure(): unknown {
        return new TypeError('fetch failed');
      }
    },
    'fails with an AntiphonError',
  ],
  [
    'hides a failure',
    class extends Model {
      override *parts(request: GenerateRequest): Generator<GenerationPart> {
        if (this.scene.type === 'fails') yield { type: 'end', reason: 'stop' };
        else yield* super.parts(request);
      }
    },
    'fails with an AntiphonError',
  ],
  [
    'serves one at a time',
    class extends Model {
      override async *generate(request: GenerateRequest, options: { signal: AbortSignal }): Parts {
        if (this.open > 0) yield { type: 'text-delta', text: 'busy ' };
        using clock = new SystemClock();
        this.open += 1;
        await new Promise<void>((resolve) => {
          clock.at(clock.now() + 1, resolve);
        });
        this.open -= 1;
        yield* super.generate(request, options);
      }
    },
    'serves many at once',
  ],
];

describe('the kit finds a model that', () => {
  test.each(broken)('%s', async (_, Broken, finding) => {
    const check = checks.find(({ name }) => name.startsWith(finding));
    assert.ok(check !== undefined, `there is no check "${finding}"`);
    await assert.rejects(
      check.run(async (scene) => harnessOf(new Broken(scene))),
      {
        name: 'AssertionError',
      },
    );
  });
});
