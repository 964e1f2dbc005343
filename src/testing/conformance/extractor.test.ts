import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import type { Extraction, ExtractionRequest, Extractor, SlotChange } from '../../contracts/memory.ts';
import { easyCall } from './easy-turns.ts';
import { extractorChecks, type ExtractorHarness } from './extractor-checks.ts';

/** An extractor that knows the ten turns by heart, and in which one thing at a time can be broken. */
class ByHeart implements Extractor {
  readonly specificationVersion = '1';
  readonly name = 'by heart';
  open = 0;

  async extract(request: ExtractionRequest, options: { signal: AbortSignal }): Promise<Extraction> {
    options.signal.throwIfAborted();
    this.open += 1;
    try {
      return this.find(request);
    } finally {
      this.open -= 1;
    }
  }

  find({ turn, callerText, slots, intents }: ExtractionRequest): Extraction {
    const known = easyCall.turns.find(({ caller }) => caller === callerText);
    const changes = slots.flatMap(({ name }) =>
      (known?.holds[name] ?? []).map((value, index): SlotChange => ({
        slot: name,
        change: index === 0 ? 'set' : 'add',
        value,
        words: callerText,
        confidence: 0.9,
      })),
    );
    const intent = intents.find(({ name }) => name === known?.intent);
    return { turn, intent: intent && { name: intent.name, confidence: 0.9 }, changes };
  }
}

function harnessOf(extractor: ByHeart): ExtractorHarness {
  return { extractor, open: () => extractor.open, [Symbol.asyncDispose]: async () => {} };
}

const checks = extractorChecks();

describe('an extractor that does it right', () => {
  test.each(checks)('$name', async ({ run }) => {
    let open = -1;
    await run(async () => {
      const extractor = new ByHeart();
      const harness = harnessOf(extractor);
      harness[Symbol.asyncDispose] = async () => void (open = extractor.open);
      return harness;
    });
    assert.equal(open, 0);
  });
});

/** Changes what is found. */
const found = (change: (extraction: Extraction, request: ExtractionRequest) => Extraction) =>
  class extends ByHeart {
    override find(request: ExtractionRequest): Extraction {
      return change(super.find(request), request);
    }
  };
const adds = (change: object) =>
  found((extraction) => ({
    ...extraction,
    changes: [
      ...extraction.changes,
      { slot: 'store', change: 'set', value: 'Paris', words: '', confidence: 1, ...change } as SlotChange,
    ],
  }));

const broken: [string, typeof ByHeart, string][] = [
  ['hears nothing', found((extraction) => ({ ...extraction, changes: [] })), 'understands "Vienna, please."'],
  [
    'never learns what is wanted',
    found((extraction) => ({ ...extraction, intent: undefined })),
    'understands "Please cancel',
  ],
  ['hears Paris in everything', adds({}), 'understands "Tomorrow, please."'],
  ['answers the first turn always', found((extraction) => ({ ...extraction, turn: 1 })), 'answers the turn'],
  ['hears something in silence', adds({}), 'says nothing of a turn without words'],
  ['makes slots up', adds({ slot: 'shoe' }), 'names no slot'],
  [
    'makes intents up',
    found((extraction) => ({ ...extraction, intent: { name: 'dance', confidence: 1 } })),
    'names no slot',
  ],
  ['hears something where nothing can be learnt', adds({}), 'says nothing where'],
  [
    'breaks at half a character',
    found((extraction, { callerText }) => {
      encodeURIComponent(callerText);
      return extraction;
    }),
    'takes whatever is said',
  ],
  ['is more than sure', adds({ confidence: 2 }), 'takes whatever is said'],
  ['quotes at length', adds({ words: 'w'.repeat(201) }), 'takes whatever is said'],
  [
    'writes into its request',
    found((extraction, request) => {
      (request as { turn: number }).turn = 0;
      return extraction;
    }),
    'leaves what it was given',
  ],
  [
    'keeps what it hears for everyone',
    class extends ByHeart {
      #last = '';
      override async extract(request: ExtractionRequest): Promise<Extraction> {
        this.#last = request.callerText;
        await Promise.resolve();
        return this.find({ ...request, callerText: this.#last });
      }
    },
    'reads many turns at once',
  ],
  [
    'leaves its request open',
    class extends ByHeart {
      override async extract(request: ExtractionRequest): Promise<Extraction> {
        this.open += 1;
        return this.find(request);
      }
    },
    'settles when it is aborted',
  ],
];

test.each(broken)('an extractor that %s is found out', async (_, Broken, story) => {
  const check = checks.find(({ name }) => name.startsWith(story));
  assert.ok(check !== undefined, `no check "${story}"`);
  await assert.rejects(check.run(async () => harnessOf(new Broken())));
});
