/**
 * A tape of a call in a page, on the page's own audio clock: what its microphone brought and what its
 * loudspeaker got, sample under sample. One worklet hears both, so they cannot drift apart; it listens
 * where the page connects its own nodes, and the page knows nothing of it.
 */
import type { Page } from 'playwright-core';

export interface Tape {
  sampleRate: number;
  /** Both begin at the same sample of the page's clock, without a gap. */
  said: Int16Array;
  played: Int16Array;
  /** Milliseconds that the browser itself adds behind the page: to the loudspeaker, and before it from the microphone. */
  outputLatencyMs: number;
  inputLatencyMs: number;
}

const worklet = `
  class Tape extends AudioWorkletProcessor {
    said = new Int16Array(4800); played = new Int16Array(4800); filled = 0; frame = -1;
    process([played, said]) {
      if (this.frame < 0) this.frame = currentFrame;
      for (let index = 0; index < 128; index += 1) {
        this.played[this.filled + index] = Math.round((played[0]?.[index] ?? 0) * 32767);
        this.said[this.filled + index] = Math.round((said[0]?.[index] ?? 0) * 32767);
      }
      this.filled += 128;
      if (this.filled + 128 <= 4800) return true;
      const end = this.filled;
      this.port.postMessage({ frame: this.frame, said: this.said.slice(0, end), played: this.played.slice(0, end) });
      this.filled = 0; this.frame = -1;
      return true;
    }
  }
  registerProcessor('tape', Tape);`;

/** Runs in the page before its own scripts. */
const tap = `
  const tape = (window.tape = { pieces: [], context: undefined, track: undefined });
  const connect = AudioNode.prototype.connect;
  let node;
  AudioNode.prototype.connect = function (target, ...rest) {
    const input = target instanceof AudioDestinationNode ? 0 : this instanceof MediaStreamAudioSourceNode ? 1 : undefined;
    if (input !== undefined) {
      const { context } = this;
      if (input === 1) tape.track = this.mediaStream.getAudioTracks()[0];
      const module = URL.createObjectURL(new Blob([${JSON.stringify(worklet)}], { type: 'text/javascript' }));
      node ??= context.audioWorklet.addModule(module).then(() => {
        tape.context = context;
        const made = new AudioWorkletNode(context, 'tape', { numberOfInputs: 2, numberOfOutputs: 0 });
        made.port.onmessage = ({ data }) => tape.pieces.push(data);
        return made;
      });
      node.then((made) => connect.call(this, made, 0, input));
    }
    return connect.call(this, target, ...rest);
  };
  window.readTape = async () => {
    const pieces = [...tape.pieces];
    const base64 = async (name) => {
      const blob = new Blob(pieces.map((piece) => piece[name]));
      const reader = new FileReader();
      await new Promise((resolve) => { reader.onload = resolve; reader.readAsDataURL(blob); });
      return reader.result.slice(reader.result.indexOf(',') + 1);
    };
    const { sampleRate, baseLatency, outputLatency } = tape.context;
    let next = pieces[0].frame;
    for (const { frame, said } of pieces) {
      if (frame !== next) throw new Error('the tape has a gap');
      next = frame + said.length;
    }
    return {
      sampleRate,
      said: await base64('said'),
      played: await base64('played'),
      outputLatencyMs: ((baseLatency || 0) + (outputLatency || 0)) * 1000,
      inputLatencyMs: (tape.track.getSettings().latency || 0) * 1000,
    };
  };`;

/** Before the page is opened, in a context with \`bypassCSP\`: the tape's worklet is not of the page's server. */
export async function attachTape(page: Page): Promise<void> {
  await page.addInitScript(tap);
}

/** What there is by now, while the call is still on. */
export async function readTape(page: Page): Promise<Tape> {
  const read = (await page.evaluate('readTape()')) as Omit<Tape, 'said' | 'played'> & {
    said: string;
    played: string;
  };
  return { ...read, said: decode(read.said), played: decode(read.played) };
}

function decode(text: string): Int16Array {
  const bytes = Buffer.from(text, 'base64');
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

const coarseMs = 2;

/**
 * Where a sound that is known lies in a tape: by its loudness first, then sample by sample. A browser may
 * have filtered it, made it louder or softer; its place is the same.
 * @returns the sample of the tape where the sound's first one is, and how alike they are, 0 to 1.
 */
export function findSound(
  tape: Int16Array,
  sound: Int16Array,
  fromSample: number,
  toSample: number,
  sampleRate: number,
): { at: number; likeness: number } {
  const step = Math.round((coarseMs * sampleRate) / 1000);
  const loudness = levels(tape, step);
  const wanted = levels(sound, step);
  const coarse = best(loudness, wanted, Math.floor(fromSample / step), Math.ceil(toSample / step), 1);
  // Every third sample will do: speech has nothing above 8 kHz here.
  const near = coarse.at * step;
  return best(tape, sound, Math.max(0, near - 2 * step), near + 2 * step, 3);
}

function levels(samples: Int16Array, step: number): Float64Array {
  const out = new Float64Array(Math.floor(samples.length / step));
  for (let index = 0; index < out.length; index += 1) {
    let power = 0;
    for (let at = index * step; at < (index + 1) * step; at += 1) power += samples[at]! ** 2;
    out[index] = Math.sqrt(power / step);
  }
  return out;
}

function best(
  tape: ArrayLike<number>,
  sound: ArrayLike<number>,
  from: number,
  to: number,
  stride: number,
): { at: number; likeness: number } {
  let found = { at: from, likeness: -Infinity };
  for (let at = Math.max(0, from); at <= Math.min(to, tape.length - sound.length); at += 1) {
    let product = 0;
    let power = 1e-9;
    let soundPower = 1e-9;
    for (let index = 0; index < sound.length; index += stride) {
      const heard = tape[at + index]!;
      product += heard * sound[index]!;
      power += heard * heard;
      soundPower += sound[index]! * sound[index]!;
    }
    const likeness = product / Math.sqrt(power * soundPower);
    if (likeness > found.likeness) found = { at, likeness };
  }
  return found;
}

/**
 * Where our sound stopped for good: the sample behind the last that was not silent, before at least
 * `silenceMs` of silence, at or after `fromSample`.
 */
export function stopsAt(
  played: Int16Array,
  fromSample: number,
  silenceMs: number,
  sampleRate: number,
): number | undefined {
  const silence = Math.round((silenceMs * sampleRate) / 1000);
  let last = fromSample;
  for (let at = fromSample; at < played.length; at += 1) {
    if (played[at] !== 0) last = at + 1;
    else if (at - last >= silence) return last;
  }
  return undefined;
}
