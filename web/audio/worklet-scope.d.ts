/** What exists inside an AudioWorklet; TypeScript's DOM library knows only the other side. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
/** Of the context that this worklet belongs to, in Hz. */
declare const sampleRate: number;
/** Samples that the context has rendered before this quantum. */
declare const currentFrame: number;
