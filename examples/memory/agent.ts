/** Architecture 5: what was said becomes values, and the prompt stays short, however long the call. */
import { defineAgent, defineSlots } from 'antiphon';
import { onDeviceExtractor } from 'antiphon/providers/ondevice';
import { z } from 'zod';
import { model } from './model.ts';

const visit = defineSlots(
  z.object({
    store: z.enum(['Paris', 'Milan', 'Rome']).describe('The store that the caller wants to visit.'),
    day: z.iso.date().describe('The day of the visit.'),
    sizes: z.array(z.number().int().min(32).max(50)).describe('The sizes to be laid out.'),
  }),
  { remember: ['sizes'] }, // from one call to the next, of callers whom a tool has proved
);

export const concierge = defineAgent({
  name: 'concierge',
  instructions: 'You are the concierge of a fashion house. Brief, warm, exact.',
  slots: visit,
  timeZone: 'Europe/Paris',
  models: { llm: model, extractor: onDeviceExtractor() }, // or modelExtractor({ model }) of antiphon/memory
});
