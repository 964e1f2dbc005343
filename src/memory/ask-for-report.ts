/**
 * Asks a model for the report of one turn; where it cannot be read, says what is wrong, and asks once more.
 *
 * Both requests begin with the same bytes. An error of the model's is nobody's to put right here.
 */
import type { Message, ToolSpecification } from '../contracts/conversation.ts';
import type { GenerationPart, LanguageModel } from '../contracts/llm.ts';
import type { Extraction, ExtractionRequest } from '../contracts/memory.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';
import type { ReportReader } from './read-report.ts';
import { instructions, reportName } from './report-instructions.ts';
import { jsonInText } from './report-text.ts';
import { turnMessage } from './turn-message.ts';

export interface Asking {
  model: LanguageModel;
  maxTokens: number;
  tool: ToolSpecification;
  reader: ReportReader;
  signal: AbortSignal;
}

/** Letters of a text that is still read as a report. */
const textMax = 16_000;

type Answer = Extract<GenerationPart, { type: 'tool-call' }> | { type: 'text'; text: string };

export async function askFor(request: ExtractionRequest, asking: Asking): Promise<Extraction> {
  const { reader, model } = asking;
  const turn: Message[] = [{ role: 'user', text: turnMessage(request) }];
  const first = await answerTo(turn, request.language, asking);
  const reading = reader.read(reportIn(first), request, true);
  if (reading.ok) return reading.extraction;
  const second = await answerTo([...turn, ...correction(first, reading.problem)], request.language, asking);
  const again = reader.read(reportIn(second), request, false);
  if (again.ok) return again.extraction;
  throw new AntiphonError('LLM_MALFORMED', `${model.name}: no report of the turn can be read`, {
    data: { model: model.name, issues: again.issues },
  });
}

/** The first report, or the text where there is none. It is read to its end: what it cost comes last. */
async function answerTo(messages: readonly Message[], language: string, asking: Asking): Promise<Answer> {
  const { model, maxTokens, tool, signal } = asking;
  let text = '';
  let report: Answer | undefined;
  try {
    const prompt = { system: instructions, messages };
    const request = { prompt, tools: [tool], toolChoice: 'auto' as const, maxTokens, language };
    for await (const part of model.generate(request, { signal })) {
      if (part.type === 'tool-call' && part.name === reportName) report ??= part;
      if (part.type === 'text-delta') text += part.text;
      if (text.length > textMax) break;
    }
  } catch (thrown) {
    signal.throwIfAborted();
    const error = AntiphonError.from(thrown, 'LLM_FAILED', model.name);
    // It answered, but not in the protocol: that is what the second chance is for.
    if (error.code !== 'LLM_MALFORMED') throw error;
  }
  signal.throwIfAborted();
  return report ?? { type: 'text', text: text.slice(0, textMax) };
}

function reportIn(answer: Answer): unknown {
  return answer.type === 'text' ? jsonInText(answer.text) : answer.arguments;
}

/** What the model said, and what is wrong with it. */
function correction(answer: Answer, problem: string): Message[] {
  const again = `That report cannot be read. Call \`${reportName}\` again, whole.\n${problem}`;
  if (answer.type === 'tool-call') {
    const { toolCallId, name, arguments: input } = answer;
    const result = { status: 'failed' as const, code: 'REPORT_INVALID', message: again };
    const call = { role: 'tool-call' as const, toolCallId, name, arguments: input };
    return [call, { role: 'tool-result', toolCallId, name, result }];
  }
  const said: Message[] = answer.text.trim() === '' ? [] : [{ role: 'assistant', text: answer.text }];
  return [...said, { role: 'user', text: again }];
}
