/**
 * What the front desk needs of the on-device model. The server reaches every provider by `import()`, so that
 * whoever does without one does not load it; this is the one place where the front desk does.
 */
export const {
  anything,
  capitalised,
  compareDays,
  day,
  defineIntent,
  fromIsoDay,
  fromIsoTime,
  onDevice,
  oneOf,
  sayDay,
  sayTime,
  smallTalk,
  time,
  weekdayNames,
  weekdayOf,
} = await import('../../providers/ondevice/index.ts');
