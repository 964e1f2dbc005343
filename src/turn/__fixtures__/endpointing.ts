/** The inputs of an endpointer, and a way to tell a story of them in two lists: what comes in when, what comes out when. */
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

/** What comes out, a line each with its instant. */
export function told({ options: changes, script }: Scenario): string[] {
  const endpointer = new Endpointer({ ...options, ...changes }, detector);
  return script.flatMap(([now, input]) => lines(now, endpointer.handle(now, input)));
}

/** The same with timers that fire too early and twice: what they bring about is told as well. */
export function toldWhateverTimersDo({ options: changes, script }: Scenario): string[] {
  const endpointer = new Endpointer({ ...options, ...changes }, detector);
  const fire = (now: number): string[] => {
    const due = endpointer.deadline();
    if (due !== undefined && due <= now) return [];
    return lines(now, endpointer.handle(now, tick)).map((line) => `uncalled for: ${line}`);
  };
  return script.flatMap(([now, input]) => [
    ...fire(now),
    ...lines(now, endpointer.handle(now, input)),
    ...fire(now),
  ]);
}

function lines(now: number, outputs: readonly EndpointerOutput[]): string[] {
  return outputs.map((output) => `${now} ${describe(output)}`);
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
