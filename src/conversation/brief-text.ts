/** Texts and names of others in a few characters, fit for a line of the notes. */
import { quoted } from './quoted.ts';

/** The beginning, and how long it was. */
export function briefText(text: string, room: number): string | undefined {
  // JSON only ever adds to what is there.
  if (text.length + 2 <= room) {
    const whole = quoted(text);
    if (whole.length <= room) return whole;
  }
  const length = ` (${text.length} characters)`;
  for (let kept = Math.min(text.length, room - length.length - 2); kept >= 4; kept = Math.floor(kept * 0.8)) {
    const head = quoted(text.slice(0, kept).replace(/[\uD800-\uDBFF]$/, ''));
    if (head.length + length.length <= room) return head + length;
  }
  return undefined;
}

/** A name as it is, anything else as a short text. */
export function briefKey(key: string): string {
  return /^[\w.-]{1,64}$/.test(key) ? key : (briefText(key, 40) ?? '""');
}
