/**
 * Text from outside, before a model may read it: without invisible characters, no longer than agreed, and
 * without the secrets that were sent along. What it says is not judged: it is data, and the consent of the
 * caller stands between it and every effect.
 */

/** Kept of the invisible ones: line breaks and tabs, and what joins letters in some scripts and in emoji. */
const kept = new Set(['\n', '\t', '\u200c', '\u200d']);
/** A shorter value is not taken for a secret: hiding "1" or "true" would hide half of every answer. */
const secretLengthMin = 6;

/** Removes control and format characters: what nobody sees, a model reads none the less. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll(/[\p{Cc}\p{Cf}]/gu, (sign) => (kept.has(sign) ? sign : ''));
}

export function clipText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  return `${text.slice(0, charactersMax).toWellFormed()} [cut: ${text.length} characters in all]`;
}

/** On one line, for a message. */
export function oneLine(text: string, charactersMax: number): string {
  return clipText(cleanText(text).replaceAll(/\s+/g, ' ').trim(), charactersMax);
}

/** Hides each secret, and each word of it (the key in `Bearer key`), wherever it turns up. */
export function hideSecrets(secrets: readonly string[]): (text: string) => string {
  const hidden = secrets
    .flatMap((secret) => [secret, ...secret.split(/[\s=:;,]+/)])
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())])
    .filter((secret) => secret.length >= secretLengthMin)
    .sort((left, right) => right.length - left.length);
  const parts = [...new Set(hidden)];
  return (text) => parts.reduce((rest, part) => rest.replaceAll(part, '[hidden]'), text);
}
