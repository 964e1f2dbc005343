/**
 * Reads what a model reported of a turn: the arguments of the tool, or JSON in a text from a model that calls none.
 *
 * What is not as it should be is told in words for the model, which gets one chance to put it right. Values that
 * do not fit their slot are worth that chance and no more: whoever asked for them parses each one anyway.
 */
import { z } from 'zod';
import type { Extraction, ExtractionRequest, SlotChange, SlotSpecification } from '../contracts/memory.ts';
import { shortenText } from '../conversation/shorten.ts';
import { slotLimits } from '../conversation/slots.ts';
import { unwrapped } from './report-text.ts';
import { reportType, type ReportedChange } from './report-type.ts';

export type Reading =
  | { ok: true; extraction: Extraction }
  /** `problem` is meant for the model; `issues` are kinds alone, for logs: nothing in them was said by anybody. */
  | { ok: false; problem: string; issues: readonly string[] };

export interface ReportReader {
  /** @param checkValues a value that does not fit its slot is a problem as well. */
  read(report: unknown, request: ExtractionRequest, checkValues: boolean): Reading;
}

const problemCharactersMax = 1_000;
export function reportReader(
  slots: readonly SlotSpecification[],
  intents: readonly { name: string }[],
): ReportReader {
  const [strict, lenient] = [true, false].map((checked) => reportType(slots, intents, checked));
  return {
    read(report, request, checkValues) {
      const result = (checkValues ? strict : lenient)!.safeParse(unwrapped(report));
      if (!result.success) {
        const problem = shortenText(z.prettifyError(result.error), problemCharactersMax);
        return { ok: false, problem, issues: [...new Set(result.error.issues.map(({ code }) => code))] };
      }
      const { intent, changes } = result.data;
      return {
        ok: true,
        extraction: {
          turn: request.turn,
          intent: intent ?? undefined,
          changes: slots.flatMap(({ name }) =>
            (changes[name] ?? []).map((change) => slotChange(name, change, request.callerText)),
          ),
        },
      };
    },
  };
}

function slotChange(
  slot: string,
  { change, value, words, confidence }: ReportedChange,
  callerText: string,
): SlotChange {
  const quoted = shortenText(words === '' ? callerText : words, slotLimits.wordsCharacters);
  return change === 'clear'
    ? { slot, change, words: quoted, confidence }
    : { slot, change, value, words: quoted, confidence };
}
