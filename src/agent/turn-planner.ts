/**
 * Which agent answers the next turn, and with what.
 *
 * The plan is plain data, because it goes into the log: a replay needs nothing else. Behaviour (the
 * models, the tools' functions) is looked up by the agent's name in `agents`. A single agent is the
 * planner that always gives the same answer; the orchestrator is the other one.
 */
import type { Message } from '../contracts/conversation.ts';
import type { TurnPlan } from '../contracts/turn-plan.ts';
import type { Agent } from './agent.ts';
import { endCallTool } from './end-call.ts';

export interface PlannerState {
  /** The turn to be planned, counted from 0. */
  readonly turn: number;
  readonly messages: readonly Message[];
}

export interface TurnPlanner {
  /** Whom callers reach first: its greeting, voice, language and pipeline open the call. */
  readonly entry: Agent;
  /** Everyone a plan may name, `entry` among them. */
  readonly agents: readonly Agent[];
  /** Pure, quick and total: runs inside the decisions of a call. */
  plan(state: PlannerState): TurnPlan;
}

export function singleAgentPlanner(agent: Agent): TurnPlanner {
  const specifications = agent.tools.map((tool) => tool.specification);
  const plan: TurnPlan = Object.freeze({
    agent: agent.name,
    instructions: agent.instructions,
    tools: Object.freeze(agent.mayEndCall ? [...specifications, endCallTool] : specifications),
    phrases: Object.freeze([...new Set([...agent.phrases, ...(agent.models.llm?.phrases ?? [])])]),
    expects: agent.expects,
    language: agent.language,
    maxTokens: agent.maxTokens,
  });

  return Object.freeze({
    entry: agent,
    agents: Object.freeze([agent]),
    plan: () => plan,
  });
}
