/**
 * A caller for tests: holds a conversation with a model as a call does, consent included. A tool that
 * has a question is run only after a plain "yes", as an entry of its own in the history.
 */
import type { Message, ToolOutcome, ToolSpecification } from '../../../contracts/conversation.ts';
import type { GenerationPart, LanguageModel } from '../../../contracts/llm.ts';
import { AntiphonError } from '../../../errors/antiphon-error.ts';

export interface CallerTool {
  specification: ToolSpecification;
  /** What must be answered with yes before `run`. */
  question?: (input: never) => string | undefined;
  run: (input: never, toolCallId: string) => unknown;
}

interface Asked {
  tool: CallerTool;
  toolCallId: string;
  arguments: unknown;
}

const stepsMax = 5;

export class Caller {
  readonly messages: Message[] = [];
  /** Every tool that ran: its name and what it got. */
  readonly ran: [string, unknown][] = [];
  toolChoice: 'auto' | 'none' = 'auto';
  readonly #model: LanguageModel;
  readonly #tools: readonly CallerTool[];
  #asked: Asked | undefined;

  constructor(model: LanguageModel, tools: readonly CallerTool[] = []) {
    this.#model = model;
    this.#tools = tools;
  }

  /** @returns all that is said in reply, questions of consent included. */
  async says(text: string): Promise<string> {
    this.messages.push({ role: 'user', text });
    const asked = this.#asked;
    const answer = /^yes\b/.test(text) ? 'yes' : /^no(?: thank you)?$/.test(text) ? 'no' : undefined;
    if (asked !== undefined && answer !== undefined) {
      this.#asked = undefined;
      const toolCallId = `${asked.toolCallId}-answer`;
      const refusal: ToolOutcome = { status: 'refused', reason: 'the caller said no' };
      this.#note(asked, toolCallId, answer === 'yes' ? this.#outcome(asked, toolCallId) : refusal);
    }
    const said: string[] = [];
    for (let step = 0; step < stepsMax; step++) {
      const { text: reply, calls } = await this.generate();
      const before = this.#asked;
      if (reply !== '') this.#hear(reply, said);
      for (const call of calls) this.#act(call, said);
      if (calls.length === 0 || this.#asked !== before) break;
    }
    return said.join(' ');
  }

  /** The last reply was cut after so many words. */
  interrupts(afterWords: number): void {
    const last = this.messages.at(-1);
    if (last?.role !== 'assistant') throw new Error('nobody was speaking');
    const text = last.text.split(' ').slice(0, afterWords).join(' ');
    this.messages[this.messages.length - 1] = { role: 'assistant', text, interrupted: true };
  }

  async generate(signal = new AbortController().signal): Promise<{
    text: string;
    calls: Extract<GenerationPart, { type: 'tool-call' }>[];
    parts: GenerationPart[];
  }> {
    const request = {
      prompt: { system: 'Be brief.', messages: [...this.messages] },
      tools: this.#tools.map((tool) => tool.specification),
      toolChoice: this.toolChoice,
      maxTokens: 400,
      language: 'en-US',
    };
    const parts: GenerationPart[] = [];
    for await (const part of this.#model.generate(request, { signal })) parts.push(part);
    const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
    return { text, calls: parts.filter((part) => part.type === 'tool-call'), parts };
  }

  #act(call: Extract<GenerationPart, { type: 'tool-call' }>, said: string[]): void {
    const tool = this.#tools.find(({ specification }) => specification.name === call.name)!;
    const asked: Asked = { tool, toolCallId: call.toolCallId, arguments: call.arguments };
    const question = tool.question?.(call.arguments as never);
    if (question === undefined) {
      this.#note(asked, call.toolCallId, this.#outcome(asked, call.toolCallId));
      return;
    }
    this.#asked = asked;
    this.#note(asked, call.toolCallId, { status: 'awaiting-consent', question });
    this.#hear(question, said);
  }

  #outcome({ tool, arguments: input }: Asked, toolCallId: string): ToolOutcome {
    this.ran.push([tool.specification.name, input]);
    try {
      return { status: 'done', value: tool.run(input as never, toolCallId) };
    } catch (thrown) {
      if (AntiphonError.is(thrown)) return { status: 'failed', code: thrown.code, message: thrown.message };
      return { status: 'failed', code: 'TOOL_FAILED', message: String(thrown) };
    }
  }

  #note({ tool, arguments: input }: Asked, toolCallId: string, result: ToolOutcome): void {
    const { name } = tool.specification;
    this.messages.push({ role: 'tool-call', toolCallId, name, arguments: input });
    this.messages.push({ role: 'tool-result', toolCallId, name, result });
  }

  #hear(text: string, said: string[]): void {
    said.push(text);
    this.messages.push({ role: 'assistant', text });
  }
}
