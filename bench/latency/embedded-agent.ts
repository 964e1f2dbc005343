/**
 * The agent that the embedded part of `latency` phones: the front desk as `antiphon serve` has it, with
 * two differences. It does not greet, so that each call is one turn; and its voice keeps no rendered
 * clauses, so that no reply is served from one. That is the only cache a reply passes through.
 */
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { flite } from '../../src/providers/flite/flite.ts';
import type { Agent } from '../../src/agent/agent.ts';

const tts = await flite({ cacheBytes: 0 });

export const agent: Agent = {
  ...demoAgent({ wallTime: () => Date.now(), models: { tts } }),
  greeting: undefined,
};
