/** `/shall i book/i` is a pattern, anything else the words themselves. @throws SyntaxError for one that is none. */
export function textOrPattern(text: string): string | RegExp {
  const parts = /^\/(.+)\/([a-z]*)$/s.exec(text.trim());
  return parts === null ? text : new RegExp(parts[1]!, parts[2]);
}
