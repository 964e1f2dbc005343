/** The demo's conversation as a script for the stage: who speaks, what was heard, and the cut where there is one. */
import type { StoryLine, TurnLatencies } from '../../src/cli/talking/call-story.ts';
import { latencyText } from '../../src/cli/talking/print-line.ts';

const indent = ' '.repeat(8);
const width = 100;

export function sayLine(line: StoryLine): string {
  switch (line.type) {
    case 'caller-said':
      return speech('CALLER', line.text);
    case 'agent-said':
      return line.cut === undefined
        ? `${speech('AGENT', line.heardText)}${latencies(line.latencies)}\n`
        : `${speech('AGENT', `${line.heardText} --`)}${latencies(line.latencies)}${indent}[interrupted here; not heard:]\n${wrap(line.cut.unheardText, indent)}\n`;
    case 'note':
      return `${indent}* ${line.text}\n`;
  }
}

function speech(who: string, text: string): string {
  return wrap(text, indent).replace(indent, who.padEnd(indent.length));
}

function latencies(told: TurnLatencies): string {
  const text = latencyText(told);
  return text === '' ? '' : `${indent}(${text})\n`;
}

function wrap(text: string, margin: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + word.length >= width - margin.length) lines.push('');
    lines.push(`${lines.pop()!} ${word}`.trimStart());
  }
  return lines.map((line) => `${margin}${line}\n`).join('');
}
