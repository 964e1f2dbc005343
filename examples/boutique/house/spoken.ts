/** Numbers, sums, days and times as a voice says them, so that no question depends on how a model reads digits. */
const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const ordinals = new Map([
  ['one', 'first'],
  ['two', 'second'],
  ['three', 'third'],
  ['five', 'fifth'],
  ['eight', 'eighth'],
  ['nine', 'ninth'],
  ['twelve', 'twelfth'],
  ['twenty', 'twentieth'],
  ['thirty', 'thirtieth'],
]);
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** 0 to 999,999. */
export function spokenNumber(number: number): string {
  if (number < 20) return small[number] ?? '';
  if (number < 100)
    return `${tens[Math.floor(number / 10)]}${number % 10 === 0 ? '' : `-${small[number % 10]}`}`;
  const [unit, name] = number < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const rest = number % unit;
  const joint = rest === 0 ? '' : rest < 100 ? ' and ' : ' ';
  return `${spokenNumber(Math.floor(number / unit))} ${name}${joint}${rest === 0 ? '' : spokenNumber(rest)}`;
}

export function spokenEuros(euros: number): string {
  return `${spokenNumber(euros)} ${euros === 1 ? 'euro' : 'euros'}`;
}

/** One digit after the other, as numbers of orders are read out. */
export function spokenDigits(digits: string): string {
  return [...digits].map((digit) => (/\d/.test(digit) ? small[Number(digit)] : digit)).join(' ');
}

/** "size forty", or "one size". */
export function spokenSize(size: string): string {
  return /^\d+$/.test(size) ? `size ${spokenNumber(Number(size))}` : size;
}

/** "Tuesday the twenty-fourth of March" for `2026-03-24`, or for a time on that day. */
export function spokenDay(day: string): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  return `${weekdays[date.getUTCDay()]} the ${ordinal(date.getUTCDate())} of ${months[date.getUTCMonth()]}`;
}

/** "half past two in the afternoon" for `14:30`, or for the time of a day. */
export function spokenTime(time: string): string {
  const [hour = 0, minute = 0] = time.slice(-5).split(':').map(Number);
  const part = hour < 12 ? 'in the morning' : hour < 18 ? 'in the afternoon' : 'in the evening';
  const on = spokenNumber(((hour + 11) % 12) + 1);
  if (minute === 0) return `${on} o'clock ${part}`;
  return minute === 30 ? `half past ${on} ${part}` : `${on} ${spokenNumber(minute)} ${part}`;
}

export function spokenMoment(startsAt: string): string {
  return `${spokenDay(startsAt)} at ${spokenTime(startsAt)}`;
}

export function spokenList(words: readonly string[], joint = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

function ordinal(number: number): string {
  const words = spokenNumber(number).split('-');
  const last = words.pop() ?? '';
  return [...words, ordinals.get(last) ?? `${last}th`].join('-');
}

/** The Cinder boots are, the Fennel dress is. */
export function isPlural(product: string): boolean {
  return /[^s]s$/.test(product);
}
