/** Text of others, written so that it can end neither its line nor the brackets around the notes. */

/** JSON in which no text holds a bracket, an end of line of any kind or another control character. */
export function quoted(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(/"(?:[^"\\]|\\.)*"/gs, (text) =>
    text.replace(/[[\]\p{Cc}\u2028\u2029]/gu, escaped),
  );
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
