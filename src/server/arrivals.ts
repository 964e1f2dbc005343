/**
 * Who arrives, and what call it gets: a new one, the one that waits for it here, or the one that a dead process
 * left behind. Everybody gets a seat or has one before anything else is opened.
 */
import { randomUUID } from 'node:crypto';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { CallOptions } from '../call/options.ts';
import type { Clock } from '../clock/clock.ts';
import type { EchoCancellation } from '../contracts/echo-canceller.ts';
import type { CallEvent, Pipeline } from '../contracts/events.ts';
import { describeThrown, type AntiphonError } from '../errors/antiphon-error.ts';
import type { Host, Seat } from '../host/host.ts';
import { callOptionsOf } from '../session/call-options.ts';
import type { CallKeeper } from '../session/keeping/call-keeper.ts';
import { restoredCallOf } from '../session/keeping/restored-call.ts';
import type { CallerMemory } from '../memory/caller-memory.ts';
import { modelsOf } from '../session/session-models.ts';
import { CallLogFile } from '../telemetry/call-log-file.ts';
import type { AcceptedLeg, Admission, StartMessage } from '../transports/websocket/index.ts';
import type { HouseModels } from './house-models.ts';
import type { KeptCalls, TakenUpCall } from './kept-calls.ts';
import { PageCall } from './page-call.ts';
import { storedHashOf, type ReturnDesk } from './return-desk.ts';

/** What every call of this house shares. */
export interface House {
  clock: Clock;
  host: Host;
  planner: TurnPlanner;
  models: HouseModels;
  /** What outlives a call. Default: nothing. */
  callers?: CallerMemory;
  /** Where calls are kept. Default: nowhere. */
  kept?: KeptCalls;
  pipeline?: Pipeline;
  logFolder?: string;
  /** How long a page whose line was lost is waited for; 0: not at all. */
  legReturnMs: number;
  desk: ReturnDesk<PageCall>;
  echoCancellation?: EchoCancellation;
  onEvent?: (event: CallEvent) => void;
  onError?: (error: AntiphonError) => void;
}

/** Somebody was admitted: either there is a leg, or what was taken for it is given back. */
export interface Arrival {
  admission: Admission;
  begin(accepted: AcceptedLeg): void;
  giveUp(): void;
}

type Resume = NonNullable<StartMessage['resume']>;

/** @throws AntiphonError CALL_REFUSED_FULL, CALL_REFUSED_DRAINING, CALL_REFUSED_STORE, CALL_ENDED, FORMAT_UNSUPPORTED */
export async function arrivalOf(start: StartMessage, house: House): Promise<Arrival> {
  const { resume } = start;
  if (resume === undefined) return newcomer(start, house);
  const { kept } = house;
  if (kept === undefined || house.desk.knows(resume.callId)) return returner(start, resume, house);
  return await survivor(resume, kept, house);
}

function newcomer(start: StartMessage, house: House): Arrival {
  const { kept } = house;
  kept?.admit();
  const seat = house.host.takeSeat();
  const callId = randomUUID();
  // Who cannot come back is not waited for, and holds no seat meanwhile.
  const returns = house.legReturnMs > 0 && start.capabilities?.resume === true;
  const resumeToken = returns ? house.desk.newToken() : undefined;
  return {
    admission: { callId, ...(resumeToken === undefined ? {} : { resumeToken }) },
    begin: (accepted) => {
      const keeper = kept?.begin(callId, resumeToken);
      startCall(accepted, { seat, resumeToken, keeper, house });
    },
    giveUp: () => seat[Symbol.dispose](),
  };
}

/** The call has its seat already, whether the house is full or drains. */
function returner(start: StartMessage, { callId, token }: Resume, house: House): Arrival {
  const claim = house.desk.claim(callId, token, (call) => call.checkFormats(start));
  const { call } = claim;
  const resumeToken = house.desk.newToken();
  // Should this process die now, either token opens: nobody knows which one the caller has heard of.
  call.keeper?.keepReturn([storedHashOf(token), storedHashOf(resumeToken)]);
  return {
    admission: { callId, resumed: true, resumeToken },
    begin: (accepted) => {
      claim.settle(resumeToken);
      call.keeper?.keepReturn([storedHashOf(resumeToken)]);
      call.takeUp(accepted);
    },
    giveUp: () => {
      claim.giveBack();
      call.keeper?.keepReturn([storedHashOf(token)]);
    },
  };
}

/** Its process died: the call is taken out of the store, and goes on in a session of its own. */
async function survivor({ callId, token, nextSeq }: Resume, kept: KeptCalls, house: House): Promise<Arrival> {
  const seat = house.host.takeSeat();
  const resumeToken = house.desk.newToken();
  let takenUp: TakenUpCall;
  try {
    takenUp = await kept.takeUp(callId, token, resumeToken);
  } catch (thrown) {
    seat[Symbol.dispose]();
    throw thrown;
  }
  const { keeper, stored } = takenUp;
  return {
    admission: { callId, resumed: true, resumeToken },
    begin: (accepted) => {
      const restored = restoredCallOf(stored, nextSeq ?? 0);
      startCall(accepted, { seat, resumeToken, keeper, house, restored, createdAtMs: stored.createdAtMs });
      keeper.keepReturn([storedHashOf(resumeToken)]);
    },
    giveUp: () => {
      seat[Symbol.dispose]();
      takenUp.giveUp();
    },
  };
}

interface CallToStart {
  seat: Seat;
  resumeToken: string | undefined;
  keeper: CallKeeper | undefined;
  house: House;
  restored?: NonNullable<CallOptions['restored']>;
  /** Of a call that goes on: its events are told by its own time. */
  createdAtMs?: number;
}

function startCall({ callId, leg, start, channel }: AcceptedLeg, begun: CallToStart): void {
  const { seat, resumeToken, keeper, house, restored } = begun;
  const { planner, models, onEvent, onError, desk, echoCancellation, callers } = house;
  const returnMs = resumeToken === undefined ? 0 : house.legReturnMs;
  const wallTime = house.clock.wallTime();
  const ageMs = Math.max(0, wallTime - (begun.createdAtMs ?? wallTime));
  const call = new PageCall(channel, { keeps: resumeToken !== undefined, ageMs, ...(keeper && { keeper }) });
  try {
    const session = seat.start({
      leg,
      call: {
        ...callOptionsOf(planner, callId, leg, models.stt, returnMs),
        pipeline: start.pipeline ?? house.pipeline ?? planner.entry.pipeline,
        ...(keeper === undefined ? {} : { recorded: true }),
        ...(restored === undefined ? {} : { restored, plan: planner.plan(planStateOf(restored)) }),
      },
      models: modelsOf(planner.entry, models),
      onEvent: (event) => {
        call.tell(event);
        onEvent?.(event);
      },
      ...(onError === undefined ? {} : { onError }),
      ...(echoCancellation === undefined ? {} : { echoCancellation }),
      ...(keeper === undefined ? {} : { keeper }),
      ...(callers === undefined ? {} : { callers }),
      ...logOf(callId, restored === undefined ? 0 : wallTime, house),
    });
    if (keeper !== undefined) house.kept?.watch(session, keeper);
    call.begin(session);
    if (resumeToken === undefined) return;
    desk.open(callId, resumeToken, call);
    void session.ended.then(() => desk.close(callId));
  } catch (thrown) {
    if (keeper !== undefined) house.kept?.drop(keeper, describeThrown(thrown));
    throw thrown;
  }
}

function planStateOf({ turnNo, messages }: NonNullable<CallOptions['restored']>) {
  return { turn: turnNo + 1, messages };
}

/** @param part Above 0 for a call that goes on: the log of its first part is not written over. */
function logOf(callId: string, part: number, { logFolder, onError }: House): { log?: CallLogFile } {
  if (logFolder === undefined) return {};
  const name = part === 0 ? callId : `${callId}.${part}`;
  return { log: new CallLogFile(logFolder, name, (error) => onError?.(error)) };
}
