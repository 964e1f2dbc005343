/** A server that is shot in the middle of a call and started again: its caller comes back to the same call. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { SystemClock } from '../../src/clock/system-clock.ts';
import type { CallEvent } from '../../src/contracts/events.ts';
import { openSqliteCallStore } from '../../src/store/sqlite/index.ts';
import {
  connectWebSocketCaller,
  type CallerEnd,
  type ConnectOptions,
  type WebSocketCaller,
} from '../../src/transports/websocket/index.ts';
import { Command } from '../support/command.ts';
import { spoken } from '../support/spoken.ts';

const source = (path: string): string => JSON.stringify(new URL(`../../src/${path}`, import.meta.url));

/** Tells how often it was spoken to: what it knows of a call that it took over, it knows from the store. */
const countingAgent = `
  import { defineAgent } from ${source('agent/define-agent.ts')};
  import { SystemClock } from ${source('clock/system-clock.ts')};
  import { ScriptedLanguageModel } from ${source('testing/scripted-llm.ts')};
  const heard = ({ prompt }) => prompt.messages.filter(({ role }) => role === 'user').length;
  const replies = (request) => 'I heard you ' + ['never', 'once', 'twice'][heard(request)] + '.';
  const llm = new ScriptedLanguageModel({ clock: new SystemClock(), replies });
  export const agent = defineAgent({ name: 'counter', instructions: 'Count.', models: { llm } });`;

class Phone implements AsyncDisposable {
  readonly events: CallEvent[] = [];
  readonly ends: CallerEnd[] = [];
  caller!: WebSocketCaller;

  async dial(url: string, options: Partial<ConnectOptions> & Pick<ConnectOptions, 'clock'>): Promise<this> {
    const listener = {
      onEvent: (event: CallEvent) => void this.events.push(event),
      onEnd: (end: CallerEnd) => void this.ends.push(end),
    };
    const wanted = { events: true, capabilities: { resume: true }, listener };
    this.caller = await connectWebSocketCaller(`${url.replace('http', 'ws')}/call`, {
      ...wanted,
      ...options,
    });
    this.caller.microphone();
    return this;
  }

  async sees(type: CallEvent['type']): Promise<void> {
    for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 20) {
      if (this.events.some((event) => event.type === type)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no ${type} came`);
  }

  /** What was heard of replies, once it matches. */
  async hears(pattern: RegExp): Promise<string> {
    for (let waitedMs = 0; waitedMs < 20_000; waitedMs += 20) {
      const heard = this.events.flatMap((event) => (event.type === 'reply-end' ? [event.heardText] : []));
      if (pattern.test(heard.join(' '))) return heard.join(' ');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(
      `${pattern} was not heard; but: ${this.events.map((event) => JSON.stringify(event)).join('\\n')}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.caller[Symbol.asyncDispose]();
  }
}

test('A server shot in mid-call and started anew takes its caller back, and knows what was said', async () => {
  using clock = new SystemClock();
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-crash-'));
  try {
    const file = join(folder, 'calls.db');
    const agent = join(folder, 'agent.ts');
    writeFileSync(agent, countingAgent);
    const serve = (port: string): Command =>
      new Command(['serve', '--port', port, '--offline', '--agent', agent, '--store', file]);
    const [words] = await spoken(['Where are the shoes?'], clock, 'kal16');

    await using first = serve('0');
    const [url, port] = (await first.says(/http:\/\/[\d.]+:(\d+)/)) as unknown as [string, string];
    await using before = await new Phone().dial(url, { clock });
    void before.caller.microphone().say(words!);
    await before.hears(/heard you once/);
    await committed(file, before.caller.callId, clock);
    first.kill('SIGKILL');
    assert.equal((await first.done).signal, 'SIGKILL');
    assert.equal((await before.caller.ended).by, 'network');

    await using second = serve(port);
    await second.says(/http:/);
    const { callId, resumeToken: token = '' } = before.caller;
    const nextSeq = before.events.at(-1)!.seq + 1;
    await using back = await new Phone().dial(url, { clock, resume: { callId, token, nextSeq } });
    assert.equal(back.caller.resumed, true);
    assert.equal(back.caller.callId, callId);
    // It says that the line is back; there is no need to hear it out.
    await back.sees('reply-start');
    void back.caller.microphone().say(words!);
    await back.hears(/heard you twice/);
    assert.equal(back.events[0]!.seq, nextSeq);
    await back.caller.hangup();
    second.kill('SIGTERM');
    assert.equal((await second.done).status, 0, second.err);
    assert.doesNotMatch(second.err, /note:/);

    await using store = await openSqliteCallStore({ file, clock });
    const { claim, outcome, turns } = await store.load(callId);
    assert.equal(claim.epoch, 2);
    assert.equal(outcome?.reason, 'caller-hung-up');
    const said = turns.flatMap(({ messages }) => messages.filter(({ role }) => role === 'user'));
    assert.equal(said.length, 2);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What is said is kept a moment later: a second reader of the same file sees when. */
async function committed(file: string, callId: string, clock: SystemClock): Promise<void> {
  await using store = await openSqliteCallStore({ file, clock });
  for (let waitedMs = 0; waitedMs < 5_000; waitedMs += 50) {
    const { turns } = await store.load(callId);
    if (turns.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('no turn was stored');
}
