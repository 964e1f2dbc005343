/** `endpointing`: how soon after the caller's last word a turn is over, and how often before it. */
import type { Benchmark } from '../shared/benchmark.ts';

export const benchmark: Benchmark = {
  name: 'endpointing',
  question: 'How soon is a turn over, and how often before the caller has finished?',
  options: [
    {
      flags: '--manifest <file>',
      description:
        'TSV with a header: a path relative to it or a name in the data cache, then the text ' +
        '(default: ../shared/data/speech/asterisk-prompts.tsv, when it is there)',
    },
    { flags: '--seed <n>', description: 'where the pauses lie and how long they are (default: 1)' },
    { flags: '--rows <parity>', description: 'odd rows to report (default), even ones to tune' },
    {
      flags: '--evidence <file>',
      description:
        'for tuning: keep what the session was told in this file or, where it exists, judge by it anew in seconds',
    },
    { flags: '--cut-in', description: 'list on stderr every turn that was held for over too early' },
    {
      flags: '--cues',
      description: 'measure instead how well cues of prosody tell the end of a turn from a pause inside it',
    },
  ],
  run: async (options, progress) => {
    if (options['cues'] === true) {
      const { measureCues } = await import('./cues.ts');
      return measureCues(options, progress);
    }
    const { measureEndpointing } = await import('./measure.ts');
    return measureEndpointing(options, progress);
  },
};
