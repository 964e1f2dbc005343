import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { conciergeSlots, slotNames } from './concierge.ts';
import { closingTurns, generateCall, turnsPerCall, type GeneratedCall } from './generate.ts';
import { isSameValue } from './values.ts';
import { heldFreshWording } from './wording-held-fresh.ts';
import { heldWording } from './wording-held.ts';
import { tuningIntlWording } from './wording-tuning-intl.ts';
import { tuningUsWording } from './wording-tuning-us.ts';
import { tuningWording } from './wording-tuning.ts';

const seeds = [1, 7, 20];
const wordings = [heldWording, heldFreshWording, tuningWording, tuningUsWording, tuningIntlWording];

describe.each(wordings)('a call in the wording $name', (wording) => {
  const calls = seeds.flatMap((seed) => [0, 9].map((index) => generateCall(wording, seed, index)));

  test('has two hundred turns over sixteen slots, most of them filled by the tenth', () => {
    assert.equal(slotNames.length, 16);
    assert.deepEqual(
      conciergeSlots.specifications.map(({ name }) => name),
      [...slotNames],
    );
    for (const { turns } of calls) {
      assert.equal(turns.length, turnsPerCall);
      assert.ok(Object.keys(turns[8]!.truth).length >= 15);
    }
  });

  test('corrects at least twenty values that stand', () => {
    for (const { turns } of calls) {
      const corrections = turns.filter(({ move }) => move === 'correct' || move === 'deny');
      assert.ok(corrections.length >= 20, `${corrections.length} corrections`);
      for (const { turn, truth, changes } of corrections) {
        const before = turns[turn - 2]!.truth;
        for (const { slot } of changes) {
          const name = slotNames.find((one) => one === slot)!;
          assert.ok(before[name] !== undefined, `turn ${turn} corrects an empty ${slot}`);
          assert.notDeepEqual(before[name], truth[name]);
        }
      }
    }
  });

  test('asks for every slot again in the last twenty turns', () => {
    for (const { turns } of calls) {
      const asked = turns.slice(-closingTurns).flatMap(({ asks = [] }) => asks);
      assert.deepEqual(asked.toSorted(), [...slotNames].toSorted());
      assert.equal(turns.slice(0, -closingTurns).filter(({ asks }) => asks !== undefined).length, 0);
    }
  });

  test('means values that fit their slots, and says everything', () => {
    for (const { turns } of calls) {
      for (const { turn, agentText, callerText, changes } of turns) {
        assert.ok(!/[{}]|undefined|NaN/.test(agentText + callerText), `turn ${turn}`);
        for (const change of changes) {
          if (change.change === 'clear') continue;
          assert.deepEqual(conciergeSlots.parse(change.slot, change.value).ok, true, JSON.stringify(change));
        }
      }
    }
  });

  test('changes the truth by what a perfect listener reports, and by nothing else', () => {
    for (const call of calls)
      assert.deepEqual(
        replayed(call),
        call.turns.map(({ truth }) => sorted(truth)),
      );
  });

  test('is the same call again from the same seed, and another from another', () => {
    assert.deepEqual(generateCall(wording, 7, 0), generateCall(wording, 7, 0));
    assert.notDeepEqual(generateCall(wording, 7, 0), generateCall(wording, 7, 1));
    assert.notDeepEqual(generateCall(wording, 7, 0), generateCall(wording, 8, 0));
  });
});

function replayed({ turns }: GeneratedCall): unknown[] {
  const held = new Map<string, unknown[]>();
  return turns.map(({ changes }) => {
    for (const change of changes) {
      const before = held.get(change.slot) ?? [];
      const after = {
        set: () => [valueOf(change)],
        add: () => [...before, valueOf(change)],
        remove: () => before.filter((one) => !isSameValue(one, valueOf(change))),
        clear: () => [],
      }[change.change]();
      if (after.length === 0) held.delete(change.slot);
      else held.set(change.slot, after);
    }
    return sorted(Object.fromEntries(held));
  });
}

function valueOf(change: GeneratedCall['turns'][number]['changes'][number]): unknown {
  return change.change === 'clear' ? undefined : change.value;
}

function sorted(record: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1));
}
