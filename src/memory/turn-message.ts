/**
 * One turn as a model is given it: JSON on one line, the caller's words last.
 *
 * As JSON because what a caller says cannot end a JSON text: it stays their words, whatever they say. Everything
 * in it is bounded, so that what a turn costs does not grow with the call.
 */
import type { ExtractionRequest } from '../contracts/memory.ts';
import { shortenJson, shortenText } from '../conversation/shorten.ts';

export const turnLimits = {
  /** Characters. */
  caller: 2_000,
  agent: 600,
  known: 2_000,
  recalled: 1_000,
  offered: 1_500,
} as const;

export function turnMessage(request: ExtractionRequest): string {
  const { agentText, callerText, language, slots, known, offered, recalled, saidAtMs, timeZone } = request;
  const values = Object.entries(known).map(([name, held]) => {
    const many = slots.some((slot) => slot.name === name && slot.many);
    return [name, many ? held.map(({ value }) => value) : held[0]?.value] as const;
  });
  const choices = offered.map(({ slot, value, words }) => ({ slot, value, words }));
  return JSON.stringify({
    language,
    said: localTime(saidAtMs, timeZone),
    ...(values.length > 0 && { known: shortenJson(Object.fromEntries(values), turnLimits.known) }),
    ...(Object.keys(recalled).length > 0 && { recalled: shortenJson(recalled, turnLimits.recalled) }),
    ...(choices.length > 0 && { offered: shortenJson(choices, turnLimits.offered) }),
    agent: shortenText(agentText, turnLimits.agent),
    caller: shortenText(callerText, turnLimits.caller),
  });
}

/** "Monday 2026-11-23 15:05 (Europe/Vienna)"; in UTC where nobody knows the zone. */
function localTime(atMs: number, timeZone: string): string {
  if (!Number.isFinite(new Date(atMs).getTime())) return 'unknown';
  const zone = isZone(timeZone) ? timeZone : 'UTC';
  const format = (locale: string, options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(atMs);
  const dayAndTime = format('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
  return `${format('en-GB', { weekday: 'long' })} ${dayAndTime} (${zone})`;
}

function isZone(timeZone: string): boolean {
  try {
    // There is no other way to ask.
    void new Intl.DateTimeFormat('en-GB', { timeZone });
    return true;
  } catch {
    return false;
  }
}
