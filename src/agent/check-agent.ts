/** What `defineAgent` refuses, and what it advises instead. */
import type { BargeInPolicy } from '../contracts/barge-in.ts';
import type { IntentSpecification } from '../contracts/memory.ts';
import type { AgentDefinition, IdlePolicy } from './agent.ts';
import {
  configInvalid,
  nameOf,
  rejectDuplicates,
  rejectUnknownKeys,
  requireMs,
  requireText,
} from './check.ts';
import { canAnswerIn } from '../consent/answer.ts';
import { endCallTool } from './end-call.ts';

// Records, so that the compiler notices an option that is missing here.
const agentOptions: Record<keyof AgentDefinition, true> = {
  name: true,
  instructions: true,
  greeting: true,
  greetingInterruptible: true,
  models: true,
  tools: true,
  toolRuns: true,
  slots: true,
  intents: true,
  phrases: true,
  expects: true,
  voice: true,
  lexicon: true,
  language: true,
  timeZone: true,
  pipeline: true,
  bargeIn: true,
  idle: true,
  maxTokens: true,
  promptTokensMax: true,
  mayEndCall: true,
  callMaxMs: true,
};
const bargeInOptions: Record<keyof BargeInPolicy, true> = {
  pauseAfterMs: true,
  commitAfterMs: true,
  minWords: true,
  backchannels: true,
  resume: true,
};
const idleOptions: Record<keyof IdlePolicy, true> = {
  afterMs: true,
  prompt: true,
  promptsMax: true,
  farewell: true,
};
const intentOptions: Record<keyof IntentSpecification, true> = {
  name: true,
  description: true,
  examples: true,
};
const pipelines: readonly unknown[] = ['sequential', 'streaming', 'interruptible'];
const expectations: readonly unknown[] = [
  'free',
  'yes-no',
  'number',
  'phone-number',
  'email',
  'date',
  '6 digits',
];
const modelMethods = { llm: 'generate', stt: 'open', tts: 'open', extractor: 'extract' } as const;

export function checkAgent(definition: AgentDefinition): void {
  requireText('defineAgent', 'name', definition.name, "'concierge'");
  const where = `agent "${definition.name}"`;
  if (!/^[\p{L}][\p{L}\p{N} _-]{0,63}$/u.test(definition.name)) {
    throw configInvalid(
      where,
      'the name does not fit logs and handoffs',
      'Begin with a letter; use at most 64 letters, digits, spaces, "_" and "-".',
    );
  }
  rejectUnknownKeys(where, definition, Object.keys(agentOptions));
  requireText(where, 'instructions', definition.instructions, "'You are the concierge. Brief and warm.'");
  if (definition.greeting !== undefined) {
    requireText(where, 'greeting', definition.greeting, "'Good afternoon. How may I help?', or leave it out");
  }
  checkChoice(where, 'pipeline', definition.pipeline, pipelines);
  checkChoice(where, 'toolRuns', definition.toolRuns, ['parallel', 'one-at-a-time']);
  const { expects } = definition;
  if (!/^([1-9]|[12]\d|30) digits$/.test(String(expects)))
    checkChoice(where, 'expects', expects, expectations);
  checkLanguage(where, definition.language);
  checkTimeZone(where, definition.timeZone);
  checkTools(where, definition);
  checkConsent(where, definition);
  checkMemory(where, definition);
  checkModels(where, definition);
  checkTimes(where, definition);
  if (definition.phrases?.some((phrase) => typeof phrase !== 'string')) {
    throw configInvalid(where, '`phrases` holds something that is no text', "Write phrases: ['...', '...'].");
  }
  checkTokens(where, definition);
}

function checkChoice(where: string, option: string, value: unknown, choices: readonly unknown[]): void {
  if (value === undefined || choices.includes(value)) return;
  throw configInvalid(where, `\`${option}\` is ${nameOf(value)}`, `Write one of: ${choices.join(', ')}.`);
}

function checkLanguage(where: string, language: string | undefined): void {
  if (language === undefined) return;
  try {
    if (Intl.getCanonicalLocales(language).length === 1) return;
  } catch {
    // Not a language tag: told below.
  }
  throw configInvalid(where, `\`language\` is ${nameOf(language)}`, "Write a BCP-47 tag, such as 'en-US'.");
}

function checkTokens(where: string, { maxTokens, promptTokensMax }: AgentDefinition): void {
  if (maxTokens !== undefined && !(Number.isInteger(maxTokens) && maxTokens > 0)) {
    throw configInvalid(where, `\`maxTokens\` is ${nameOf(maxTokens)}`, 'Write a whole number above 0.');
  }
  const fits = Number.isInteger(promptTokensMax) && Number(promptTokensMax) >= 500;
  if (promptTokensMax === undefined || fits) return;
  throw configInvalid(
    where,
    `\`promptTokensMax\` is ${nameOf(promptTokensMax)}`,
    'Write a whole number, 500 or more.',
  );
}

function checkTimeZone(where: string, timeZone: string | undefined): void {
  if (timeZone === undefined) return;
  try {
    Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw configInvalid(
      where,
      `\`timeZone\` is ${nameOf(timeZone)}`,
      "Write an IANA name, such as 'Europe/Paris'.",
    );
  }
}

function checkTools(where: string, { tools = [], mayEndCall }: AgentDefinition): void {
  for (const tool of tools) {
    if (typeof tool?.consentQuestion === 'function') continue;
    throw configInvalid(where, '`tools` holds something else', 'Make each with defineTool({ ... }).');
  }
  const names = tools.map((tool) => tool.name);
  rejectDuplicates(where, 'tools', mayEndCall === true ? [...names, endCallTool.name] : names);
}

/** A yes that nobody can read would keep the tool from running for ever. */
function checkConsent(where: string, { language, tools = [] }: AgentDefinition): void {
  const asking = tools.find(({ asks }) => asks);
  if (asking === undefined || language === undefined || canAnswerIn(language)) return;
  throw configInvalid(
    where,
    `the tool "${asking.name}" needs a yes, and nobody here understands one in "${language}"`,
    'Use English (en) or German (de), or only tools that need no yes.',
  );
}

function checkMemory(where: string, { slots, intents }: AgentDefinition): void {
  if (slots !== undefined && !Array.isArray(slots?.specifications)) {
    throw configInvalid(where, '`slots` is something else', 'Make it with defineSlots(z.object({ ... })).');
  }
  if (intents === undefined) return;
  if (!Array.isArray(intents)) {
    const cure = "Write intents: [{ name: 'book', description: 'Wants an appointment.' }].";
    throw configInvalid(where, `\`intents\` is ${nameOf(intents)}`, cure);
  }
  for (const intent of intents as readonly IntentSpecification[]) {
    requireText(where, 'intents: name', intent?.name, "'book'");
    rejectUnknownKeys(`${where}: \`intents\``, intent, Object.keys(intentOptions));
    requireText(where, `intents: description of "${intent.name}"`, intent.description, "'Wants a visit.'");
    checkExamples(where, intent);
    if (/^[a-zA-Z][a-zA-Z0-9_-]{0,63}$/.test(intent.name)) continue;
    throw configInvalid(
      where,
      `the intent "${intent.name.slice(0, 80)}" has a name that cannot be sent to every model`,
      'Begin with a letter; use at most 64 letters, digits, "_" and "-".',
    );
  }
  const names = intents.map(({ name }) => name);
  rejectDuplicates(where, 'intents', names);
}

function checkExamples(where: string, { name, examples }: IntentSpecification): void {
  if (examples === undefined) return;
  if (Array.isArray(examples) && examples.every((example) => typeof example === 'string')) return;
  const cure = "Write examples: ['I would like to book a fitting'].";
  throw configInvalid(where, `\`intents\`: the examples of "${name}" are no texts`, cure);
}

function checkModels(where: string, { models = {} }: AgentDefinition): void {
  rejectUnknownKeys(`${where}: \`models\``, models, Object.keys(modelMethods));
  for (const [role, method] of Object.entries(modelMethods)) {
    const model: unknown = models[role as keyof typeof modelMethods];
    if (model === undefined) continue;
    if (typeof model === 'object' && model !== null && method in model) continue;
    throw configInvalid(
      where,
      `\`models.${role}\` is ${nameOf(model)}`,
      'Give the value that a provider function returns, or leave it out for the embedded one.',
    );
  }
}

function checkTimes(where: string, { bargeIn = {}, idle = {}, callMaxMs }: AgentDefinition): void {
  rejectUnknownKeys(`${where}: \`bargeIn\``, bargeIn, Object.keys(bargeInOptions));
  rejectUnknownKeys(`${where}: \`idle\``, idle, Object.keys(idleOptions));
  const { pauseAfterMs, commitAfterMs, minWords, backchannels } = bargeIn;
  if (pauseAfterMs !== undefined) requireMs(where, 'bargeIn.pauseAfterMs', pauseAfterMs, 0, 2000);
  if (commitAfterMs !== undefined) requireMs(where, 'bargeIn.commitAfterMs', commitAfterMs, 20, 10_000);
  if (minWords !== undefined && !(Number.isInteger(minWords) && minWords > 0)) {
    throw configInvalid(where, `\`bargeIn.minWords\` is ${nameOf(minWords)}`, 'Write 1 or more.');
  }
  if (backchannels?.some((entry) => typeof entry !== 'string')) {
    const cure = "Write backchannels: ['mm-hm', 'right'].";
    throw configInvalid(where, '`bargeIn.backchannels` holds something that is no text', cure);
  }
  if (callMaxMs !== undefined) requireMs(where, 'callMaxMs', callMaxMs, 60_000, 86_400_000);
  if (idle.afterMs !== undefined) requireMs(where, 'idle.afterMs', idle.afterMs, 1000, 600_000);
  if (idle.promptsMax !== undefined && !(Number.isInteger(idle.promptsMax) && idle.promptsMax >= 0)) {
    throw configInvalid(where, `\`idle.promptsMax\` is ${nameOf(idle.promptsMax)}`, 'Write 0 or more.');
  }
}
