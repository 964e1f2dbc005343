/** The inputs of an endpointer, and a way to tell a story of them in two lists: what comes in when, what comes out when. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  Endpointer,
  type EndpointerInput,
  type EndpointerOptions,
  type EndpointerOutput,
} from '../endpointer.ts';

export const options: EndpointerOptions = {
  silenceMinMs: 200,
  silenceMaxMs: 1_000,
  unreadyMaxMs: 400,
  sttDeadlineMs: 600,
  turnMaxMs: 10_000,
  flushAt: 'pause',
};
export const start: EndpointerInput = { type: 'speech-start', agoMs: 0 };
export const end: EndpointerInput = { type: 'speech-end', agoMs: 0 };
export const tick: EndpointerInput = { type: 'timeout' };
export const key: EndpointerInput = { type: 'end-now' };
export const lost: EndpointerInput = { type: 'stt-lost' };
export const forget: EndpointerInput = { type: 'forget' };
export const answer = (coming: boolean): EndpointerInput => ({ type: 'answer', coming });
export const final = (segment: number, text: string): EndpointerInput => ({
  type: 'transcript',
  segment,
  text,
  final: true,
  stability: 1,
});
export const interim = (segment: number, text: string, stability = 0.9): EndpointerInput => ({
  type: 'transcript',
  segment,
  text,
  final: false,
  stability,
});

/** As sure of a sentence as its last word says: "go on" ends in doubt, everything else is complete. */
export const detector = {
  completeness: ({ transcript }: { transcript: string }) => (transcript.endsWith('on') ? 0 : 1),
};

export interface Scenario {
  name: string;
  options?: Partial<EndpointerOptions>;
  script: [number, EndpointerInput][];
  expect: string[];
}

export function tellStories(scenarios: readonly Scenario[]): void {
  for (const { name, options: changes, script, expect } of scenarios) {
    test(`Endpointer ${name}`, () => {
      const endpointer = new Endpointer({ ...options, ...changes }, detector);
      const said = script.flatMap(([now, input]) =>
        endpointer.handle(now, input).map((output) => `${now} ${describe(output)}`),
      );
      assert.deepEqual(said, expect);
    });

    test(`Endpointer ${name}, whatever timers do`, () => {
      const endpointer = new Endpointer({ ...options, ...changes }, detector);
      const said = script.flatMap(([now, input]) => {
        const due = endpointer.deadline();
        if (due === undefined || due > now) assert.deepEqual(endpointer.handle(now, tick), []);
        const outputs = endpointer.handle(now, input);
        const next = endpointer.deadline();
        const doubled = next === undefined || next > now ? endpointer.handle(now, tick) : [];
        assert.deepEqual(doubled, []);
        return outputs.map((output) => `${now} ${describe(output)}`);
      });
      assert.deepEqual(said, expect);
    });
  }
}

function describe(output: EndpointerOutput): string {
  switch (output.type) {
    case 'turn-start':
      return 'start';
    case 'flush':
      return `flush ${output.segment}`;
    case 'candidate':
      return `candidate ${output.text}`;
    case 'turn-end':
      return `end ${output.reason}: ${output.text} (${output.silenceMs} ms)`;
  }
}
