/** What a live call survives: the death of its recogniser, and the loss of the models on the disk. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import type { StoryLine } from '../../src/cli/talking/call-story.ts';
import { PhoneCall } from '../../src/cli/talking/phone-call.ts';
import { soundEnds, type Utterance } from '../../src/cli/talking/recording.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { cacheFolderOf, embeddedArchives, fetchModel } from '../../src/server/embedded.ts';
import { demoAgent } from '../../src/server/demo-agent/demo-agent.ts';
import { serve, type Server } from '../../src/server/serve.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { Command } from '../support/command.ts';
import { spoken } from '../support/spoken.ts';

const rate = 16_000;

/** The caller begins at once. */
const agentWithoutGreeting = `
  import { demoAgent } from ${JSON.stringify(new URL('../../src/server/demo-agent/demo-agent.ts', import.meta.url))};
  export const agent = { ...demoAgent({ wallTime: () => Date.now() }), greeting: undefined };`;

async function utterance(text: string, clock: SystemClock): Promise<Utterance> {
  const [audio] = await spoken([text], clock, 'kal16');
  return { name: text, audio: audio!, soundEndsMs: soundEnds(audio!, rate) };
}

interface Talking extends AsyncDisposable {
  phone: PhoneCall;
  /** Says something and waits for the answer. @returns what was answered. */
  asks(utterance: Utterance): Promise<string>;
}

async function dial(url: string, clock: SystemClock): Promise<Talking> {
  const lines: StoryLine[] = [];
  const phone = await PhoneCall.dial({
    url: `${url.replace('http', 'ws')}/call`,
    clock,
    rate,
    signal: AbortSignal.timeout(100_000),
    record: false,
    onLine: (line) => lines.push(line),
  });
  return {
    phone,
    asks: async (words) => {
      const linesBefore = lines.length;
      const repliesBefore = phone.story.repliesEnded;
      await phone.say(words);
      await phone.answered(repliesBefore);
      const answers = lines.slice(linesBefore).filter((line) => line.type === 'agent-said');
      return answers.map((line) => line.heardText).join(' ');
    },
    [Symbol.asyncDispose]: () => phone[Symbol.asyncDispose](),
  };
}

/** Children of this process that run a program whose command line holds `word`; no other process is touched. */
function childrenOf(parent: number, word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const parentOf = Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1]);
        return parentOf === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false; // it has ended meanwhile
      }
    });
}

test.concurrent(
  'A recogniser that is shot in the middle of a call takes neither the server nor the call with it',
  async () => {
    using clock = new SystemClock();
    const question = await utterance('Where are the shoes?', clock);
    const told: AntiphonError[] = [];
    const agent = { ...demoAgent({ wallTime: () => clock.wallTime() }), greeting: undefined };
    await using server: Server = await serve(agent, { onError: (error) => told.push(error) });
    await using call = await dial(server.url, clock);
    assert.match(await call.asks(question), /second floor/);

    const victims = childrenOf(process.pid, 'vosk-child');
    assert.ok(victims.length > 0, 'no recogniser was found');
    for (const pid of victims) process.kill(pid, 'SIGKILL');
    await call.phone.until(() => told.some((error) => error.code === 'STT_FAILED'), 5000);

    // Understood, or asked to be said again; asked again, it is understood.
    const first = await call.asks(question);
    assert.match(first, /second floor|say it again|say that again/);
    assert.match(await call.asks(question), /second floor/);
    assert.equal(call.phone.ending(), undefined, 'the call goes on');
    const successors = childrenOf(process.pid, 'vosk-child');
    assert.ok(successors.length > 0 && successors.every((pid) => !victims.includes(pid)));
    assert.equal(
      told.every((error) => error.code === 'STT_FAILED'),
      true,
      told.map(String).join('; '),
    );
  },
);

test.concurrent(
  'Models that are deleted under a running server harm neither its live call nor its next one',
  async () => {
    using clock = new SystemClock();
    const { library, model } = embeddedArchives();
    for (const archive of [library, model]) await fetchModel(archive, { clock });
    const cache = mkdtempSync(join(tmpdir(), 'antiphon-cache-'));
    try {
      const agentFile = join(cache, 'agent.ts');
      writeFileSync(agentFile, agentWithoutGreeting);
      // A copy of its own: nobody else's models are deleted here.
      cpSync(join(cacheFolderOf({}), 'models'), join(cache, 'models'), { recursive: true });
      const question = await utterance('Where are the shoes?', clock);
      const environment = { ANTIPHON_CACHE: cache };
      await using server = new Command(['serve', '--port', '0', '--offline', '--agent', agentFile], {
        environment,
        timeLimitMs: 110_000,
      });
      const url = (await server.says(/http:\/\/\S+/))[0];
      {
        await using call = await dial(url, clock);
        assert.match(await call.asks(question), /second floor/);
        rmSync(cache, { recursive: true });
        assert.match(await call.asks(question), /second floor/);
        assert.equal(call.phone.ending(), undefined);
      }
      {
        await using next = await dial(url, clock);
        assert.match(await next.asks(question), /second floor/);
      }
      assert.equal(existsSync(cache), false, 'it is not fetched again behind our back');
      server.kill('SIGTERM');
      assert.equal((await server.done).status, 0, server.err);
      assert.doesNotMatch(server.err, /note:/);
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  },
);
