/** `recognition`: what a caller with no grammar to help is understood at, and what that costs. */
import type { Benchmark } from '../shared/benchmark.ts';

export const benchmark: Benchmark = {
  name: 'recognition',
  question: 'How well and at what cost does the embedded speech to text hear people, without any grammar?',
  options: [
    {
      flags: '--manifest <file>',
      description:
        'TSV with a header: a path relative to it or a name in the data cache, then the text ' +
        '(default: ../shared/data/speech/asterisk-prompts.tsv, when it is there)',
    },
    { flags: '--misheard', description: 'list on stderr every row that was not heard word for word' },
  ],
  run: async (options, progress) => {
    const { measureRecognition } = await import('./measure.ts');
    return measureRecognition(options, progress);
  },
};
