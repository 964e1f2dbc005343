/** Processes are killed while their calls act; who takes the calls up does nothing twice, loses no turn, and says what it does not know. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { runKillTrials } from '../../bench/tools/kill-trials.ts';

test('Twelve processes killed while they act: nothing twice, nothing lost, and what is unknown is told', async () => {
  const seed = 1 + Math.floor(Math.random() * 1e6);
  process.stdout.write(`killed while acting: seed ${seed}\n`);
  const said: string[] = [];
  const verdict = await runKillTrials({ trials: 12, seed }, (line) => said.push(line));
  const { killTrials, killsByPhase, unknownOwed, unknownTold, arrivals, acknowledgedTurns } = verdict;
  const story = `seed ${seed}: ${JSON.stringify(verdict)}\n${said.join('\n')}`;
  assert.equal(killTrials, 12, story);
  assert.equal(verdict.doubleEffects, 0, story);
  assert.equal(verdict.lostTurns, 0, story);
  assert.equal(verdict.withoutIntent, 0, story);
  assert.equal(verdict.doneUnseen, 0, story);
  assert.equal(verdict.stalledHosts, 0, story);
  assert.equal(unknownTold, unknownOwed, story);
  assert.equal(verdict.unknownUnowed, 0, story);
  // A trial that hits nothing proves nothing.
  assert.ok(killsByPhase.intentStored + killsByPhase.effectApplied > 0, story);
  assert.ok(unknownOwed > 0 && arrivals > 12 && acknowledgedTurns > 12, story);
});
