/** What a report looks like, as zod sees it: made of slots and intents, and forgiving where the meaning is plain. */
import { z } from 'zod';
import type { Extraction, SlotSpecification } from '../contracts/memory.ts';
import { slotLimits } from '../conversation/slots.ts';

/** Where the model gives none. */
const confidenceUsual = 0.8;

export type ReportedChange = {
  change: 'set' | 'add' | 'remove' | 'clear';
  value?: unknown;
  words: string;
  confidence: number;
};

/** @param checked the values must fit their slots as well. */
export function reportType(
  slots: readonly SlotSpecification[],
  intents: readonly { name: string }[],
  checked: boolean,
): z.ZodType<{ intent?: Extraction['intent'] | null; changes: Record<string, ReportedChange[]> }> {
  const names = intents.map(({ name }) => name);
  const confidence = z.number().min(0).max(1).default(confidenceUsual);
  const intent = z.preprocess(
    (given) => (typeof given === 'string' ? { name: given } : given),
    z.object({ name: z.enum(names), confidence }).nullish(),
  );
  const fields = slots.map((slot) => [slot.name, changesType(slot, checked, confidence)] as const);
  const changes = z.preprocess((given) => given ?? {}, z.strictObject(Object.fromEntries(fields)));
  return z.object({ intent: names.length > 0 ? intent : z.unknown().transform(() => null), changes });
}

function changesType(
  slot: SlotSpecification,
  checked: boolean,
  confidence: z.ZodType<number>,
): z.ZodType<ReportedChange[]> {
  const kinds = slot.many ? (['set', 'add', 'remove', 'clear'] as const) : (['set', 'clear'] as const);
  const change = z
    .object({
      change: z.enum(kinds),
      value: (checked ? valueType(slot) : z.unknown()).optional(),
      words: z.string().default(''),
      confidence,
    })
    .refine((one) => one.change === 'clear' || (one.value !== undefined && one.value !== null), {
      message: 'a value is missing',
      path: ['value'],
    });
  return z.preprocess((given) => oneByOne(given, slot), z.array(change).max(slotLimits.changes));
}

/** Several values in one change are as many changes; a change alone is a list of one. */
function oneByOne(given: unknown, { many, schema }: SlotSpecification): unknown {
  const all: unknown[] = given === null || given === undefined ? [] : Array.isArray(given) ? given : [given];
  return all.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('value' in one)) return [one];
    const { value: values, ...change } = one as { value: unknown; change?: unknown };
    // What is cleared has no value, whatever stands there.
    if (change.change === 'clear') return [change];
    if (!many || schema['type'] === 'array' || !Array.isArray(values)) return [one];
    return values.map((value: unknown, index) =>
      index > 0 && change.change === 'set' ? { ...change, change: 'add', value } : { ...change, value },
    );
  });
}

/** A schema that zod cannot read checks nothing here. */
function valueType({ schema }: SlotSpecification): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    return z.unknown();
  }
}
