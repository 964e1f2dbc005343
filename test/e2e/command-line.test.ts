/** `antiphon` as a person types it: every verb, right and wrong, up to a call with the real models. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { encodeWav, parseWav } from '../../src/audio/wav.ts';
import { SystemClock } from '../../src/clock/system-clock.ts';
import { Command, run } from '../support/command.ts';
import { spoken } from '../support/spoken.ts';

const home = mkdtempSync(join(tmpdir(), 'antiphon-command-line-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const emptyCache = { ANTIPHON_CACHE: join(home, 'empty-cache') };

/** A recording of somebody else than the agent. */
async function recording(name: string, text: string): Promise<string> {
  using clock = new SystemClock();
  const [audio] = await spoken([text], clock, 'kal16');
  const path = join(home, name);
  writeFileSync(path, encodeWav({ encoding: 'pcm16le', sampleRate: 16_000, channels: 1 }, audio!));
  return path;
}

/** Takes a port as another program would. */
async function takenPort(): Promise<AsyncDisposable & { port: number }> {
  const server = createServer(
    (socket) =>
      void socket
        .on('error', () => undefined)
        .resume()
        .end('not for you'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

describe('help', () => {
  test.each([
    ['', /serve.*talk.*replay.*test.*models.*doctor.*Exit status/s],
    ['serve', /--port.*--agent.*--log.*--offline/s],
    ['talk', /--wav.*--url.*--after.*--out/s],
    ['replay', /<log>.*--json/s],
    ['test', /<file\.\.\.>.*--only.*--junit/s],
    ['scenario', /<log>.*--agent.*--out/s],
    ['models', /list.*pull.*verify.*remove/s],
    ['callers', /export.*forget/s],
    ['models pull', /--force.*--offline/s],
    ['doctor', /--json/],
  ])('antiphon %s --help tells what there is', async (verb, expected) => {
    const { status, out, err } = await run([...verb.split(' ').filter(Boolean), '--help']);
    assert.equal(status, 0, err);
    assert.match(out, expected);
    assert.equal(err, '');
  });

  test('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.equal((await run(['--version'])).out.trim(), version);
  });
});

describe('what is typed wrongly ends with 2, what is wrong and a cure', () => {
  test.each([
    ['no verb', [], /Usage: antiphon/],
    ['a verb that is not there', ['srve'], /unknown command 'srve'.*serve.*cure/s],
    ['a flag that is not there', ['serve', '--prt', '1'], /unknown option '--prt'.*--port.*cure/s],
    ['a port that is none', ['serve', '--port', 'abc'], /--port cannot be "abc".*cure: .*65535/s],
    ['a port too high', ['serve', '--port', '65536'], /--port cannot be "65536"/],
    ['no seats', ['serve', '--seats', '0'], /--seats cannot be "0"/],
    ['a pipeline that is not there', ['serve', '--pipeline', 'fast'], /"fast".*cure: .*streaming/s],
    ['nothing to say', ['talk'], /nothing to say.*--wav FILE/s],
    ['an address that is none', ['talk', '--wav', 'a.wav', '--url', 'foo://b'], /"foo:\/\/b".*ws:\/\//s],
    ['a log on somebody else', ['talk', '--wav', 'a', '--url', 'ws://b', '--log', 'c'], /--log.*--url/s],
    ['a moment that is none', ['talk', '--wav', 'a.wav', '--after', 'soon'], /--after cannot be "soon"/],
    ['no log', ['replay'], /missing required argument 'log'.*cure/s],
    ['two logs', ['replay', 'a', 'b'], /too many arguments.*cure/s],
  ])('%s', async (_, words, expected) => {
    const { status, out, err } = await run(words);
    assert.equal(status, 2, err);
    assert.equal(out, '');
    assert.match(err, expected);
    assert.doesNotMatch(err, /\n\s+at /, 'a stack');
  });
});

describe('what cannot be done ends with 1, what is wrong and a cure', () => {
  const garbage = join(home, 'garbage');
  writeFileSync(garbage, 'this is neither sound nor a log\n');
  const halfWav = join(home, 'half.wav');
  writeFileSync(
    halfWav,
    encodeWav({ encoding: 'pcm16le', sampleRate: 4000, channels: 1 }, new Uint8Array(800)),
  );
  const noAgent = join(home, 'no-agent.ts');
  writeFileSync(noAgent, 'export const agent: number = 7;\n');

  test.each([
    [
      'a recording that is not there',
      ['talk', '--wav', '/nowhere.wav'],
      /\/nowhere.wav: there is no such file/,
    ],
    ['a recording that is none', ['talk', '--wav', garbage], /not a WAV file.*cure: .*PCM16/s],
    ['a recording too low', ['talk', '--wav', halfWav], /4000 Hz.*cure: .*8 and 48 kHz/s],
    ['a log that is not there', ['replay', '/nowhere'], /\/nowhere: there is no such file/],
    ['a log that is none', ['replay', garbage], /line 1: it is not JSON.*cure/s],
    ['an agent that is not there', ['serve', '--agent', '/nowhere.ts'], /no file \/nowhere.ts/],
    ['an agent that is none', ['serve', '--agent', noAgent], /not an agent.*cure: .*defineAgent/s],
    ['models without a network', ['models', 'pull', '--offline'], /is not in .*cure: .*models pull/s],
    ['a server without models and network', ['serve', '--offline', '--port', '0'], /is not in .*cure/s],
    ['models that are missing', ['models', 'verify'], /cure: Run `antiphon models pull`/],
  ])('%s', async (_, words, expected) => {
    const { status, err } = await run(words, { environment: emptyCache });
    assert.equal(status, 1, err);
    assert.match(err, expected);
    assert.doesNotMatch(err, /\n\s+at /, 'a stack');
  });

  test('a stack is shown to whoever asks for it', async () => {
    assert.match((await run(['replay', '/nowhere', '--debug'])).err, /\n\s+at /);
  });

  test('nobody answers', async () => {
    await using other = await takenPort();
    const wav = await recording('hello.wav', 'Hello.');
    const { status, err } = await run(['talk', '--wav', wav, '--url', `ws://127.0.0.1:${other.port}/call`]);
    assert.equal(status, 1, err);
    assert.match(err, /cannot call.*cure: Check that the server runs/s);
  });

  test('a port that is taken, told before any model is fetched', async () => {
    await using other = await takenPort();
    const { status, err } = await run(['serve', '--port', `${other.port}`], { environment: emptyCache });
    assert.equal(status, 1, err);
    assert.match(err, new RegExp(`port ${other.port} .*taken.*cure: .*--port`, 's'));
    assert.doesNotMatch(err, /Fetching/);
  });

  test('a cache that may not be written', async () => {
    const file = join(home, 'a-file');
    writeFileSync(file, '');
    const { status, err } = await run(['models', 'pull'], {
      environment: { ANTIPHON_CACHE: join(file, 'cache') },
    });
    assert.equal(status, 1, err);
    assert.match(err, /Cannot write.*cure: .*ANTIPHON_CACHE/s);
  });
});

describe('models and doctor', () => {
  test('list tells state, licence and origin, for people and for programs', async () => {
    const people = await run(['models'], { environment: emptyCache });
    assert.equal(people.status, 0, people.err);
    assert.match(people.out, /state +missing.*licence +\S.*origin +\S.*Cache folder: .*empty-cache/s);
    const programs = await run(['models', 'list', '--json'], { environment: emptyCache });
    const { cacheFolder, models } = JSON.parse(programs.out);
    assert.equal(cacheFolder, emptyCache.ANTIPHON_CACHE);
    assert.ok(models.length >= 2);
    for (const model of models) {
      assert.equal(model.state, 'missing');
      assert.ok(model.licence.length > 2 && model.origin.length > 10 && model.bytes > 1e6);
    }
  });

  test('doctor finds what is missing, and nothing else wrong here', async () => {
    const { status, out, err } = await run(['doctor', '--json'], { environment: emptyCache });
    assert.equal(status, 1, err);
    const { ok, findings } = JSON.parse(out) as {
      ok: boolean;
      findings: { name: string; state: string; detail: string; cure?: string }[];
    };
    assert.equal(ok, false);
    const failed = findings.filter(({ state }) => state === 'failed');
    assert.deepEqual(
      failed.map(({ name }) => name.replace(/ .*/, '').replace(/-linux.*|-osx.*/, '')),
      ['vosk', 'vosk-small-en-us'],
    );
    for (const { cure } of failed) assert.match(cure ?? '', /models pull/);
    const names = new Set(findings.map(({ name }) => name));
    for (const name of ['antiphon', 'Node', 'koffi', 'onnxruntime-node', 'cache folder', 'port 8080']) {
      assert.ok(names.has(name), `nothing about ${name}`);
    }
  });

  test('with the models there, doctor is content, verify reads every byte, and pull has nothing to do', async () => {
    const pulled = await run(['models', 'pull'], { timeLimitMs: 110_000 });
    assert.equal(pulled.status, 0, pulled.err);
    const again = await run(['models', 'pull', '--offline']);
    assert.equal(again.status, 0, again.err);
    assert.equal(again.err, '');
    const verified = await run(['models', 'verify']);
    assert.equal(verified.status, 0, verified.err);
    const doctor = await run(['doctor']);
    assert.equal(doctor.status, 0, doctor.out);
    assert.match(doctor.out, /Vosk library +can be loaded/);
  });
});

describe.concurrent('a server', () => {
  test('is phoned with a recording, understands it, answers, and ends in order on SIGTERM', async () => {
    const logs = join(home, 'logs');
    const ownHome = join(home, 'own-home');
    mkdirSync(ownHome);
    const cache =
      process.env['ANTIPHON_CACHE'] ?? JSON.parse((await run(['models', '--json'])).out).cacheFolder;
    const environment = { HOME: ownHome, ANTIPHON_CACHE: cache };
    await using server = new Command(['serve', '--port', '0', '--log', logs], { environment, cwd: ownHome });
    const url = (await server.says(/ws:\/\/\S+\/call/))[0];
    const wav = await recording('shoes.wav', 'Where can I find the shoes?');
    const out = join(home, 'call.wav');
    const talk = await run(['talk', '--wav', wav, '--wav', wav, '--url', url, '--out', out]);
    assert.equal(talk.status, 0, talk.err);
    assert.match(talk.out, /^agent {3}Maison Solène, good day/);
    assert.equal(talk.out.match(/^caller {2}where can i find (the )?shoes$/gm)?.length, 2, talk.out);
    assert.match(talk.out, /^agent {3}.*second floor/m);
    assert.match(talk.out, /turn decided \d+, first token -?\d+, .*heard \d+/);

    const recorded = parseWav(readFileSync(out));
    assert.equal(recorded.channels, 2);
    assert.ok(recorded.samples / recorded.sampleRate > 10, 'the whole call');
    assert.equal(statSync(out).mode & 0o777, 0o600);

    server.kill('SIGTERM');
    const ended = await server.done;
    assert.equal(ended.status, 0, ended.err);
    assert.match(ended.err, /every call has ended/);
    const [log] = readdirSync(logs);
    const replayed = await run(['replay', join(logs, log!)]);
    assert.equal(replayed.status, 0, replayed.err);
    assert.match(replayed.out, /replays bit for bit, \d+ steps/);
    assert.deepEqual(readdirSync(ownHome), [], 'nothing is written that was not asked for, nor by a library');
  });

  test('that is not there is started by talk itself, which prints one JSON object for programs', async () => {
    const wav = await recording('address.wav', 'What is your address?');
    const { status, out, err } = await run(['talk', '--wav', wav, '--log', join(home, 'own'), '--json']);
    assert.equal(status, 0, err);
    assert.match(err, /starting one in this process/);
    const { answered, story } = JSON.parse(out);
    assert.equal(answered, true);
    const said = story.map(({ text, heardText }: { text?: string; heardText?: string }) => heardText ?? text);
    assert.match(said.join('\n'), /address\n.*Garden Street/s);
    assert.equal(readdirSync(join(home, 'own')).length, 1);
  });

  test('lets a live call go on after Ctrl-C, with its recogniser, and ends when the call does', async () => {
    const wav = await recording('again.wav', 'Where can I find the shoes?');
    await using server = new Command(['serve', '--port', '0'], { group: true });
    const url = (await server.says(/ws:\/\/\S+\/call/))[0];
    await using talk = new Command(['talk', '--wav', wav, '--url', url]);
    await talk.says(/good day/);
    server.kill('SIGINT');
    await server.says(/One call is still live/);
    const answered = await talk.done;
    assert.equal(answered.status, 0, answered.err);
    assert.match(answered.out, /second floor/);
    const ended = await server.done;
    assert.equal(ended.status, 130);
    assert.match(ended.err, /every call has ended/);
    assert.doesNotMatch(ended.err, /crashed/, 'Ctrl-C reached the recogniser too');
  });

  test('ends at once when it is stopped twice', async () => {
    const wav = await recording('short.wav', 'Hello.');
    await using server = new Command(['serve', '--port', '0']);
    const url = (await server.says(/ws:\/\/\S+\/call/))[0];
    await using talk = new Command(['talk', '--wav', wav, '--url', url, '--after', '60000']);
    await talk.says(/good day/);
    server.kill('SIGINT');
    await server.says(/One call is still live/);
    // Within a moment it would count as the same press.
    await new Promise((resolve) => setTimeout(resolve, 600));
    server.kill('SIGINT');
    assert.equal((await server.done).status, 130);
    const lost = await talk.done;
    assert.equal(lost.status, 1);
    assert.match(lost.err, /the call was lost.*cure/s);
  });
});
