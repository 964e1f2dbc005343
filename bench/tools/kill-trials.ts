/**
 * Kills processes whose calls act, and holds their successors to what was promised.
 *
 *   host 0 ─ killed ─▶ host 1 takes its calls up, settles, goes on ─ killed ─▶ host 2 ... the last one is stopped
 *
 * So each kill but the first of a chain meets calls that have been killed before. Chains run beside each other, each
 * with a store of its own. The seed decides where and how late each host is hit; the machine decides the rest.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '../../sim/random.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { StoredCall } from '../../src/contracts/call-store.ts';
import { openSqliteCallStore } from '../../src/store/sqlite/index.ts';
import { CounterLink } from './counter-link.ts';
import { HostProcess } from './host-process.ts';
import { Ledger, sumOf, type Verdict } from './ledger.ts';
import { Program } from './program.ts';
import { aims, type Aim, type CallToHost } from './protocol.ts';

export interface KillTrialOptions {
  trials: number;
  seed: number;
  /** Chains at a time. Default 2. */
  chains?: number;
}

const callsPerHost = 5;
/** Then a fresh store: calls do not talk for ever. */
const killsPerChain = 10;
/** How late a kill is behind the line that asked for it: within the shortest time a host lingers. */
const lateMostMs = 8;
const anyMostMs = 300;
/** Of two hundred and more ms on an idle machine. */
const settleMaxMs = 10_000;

export async function runKillTrials(
  { trials, seed, chains = 2 }: KillTrialOptions,
  progress: (line: string) => void,
): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-kills-'));
  try {
    const port = Promise.withResolvers<number>();
    await using counter = new Program('./effect-counter.ts', [join(folder, 'effects.log')], (line) =>
      port.resolve(Number(line)),
    );
    const gone = counter.ended.then(() => Promise.reject(new Error('the effect counter ended by itself')));
    gone.catch(() => undefined);
    const counterPort = await Promise.race([port.promise, gone]);
    const random = new Random(seed);
    const waiting = aimsOf(trials, random, chains).map((chosen, index) => {
      const chain = { name: `chain${index}`, aims: chosen, counterPort, random: random.fork() };
      return { ...chain, file: join(folder, `${chain.name}.db`) };
    });
    const verdicts: Verdict[] = [];
    const worker = async (): Promise<void> => {
      for (let chain = waiting.shift(); chain !== undefined; chain = waiting.shift()) {
        verdicts.push(await runChain(chain, progress));
        const { killTrials, doubleEffects, lostTurns, unknownTold, unknownOwed } = sumOf(verdicts);
        progress(
          `${killTrials} of ${trials} kills: ${doubleEffects} effects twice, ${lostTurns} turns lost, ` +
            `${unknownTold} of ${unknownOwed} told as unknown`,
        );
      }
    };
    await Promise.all(Array.from({ length: chains }, worker));
    return sumOf(verdicts);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Chain {
  name: string;
  aims: readonly Aim[];
  file: string;
  counterPort: number;
  random: Random;
}

/** Every aim as often as every other, in any order; a chain never begins with a take-up. */
function aimsOf(trials: number, random: Random, chains: number): Aim[][] {
  const count = Math.max(chains, Math.ceil(trials / killsPerChain));
  const all = Array.from({ length: trials }, (_, index) => aims[index % aims.length]!);
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = random.whole(0, index);
    [all[index], all[other]] = [all[other]!, all[index]!];
  }
  const dealt = Array.from({ length: count }, (_, chain) =>
    all.filter((_aim, index) => index % count === chain),
  );
  return dealt
    .filter(({ length }) => length > 0)
    .map((chain) => chain.toSorted((a, b) => Number(a === 'takeUp') - Number(b === 'takeUp')))
    .map((chain) => [chain[0]!, ...shuffled(chain.slice(1), random)]);
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

async function runChain(chain: Chain, progress: (line: string) => void): Promise<Verdict> {
  const { name, file, counterPort, random } = chain;
  const ledger = new Ledger();
  const calls = Array.from({ length: callsPerHost }, (_, index): CallToHost => ({
    callId: `${name}-call${index}`,
    order: 1,
    isTakenUp: false,
  }));
  await using owned = new AsyncDisposableStack();
  const prepare = (): HostProcess => owned.use(new HostProcess(calls, ledger));
  let next = prepare();
  for (const aim of chain.aims) {
    const host = next;
    next = prepare();
    await host.go({ type: 'go', file, counterPort, seed: random.whole(1, 1e9), aim, calls });
    const hit = await strike(host, aim, random, ledger);
    ledger.killed(hit, await loadAll(file, calls));
  }
  await next.go({ type: 'go', file, counterPort, seed: 1, aim: 'anyMoment', calls });
  await goesOn(next, ledger);
  await next.stop();
  ledger.look(await loadAll(file, calls));
  using counter = await CounterLink.open(counterPort);
  const arrivals = await counter.list();
  for (const line of ledger.describe(arrivals)) progress(line);
  return ledger.verdict(arrivals);
}

/**
 * Whoever takes calls up is given the time to settle them, to tell what is unknown, and to talk on a little. Who does
 * not come to it is killed all the same: what it did not tell is counted.
 */
async function goesOn(host: HostProcess, ledger: Ledger): Promise<void> {
  const isSettled = await host.within(settleMaxMs, 'settles what acted', () => host.isSettled);
  const turns = host.turns;
  const isWell = (): boolean => host.turns >= turns + 2 && ledger.untold.length === 0;
  const goes = isSettled && (await host.within(settleMaxMs, 'goes on and tells what is unknown', isWell));
  if (!goes) ledger.stalled();
}

/** @returns where it was hit. */
async function strike(host: HostProcess, aim: Aim, random: Random, ledger: Ledger): Promise<Aim> {
  if (aim === 'takeUp') {
    await pause(random.between(0, anyMostMs));
    await host.kill();
    return host.isSettled ? 'anyMoment' : 'takeUp';
  }
  await goesOn(host, ledger);
  if (aim === 'anyMoment') {
    await pause(random.between(0, anyMostMs));
    await host.kill();
    return 'anyMoment';
  }
  let isThere = true;
  for (let passed = random.whole(1, 4); isThere && passed > 0; passed -= 1) isThere = await host.reaches(aim);
  const lateMs = random.whole(0, lateMostMs);
  if (lateMs > 0) await pause(lateMs);
  await host.kill();
  return host.isIn(aim) ? aim : 'anyMoment';
}

/** Nobody else has the file open: what is there is what the dead left. */
async function loadAll(file: string, calls: CallToHost[]): Promise<StoredCall[]> {
  using clock = new SystemClock();
  await using store = await openSqliteCallStore({ file, clock });
  const stored: StoredCall[] = [];
  for (const call of calls) {
    try {
      stored.push(await store.load(call.callId));
      call.isTakenUp = true;
    } catch (thrown) {
      // Killed before it was known: it never was.
      if ((thrown as { code?: string }).code !== 'STORE_CALL_UNKNOWN') throw thrown;
    }
  }
  return stored;
}
