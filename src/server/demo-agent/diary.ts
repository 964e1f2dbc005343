/** The appointments and messages of the demonstration. They live in memory and end with the process. */

export interface Appointment {
  /** "2026-11-26". */
  day: string;
  /** "15:30". */
  time: string;
}

export type Booking = { status: 'booked'; appointment: Appointment } | { status: 'taken' };

/** So many entries are kept; the oldest go first. */
const kept = 1000;

export class Diary {
  /** By idempotency key: the same intended booking is booked once. */
  readonly #appointments = new Map<string, Appointment>();
  readonly #messages = new Map<string, string>();

  /** @param insteadOf given up once the new one is booked. */
  book(appointment: Appointment, idempotencyKey: string, insteadOf?: Appointment): Booking {
    const known = this.#appointments.get(idempotencyKey);
    if (known !== undefined) return { status: 'booked', appointment: known };
    if (this.#keyOf(appointment) !== undefined) return { status: 'taken' };
    const former = insteadOf && this.#keyOf(insteadOf);
    if (former !== undefined) this.#appointments.delete(former);
    remember(this.#appointments, idempotencyKey, appointment);
    return { status: 'booked', appointment };
  }

  #keyOf(appointment: Appointment): string | undefined {
    for (const [key, { day, time }] of this.#appointments) {
      if (day === appointment.day && time === appointment.time) return key;
    }
    return undefined;
  }

  leaveMessage(text: string, idempotencyKey: string): void {
    remember(this.#messages, idempotencyKey, text);
  }

  get appointments(): readonly Appointment[] {
    return [...this.#appointments.values()];
  }

  get messages(): readonly string[] {
    return [...this.#messages.values()];
  }
}

function remember<Value>(entries: Map<string, Value>, key: string, value: Value): void {
  entries.set(key, value);
  for (const oldest of entries.keys()) {
    if (entries.size <= kept) return;
    entries.delete(oldest);
  }
}
