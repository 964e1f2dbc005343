/**
 * A call of which notes are taken, as its events told it: an appointment that is corrected and booked, a look at
 * the stock that is declined, and a value far too long. A test feeds it to a page that has no server.
 */
import type { CallEvent, CallEventBody } from '../../../src/contracts/events.ts';
import type { RememberedValue } from '../../../src/contracts/memory.ts';

type Told = CallEventBody & { atMs: number };

const said = (value: unknown, turn: number, words: string, confidence = 0.9): RememberedValue[] => [
  { value, turn, words, confidence },
];
const booking = { toolCallId: 'booking', tool: 'bookAppointment' } as const;
/** After the yes it goes by an id of its own. */
const agreed = { ...booking, toolCallId: 'booking-answer-1', effect: 'write' } as const;
const stock = { toolCallId: 'stock', tool: 'findProduct', effect: 'read' } as const;
const turnEnd = { silenceMs: 400, completeness: 0.9, reason: 'silence' } as const;
const question =
  'I will book an appointment for shoes in Milan on Thursday the second of April at eleven. Is that right?';
const store = said('Milan', 1, 'in milan');
const day = said('2026-04-02T11:00', 2, 'thursday at eleven');
const paris = said('Paris', 3, 'no in paris', 0.5);

const told: Told[] = [
  { atMs: 0, type: 'call-start', agent: 'concierge', pipeline: 'interruptible' },
  { atMs: 4000, type: 'turn-start', turn: 1 },
  { atMs: 6200, type: 'turn-end', turn: 1, text: 'i want to see shoes in milan', ...turnEnd },
  { atMs: 6210, type: 'effect-begun', ...stock },
  { atMs: 6260, type: 'effect-done', ...stock, ok: false, reason: 'TOOL_DECLINED' },
  {
    atMs: 6300,
    type: 'slots-extracted',
    turn: 1,
    intent: 'book-appointment',
    changed: ['store', 'department'],
    slots: { store, department: said('shoes', 1, 'shoes') },
    afterMs: 100,
  },
  { atMs: 11_000, type: 'turn-start', turn: 2 },
  {
    atMs: 13_300,
    type: 'slots-extracted',
    turn: 2,
    intent: 'book-appointment',
    changed: ['startsAt', 'sizes'],
    slots: {
      store,
      department: said('shoes', 1, 'shoes'),
      startsAt: day,
      sizes: [...said(38, 2, 'thirty eight'), ...said(39, 2, 'or thirty nine')],
    },
    afterMs: 100,
  },
  { atMs: 13_400, type: 'consent-asked', ...booking, question },
  { atMs: 20_000, type: 'turn-start', turn: 3 },
  {
    atMs: 21_300,
    type: 'slots-extracted',
    turn: 3,
    intent: 'book-appointment',
    changed: ['store', 'department'],
    slots: { store: paris, startsAt: day, sizes: said(38, 2, 'thirty eight') },
    afterMs: 100,
  },
  { atMs: 22_000, type: 'consent-given', ...booking },
  { atMs: 22_100, type: 'effect-begun', ...agreed },
  { atMs: 23_000, type: 'bridge', text: 'One moment, please.', reason: 'a tool is busy' },
  { atMs: 24_500, type: 'effect-done', ...agreed, ok: true },
];

/** @returns its events up to this instant. */
export function notedCall(untilMs = Infinity): CallEvent[] {
  return envelopes(told.filter(({ atMs }) => atMs <= untilMs));
}

/** Further events of that call, from this number on. */
export function envelopes(events: readonly Told[], fromSeq = 0): CallEvent[] {
  return events.map((event, index) => ({
    callId: 'call',
    legId: 'leg',
    seq: fromSeq + index,
    mediaMs: event.atMs,
    ...event,
  }));
}
