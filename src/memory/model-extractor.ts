/**
 * Any language model as an extractor: it is offered one tool, and what it calls it with is what the turn said.
 *
 *   instructions + tool (the same in every turn) ─ one turn, as JSON ─▶ report ─▶ checked ─▶ extraction
 *                                                          ▲                        │ what is wrong, once
 *                                                          └────────────────────────┘
 */
import type { Message, ToolSpecification } from '../contracts/conversation.ts';
import type { GenerationPart, LanguageModel } from '../contracts/llm.ts';
import type { Extraction, ExtractionRequest, Extractor } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import { jsonInText, reportReader, type ReportReader } from './read-report.ts';
import { instructions, reportName, reportTool } from './report-tool.ts';
import { turnMessage } from './turn-message.ts';

export interface ModelExtractorOptions {
  /** A small one does; it hears one turn at a time. */
  model: LanguageModel;
  /** Of one report, 50 to 4,000. Default 500. */
  maxTokens?: number;
}

/** Letters of a text that is still read as a report. */
const textMax = 16_000;

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
    async extract(request: ExtractionRequest, { signal }: { signal: AbortSignal }): Promise<Extraction> {
      signal.throwIfAborted();
      const { turn, callerText, slots, intents } = request;
      const nothing = { turn, intent: undefined, changes: [] };
      if (callerText.trim() === '' || slots.length + intents.length === 0) return nothing;
      const known = agents.get(slots);
      const agent = known?.intents === intents ? known : prepare(request);
      agents.set(slots, agent);
      return new Asking(model, maxTokens, agent, request, signal).extraction();
    },
  });
}

/** What an agent's slots and intents are made into, once: they are the same from turn to turn. */
interface Prepared extends Pick<ExtractionRequest, 'intents'> {
  tool: ToolSpecification;
  reader: ReportReader;
}

function prepare({ slots, intents }: ExtractionRequest): Prepared {
  return { intents, tool: reportTool(slots, intents), reader: reportReader(slots, intents) };
}

/** What a model answered. */
type Answer = Extract<GenerationPart, { type: 'tool-call' }> | { type: 'text'; text: string };

class Asking {
  readonly #model: LanguageModel;
  readonly #maxTokens: number;
  readonly #agent: Prepared;
  readonly #request: ExtractionRequest;
  readonly #signal: AbortSignal;

  constructor(
    model: LanguageModel,
    maxTokens: number,
    agent: Prepared,
    request: ExtractionRequest,
    signal: AbortSignal,
  ) {
    this.#model = model;
    this.#maxTokens = maxTokens;
    this.#agent = agent;
    this.#request = request;
    this.#signal = signal;
  }

  async extraction(): Promise<Extraction> {
    const { reader } = this.#agent;
    const asked: Message[] = [{ role: 'user', text: turnMessage(this.#request) }];
    const first = await this.#answer(asked);
    const reading = reader.read(reportIn(first), this.#request, true);
    if (reading.ok) return reading.extraction;
    const second = await this.#answer([...asked, ...correction(first, reading.problem)]);
    const again = reader.read(reportIn(second), this.#request, false);
    if (again.ok) return again.extraction;
    throw new AntiphonError('LLM_MALFORMED', `${this.#model.name}: no report of the turn can be read`, {
      data: { model: this.#model.name, issues: again.issues },
    });
  }

  /** The first report, or the text where there is none. It is read to its end: what it cost comes last. */
  async #answer(messages: readonly Message[]): Promise<Answer> {
    let text = '';
    let report: Answer | undefined;
    try {
      for await (const part of this.#parts(messages)) {
        if (part.type === 'tool-call' && part.name === reportName) report ??= part;
        if (part.type === 'text-delta') text += part.text;
        if (text.length > textMax) break;
      }
    } catch (thrown) {
      this.#signal.throwIfAborted();
      const error = AntiphonError.from(thrown, 'LLM_FAILED', this.#model.name);
      // It answered, but not in the protocol: that is what the second chance is for.
      if (error.code !== 'LLM_MALFORMED') throw error;
    }
    this.#signal.throwIfAborted();
    return report ?? { type: 'text', text: text.slice(0, textMax) };
  }

  #parts(messages: readonly Message[]): AsyncIterable<GenerationPart> {
    const request = {
      prompt: { system: instructions, messages },
      tools: [this.#agent.tool],
      toolChoice: 'auto' as const,
      maxTokens: this.#maxTokens,
      language: this.#request.language,
    };
    return this.#model.generate(request, { signal: this.#signal });
  }
}

function reportIn(answer: Answer): unknown {
  return answer.type === 'text' ? jsonInText(answer.text) : answer.arguments;
}

/** What the model said, and what is wrong with it. */
function correction(answer: Answer, problem: string): Message[] {
  const again = `That report cannot be read. Call \`${reportName}\` again, whole.\n${problem}`;
  if (answer.type === 'tool-call') {
    const { toolCallId, name } = answer;
    const result = { status: 'failed' as const, code: 'REPORT_INVALID', message: again };
    return [answerMessage(answer), { role: 'tool-result', toolCallId, name, result }];
  }
  const said: Message[] = answer.text.trim() === '' ? [] : [{ role: 'assistant', text: answer.text }];
  return [...said, { role: 'user', text: again }];
}

function answerMessage({
  toolCallId,
  name,
  arguments: input,
}: Extract<Answer, { type: 'tool-call' }>): Message {
  return { role: 'tool-call', toolCallId, name, arguments: input };
}
