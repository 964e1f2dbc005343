/**
 * What is done tells which day or time is meant where no slot is named: "bring it round on Friday" is about a
 * delivery, "I'll pop in on Friday" about a visit.
 */
import type { Cue } from './cues.ts';
import type { SlotPlan } from './plan.ts';
import { spacedOut } from './phrase-book.ts';
import type { Token } from './tokens.ts';

interface Act {
  /** In the name or the description of the slot. */
  slot: RegExp;
  said: RegExp;
}

const acts: readonly Act[] = [
  {
    slot: /\b(?:deliver\w*|ship\w*|arriv\w*|dispatch\w*)\b/i,
    said: /\b(?:(?:bring|brings|get|gets|drop|drops|send|sends|have|want|need|leave) (?:it|them|that|this|everything|the (?:lot|parcel|package|order)) (?:\w+ ){0,2}?(?:to me|to us|here|over|by|round|around|off|at my|at our|on my|on our|to my|to our|at the door)|(?:at|on|to) (?:my|our|the) (?:door|doorstep|house|home|place|flat|address|porch)|(?:get|gets|be|come|comes|arrive|arrives|land|lands) (?:here|home|with me|with us)|(?:show|shows|turn|turns) up|(?:the|your|a) (?:driver|postman|van|courier|parcel|package|shipment))\b/g,
  },
  {
    slot: /\b(?:fitting|appointment|visit|booking|reservation|meeting|consultation)\b/i,
    said: /\b(?:(?:i|we|i'll|we'll|i'd|we'd|me|us) (?:can |could |will |would |might |to )?(?:come|pop|drop|swing|stop|call|nip|drive|walk|head|be) (?:in|by|over|round|there|down|along|up)|(?:see|measure|squeeze|slot|fit|pencil) (?:me|us)|(?:try|trying) (?:it|them|things|something|that) on|my measurements)\b/g,
  },
];
const weight = 0.45;

export function actCues(tokens: readonly Token[], slots: readonly SlotPlan[]): Cue[] {
  const text = tokens.map((token) => token.text).join(' ');
  const cues: Cue[] = [];
  for (const { slot, said } of acts) {
    const places = [...text.matchAll(said)].map(({ index }) => text.slice(0, index).split(' ').length - 1);
    if (places.length === 0) continue;
    for (const { index, schema, specification } of slots) {
      if (schema.kind !== 'date' && schema.kind !== 'time') continue;
      if (!slot.test(`${spacedOut(specification.name)} ${specification.description}`)) continue;
      for (const at of places) cues.push({ slot: index, at, weight });
    }
  }
  return cues;
}
