/**
 * Notes on a call, which a compiled prompt begins with: `store: "Milan"`, a line for each value; and results that
 * it has shortened.
 *
 * They are no words of the caller's. Of what they hold only slots of the same name are taken, and only for
 * intents that recall: the turns that follow say more, and are read as they were said. A note that something
 * was left out means that what must come first (who is calling) may have been done: the tool will say if not.
 */
import type { Message, ToolOutcome } from '../../contracts/conversation.ts';
import type { LocalTime } from './calendar.ts';
import type { Intent } from './intent.ts';
import { meantOf } from './slot.ts';
import type { Work } from './work.ts';
import { wordsOf } from './words.ts';

/** How a compiled prompt marks what it has taken out of a result. */
const shortened = / left out(?:\]|":)/;

const beginning = '[Notes on the call so far:\n';

export function isNotes(message: Message): message is Extract<Message, { role: 'user' }> {
  return message.role === 'user' && message.text.startsWith(beginning);
}

export function recallNotes(text: string, intents: readonly Intent[], time: LocalTime, work: Work): void {
  work.isLater = text.includes('\nLeft out');
  for (const [, name = '', value = ''] of text.matchAll(/^([a-zA-Z][\w-]*): (.+)$/gm)) {
    const use = intents.map(({ slots }) => slots?.[name]).find((one) => one?.recall === true);
    if (use === undefined) continue;
    const words = wordsOf(value);
    const meant = meantOf(words, use.is.find(words, { ...time, asked: true }));
    if (meant !== undefined) work.recalled.set(name, { value: meant.value, spoken: meant.spoken });
  }
}

/** Of a turn long past: what was made of it then cannot be made of it now. */
export function isShortened(result: ToolOutcome): boolean {
  return result.status === 'done' && shortened.test(JSON.stringify(result.value) ?? '');
}
