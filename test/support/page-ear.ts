/**
 * An ear on what a page really plays: a tap behind its loudspeaker, exact to the sample, and notes of
 * what the wire said meanwhile. The page knows nothing of it: the tap listens where the page connects to the
 * destination. Its module is not of the page's own server, so the context must be opened with `bypassCSP`.
 */
import type { Page } from 'playwright-core';

export interface EarNotes {
  sampleRate: number;
  /** Seconds of the audio clock at which the page said that it had cleared. */
  clearedAt: number[];
  /** Seconds at which audio came in. */
  audioAt: number[];
  /** Frames at which pieces of 20 ms begin, and the loudest sample of each. */
  pieces: { frame: number; peak: number }[];
}

const worklet = `
  class Ear extends AudioWorkletProcessor {
    peak = 0; start = 0; frames = 0;
    process([input]) {
      if (this.frames === 0) this.start = currentFrame;
      for (const sample of input[0] ?? []) this.peak = Math.max(this.peak, Math.abs(sample));
      this.frames += 128;
      if (this.frames >= 896) { this.port.postMessage({ frame: this.start, peak: this.peak }); this.frames = 0; this.peak = 0; }
      return true;
    }
  }
  registerProcessor('ear', Ear);`;

/** Runs in the page before its own scripts. */
const tap = `
  const workletText = ${JSON.stringify(worklet)};
  const ear = (window.ear = { sampleRate: 0, clearedAt: [], audioAt: [], pieces: [] });
  let context;
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (target instanceof AudioDestinationNode && context === undefined) {
      context = target.context;
      ear.sampleRate = context.sampleRate;
      const module = URL.createObjectURL(new Blob([workletText], { type: 'text/javascript' }));
      context.audioWorklet.addModule(module).then(() => {
        const node = new AudioWorkletNode(context, 'ear', { numberOfOutputs: 0 });
        node.port.onmessage = ({ data }) => ear.pieces.push(data);
        connect.call(this, node);
      });
    }
    return connect.call(this, target, ...rest);
  };
  const now = () => context?.currentTime ?? 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (typeof data === 'string' && JSON.parse(data).type === 'cleared') ear.clearedAt.push(now());
    return send.call(this, data);
  };
  const slot = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
  Object.defineProperty(WebSocket.prototype, 'onmessage', {
    ...slot,
    set(handler) {
      slot.set.call(this, (event) => {
        if (typeof event.data !== 'string') ear.audioAt.push(now());
        return handler.call(this, event);
      });
    },
  });`;

/** Before the page is opened. */
export async function attachEar(page: Page): Promise<void> {
  await page.addInitScript(tap);
}

export async function earNotes(page: Page): Promise<EarNotes> {
  return (await page.evaluate('window.ear')) as EarNotes;
}
