/**
 * A process that hosts calls which act without a pause, until it is killed or told to stop. It gets its order on
 * standard input and ends with it; what it says on standard output is written past every buffer, so that what was
 * said was said, whenever the process dies.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Random } from '../../sim/random.ts';
import { defineAgent } from '../../src/agent/define-agent.ts';
import { singleAgentPlanner } from '../../src/agent/turn-planner.ts';
import type { RestoredCall } from '../../src/call/options.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { KeptCalls } from '../../src/server/kept-calls.ts';
import type { CallKeeper } from '../../src/session/keeping/call-keeper.ts';
import { restoredCallOf } from '../../src/session/keeping/restored-call.ts';
import { openSqliteCallStore } from '../../src/store/sqlite/index.ts';
import { announcingStore } from './announcing-store.ts';
import { CounterLink } from './counter-link.ts';
import { FastClock } from './fast-clock.ts';
import { HostedCall } from './hosted-call.ts';
import { deskTools, orderReply, toldUnknown, type DeskAction } from './order-desk.ts';
import { PhaseBoard } from './phase-board.ts';
import { actionOf, type CallToHost, type HostLine, type HostOrder } from './protocol.ts';

/** Call time to ours. */
const hurry = 20;
const name = 'desk';
const instructions = 'Do what is ordered.';
/** Nobody else ends a call while its next host is on its way. */
const legReturnMs = 300_000;

function print(line: HostLine): void {
  try {
    writeSync(1, `${JSON.stringify(line)}\n`);
  } catch {
    // Whoever started it is gone, and nobody is left to hear it.
    process.exit(1);
  }
}

function onError({ code, message }: AntiphonError): void {
  print({ type: 'error', code, message });
}

/** Calls with effects of the host before that have no end yet. */
class Unsettled {
  readonly #waiting = new Set<string>();

  constructor(calls: readonly CallToHost[]) {
    for (const { callId, isTakenUp } of calls) if (isTakenUp) this.#waiting.add(callId);
    this.#tell();
  }

  takenUp(callId: string, { effects }: RestoredCall): void {
    for (const { toolCallId } of effects) this.#waiting.add(`${callId}:${toolCallId}`);
    this.#end(callId);
  }

  listen(event: CallEvent): void {
    if (event.type === 'effect-done' || event.type === 'effect-unknown') {
      this.#end(`${event.callId}:${event.toolCallId}`);
    }
  }

  #end(waited: string): void {
    if (this.#waiting.delete(waited)) this.#tell();
  }

  #tell(): void {
    if (this.#waiting.size === 0) print({ type: 'settled' });
  }
}

type Go = Extract<HostOrder, { type: 'go' }>;

async function host({ file, counterPort, seed, aim, calls }: Go, stop: Promise<unknown>): Promise<void> {
  const random = new Random(seed);
  using clock = new SystemClock();
  using fast = new FastClock(hurry);
  const board = new PhaseBoard(aim, random.fork(), print);
  using counter = await CounterLink.open(counterPort);
  await using store = announcingStore(await openSqliteCallStore({ file, clock }), board, print);
  const planner = singleAgentPlanner(defineAgent({ name, instructions }));
  await using kept = new KeptCalls({
    store,
    clock,
    planner,
    legReturnMs,
    keepEndedCallsMs: 86_400_000,
    onError,
  });
  await using opened = new AsyncDisposableStack();
  const unsettled = new Unsettled(calls);

  const start = (call: CallToHost, keeper: CallKeeper, restored?: RestoredCall): void => {
    const { callId } = call;
    const act = async ({ order, tool, key }: DeskAction): Promise<void> => {
      const action = actionOf(callId, order, tool);
      await board.linger('intentStored');
      await counter.send({ action, tool, ...(key === undefined ? {} : { key }) });
      board.move(action, 'effectApplied', 'intentStored');
      await board.linger('effectApplied');
    };
    let order = call.order - 1;
    const hosted = new HostedCall({
      callId,
      clock: fast.clock,
      agent: defineAgent({ name, instructions, tools: deskTools(callId, act) }),
      keeper,
      replies: (request) => {
        for (const toolCallId of toldUnknown(request)) {
          print({ type: 'unknown', callId, toolCallId, to: 'model' });
        }
        return orderReply(request);
      },
      nextWords: () => {
        order += 1;
        print({ type: 'order', callId, order });
        return `Please see to order ${order}.`;
      },
      onEvent: (event) => {
        if (event.type === 'effect-unknown') {
          print({ type: 'unknown', callId, toolCallId: event.toolCallId, to: 'caller' });
        }
        unsettled.listen(event);
      },
      onError,
      ...(restored === undefined ? {} : { restored }),
    });
    opened.use(hosted);
    kept.watch(hosted.session, keeper);
  };

  await Promise.all(
    calls.map(async (call) => {
      const { callId, isTakenUp } = call;
      const token = `token of ${callId}`;
      if (!isTakenUp) return start(call, kept.begin(callId, token));
      const { keeper, stored } = await kept.takeUp(callId, token, token);
      const restored = restoredCallOf(stored, 0);
      unsettled.takenUp(callId, restored);
      start(call, keeper, restored);
    }),
  );
  await stop;
}

const orders = createInterface(process.stdin)[Symbol.asyncIterator]();
const nextOrder = async (): Promise<HostOrder | undefined> => {
  const { value, done } = await orders.next();
  return done === true ? undefined : (JSON.parse(value) as HostOrder);
};
// The same, where there is nothing to say.
process.stdin.once('end', () => setTimeout(() => process.exit(1), 10_000).unref());
print({ type: 'ready' });
const first = await nextOrder();
if (first?.type === 'go') await host(first, nextOrder());
process.stdin.destroy();
