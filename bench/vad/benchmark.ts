/** `vad`: what hearing who speaks costs per frame, and how late and how surely it hears. */
import { UsageError, type Benchmark } from '../shared/benchmark.ts';
import type { AudioFormat } from '../../src/audio/format.ts';

const formats: Readonly<Record<string, AudioFormat>> = {
  pcm16k: { encoding: 'pcm16le', sampleRate: 16000, channels: 1 },
  pcm8k: { encoding: 'pcm16le', sampleRate: 8000, channels: 1 },
  mulaw: { encoding: 'mulaw', sampleRate: 8000, channels: 1 },
  pcm48k: { encoding: 'pcm16le', sampleRate: 48000, channels: 1 },
};

export const benchmark: Benchmark = {
  name: 'vad',
  question:
    'What does voice activity detection cost per 20 ms frame, how late is it, and what does each stage see?',
  options: [
    { flags: '--speech <folder>', description: 'recordings to hear, *.wav (default: two synthetic voices)' },
    {
      flags: '--format <name>',
      description: `format of the legs: ${Object.keys(formats).join(', ')} (default: pcm16k)`,
    },
    {
      flags: '--model-rate <hertz>',
      description: 'which half of the Silero weights: 8000 or 16000 (default)',
    },
    { flags: '--seconds <n>', description: 'seconds of each call (default: 20)' },
  ],
  run: async (options, progress) => {
    const { measureLane } = await import('./measure.ts');
    const { readSpeech, recordTape, synthesizeSpeech } = await import('./tape.ts');
    const format = formats[String(options['format'] ?? 'pcm16k')];
    if (format === undefined) throw new UsageError(`--format: one of ${Object.keys(formats).join(', ')}`);
    const modelRate = Number(options['modelRate'] ?? 16000);
    if (modelRate !== 8000 && modelRate !== 16000) throw new UsageError('--model-rate: 8000 or 16000');
    const seconds = Number(options['seconds'] ?? 20);
    if (!(seconds >= 1)) throw new UsageError('--seconds: at least 1');
    const folder = options['speech'];
    const tape = recordTape(
      typeof folder === 'string' ? readSpeech(folder) : await synthesizeSpeech(),
      format,
    );
    const figures: Record<string, Readonly<Record<string, number>>> = {};
    for (const legs of [1, 100, 500]) {
      // One call alone needs longer to say enough sentences.
      const length = legs === 1 ? seconds * 10 : seconds;
      progress(`${legs} calls, ${length} s each`);
      figures[`calls${legs}`] = await measureLane(tape, { legs, seconds: length, modelRate });
    }
    return figures;
  },
};
