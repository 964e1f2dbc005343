/** A zod object that accepts what a foreign JSON Schema accepts: `defineTool` takes nothing else. */
import { z } from 'zod';
import { checkableSchema } from './checkable-schema.ts';
import type { JsonObject } from './json.ts';

export type SchemaInput = z.ZodObject<Record<never, never>, z.core.$loose>;

const issuesMax = 8;

/** @throws whatever zod throws at a schema that it cannot read at all. */
export function schemaInput(schema: JsonObject): SchemaInput {
  const checked = z.fromJSONSchema(checkableSchema(schema) as Parameters<typeof z.fromJSONSchema>[0]);
  return z.looseObject({}).check((context) => {
    for (const { message, path } of issuesOf(checked, context.value)) {
      context.issues.push({ code: 'custom', message, path: [...path], input: context.value });
    }
  });
}

function issuesOf(checked: z.ZodType, value: unknown): readonly Pick<z.core.$ZodIssue, 'message' | 'path'>[] {
  try {
    return checked.safeParse(value).error?.issues.slice(0, issuesMax) ?? [];
  } catch {
    // Arguments nested without end: nobody meant them.
    return [{ message: 'These arguments cannot be checked: send simpler ones', path: [] }];
  }
}
