/**
 * The agent that `npm start` serves: the front desk of a fashion house, on models that come with the
 * package. It shows what the on-device model can do, and is honest where a demonstration ends.
 */
import type { Agent, AgentDefinition } from '../../agent/agent.ts';
import { defineAgent } from '../../agent/define-agent.ts';
import { Diary } from './diary.ts';
import { abilities, frontDeskIntents } from './intents.ts';
import { frontDeskTools } from './tools.ts';
import { onDevice, smallTalk } from '../../providers/ondevice/index.ts';

export interface DemoAgentOptions extends Partial<
  Pick<AgentDefinition, 'pipeline' | 'voice' | 'bargeIn' | 'idle' | 'mayEndCall'>
> {
  /** Milliseconds since 1970, for "today" and "tomorrow": `clock.wallTime`. */
  wallTime: () => number;
  /** IANA name. Default: the zone of this machine. */
  timeZone?: string;
  /** Where appointments and messages go. Default: a new one. */
  diary?: Diary;
  /** STT and TTS; the language model is the on-device one unless another is given. */
  models?: AgentDefinition['models'];
}

export function demoAgent({ wallTime, timeZone, diary, models, ...rest }: DemoAgentOptions): Agent {
  const llm = onDevice({
    intents: frontDeskIntents(),
    smallTalk: smallTalk({
      hello: 'Good day to you, and welcome. How may I help?',
      whoAreYou: 'I am the voice of the front desk: a machine, and entirely at your service.',
      goodbye: 'Thank you for calling Maison Solène. Goodbye.',
    }),
    abilities,
    wallTime,
    timeZone: timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  return defineAgent({
    name: 'front-desk',
    instructions:
      'You are the front desk of Maison Solène, a house of fashion. Brief, warm and exact. ' +
      'You tell opening hours, show the way to departments, book fittings and take messages; you promise nothing else.',
    greeting: 'Maison Solène, good day. How may I help you?',
    models: { llm, ...models },
    tools: frontDeskTools(diary ?? new Diary()),
    mayEndCall: true,
    lexicon: { Solène: 'so len', Maison: 'may zon', café: 'cafay' },
    ...rest,
  });
}
