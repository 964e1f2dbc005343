/**
 * Any language model as an extractor: it is offered one tool, and what it calls it with is what the turn said.
 *
 *   instructions + tool (the same in every turn) ─ one turn, as JSON ─▶ report ─▶ checked ─▶ extraction
 *                                                          ▲                        │ what is wrong, once
 *                                                          └────────────────────────┘
 */
import type { ToolSpecification } from '../contracts/conversation.ts';
import type { LanguageModel } from '../contracts/llm.ts';
import type { Extraction, ExtractionRequest, Extractor } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { askFor } from './ask-for-report.ts';
import { reportReader, type ReportReader } from './read-report.ts';
import { reportTool } from './report-tool.ts';

export interface ModelExtractorOptions {
  /** A small one does; it hears one turn at a time. */
  model: LanguageModel;
  /** Of one report, 50 to 4,000. Default 500. */
  maxTokens?: number;
}

/**
 * Learns slots and intents with a language model: about one request a turn, off the critical path.
 *
 * `extract` throws what the model throws; LLM_MALFORMED where its second report cannot be read either; and the
 * signal's reason once that is aborted.
 * @throws AntiphonError CONFIG_INVALID where an option cannot be used.
 */
export function modelExtractor({ model, maxTokens = 500 }: ModelExtractorOptions): Extractor {
  if (typeof model?.generate !== 'function') {
    throw new AntiphonError('CONFIG_INVALID', 'modelExtractor: `model` is no language model', {
      cure: "Write modelExtractor({ model: openai({ model: '...', apiKey }) }).",
    });
  }
  if (!Number.isInteger(maxTokens) || maxTokens < 50 || maxTokens > 4_000) {
    throw new AntiphonError('CONFIG_INVALID', `modelExtractor: \`maxTokens\` is ${maxTokens}`, {
      cure: 'Write a whole number from 50 to 4,000.',
    });
  }
  const agents = new WeakMap<object, Prepared>();
  return Object.freeze({
    specificationVersion: '1' as const,
    name: `model:${model.name}`,
    prepare: (agent: Pick<ExtractionRequest, 'slots' | 'intents'>): void => {
      agents.set(agent.slots, prepare(agent));
    },
    async extract(request: ExtractionRequest, { signal }: { signal: AbortSignal }): Promise<Extraction> {
      signal.throwIfAborted();
      const { turn, callerText, slots, intents } = request;
      const nothing = { turn, intent: undefined, changes: [] };
      if (callerText.trim() === '' || slots.length + intents.length === 0) return nothing;
      const known = agents.get(slots);
      const agent = known?.intents === intents ? known : prepare(request);
      agents.set(slots, agent);
      return askFor(request, { model, maxTokens, signal, ...agent });
    },
  });
}

/** What an agent's slots and intents are made into, once: they are the same from turn to turn. */
interface Prepared extends Pick<ExtractionRequest, 'intents'> {
  tool: ToolSpecification;
  reader: ReportReader;
}

function prepare({ slots, intents }: Pick<ExtractionRequest, 'slots' | 'intents'>): Prepared {
  return { intents, tool: reportTool(slots, intents), reader: reportReader(slots, intents) };
}
