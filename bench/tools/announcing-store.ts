/** A store that tells, past every buffer, what it has acknowledged: the trial holds it to that. */
import { createHash } from 'node:crypto';
import type { CallStore, EffectIntent, TurnRecord } from '../../src/contracts/call-store.ts';
import type { PhaseBoard } from './phase-board.ts';
import { actionOf, type AcknowledgedTurn, type HostLine } from './protocol.ts';

export function announcingStore(
  store: CallStore,
  board: PhaseBoard,
  print: (line: HostLine) => void,
): CallStore {
  const actions = new Map<string, string>();
  const idOf = (callId: string, effectId: string): string => `${callId}:${effectId}`;
  return {
    create: (call) => store.create(call),
    claim: (request) => store.claim(request),
    release: (claim) => store.release(claim),
    renew: (host, aliveUntilMs) => store.renew(host, aliveUntilMs),
    orphans: (nowMs, limit) => store.orphans(nowMs, limit),
    keepReturn: (claim, hashes) => store.keepReturn(claim, hashes),
    load: (callId) => store.load(callId),
    end: (claim, outcome) => store.end(claim, outcome),
    unredacted: (limit) => store.unredacted(limit),
    redact: (call) => store.redact(call),
    forget: (endedBeforeMs, limit) => store.forget(endedBeforeMs, limit),
    health: () => store.health(),
    async begin(claim, intent) {
      const action = actionOfIntent(claim.callId, intent);
      actions.set(idOf(claim.callId, intent.effectId), action);
      board.move(action, 'beforeIntent', undefined);
      await board.linger('beforeIntent');
      const answer = await store.begin(claim, intent);
      board.move(action, answer === 'run' ? 'intentStored' : 'over', 'beforeIntent');
      return answer;
    },
    async complete(claim, effectId, outcome) {
      await store.complete(claim, effectId, outcome);
      const action = actions.get(idOf(claim.callId, effectId));
      if (action !== undefined) board.move(action, 'resultStored', 'effectApplied');
    },
    async commit(claim, turn) {
      const told = resultsOf(turn).flatMap((id) => actions.get(idOf(claim.callId, id)) ?? []);
      if (told.some((action) => board.isAt(action, 'resultStored'))) await board.linger('resultStored');
      const rev = await store.commit(claim, turn);
      print({ type: 'turn', callId: claim.callId, turn: acknowledged(turn) });
      for (const action of told) board.move(action, 'over', 'resultStored');
      return rev;
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

export function actionOfIntent(callId: string, { tool, arguments: input }: EffectIntent): string {
  return actionOf(callId, (input as { order: number }).order, tool);
}

export function acknowledged({ turnNo, turnId, messages }: TurnRecord): AcknowledgedTurn {
  const digest = createHash('sha256').update(JSON.stringify(messages)).digest('base64url');
  return { turnNo, turnId, digest };
}

/** The tool calls of whose end a turn tells. */
export function resultsOf({ messages }: TurnRecord): string[] {
  return messages.flatMap((message) =>
    message.role === 'tool-result' && message.result.status !== 'awaiting-consent'
      ? [message.toolCallId]
      : [],
  );
}
