/**
 * What a file of scenarios may say. A step is one thing: what the caller does, or what is expected of the
 * agent; the key it begins with says which. Text between slashes is a pattern.
 */
import { z } from 'zod';

const words = z.string().trim().min(1, 'write some words');
const ms = z.number().int('write whole milliseconds').min(0).max(600_000);
const tool = z.string().min(1, 'write the name of a tool');
const values = z.record(z.string(), z.unknown());
const withinMs = ms.optional();

/** The keys of a step, by the key it begins with. */
export const stepSchemas = {
  caller: z.strictObject({
    caller: words,
    bargeInAfterMs: ms.optional(),
    afterMs: ms.optional(),
    lastsMs: ms.min(100).optional(),
  }),
  waitsMs: z.strictObject({ waitsMs: ms }),
  presses: z.strictObject({
    presses: z
      .unknown()
      .transform(String)
      .pipe(z.string().regex(/^[0-9*#]$/, 'write one key of a telephone: 0 to 9, "*" or "#"')),
  }),
  says: z.strictObject({ says: words, withinMs }),
  saysExactly: z.strictObject({ saysExactly: words, withinMs }),
  asks: z.strictObject({ asks: words, withinMs }),
  calls: z.strictObject({ calls: tool, with: values.optional(), withinMs }),
  neverCalls: z.strictObject({ neverCalls: tool, with: values.optional() }),
  silentForMs: z.strictObject({ silentForMs: ms }),
  hangsUp: z.strictObject({
    hangsUp: z.enum(['caller', 'agent'], { error: 'write who hangs up: caller or agent' }),
    withinMs,
  }),
} as const;

export type StepKind = keyof typeof stepSchemas;
export type Step = { [Kind in StepKind]: z.output<(typeof stepSchemas)[Kind]> & { kind: Kind } }[StepKind];

const reply = z.union([words, z.strictObject({ calls: tool, with: values.optional() })], {
  error: 'write what the model says, or `calls: <tool>` and `with: {...}`',
});

export const scenarioSchema = z.strictObject({
  name: words,
  /** What the model says, request after request; the last again and again. */
  replies: z.array(reply).min(1).optional(),
  steps: z.array(z.unknown()).min(1, 'write at least one step'),
});

export const fileSchema = z.strictObject({
  agent: words.optional(),
  scenarios: z.array(scenarioSchema).min(1, 'write at least one scenario'),
});

export interface FileScenario {
  name: string;
  /** Where it stands in the file, counted from 1. */
  line: number;
  replies: z.output<typeof reply>[] | undefined;
  steps: { step: Step; line: number }[];
}

export interface ScenarioFile {
  /** A module's path, relative to the file, with the name of an export behind `#` where it is not the default. */
  agent: string | undefined;
  scenarios: FileScenario[];
}
