/** What happened in a scenario's call, told so that whoever reads a failure needs no debugger. */
import type { CallEvent } from '../../contracts/events.ts';

/** One line of the story. `atMs`: virtual milliseconds since the call began. */
export interface TranscriptLine {
  atMs: number;
  who: 'caller' | 'agent' | 'tool' | 'call';
  text: string;
}

/** What an event adds to the story; undefined where it adds nothing that a reader would miss. */
export function lineOf(event: CallEvent): TranscriptLine | undefined {
  const { atMs } = event;
  switch (event.type) {
    case 'reply-clause':
      return { atMs, who: 'agent', text: event.text };
    case 'reply-cut':
      return { atMs, who: 'agent', text: cut(event.heardText, event.unheardText) };
    case 'consent-asked':
      return { atMs, who: 'call', text: `${event.tool} needs a yes` };
    case 'consent-given':
      return { atMs, who: 'call', text: `yes to ${event.tool}` };
    case 'consent-refused':
      return { atMs, who: 'call', text: `no to ${event.tool} (${event.reason})` };
    case 'consent-expired':
      return { atMs, who: 'call', text: `no answer to the question of ${event.tool}` };
    case 'effect-unknown':
      return { atMs, who: 'call', text: `${event.tool} may have happened: ${event.reason}` };
    case 'watchdog':
      return { atMs, who: 'call', text: `${event.stage} is late: ${event.action}` };
    case 'call-end':
      return { atMs, who: 'call', text: `ended: ${event.reason}` };
    default:
      return undefined;
  }
}

/** The story as text, a line each, times in minutes and seconds. */
export function tell(lines: readonly TranscriptLine[]): string {
  return lines.map(({ atMs, who, text }) => `  ${clockTime(atMs)}  ${who.padEnd(6)}  ${text}`).join('\n');
}

function cut(heardText: string, unheardText: string): string {
  return heardText === ''
    ? `was cut before a word was heard: ${unheardText}`
    : `was cut after "${heardText}"; not heard: "${unheardText}"`;
}

function clockTime(ms: number): string {
  const tenths = Math.round(ms / 100);
  const seconds = `${Math.floor(tenths / 10) % 60}.${tenths % 10}`;
  return `${Math.floor(tenths / 600)}:${seconds.padStart(4, '0')}`;
}
