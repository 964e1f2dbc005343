/** What the front desk may do: book an appointment, once the caller has agreed to it, and note a message. */
import { z } from 'zod';
import { defineTool, type Tool } from '../../agent/define-tool.ts';
import type { Diary } from './diary.ts';
import { sayAppointment } from './say-appointment.ts';

export const bookAppointment = 'bookAppointment';
export const takeMessage = 'takeMessage';

const appointment = z.object({ day: z.iso.date(), time: z.string().regex(/^\d{2}:\d{2}$/) });

export function frontDeskTools(diary: Diary): readonly Tool[] {
  return [
    defineTool({
      name: bookAppointment,
      description: 'Books an appointment for a fitting.',
      input: appointment.extend({ insteadOf: appointment.optional() }),
      effect: 'write',
      confirm: ({ insteadOf, ...wanted }) =>
        insteadOf === undefined
          ? `A fitting on ${sayAppointment(wanted)}. Shall I book it?`
          : `A fitting on ${sayAppointment(wanted)}, in place of ${sayAppointment(insteadOf)}. Shall I change it?`,
      timeoutMs: 5000,
      speakWhile: 'One moment, please, I am looking at the diary.',
      fallback: 'I am sorry, the diary does not answer just now. Shall I try again?',
      run: ({ insteadOf, ...wanted }, { idempotencyKey }) => diary.book(wanted, idempotencyKey, insteadOf),
    }),
    defineTool({
      name: takeMessage,
      description: 'Notes a message for the staff of the house.',
      input: z.object({ message: z.string().min(1).max(1000) }),
      effect: 'write',
      confirm: false,
      timeoutMs: 5000,
      run: ({ message }, { idempotencyKey }) => {
        diary.leaveMessage(message, idempotencyKey);
        return { noted: true };
      },
    }),
  ];
}
