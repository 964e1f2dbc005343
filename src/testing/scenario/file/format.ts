/**
 * What a file of scenarios may say. A step is one thing: what the caller does, or what is expected of the
 * agent; the key it begins with says which. Text between slashes is a pattern.
 */
import { z } from 'zod';

const words = z.string().trim().min(1, 'write some words');
const ms = z.number().int('write whole milliseconds').min(0).max(600_000);
const tool = z.string().min(1, 'write the name of a tool');
const values = z.record(z.string(), z.unknown());
const rows = z.array(values, { error: 'write the rows as a list, [] for none' });
const withinMs = ms.optional();
const mode = z.enum(['text', 'audio', 'voices'], { error: 'write text, audio or voices' });

/** It only reads: a scenario that wrote into the database would test itself. */
const query = z
  .string()
  .regex(/^\s*(SELECT|WITH|VALUES)\b[^;]*;?\s*$/i, 'write one query that reads: SELECT ...');

const act = z.union([tool, z.strictObject({ calls: tool, with: values.optional() })], {
  error: 'write the name of a tool, or `calls: <tool>` and `with: {...}`',
});

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
  means: z.strictObject({ means: words }),
  asks: z.strictObject({ asks: words, withinMs }),
  allowed: z.strictObject({ allowed: tool, withinMs }),
  refused: z.strictObject({ refused: tool, withinMs }),
  calls: z.strictObject({ calls: tool, with: values.optional(), withinMs }),
  neverCalls: z.strictObject({ neverCalls: tool, with: values.optional() }),
  acts: z.strictObject({ acts: z.array(act, { error: 'write a list of tools, [] for none' }) }),
  slots: z.strictObject({ slots: values, withinMs }),
  forgets: z.strictObject({ forgets: words, withinMs }),
  intent: z.strictObject({ intent: words, withinMs }),
  database: z.strictObject({ database: query, rows, withinMs }),
  answersWithinMs: z.strictObject({ answersWithinMs: ms }),
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

const forbidden = z.union(
  [
    z.strictObject({ tool, with: values.optional() }),
    z.strictObject({ says: words }),
    z.strictObject({ slots: values }),
    z.strictObject({ answersAfterMs: ms }),
  ],
  {
    error:
      'write `tool: <tool>` (and `with: {...}`), `says: <words>`, `slots: {...}` or `answersAfterMs: <ms>`',
  },
);

const end = z.strictObject({
  database: z.array(z.strictObject({ query, rows })).optional(),
  slots: values.optional(),
  intent: words.optional(),
});

export const scenarioSchema = z.strictObject({
  name: words,
  /** How it sounds; the command line may say otherwise. */
  mode: mode.optional(),
  /** What the model says, request after request; the last again and again. */
  replies: z.array(reply).min(1).optional(),
  /** What must not happen in the whole call. */
  never: z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(forbidden).optional(),
  ),
  steps: z.array(z.unknown()).min(1, 'write at least one step'),
  /** What is so when the steps are over and the agent has finished. */
  end: end.optional(),
});

export const fileSchema = z.strictObject({
  agent: words.optional(),
  /** A module that exports the judge of meanings. */
  judge: words.optional(),
  scenarios: z.array(scenarioSchema).min(1, 'write at least one scenario'),
});

export type FileForbidden = z.output<typeof forbidden>;

export interface FileScenario {
  name: string;
  /** Where it stands in the file, counted from 1. */
  line: number;
  mode: z.output<typeof mode> | undefined;
  replies: z.output<typeof reply>[] | undefined;
  never: FileForbidden[];
  steps: { step: Step; line: number }[];
  end: (z.output<typeof end> & { line: number }) | undefined;
}

export interface ScenarioFile {
  /** A module's path, relative to the file, with the name of an export behind `#` where it is not the default. */
  agent: string | undefined;
  judge: string | undefined;
  scenarios: FileScenario[];
}
