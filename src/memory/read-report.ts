/**
 * Reads what a model reported of a turn: the arguments of the tool, or JSON in a text from a model that calls none.
 *
 * What is not as it should be is told in words for the model, which gets one chance to put it right. Values that
 * do not fit their slot are worth that chance and no more: whoever asked for them parses each one anyway.
 */
import { z } from 'zod';
import type { Extraction, ExtractionRequest, SlotChange, SlotSpecification } from '../contracts/memory.ts';
import { shortenText } from '../conversation/shorten.ts';
import { slotLimits } from '../conversation/slots.ts';
import { reportName } from './report-tool.ts';

export type Reading =
  | { ok: true; extraction: Extraction }
  /** `problem` is meant for the model; `issues` are kinds alone, for logs: nothing in them was said by anybody. */
  | { ok: false; problem: string; issues: readonly string[] };

export interface ReportReader {
  /** @param checkValues a value that does not fit its slot is a problem as well. */
  read(report: unknown, request: ExtractionRequest, checkValues: boolean): Reading;
}

const problemCharactersMax = 1_000;
/** Where the model gives none. */
const confidenceUsual = 0.8;

type Change = {
  change: 'set' | 'add' | 'remove' | 'clear';
  value?: unknown;
  words: string;
  confidence: number;
};

export function reportReader(
  slots: readonly SlotSpecification[],
  intents: readonly { name: string }[],
): ReportReader {
  const [strict, lenient] = [true, false].map((checked) => reportType(slots, intents, checked));
  return {
    read(report, request, checkValues) {
      const result = (checkValues ? strict : lenient)!.safeParse(unwrapped(report));
      if (!result.success) {
        const problem = shortenText(z.prettifyError(result.error), problemCharactersMax);
        return { ok: false, problem, issues: [...new Set(result.error.issues.map(({ code }) => code))] };
      }
      const { intent, changes } = result.data;
      return {
        ok: true,
        extraction: {
          turn: request.turn,
          intent: intent ?? undefined,
          changes: slots.flatMap(({ name }) =>
            (changes[name] ?? []).map((change) => slotChange(name, change, request.callerText)),
          ),
        },
      };
    },
  };
}

/** The JSON in a text: alone, in a code fence, or with words around it. */
export function jsonInText(text: string): unknown {
  const fenced = /```[a-z]*\s*([\s\S]*?)```/i.exec(text)?.[1];
  const braces = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  for (const candidate of [text, fenced, braces]) {
    try {
      if (candidate !== undefined) return JSON.parse(candidate) as unknown;
    } catch {
      // The next one, then.
    }
  }
  return undefined;
}

function reportType(
  slots: readonly SlotSpecification[],
  intents: readonly { name: string }[],
  checked: boolean,
): z.ZodType<{ intent?: Extraction['intent'] | null; changes: Record<string, Change[]> }> {
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
): z.ZodType<Change[]> {
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

function slotChange(
  slot: string,
  { change, value, words, confidence }: Change,
  callerText: string,
): SlotChange {
  const quoted = shortenText(words === '' ? callerText : words, slotLimits.wordsCharacters);
  return change === 'clear'
    ? { slot, change, words: quoted, confidence }
    : { slot, change, value, words: quoted, confidence };
}

/** Some models send arguments as a text, or write the whole call where its arguments belong. */
function unwrapped(report: unknown): unknown {
  const value = typeof report === 'string' ? jsonInText(report) : report;
  if (typeof value !== 'object' || value === null || !('arguments' in value)) return value;
  return 'name' in value && value.name === reportName ? unwrapped(value.arguments) : value;
}
