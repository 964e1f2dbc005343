/** The on-device language model and what is needed to write intents for it. */
export { onDevice, type OnDeviceOptions } from './on-device.ts';
export { onDeviceExtractor, type OnDeviceExtractorOptions } from './extraction/extractor.ts';
export {
  defineIntent,
  type Complaint,
  type Filled,
  type Intent,
  type IntentDefinition,
  type Known,
  type Looked,
  type Lookup,
  type Saying,
  type SlotUse,
  type ToolUse,
} from './intent.ts';
export { smallTalk, type SmallTalkOptions } from './small-talk.ts';
export { englishSayings, type Sayings } from './sayings.ts';
export type { Found, Slot, SlotContext, SlotValue } from './slot.ts';
export { day } from './day-slot.ts';
export { digits } from './digits-slot.ts';
export { time, type TimeOptions } from './time-slot.ts';
export { anything, number, oneOf, pattern, type NumberOptions } from './value-slots.ts';
export {
  addDays,
  capitalised,
  compareDays,
  fromIsoDay,
  fromIsoTime,
  isoDay,
  isoTime,
  sayDay,
  sayTime,
  weekdayNames,
  weekdayOf,
  type CalendarDay,
  type LocalTime,
} from './calendar.ts';
