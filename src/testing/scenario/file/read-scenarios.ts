/**
 * Reads a file of scenarios. Whoever writes one is no programmer: every refusal names the line and the key,
 * and says what would have been right. All that is wrong is told at once.
 */
import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { fileSchema, stepSchemas, type ScenarioFile, type Step, type StepKind } from './format.ts';
import { textOrPattern } from './pattern.ts';

type Path = readonly (string | number)[];
interface Complaint {
  line: number;
  text: string;
}

const kinds = Object.keys(stepSchemas) as StepKind[];
/** Steps whose words are never a pattern. */
const plainWords = new Set<StepKind>(['caller', 'saysExactly', 'means']);
const cure = 'Correct the lines named; docs/testing.md shows the format.';

/**
 * @param path For messages only.
 * @throws AntiphonError CONFIG_INVALID, naming each line that is wrong.
 */
export function readScenarios(text: string, path: string): ScenarioFile {
  const reader = new Reader(text);
  const file = reader.read();
  if (file !== undefined) return file;
  const told = reader.complaints
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, text: what }) => {
      return `${path}, line ${line}: ${what}`;
    });
  throw new AntiphonError('CONFIG_INVALID', told.join('\n'), { cure });
}

class Reader {
  readonly complaints: Complaint[] = [];
  readonly #lines = new LineCounter();
  readonly #document: Document;

  constructor(text: string) {
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
  }

  /** @returns undefined where there are complaints. */
  read(): ScenarioFile | undefined {
    for (const { message, pos } of this.#document.errors) this.#complain(this.#lineAt(pos[0]), message);
    if (this.complaints.length > 0) return undefined;
    const file = this.#check(fileSchema, this.#plain(), []);
    if (file === undefined) return undefined;
    const scenarios = file.scenarios.map(({ name, mode, replies, never = [], steps, end }, index) => {
      const path = ['scenarios', index];
      never.forEach((forbidden) => this.#checkPatterns(forbidden, [...path, 'never']));
      if (end !== undefined) this.#checkPatterns(end, [...path, 'end']);
      return {
        name,
        line: this.#lineOf(path),
        mode,
        replies,
        never,
        steps: steps.flatMap((step, place) => this.#step(step, [...path, 'steps', place])),
        end: end === undefined ? undefined : { ...end, line: this.#lineOf([...path, 'end']) },
      };
    });
    const { agent, judge } = file;
    return this.complaints.length > 0 ? undefined : { agent, judge, scenarios };
  }

  #plain(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 100 });
    } catch (thrown) {
      this.#complain(1, thrown instanceof Error ? thrown.message : 'it cannot be read');
      return undefined;
    }
  }

  #step(value: unknown, path: Path): ScenarioFile['scenarios'][number]['steps'] {
    const line = this.#lineOf(path);
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const found = kinds.filter((kind) => keys.includes(kind));
    const [kind] = found;
    if (kind === undefined || found.length > 1) {
      const what = found.length > 1 ? `it has ${found.join(' and ')}` : unknownKeys(keys);
      this.#complain(line, `a step begins with one of ${kinds.join(', ')}; ${what}`);
      return [];
    }
    const checked = this.#check<unknown>(stepSchemas[kind], value, path);
    if (checked === undefined) return [];
    const step = { ...(checked as object), kind } as Step;
    if (!plainWords.has(kind)) this.#checkPatterns(value, [...path, kind]);
    return [{ step, line }];
  }

  #checkPatterns(values: unknown, path: Path): void {
    try {
      patternsOf(values);
    } catch (thrown) {
      const what = thrown instanceof Error ? thrown.message : 'this is no pattern';
      this.#complain(this.#lineOf(path), `\`${String(path.at(-1))}\`: ${what}`);
    }
  }

  #check<Output>(schema: z.ZodType<Output>, value: unknown, path: Path): Output | undefined {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const at = [...path, ...(issue.path as Path)];
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys)
          this.#complain(this.#lineOf([...at, key]), `there is no key \`${key}\` here`);
      } else {
        const key = at.findLast((part) => typeof part === 'string');
        this.#complain(this.#lineOf(at), key === undefined ? issue.message : `\`${key}\`: ${issue.message}`);
      }
    }
    return undefined;
  }

  #complain(line: number, text: string): void {
    this.complaints.push({ line, text });
  }

  /** Of the key where there is one, or of the nearest thing around it. */
  #lineOf(path: Path): number {
    for (let length = path.length; length > 0; length -= 1) {
      const around = this.#document.getIn(path.slice(0, length - 1), true);
      if (isMap(around)) {
        const pair = around.items.find(({ key }) => String(key) === String(path[length - 1]));
        if (isNode(pair?.key) && pair.key.range) return this.#lineAt(pair.key.range[0]);
      }
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.#lineAt(node.range[0]);
    }
    return 1;
  }

  #lineAt(offset: number): number {
    return Math.max(1, this.#lines.linePos(offset).line);
  }
}

/** Values between slashes become patterns, however deep they stand. @throws SyntaxError for one that is none. */
export function patternsOf(value: unknown): unknown {
  if (typeof value === 'string') return textOrPattern(value);
  if (Array.isArray(value)) return value.map(patternsOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, patternsOf(part)]));
}

function unknownKeys(keys: readonly string[]): string {
  return keys.length === 0
    ? 'this one has no keys'
    : `this one has ${keys.map((key) => `\`${key}\``).join(', ')}`;
}
