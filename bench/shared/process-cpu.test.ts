import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'vitest';
import { parseTimes, treeCpuSeconds } from './process-cpu.ts';

test('a program may be called anything, brackets and blanks included', () => {
  const stat = '42 (node (x) 7) S 7 1 1 0 -1 4194304 5 6 0 0 110 20 3 4 20 0 1 0 100 200';
  assert.deepEqual(parseTimes(stat), { parent: 7, ticks: 137 });
});

test('work of a child that has ended is counted with its parent', () => {
  const before = treeCpuSeconds();
  const busy = 'const end = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < end);';
  assert.equal(spawnSync(process.execPath, ['-e', busy]).status, 0);
  const used = treeCpuSeconds() - before;
  // 200 ms were asked for in user time; the kernel counts in ticks of 10 ms.
  assert.ok(used >= 0.15, `${used} s`);
});

test('a process that is not there has used nothing', () => {
  assert.equal(treeCpuSeconds(2 ** 30), 0);
});
