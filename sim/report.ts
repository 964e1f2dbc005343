/** A broken call for people: what broke, what happened just before, and the command that shows it again. */
import type { CallInput } from '../src/call/input.ts';
import type { CallOutput } from '../src/call/output.ts';
import { type Coverage, tellTale } from './coverage.ts';
import type { Broken } from './invariants.ts';
import { personalities } from './personality.ts';
import type { CallRecord } from './record.ts';

interface Line {
  at: number;
  text: string;
}

/** Lines before the breach that are shown. */
const linesShown = 40;

export function describeFailure(record: CallRecord, broken: readonly Broken[], replayWith: string): string {
  const { options, weather, seed, personality } = record;
  const world = `${personality} caller, ${weather.name} weather, ${options.pipeline}, receipts ${options.leg.receipts}`;
  const breaches = broken.map(({ invariant, at, what }) => `  ${invariant} at ${at.toFixed(0)} ms: ${what}`);
  const until = Math.min(...broken.map(({ at }) => at)) + 50;
  const lines = transcriptOf(record).filter(({ at }) => at <= until);
  return [
    `seed ${seed} (${world}) breaks`,
    ...breaches,
    '',
    ...lines.slice(-linesShown).map(({ at, text }) => `${at.toFixed(1).padStart(10)} ${text}`),
    '',
    `replay: ${replayWith}`,
  ].join('\n');
}

/** One line a personality: its calls, and what its callers did that others hardly do. */
export function describeCoverage(coverage: Coverage): string {
  return personalities
    .filter((personality) => coverage[personality].calls !== undefined)
    .map((personality) => {
      const counts = coverage[personality];
      const did = tellTale[personality].map((behaviour) => `${behaviour} ${counts[behaviour] ?? 0}`);
      const calls = String(counts.calls ?? 0).padStart(6);
      return `  ${personality.padEnd(15)} ${calls} calls: ${did.join(', ')}`;
    })
    .join('\n');
}

/** The whole call: what came in (<), what was ordered (>), what was told (*), and what was really so (~). */
export function transcriptOf(record: CallRecord): Line[] {
  const { truth, steps } = record;
  const lines: Line[] = steps.flatMap(({ now, input, outputs }) => [
    ...(input.type === 'timeout' ? [] : [{ at: now, text: `< ${describeInput(input)}` }]),
    ...outputs.map((output) => ({ at: now, text: describeOutput(output) })),
  ]);
  for (const { startAt, endAt, reply, fromSample, toSample } of truth.runs) {
    const samples = `${fromSample}-${toSample}`;
    lines.push({ at: startAt, text: `      ~ reply ${reply} sounds, ${samples}, until ${endAt.toFixed(0)}` });
  }
  for (const { arrivedAt } of truth.clears) lines.push({ at: arrivedAt, text: '      ~ the clear arrives' });
  for (const { startAt, endAt, kind, text } of truth.utterances) {
    lines.push({ at: startAt, text: `      ~ the caller: ${kind} "${text}" until ${endAt.toFixed(0)}` });
  }
  return lines.sort((a, b) => a.at - b.at);
}

function describeInput({ type, ...rest }: CallInput): string {
  return `${type} ${short(rest)}`;
}

function describeOutput(output: CallOutput): string {
  if (output.type === 'emit') {
    const { callId: _call, legId: _leg, seq: _seq, atMs: _at, mediaMs: _media, type, ...rest } = output.event;
    return `    * ${type} ${short(rest)}`;
  }
  if (output.type === 'generate') {
    const { messages } = output.request.prompt;
    const told = messages.map((message) =>
      'text' in message ? `${message.role}: ${message.text}` : message.role,
    );
    return `  > generate ${output.generation} on ${told.slice(-4).join(' | ')}`;
  }
  const { type, ...rest } = output;
  return `  > ${type} ${short(rest)}`;
}

function short(value: object): string {
  const text = JSON.stringify(value);
  return text.length <= 220 ? text : `${text.slice(0, 217)}...`;
}
