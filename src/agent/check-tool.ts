/** What `defineTool` refuses, and what it advises instead. */
import { z } from 'zod';
import type { DuplicatePolicy, Effect } from '../contracts/conversation.ts';
import { configInvalid, nameOf, rejectUnknownKeys, requireMs, requireText } from './check.ts';
import type { ToolBreaker, ToolDefinition, ToolRetry } from './tool.ts';

// Records, so that the compiler notices an option that is missing here.
const toolOptions: Record<keyof ToolDefinition<z.ZodObject, unknown>, true> = {
  name: true,
  description: true,
  input: true,
  effect: true,
  confirm: true,
  timeoutMs: true,
  retry: true,
  idempotencyKey: true,
  breaker: true,
  duplicates: true,
  speakWhile: true,
  fallback: true,
  interruptible: true,
  run: true,
};
const retryOptions: Record<keyof ToolRetry, true> = {
  attemptsMax: true,
  firstDelayMs: true,
  delayMaxMs: true,
  withinMs: true,
};
const breakerOptions: Record<keyof ToolBreaker, true> = {
  failuresInARow: true,
  coolOffMs: true,
  coolOffMaxMs: true,
};
const effects: Record<Effect, true> = { read: true, write: true, irreversible: true };
const duplicatePolicies: Record<DuplicatePolicy, true> = { reject: true, replace: true, allow: true };

const timeMaxMs = 600_000;

/** @throws AntiphonError CONFIG_INVALID */
export function checkTool(definition: ToolDefinition<z.ZodObject, unknown>): void {
  const { name } = definition;
  requireText('defineTool', 'name', name, "'bookFitting'");
  const where = `tool "${name}"`;
  if (!/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/.test(name)) {
    throw configInvalid(
      where,
      'the name cannot be sent to every model',
      'Begin with a letter; use at most 64 letters, digits, "_" and "-".',
    );
  }
  rejectUnknownKeys(where, definition, Object.keys(toolOptions));
  requireText(where, 'description', definition.description, "'Books a fitting in a store.'");
  requireChoice(where, 'effect', definition.effect, Object.keys(effects));
  if (!(definition.input instanceof z.ZodObject)) {
    throw configInvalid(where, '`input` is not a zod object', 'Write input: z.object({ ... }).');
  }
  if (typeof definition.run !== 'function') {
    throw configInvalid(where, '`run` is missing', 'Write run: async (input, { signal }) => ....');
  }
  const { timeoutMs, duplicates } = definition;
  if (timeoutMs !== undefined) requireMs(where, 'timeoutMs', timeoutMs, 100, timeMaxMs);
  if (duplicates !== undefined) {
    requireChoice(where, 'duplicates', duplicates, Object.keys(duplicatePolicies));
  }
  checkTexts(where, definition);
  checkConfirm(where, definition);
  checkKey(where, definition);
  checkRetry(where, definition);
  checkBreaker(where, definition.breaker);
}

function checkTexts(where: string, { speakWhile, fallback }: ToolDefinition<z.ZodObject, unknown>): void {
  // A blank one would be spoken as silence where the caller waits for a word.
  if (speakWhile !== undefined) requireText(where, 'speakWhile', speakWhile, "'One moment, please.'");
  if (fallback !== undefined) {
    requireText(where, 'fallback', fallback, "'The diary does not answer. Shall we call you back?'");
  }
}

function checkConfirm(where: string, { effect, confirm }: ToolDefinition<z.ZodObject, unknown>): void {
  if (confirm === undefined) return;
  if (confirm !== false && typeof confirm !== 'function') {
    throw configInvalid(where, `\`confirm\` is ${nameOf(confirm)}`, 'Write (input) => question, or false.');
  }
  if (effect === 'irreversible' && confirm === false) {
    throw configInvalid(
      where,
      'an `irreversible` tool has `confirm: false`: it never acts unasked',
      "Write the question, or effect: 'write' if what it does can be undone.",
    );
  }
  if (effect !== 'read') return;
  throw configInvalid(
    where,
    'a `read` tool has a `confirm`, which would never be asked',
    "Leave `confirm` out, or write effect: 'write' if the tool changes anything.",
  );
}

function checkKey(where: string, { effect, idempotencyKey }: ToolDefinition<z.ZodObject, unknown>): void {
  if (idempotencyKey === undefined) return;
  if (idempotencyKey !== true && typeof idempotencyKey !== 'function') {
    throw configInvalid(
      where,
      `\`idempotencyKey\` is ${nameOf(idempotencyKey)}`,
      'Write true where what the tool writes to honours the key it is given, or (input) => key; else leave it out.',
    );
  }
  if (effect === 'read') {
    throw configInvalid(
      where,
      'a `read` tool has an `idempotencyKey`, which nothing needs',
      "Leave it out, or write effect: 'write' if the tool changes anything.",
    );
  }
}

function checkRetry(where: string, definition: ToolDefinition<z.ZodObject, unknown>): void {
  const { effect, idempotencyKey, retry } = definition;
  if (retry === undefined) return;
  const policy = typeof retry === 'number' ? { attemptsMax: retry } : retry;
  if (typeof policy !== 'object' || policy === null) {
    throw configInvalid(where, `\`retry\` is ${nameOf(retry)}`, 'Write retry: 3, or { attemptsMax: 3 }.');
  }
  rejectUnknownKeys(`${where}: \`retry\``, policy, Object.keys(retryOptions));
  requireWhole(where, 'retry.attemptsMax', policy.attemptsMax, 5);
  for (const option of ['firstDelayMs', 'delayMaxMs', 'withinMs'] as const) {
    if (policy[option] !== undefined) requireMs(where, `retry.${option}`, policy[option], 1, timeMaxMs);
  }
  if (policy.attemptsMax === 1 || effect === 'read') return;
  if (effect === 'irreversible') {
    throw configInvalid(
      where,
      'an `irreversible` tool has a `retry`: the caller said yes once',
      'Leave `retry` out and write a `fallback` that offers to try again.',
    );
  }
  if (idempotencyKey === undefined) {
    throw configInvalid(
      where,
      'a `write` tool has a `retry` and no `idempotencyKey`: it could act twice',
      'Write idempotencyKey: true if what it writes to honours the key, or leave `retry` out.',
    );
  }
}

function checkBreaker(where: string, breaker: false | ToolBreaker | undefined): void {
  if (breaker === undefined || breaker === false) return;
  if (typeof breaker !== 'object' || breaker === null) {
    throw configInvalid(where, `\`breaker\` is ${nameOf(breaker)}`, 'Write false, or { failuresInARow: 5 }.');
  }
  rejectUnknownKeys(`${where}: \`breaker\``, breaker, Object.keys(breakerOptions));
  const { failuresInARow, coolOffMs, coolOffMaxMs } = breaker;
  if (failuresInARow !== undefined) requireWhole(where, 'breaker.failuresInARow', failuresInARow, 100);
  if (coolOffMs !== undefined) requireMs(where, 'breaker.coolOffMs', coolOffMs, 100, timeMaxMs);
  // A maximum below the cool-off would be a cool-off that is never kept.
  if (coolOffMaxMs !== undefined) {
    requireMs(where, 'breaker.coolOffMaxMs', coolOffMaxMs, coolOffMs ?? 100, timeMaxMs);
  }
}

function requireChoice(where: string, option: string, value: unknown, choices: readonly string[]): void {
  if (typeof value === 'string' && choices.includes(value)) return;
  throw configInvalid(where, `\`${option}\` is ${nameOf(value)}`, `Write ${choices.join(', ')}.`);
}

function requireWhole(where: string, option: string, value: unknown, max: number): void {
  if (Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max) return;
  throw configInvalid(where, `\`${option}\` is ${nameOf(value)}`, `Write a whole number from 1 to ${max}.`);
}
