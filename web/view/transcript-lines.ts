/** The words of a call in their order: the accessible twin of the score. Pure. */
import { toolInWords } from '../score/layout.ts';
import type { Score } from '../score/score.ts';
import { reasonInWords } from './tool-runs.ts';

export interface TranscriptLine {
  /** Stays the same while the line grows. */
  key: string;
  atMs: number;
  voice: 'caller' | 'agent' | 'note';
  text: string;
  /** May still change. */
  interim: boolean;
  /** Of a reply that was cut: prepared, and never heard. */
  unheard: string;
}

const flagSentences = {
  asked: 'asks before it acts',
  given: 'you agreed',
  refused: 'you refused',
  expired: 'nobody answered',
  begun: 'begins',
  done: 'is done',
  failed: 'failed',
  unknown: 'nobody knows whether it happened',
} as const;

export function transcriptLines(score: Score): TranscriptLine[] {
  const lines: TranscriptLine[] = [];
  for (const { turn, startMs, text, final } of score.turns) {
    if (text !== '')
      lines.push({ key: `turn-${turn}`, atMs: startMs, voice: 'caller', text, interim: !final, unheard: '' });
  }
  for (const { reply, startMs, text, over, unheardText } of score.replies) {
    if (text === '' && unheardText === '') continue;
    lines.push({
      key: `reply-${reply}`,
      atMs: startMs,
      voice: 'agent',
      text,
      interim: !over,
      unheard: unheardText,
    });
  }
  for (const { toolCallId, kind, tool, atMs, note } of score.flags) {
    const why = ['failed', 'refused', 'unknown'].includes(kind) ? reasonInWords(note) : '';
    const reason = why === '' ? '' : `: ${why}`;
    const text = `${toolInWords(tool)}: ${flagSentences[kind]}${reason}`;
    lines.push({ key: `${toolCallId}-${kind}`, atMs, voice: 'note', text, interim: false, unheard: '' });
  }
  return lines.sort((one, other) => one.atMs - other.atMs);
}
