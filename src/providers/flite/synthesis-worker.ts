/** The thread in which flite runs: one engine, one text after another. */
import { workerData } from 'node:worker_threads';
import { invariant } from '../../errors/antiphon-error.ts';
import { serveJobs } from '../../runtime/worker-pool-side.ts';
import { FliteEngine } from './engine.ts';
import { render, type Rendering } from './rendering.ts';
import { sampleRate, type SynthesisData, type SynthesisJob } from './synthesis-job.ts';

const { module, pristine, voice } = workerData as SynthesisData;
const engine = new FliteEngine(module, pristine);

// The first text takes twice as long, until the wasm is optimised: better now than in a call.
engine.synthesize('One moment, please.', voice);
engine.reset();

serveJobs<SynthesisJob, Rendering>({
  work({ spoken, voice, trailingMs }) {
    const raw = engine.synthesize(spoken, voice);
    invariant(raw.sampleRate === sampleRate, `voice ${voice} speaks at ${raw.sampleRate} Hz`);
    const rendering = render(raw, spoken, trailingMs);
    return { result: rendering, transfer: [rendering.samples.buffer] };
  },
  afterwards: () => engine.reset(),
});
