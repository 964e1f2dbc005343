/**
 * A process that works on a store until it is killed, or races another for the same calls.
 *
 *   node store-process.ts FILE write CALLS     prints `turn CALL TURN` and `effect CALL ID` once each is acknowledged
 *   node store-process.ts FILE claim HOST      waits for a line, claims every orphan, prints `won CALL EPOCH`
 */
import { writeSync } from 'node:fs';
import { SystemClock } from '../../../clock/system-clock.ts';
import type { CallStore, Claim, TurnRecord } from '../../../contracts/call-store.ts';
import { openSqliteCallStore } from '../sqlite-call-store.ts';

const [file, what, argument] = process.argv.slice(2);
const clock = new SystemClock();
const store = await openSqliteCallStore({ file: file!, clock, busyMaxMs: 20_000, answerMaxMs: 30_000 });

/** Past every buffer of ours: what was printed was printed, whenever the process is killed. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}

function turnOf(callId: string, turnNo: number): TurnRecord {
  const text = `${callId} says ${turnNo} `.repeat(40);
  const messages = [{ role: 'user', text } as const];
  return { turnNo, turnId: `${callId}-${turnNo}`, messages, checkpoint: checkpointOf(turnNo) };
}

function checkpointOf(turnNo: number): TurnRecord['checkpoint'] {
  return { agent: 'desk', slots: { turnNo }, consents: [], cost: {} };
}

async function talk(store: CallStore, callId: string): Promise<never> {
  const claim: Claim = await store.create({
    callId,
    host: 'writer',
    agent: 'desk',
    createdAtMs: 1,
    hostAliveUntilMs: 1000,
  });
  for (let turnNo = 0; ; turnNo += 1) {
    const effectId = `${callId}-effect-${turnNo}`;
    const [rev] = await Promise.all([
      store.commit(claim, turnOf(callId, turnNo)),
      store.begin(claim, {
        effectId,
        attemptId: effectId,
        turnId: `${callId}-${turnNo}`,
        tool: 'cancelOrder',
        effect: 'irreversible',
        arguments: {},
        argumentsHash: 'hash',
      }),
    ]);
    claim.rev = rev;
    print(`turn ${callId} ${turnNo}`);
    print(`effect ${callId} ${effectId}`);
  }
}

async function claimAll(host: string): Promise<void> {
  const orphans = await store.orphans(5000, 1000);
  print('ready');
  await new Promise((resolve) => {
    process.stdin.once('data', resolve);
  });
  // One transaction each, so that the rivals meet at every call.
  for (const { callId, epoch: seenEpoch } of orphans) {
    const lives = { nowMs: 5000, hostAliveUntilMs: 9000 };
    const claim = await store.claim({ callId, host, why: 'reconnect', seenEpoch, claimId: host, ...lives });
    if (claim !== undefined) print(`won ${claim.callId} ${claim.epoch}`);
  }
  await store[Symbol.asyncDispose]();
  process.stdin.destroy();
}

if (what === 'claim') await claimAll(argument!);
else await Promise.all(Array.from({ length: Number(argument) }, (_, index) => talk(store, `call-${index}`)));
