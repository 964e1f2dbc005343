/**
 * The real `Call` on evidence that was heard before, under other endpointing options: what a curve needs
 * without hearing everything anew for each of its points.
 *
 * Sound: the pure call decides by its inputs alone, and when the recogniser is flushed (at every pause)
 * does not depend on the options that vary here. The agent has spoken as soon as it is asked to.
 */
import { Call } from '../../src/call/call.ts';
import type { CallInput } from '../../src/call/input.ts';
import { defaultEndpointing, type EndpointingOptions } from '../../src/call/options.ts';
import type { CallOutput } from '../../src/call/output.ts';
import type { HeardCall } from './heard-call.ts';

const replySamples = 320;

/** @param endpointing instead of what the house has now. @returns the instants at which turns ended. */
export function replayedTurnEnds(heard: HeardCall, endpointing: Partial<EndpointingOptions>): number[] {
  const { options, inputs, durationMs } = heard;
  const { sttDeadlineMs } = options.endpointing;
  const replayed = new ReplayedCall({
    ...options,
    endpointing: { ...defaultEndpointing, sttDeadlineMs, ...endpointing },
  });
  replayed.feed(0, { type: 'start' });
  for (const { nowMs, input } of inputs) {
    replayed.passUntil(nowMs);
    replayed.feed(nowMs, input);
  }
  replayed.passUntil(durationMs);
  return replayed.turnEnds;
}

class ReplayedCall {
  readonly turnEnds: number[] = [];
  readonly #call: Call;

  constructor(options: ConstructorParameters<typeof Call>[0]) {
    this.#call = new Call(options);
  }

  passUntil(untilMs: number): void {
    for (;;) {
      const dueMs = this.#call.deadline();
      if (dueMs === undefined || dueMs > untilMs) return;
      this.feed(dueMs, { type: 'timeout' });
    }
  }

  feed(nowMs: number, input: CallInput): void {
    const waiting = [input];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      for (const output of this.#call.handle(nowMs, next)) {
        if (output.type === 'emit' && output.event.type === 'turn-end') this.turnEnds.push(nowMs);
        waiting.push(...answersTo(output));
      }
    }
  }
}

/** Model, voice and loudspeaker that take no time. */
function answersTo(output: CallOutput): CallInput[] {
  switch (output.type) {
    case 'generate': {
      const { generation } = output;
      return [
        { type: 'generation-text', generation, text: 'Okay.' },
        { type: 'generation-end', generation },
      ];
    }
    case 'speak': {
      const { reply, clause } = output;
      return [
        { type: 'clause-audio', reply, clause },
        { type: 'clause-end', reply, clause, samples: replySamples },
      ];
    }
    case 'play': {
      const played = { reply: output.reply, samples: replySamples, outstandingMarks: 0 };
      return [
        { type: 'playout-sent', ...played, running: false },
        { type: 'receipt', ...played, status: 'played' },
      ];
    }
    default:
      return [];
  }
}
