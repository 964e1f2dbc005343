/**
 * CPU time of this process and of all below it: recognisers and load generators live in children, and
 * wall time alone would let them work for nothing.
 *
 * A child that has ended is counted in what its parent has waited for, so a difference of two readings
 * holds it as well. Resolution: 10 ms a process. Read from /proc: Linux only.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ, which Linux has fixed for programs on every architecture that Node runs on. */
const ticksPerSecond = 100;

interface ProcessTimes {
  parent: number;
  ticks: number;
}

/** Seconds of CPU that the process tree below and including `root` has used so far. */
export function treeCpuSeconds(root: number = process.pid): number {
  const processes = readProcesses();
  const isBelow = (id: number): boolean => {
    for (let at = id; at > 1; at = processes.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  let ticks = 0;
  for (const [id, times] of processes) if (isBelow(id)) ticks += times.ticks;
  return ticks / ticksPerSecond;
}

function readProcesses(): Map<number, ProcessTimes> {
  const processes = new Map<number, ProcessTimes>();
  for (const entry of listProc()) {
    if (!/^\d+$/.test(entry)) continue;
    const times = readTimes(entry);
    if (times !== undefined) processes.set(Number(entry), times);
  }
  return processes;
}

function listProc(): string[] {
  try {
    return readdirSync('/proc');
  } catch (thrown) {
    throw new Error('CPU time of child processes is read from /proc: run this on Linux', { cause: thrown });
  }
}

function readTimes(id: string): ProcessTimes | undefined {
  try {
    return parseTimes(readFileSync(`/proc/${id}/stat`, 'utf8'));
  } catch {
    // It ended between the listing and now: its parent has its time.
    return undefined;
  }
}

/** The name of the program, in brackets, may hold spaces and brackets: fields count from the last one. */
export function parseTimes(stat: string): ProcessTimes {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  return { parent: Number(fields[1]), ticks: user! + system! + childrenUser! + childrenSystem! };
}

/** Milliseconds of CPU that this process has used so far, all threads together; of children only `treeCpuSeconds` knows. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
