/**
 * `npm run demo`: a whole call on this machine, without a key, an account or a microphone.
 *
 * A synthetic caller with a voice of its own phones the demonstration agent over a real WebSocket, asks,
 * books, interrupts and says goodbye. The conversation is printed as it is heard. The exit status is 0
 * only where everything was understood, the interruption silenced the agent at once, the call ended in
 * order, and its log replays bit for bit.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogFile } from '../src/cli/replaying/log-file.ts';
import { replayLog } from '../src/cli/replay.ts';
import { explain } from '../src/cli/shared/exit-status.ts';
import { ModelProgressDisplay } from '../src/cli/shared/model-progress.ts';
import { PhoneCall } from '../src/cli/talking/phone-call.ts';
import { SystemClock } from '../src/clock/system-clock.ts';
import { callPath } from '../src/server/accept-calls.ts';
import { demoAgent } from '../src/server/demo-agent/demo-agent.ts';
import { Diary } from '../src/server/demo-agent/diary.ts';
import { serve } from '../src/server/serve.ts';
import { spoken } from '../test/support/spoken.ts';
import { callerRate, converse, Notes, toUtterance, type Cue } from './lib/demo-caller.ts';
import { checkCall, type Check } from './lib/demo-checks.ts';
import { sayLine } from './lib/demo-print.ts';

const timeLimitMs = 235_000;
/** Of flite's voices the one that the recogniser understands best; the agent has another. */
const callerVoice = 'kal16';

const cues: readonly Cue[] = [
  { says: 'What are your opening hours?', expects: /from ten to seven/ },
  { says: 'Where can I find the shoes?', expects: /shoes are on the second floor/ },
  { says: 'Can I book an appointment for Thursday at three?', expects: /Thursday.*three.*Shall I book it/ },
  { says: 'Yes please.', expects: /It is booked: Thursday.*three/ },
  { says: 'Tell me about the history of the house.', expects: /Our house began/ },
  { says: 'What is your address?', expects: /twelve, Garden Street/, interruptsAfterMs: 4000 },
  { says: 'Thank you, goodbye.', expects: /Goodbye/ },
];

async function main(signal: AbortSignal): Promise<Check[]> {
  const startedAtMs = performance.now();
  const seconds = (): string => `${((performance.now() - startedAtMs) / 1000).toFixed(1)} s`;
  const logFolder = mkdtempSync(join(tmpdir(), 'antiphon-demo-'));
  try {
    using clock = new SystemClock();
    using display = new ModelProgressDisplay({
      err: (text) => void process.stderr.write(text),
      isTerminal: process.stderr.isTTY === true,
    });
    const diary = new Diary();
    const agent = demoAgent({ wallTime: () => clock.wallTime(), diary });
    await using server = await serve(agent, { logFolder, onProgress: display.onProgress, signal });
    console.log(`The front desk takes calls at ${server.url}, after ${seconds()}.`);
    const audio = await spoken(
      cues.map(({ says }) => says),
      clock,
      callerVoice,
    );
    console.log(`A caller with another voice (${callerVoice}) phones it.\n`);

    const notes = new Notes();
    await using phone = await PhoneCall.dial({
      url: `${server.url.replace('http', 'ws')}${callPath}`,
      clock,
      rate: callerRate,
      signal,
      record: true,
      onLine: (line) => {
        notes.lines.push(line);
        process.stdout.write(sayLine(line));
      },
      onEvent: (event) => notes.take(event, clock.now()),
      onClear: () => notes.clearsMs.push(clock.now()),
    });
    const utterances = audio.map((bytes, index) => toUtterance(cues[index]!.says, bytes));
    const outcomes = await converse(phone, notes, cues, utterances);
    await phone.until(() => phone.ending() !== undefined, 10_000);
    await server.drain(5000);
    console.log(`The call is over, after ${seconds()}.\n`);
    const log = new LogFile(join(logFolder, readdirSync(logFolder)[0] ?? 'no log'));
    return checkCall({
      outcomes,
      notes,
      phone,
      appointments: diary.appointments.length,
      log,
      replayed: replayLog(log),
    });
  } finally {
    rmSync(logFolder, { recursive: true, force: true });
  }
}

const giveUp = new AbortController();
// Whatever hangs, hangs no longer than this.
setTimeout(() => {
  console.error(`error: the demo was not done within ${timeLimitMs / 1000} s`);
  console.error('  cure: Run `antiphon models pull` first, and look at the load of this machine.');
  process.exit(1);
}, timeLimitMs).unref();
process.once('SIGINT', () => {
  giveUp.abort(new Error('stopped'));
  process.once('SIGINT', () => process.exit(130));
});

try {
  const checks = await main(giveUp.signal);
  for (const { what, holds, found } of checks) {
    console.log(`${holds ? 'ok    ' : 'FAILED'} ${what}${found === '' ? '' : `: ${found}`}`);
  }
  const failed = checks.filter((check) => !check.holds).length;
  console.log(failed === 0 ? '\nAll of it holds.' : `\n${failed} of ${checks.length} do not hold.`);
  process.exitCode = failed === 0 ? 0 : 1;
} catch (thrown) {
  const isStopped = giveUp.signal.aborted;
  process.stderr.write(isStopped ? 'Stopped.\n' : explain(thrown, process.argv.includes('--debug')));
  process.exitCode = isStopped ? 130 : 1;
}
