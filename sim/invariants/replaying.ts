/** The core is a function of its inputs: it replays, and a timer that fires for nothing changes nothing. */
import { isDeepStrictEqual } from 'node:util';
import { Call } from '../../src/call/call.ts';
import { Random } from '../random.ts';
import type { Invariant } from './invariant.ts';

export const timeoutsAreHarmless: Invariant = {
  name: 'timeouts-are-harmless',
  says: 'Fed again with timeouts that are early or doubled strewn in, the same inputs give the same outputs.',
  check: ({ record }) => {
    if (record.thrown !== undefined) return undefined;
    const random = new Random(record.seed);
    const call = new Call(record.options);
    let before = 0;
    for (const { now, input, outputs } of record.steps) {
      for (let tries = 0; tries < 2 && random.chance(0.3); tries += 1) {
        const between = Math.floor(random.between(before, now) * 100) / 100;
        const at = random.pick([before, Math.max(before, between), now]);
        const deadline = call.deadline();
        if (deadline !== undefined && deadline <= at) break;
        const stray = call.handle(at, { type: 'timeout' });
        if (stray.length > 0) return { at, what: `a timeout too early gives ${stray[0]!.type}` };
        before = at;
      }
      const again = call.handle(now, input);
      if (!isDeepStrictEqual(again, outputs)) return { at: now, what: `${input.type} gives other outputs` };
      before = now;
    }
    return undefined;
  },
};
