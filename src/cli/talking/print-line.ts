/** One line of the story as text for a terminal. */
import type { StoryLine, TurnLatencies } from './call-story.ts';

const indent = ' '.repeat(8);

export function storyText(line: StoryLine): string {
  switch (line.type) {
    case 'caller-said':
      return `caller  ${line.text === '' ? '(nothing that could be recognised)' : line.text}\n`;
    case 'agent-said': {
      const heard = `agent   ${line.heardText === '' ? '(nothing was heard)' : line.heardText}`;
      const cut = line.cut === undefined ? '' : ` --\n${indent}not heard: ${line.cut.unheardText}`;
      const latencies = latencyText(line.latencies);
      return `${heard}${cut}\n${latencies === '' ? '' : `${indent}${latencies}\n`}`;
    }
    case 'note':
      return `${indent}* ${line.text}\n`;
  }
}

/** Empty where nothing was measured. */
export function latencyText({
  turnDecidedMs,
  firstTokenMs,
  firstAudioMs,
  voiceToVoiceMs,
}: TurnLatencies): string {
  const steps = [
    ['turn decided', turnDecidedMs],
    ['first token', firstTokenMs],
    ['first audio', firstAudioMs],
    ['heard', voiceToVoiceMs],
  ] as const;
  const told = steps.flatMap(([name, ms]) => (ms === undefined ? [] : [`${name} ${ms}`]));
  return told.length === 0 ? '' : `ms after the last sound: ${told.join(', ')}`;
}
