/**
 * Calls that commit one turn after the other, as fast as they are acknowledged; and calls that commit at the
 * pace of talk, one turn every four seconds. A timer of one millisecond beside them sees how late the loop is.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallStore, Claim, TurnRecord } from '../../src/contracts/call-store.ts';
import { openSqliteCallStore } from '../../src/store/sqlite/index.ts';
import type { FigureGroup, Figures } from '../shared/benchmark.ts';
import { percentile, roundTo } from '../shared/statistics.ts';

export interface StoreMeasureOptions {
  calls: readonly number[];
  seconds: number;
  folder: string;
}

const turnEveryMs = 4000;

export async function measureStore(
  { calls, seconds, folder }: StoreMeasureOptions,
  progress: (line: string) => void,
): Promise<Figures> {
  const figures: Record<string, FigureGroup> = {};
  // A loop that does nothing is late too: what the store adds is the difference.
  figures['oneTurn'] = await measure(folder, 1, seconds, async (store, claim, until) => {
    await sleep(until - performance.now());
    const begun = performance.now();
    claim.rev = await store.commit(claim, turnOf(claim.callId, 0));
    return [performance.now() - begun];
  });
  for (const count of calls) {
    progress(`${count} calls, without a pause`);
    figures[`flatOut${count}`] = await measure(folder, count, seconds, (store, claim, until) =>
      talk(store, claim, until, 0),
    );
  }
  const most = Math.max(...calls);
  progress(`${most} calls, a turn each every ${turnEveryMs} ms`);
  figures[`talking${most}`] = await measure(folder, most, seconds, async (store, claim, until) => {
    await sleep(Math.random() * turnEveryMs);
    return talk(store, claim, until, turnEveryMs);
  });
  return figures;
}

type Talk = (store: CallStore, claim: Claim, until: number) => Promise<number[]>;

async function measure(folder: string, calls: number, seconds: number, talk: Talk): Promise<FigureGroup> {
  const path = mkdtempSync(join(resolve(folder), '.store-bench-'));
  try {
    using clock = new SystemClock();
    await using store = await openSqliteCallStore({
      file: join(path, 'calls.db'),
      clock,
      answerMaxMs: 60_000,
    });
    const call = { host: 'bench', agent: 'desk', createdAtMs: 1, hostAliveUntilMs: 1 };
    const claims = await Promise.all(
      Array.from({ length: calls }, (_, index) => store.create({ ...call, callId: `call-${index}` })),
    );
    const loop = monitorEventLoopDelay({ resolution: 1 });
    loop.enable();
    const begun = performance.now();
    const until = begun + seconds * 1000;
    const latencies = (await Promise.all(claims.map((claim) => talk(store, claim, until)))).flat();
    const tookMs = performance.now() - begun;
    loop.disable();
    await check(store, claims);
    const commits = latencies.length;
    return {
      commits,
      commitsPerSecond: Math.round((commits * 1000) / tookMs),
      commitMsP50: roundTo(percentile(latencies, 0.5), 2),
      commitMsP99: roundTo(percentile(latencies, 0.99), 2),
      loopLateMsP50: roundTo(loop.percentile(50) / 1e6, 2),
      loopLateMsP99: roundTo(loop.percentile(99) / 1e6, 2),
      loopLateMsMax: roundTo(loop.max / 1e6, 2),
    };
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** @returns how long each commit took, in ms. */
async function talk(store: CallStore, claim: Claim, until: number, pauseMs: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let turnNo = claim.rev; performance.now() < until; turnNo += 1) {
    const begun = performance.now();
    claim.rev = await store.commit(claim, turnOf(claim.callId, turnNo));
    latencies.push(performance.now() - begun);
    if (pauseMs > 0) await sleep(Math.min(pauseMs, Math.max(0, until - performance.now())));
  }
  return latencies;
}

/** About one kilobyte, as a turn of a booking has. */
function turnOf(callId: string, turnNo: number): TurnRecord {
  const user = 'I would like to book a fitting on Thursday afternoon, at three if that is free. ';
  const assistant = 'Thursday at three is free in the store by the river. Shall I book it for you? ';
  return {
    turnNo,
    turnId: `${callId}-${turnNo}`,
    messages: [
      { role: 'user', text: user.repeat(3) },
      { role: 'assistant', text: assistant.repeat(4) },
    ],
    checkpoint: {
      agent: 'desk',
      slots: { day: 'Thursday', time: '15:00', store: 'river', turnNo },
      consents: [],
      cost: { inputTokens: 900 + turnNo, outputTokens: 40 },
    },
  };
}

/** A figure counts only where everything acknowledged is there. */
async function check(store: CallStore, claims: readonly Claim[]): Promise<void> {
  for (const { callId, rev } of claims) {
    const { turns } = await store.load(callId);
    if (turns.length !== rev) throw new Error(`${callId}: ${rev} turns acknowledged, ${turns.length} stored`);
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
