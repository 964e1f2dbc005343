/**
 * Who answers: instructions, a greeting, models, tools, and how turns are taken.
 *
 * An agent is a frozen value with every default filled in, so that whoever runs it asks no
 * questions. It holds no connection and no state: one agent serves any number of calls at once.
 */
import type { Agent, AgentDefinition } from './agent.ts';
import { checkAgent } from './check-agent.ts';
import { idleDefaultsOf } from './idle-defaults.ts';

/** An hour: longer than people talk to an agent, shorter than a line that nobody hung up. */
const callMaxDefaultMs = 3_600_000;

/**
 * Defines an agent.
 * @throws AntiphonError CONFIG_INVALID, saying what to write instead.
 */
export function defineAgent(definition: AgentDefinition): Agent {
  checkAgent(definition);
  const { language = 'en-US' } = definition;
  return Object.freeze({
    name: definition.name,
    instructions: definition.instructions,
    greeting: definition.greeting,
    greetingInterruptible: definition.greetingInterruptible ?? true,
    models: Object.freeze({ ...definition.models }),
    tools: Object.freeze([...(definition.tools ?? [])]),
    toolRuns: definition.toolRuns ?? 'parallel',
    slots: definition.slots,
    intents: Object.freeze((definition.intents ?? []).map((intent) => Object.freeze({ ...intent }))),
    phrases: Object.freeze([...(definition.phrases ?? [])]),
    expects: definition.expects ?? 'free',
    voice: definition.voice,
    lexicon: Object.freeze({ ...definition.lexicon }),
    language,
    pipeline: definition.pipeline ?? 'interruptible',
    bargeIn: Object.freeze({ ...definition.bargeIn }),
    idle: Object.freeze({ ...idleDefaultsOf(language), ...definition.idle }),
    timeZone: definition.timeZone ?? 'UTC',
    maxTokens: definition.maxTokens ?? 400,
    promptTokensMax: definition.promptTokensMax ?? 8_000,
    mayEndCall: definition.mayEndCall ?? false,
    callMaxMs: definition.callMaxMs ?? callMaxDefaultMs,
  });
}
