/** Where a report may be found in what a model wrote. */
import { reportName } from './report-instructions.ts';

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

/** Some models send arguments as a text, or write the whole call where its arguments belong. */
export function unwrapped(report: unknown): unknown {
  const value = typeof report === 'string' ? jsonInText(report) : report;
  if (typeof value !== 'object' || value === null || !('arguments' in value)) return value;
  return 'name' in value && value.name === reportName ? unwrapped(value.arguments) : value;
}
