/** The store in memory passes the stories of all call stores; each way of being wrong fails one that names it. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import type {
  BeginAnswer,
  CallOutcome,
  Claim,
  ClaimRequest,
  EffectIntent,
  OrphanedCall,
  StoredCall,
  TurnRecord,
} from '../contracts/call-store.ts';
import { callStoreStories, testCallStore, type CallStoreHarness } from './conformance/call-store.ts';
import { CallMemory, MemoryCallStore } from './memory-call-store.ts';

function harnessOf(Store: typeof MemoryCallStore): CallStoreHarness {
  const memory = new CallMemory();
  const store = new Store(memory);
  return {
    store,
    another: async () => new Store(memory),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

testCallStore('MemoryCallStore', async () => harnessOf(MemoryCallStore));

/** A claim as it would have to be for this write to pass. */
async function forged(store: MemoryCallStore, claim: Claim): Promise<Claim> {
  return (await store.load(claim.callId)).claim;
}

class Unfenced extends MemoryCallStore {
  override async commit(claim: Claim, turn: TurnRecord): Promise<number> {
    return super.commit({ ...(await forged(this, claim)), rev: claim.rev }, turn);
  }
}

class Inviting extends MemoryCallStore {
  override async keepReturn(claim: Claim, hashes: readonly string[]): Promise<void> {
    return super.keepReturn(await forged(this, claim), hashes);
  }
}

class Generous extends MemoryCallStore {
  override async claim(request: ClaimRequest): Promise<Claim | undefined> {
    for (let seenEpoch = request.seenEpoch; seenEpoch < 50; seenEpoch += 1) {
      const claim = await super.claim({ ...request, seenEpoch });
      if (claim !== undefined) return claim;
    }
    return undefined;
  }
}

class Impatient extends MemoryCallStore {
  override claim(request: ClaimRequest): Promise<Claim | undefined> {
    return super.claim({ ...request, nowMs: Infinity });
  }
}

class Doubling extends MemoryCallStore {
  #sent = 0;
  override async commit(claim: Claim, turn: TurnRecord): Promise<number> {
    this.#sent += 1;
    const turnNo = turn.turnNo * 100 + this.#sent;
    return super.commit(await forged(this, claim), {
      ...turn,
      turnNo,
      turnId: `${turn.turnId}-${this.#sent}`,
    });
  }
}

class Careless extends MemoryCallStore {
  override async commit(claim: Claim, turn: TurnRecord): Promise<number> {
    const { rev } = await forged(this, claim);
    return super.commit({ ...claim, rev }, turn);
  }
}

/** Says that it is kept, and keeps it for later. */
class Hasty extends MemoryCallStore {
  override async commit(claim: Claim, turn: TurnRecord): Promise<number> {
    if (turn.turnNo < 7) return super.commit(claim, turn);
    return claim.rev + 1;
  }
}

class Trusting extends MemoryCallStore {
  override async begin(claim: Claim, intent: EffectIntent): Promise<BeginAnswer> {
    const answer = await super.begin(claim, intent);
    return answer === 'unknown' ? 'run' : answer;
  }
}

class Timid extends MemoryCallStore {
  override async begin(claim: Claim, intent: EffectIntent): Promise<BeginAnswer> {
    const { effects } = await this.load(claim.callId);
    const begun = effects.some((effect) => effect.intent.effectId === intent.effectId);
    const answer = await super.begin(claim, intent);
    return begun && answer === 'run' ? 'unknown' : answer;
  }
}

class Endless extends MemoryCallStore {
  override async end(claim: Claim, outcome: CallOutcome): Promise<void> {
    await super.end(claim, outcome).catch(() => undefined);
  }
}

class Forgetful extends MemoryCallStore {
  override async orphans(nowMs: number, limit: number): Promise<readonly OrphanedCall[]> {
    return (await super.orphans(nowMs, limit)).filter(({ ended }) => !ended);
  }
}

class Lenient extends MemoryCallStore {
  override async redact(call: StoredCall): Promise<void> {
    await super.redact(call).catch(() => undefined);
  }
}

class Whole extends MemoryCallStore {
  override async redact(): Promise<void> {}
}

const broken: { Store: typeof MemoryCallStore; fails: RegExp }[] = [
  { Store: Unfenced, fails: /refuses the one before in everything/ },
  { Store: Inviting, fails: /keeps who may come back/ },
  { Store: Generous, fails: /exactly one of many/ },
  { Store: Impatient, fails: /holds a call for a host that lives/ },
  { Store: Doubling, fails: /same commit sent twice as one/ },
  { Store: Careless, fails: /refuses what would change or reorder/ },
  { Store: Hasty, fails: /gives back what was committed/ },
  { Store: Trusting, fails: /at most once/ },
  { Store: Timid, fails: /may be repeated again after a crash/ },
  { Store: Endless, fails: /exactly one final record/ },
  { Store: Forgetful, fails: /of a dead host has no outcome/ },
  { Store: Lenient, fails: /leaves a call whole that goes on/ },
  { Store: Whole, fails: /replaces what was said/ },
];

test.each(broken)('the stories tell a store that is $Store.name', async ({ Store, fails }) => {
  const failed: string[] = [];
  for (const { name, tell } of callStoreStories) {
    await using harness = harnessOf(Store);
    await tell(harness).catch(() => failed.push(name));
  }
  assert.ok(
    failed.some((name) => fails.test(name)),
    `failed only: ${failed.join('; ') || 'nothing'}`,
  );
});
