/** The other kind of transcript: capitals, punctuation and digits, as recognisers write that put them in. */
import type { SlotName } from './concierge.ts';
import type { Value } from './values.ts';

const asks = /^(?:what|which|where|when|who|how|is|are|do|does|can|could|may|would|will|has|have|any)\b/;

export function asWritten(text: string): string {
  const withI = text.replaceAll(/\bi(?=['\s])/g, 'I');
  const end = asks.test(text) ? '?' : '.';
  return `${withI.charAt(0).toUpperCase()}${withI.slice(1)}${end}`;
}

/** Undefined: as it is spoken. */
export function writtenValue(slot: SlotName, value: Value): string | undefined {
  const text = String(value);
  switch (slot) {
    case 'quantity':
    case 'email':
    case 'orderNumber':
      return text;
    case 'phone':
      return `${text.slice(0, 4)} ${text.slice(4, 7)} ${text.slice(7)}`;
    case 'budget':
      return `${text} pounds`;
    case 'fittingTime': {
      const [hour, minute] = text.split(':').map(Number) as [number, number];
      return `${hour > 12 ? hour - 12 : hour}:${text.slice(-2)} ${hour * 60 + minute < 720 ? 'am' : 'pm'}`;
    }
    case 'name':
      return text.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
    default:
      return undefined;
  }
}
