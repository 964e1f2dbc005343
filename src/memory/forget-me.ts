/**
 * The tool by which a caller is forgotten: what earlier calls left of them goes, and this call leaves nothing.
 *
 * Only whom a tool has verified in this call can be forgotten; whoever is not is told so, and nothing is asked. What was
 * said in calls that are kept is another store's, with a time of its own.
 */
import { z } from 'zod';
import { defineTool, type Tool } from '../agent/define-tool.ts';
import type { Clock } from '../clock/clock.ts';
import type { CallerStore } from '../contracts/caller-store.ts';
import { AntiphonError } from '../errors/antiphon-error.ts';

export interface ForgetMeOptions {
  /** The one that the agent's memory is in. */
  store: Pick<CallerStore, 'forget'>;
  clock: Pick<Clock, 'wallTime'>;
  /** What the caller must say yes to. Default: one in English or German, by the language of the agent. */
  question?: string;
  /** Told to the model when nobody has been verified. Default: a sentence in English or German. */
  notVerified?: string;
}

interface Words {
  question: string;
  notVerified: string;
}

const english: Words = {
  question:
    'Everything that I remember of you from earlier calls will be deleted for good, and I will remember nothing of this one. Shall I do it?',
  notVerified: 'I can only forget somebody once I know for certain who they are.',
};
const german: Words = {
  question:
    'Alles, was ich aus früheren Anrufen von Ihnen weiß, wird endgültig gelöscht, und von diesem Anruf merke ich mir nichts. Soll ich das tun?',
  notVerified: 'Vergessen kann ich nur, wen ich sicher erkannt habe.',
};

/** `true`: something was deleted. `false`: nothing was remembered, and nothing will be of this call. */
export interface Forgotten {
  deleted: boolean;
}

/** Offer it beside a tool that proves who the caller is: `tools: [verifyCaller, forgetMe({ store, clock })]`. */
export function forgetMe({ store, clock, ...said }: ForgetMeOptions): Tool<Record<string, never>, Forgotten> {
  const wordsIn = (language: string): Words => ({
    ...(language.toLowerCase().startsWith('de') ? german : english),
    ...said,
  });
  return defineTool({
    name: 'forgetMe',
    description: 'Deletes what is remembered of the caller from earlier calls, when the caller asks for it.',
    input: z.object({}),
    effect: 'irreversible',
    // Forgotten twice is forgotten: after a crash it runs again.
    idempotencyKey: true,
    timeoutMs: 15_000,
    confirm: (_, { language, caller }) => {
      const { question, notVerified } = wordsIn(language);
      verifiedOf(caller.callerId, notVerified);
      return question;
    },
    run: async (_, { caller }) => {
      const callerId = verifiedOf(caller.callerId, wordsIn('en').notVerified);
      const during = { callId: caller.callId, atMs: clock.wallTime() };
      return { deleted: await store.forget(callerId, during) };
    },
  });
}

/** @throws AntiphonError TOOL_DECLINED */
function verifiedOf(callerId: string | undefined, notVerified: string): string {
  if (callerId !== undefined) return callerId;
  throw new AntiphonError('TOOL_DECLINED', notVerified);
}
