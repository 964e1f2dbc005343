/**
 * Finds slots and the intent of a turn on the device: by rules of language, with nothing about any business in it.
 *
 *   words ─▶ candidates for every slot ─▶ which slot? ─▶ meant or not? ─▶ changes
 *        └─▶ the rest of the sentence ─▶ intent
 *
 * What there is to know of the specifications is worked out once for each list of them, so that a turn costs
 * some milliseconds at most. Long turns are cut to their end; the same request has the same answer, always.
 */
import type {
  Extraction,
  ExtractionRequest,
  Extractor,
  IntentSpecification,
  SlotChange,
  SlotSpecification,
} from '../../../contracts/memory.ts';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { candidatesIn } from './candidates.ts';
import { changesOf } from './changes.ts';
import { choose } from './choose.ts';
import { dismissals } from './dismissals.ts';
import { freeTextIn } from './free-text.ts';
import { TurnIntents } from './intents.ts';
import { planOf, type Plan } from './plan.ts';
import { withPolarity, type Said } from './polarity.ts';
import { referencesIn } from './references.ts';
import { readTurn, type Turn } from './turn.ts';
import { answerIn, yesNoChanges } from './yes-no.ts';

export interface OnDeviceExtractorOptions {
  /** Changes that are less sure are not reported, 0 to 1. Default 0.3. */
  acceptAt?: number;
  /** An intent that is less sure is not reported: as before. 0 to 1, default 0.2. */
  intentAt?: number;
}

const acceptAtDefault = 0.3;
const intentAtDefault = 0.2;

/**
 * Makes the extractor. English.
 * @throws AntiphonError CONFIG_INVALID for thresholds out of range.
 */
export function onDeviceExtractor({
  acceptAt = acceptAtDefault,
  intentAt = intentAtDefault,
}: OnDeviceExtractorOptions = {}): Extractor {
  for (const [name, value] of Object.entries({ acceptAt, intentAt })) {
    if (value >= 0 && value <= 1) continue;
    throw new AntiphonError('CONFIG_INVALID', `onDeviceExtractor: \`${name}\` is out of range`, {
      cure: 'Write a number from 0 to 1.',
    });
  }
  const prepared = new Prepared();
  return {
    specificationVersion: '1',
    name: 'ondevice',
    prepare: ({ slots, intents }) => {
      prepared.intents(prepared.plan(slots, intents), intents);
    },
    // Async because the contract is: nothing here waits.
    async extract(request, { signal }): Promise<Extraction> {
      if (signal.aborted) return { turn: request.turn, intent: undefined, changes: [] };
      const turn = readTurn(request, prepared.plan(request.slots, request.intents));
      const said = turn.tokens.length === 0 ? [] : saidIn(turn);
      const changes = turn.tokens.length === 0 ? [] : allChanges(turn, said);
      const intent = prepared
        .intents(turn.plan, request.intents)
        ?.read(turn, said, changes.some(({ confidence }) => confidence >= 0.5) || isAnswer(turn), intentAt);
      return {
        turn: request.turn,
        intent,
        changes: changes.filter(({ confidence }) => confidence >= acceptAt),
      };
    },
  };
}

function saidIn(turn: Turn): Said[] {
  const found = candidatesIn(turn);
  const candidates = [...found, ...referencesIn(turn, found), ...freeTextIn(turn, found)];
  return withPolarity(turn, choose(turn, candidates));
}

/** It only answers. */
function isAnswer({ words }: Turn): boolean {
  const answer = answerIn(words);
  return answer !== undefined && words.length - answer.end <= 2 && answer.end <= 2;
}

/** What is set in the turn stands over what the same turn empties. */
function allChanges(turn: Turn, said: readonly Said[]): SlotChange[] {
  const values = changesOf(turn, said);
  const cleared = dismissals(turn, said);
  const answered = yesNoChanges(turn, said).filter(({ slot }) => !cleared.some((one) => one.slot === slot));
  const emptied = cleared.filter(
    ({ slot }) => !values.some((one) => one.slot === slot && one.change !== 'remove'),
  );
  return [...emptied, ...values, ...answered];
}

/** What follows from lists of specifications, once for each list. */
class Prepared {
  readonly #plans = new WeakMap<
    readonly SlotSpecification[],
    WeakMap<readonly IntentSpecification[], Plan>
  >();
  readonly #intents = new WeakMap<Plan, TurnIntents>();

  plan(slots: ExtractionRequest['slots'], intents: ExtractionRequest['intents']): Plan {
    let plans = this.#plans.get(slots);
    if (plans === undefined) this.#plans.set(slots, (plans = new WeakMap()));
    let plan = plans.get(intents);
    if (plan === undefined) plans.set(intents, (plan = planOf(slots, intents)));
    return plan;
  }

  intents(plan: Plan, intents: ExtractionRequest['intents']): TurnIntents | undefined {
    if (intents.length === 0) return undefined;
    let known = this.#intents.get(plan);
    if (known === undefined) this.#intents.set(plan, (known = new TurnIntents(intents, plan)));
    return known;
  }
}
