/**
 * What a tool returned, as data: what goes into prompts, logs and stores is JSON, and little of it.
 *
 * A tool may return a live object, a circle or the whole of a table. It is copied through JSON, so that nothing
 * changes after it was told, and cut where a prompt would drown in it: cut, and not refused, for by then it has acted.
 */

export const resultCharactersMax = 16_000;

export type ToolResult = { ok: true; value: unknown } | { ok: false; thrown: unknown };

export function toolResult(returned: unknown): ToolResult {
  if (typeof returned === 'string') return { ok: true, value: cutText(returned, returned) };
  try {
    const json = JSON.stringify(returned) ?? 'null';
    return { ok: true, value: cutText(json, undefined) ?? JSON.parse(json) };
  } catch (thrown) {
    return { ok: false, thrown };
  }
}

/** @returns `whole` where the text is short enough. */
function cutText(text: string, whole: string | undefined): unknown {
  if (text.length <= resultCharactersMax) return whole;
  return {
    truncated: `These are the first ${resultCharactersMax} of ${text.length} characters.`,
    text: text.slice(0, resultCharactersMax).toWellFormed(),
  };
}

/** For messages that go to a model: a schema may complain at length about what was sent at length. */
export function shortMessage(message: string): string {
  const charactersMax = 2_000;
  return message.length <= charactersMax ? message : `${message.slice(0, charactersMax - 1).toWellFormed()}…`;
}
