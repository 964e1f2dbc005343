/**
 * A key goes where it was meant to go, and nowhere else: through a whole call with its log written, with a model, an
 * API and an MCP server that send every secret back, and a tool of the house's own that throws it. Neither a prompt,
 * nor an event, nor the log, nor what is spoken, nor the text of an error holds any of them.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../src/agent/define-tool.ts';
import type { AntiphonError } from '../../src/errors/antiphon-error.ts';
import { openai } from '../../src/providers/openai/index.ts';
import { CallLogFile } from '../../src/telemetry/call-log-file.ts';
import { callsTools, openOpenAiServer, refuses, says, type WireAnswer } from '../../src/testing/index.ts';
import { Hostile } from '../../src/tools/mcp/__fixtures__/hostile.ts';
import { openHostile, type HostileHttp } from '../../src/tools/mcp/__fixtures__/http-server.ts';
import { mcpTools } from '../../src/tools/mcp/index.ts';
import { openApiServer } from '../../src/tools/openapi/__fixtures__/api-server.ts';
import { shop as document } from '../../src/tools/openapi/__fixtures__/shop.ts';
import { openApiTools } from '../../src/tools/openapi/index.ts';
import { Stage } from '../support/stage.ts';

const secrets = {
  modelKey: 'sk-live-model-7f31',
  modelTeam: 'team-of-nine-55',
  apiKey: 'sk-live-api-90ab',
  apiQuery: 'query-token-3d1e',
  mcpKey: 'sk-live-mcp-c4c4',
  database: 'postgres://diary:hunter2@10.0.0.7/diary',
};
/** Each sends back what it was sent. */
const repeated = {
  model: `you sent ${secrets.modelKey} of ${secrets.modelTeam}`,
  api: `you sent ${secrets.apiKey} and ${secrets.apiQuery}`,
  mcp: `you sent Bearer ${secrets.mcpKey}`,
};

function assertHidden(where: string, text: string): void {
  for (const [name, secret] of Object.entries(secrets)) {
    assert.ok(!text.includes(secret), `${name} is told in ${where}`);
  }
  assert.ok(!text.includes('hunter2'), `a password is told in ${where}`);
}

/** A call whose model and tools are reached over real connections, or closed over, and its log in a file. */
class House implements AsyncDisposable {
  /** What the far ends were sent in secret. */
  sent = { api: (): string => '', mcp: (): string => '', model: (): string => '' };
  prompts: () => string = () => '';
  readonly #resources = new AsyncDisposableStack();
  stage!: Stage;
  logged!: string;
  readonly failures: AntiphonError[] = [];

  static async open(works: boolean, answers: readonly WireAnswer[]): Promise<House> {
    const house = new House();
    const { failures } = house;
    const resources = house.#resources;
    const folder = await mkdtemp(join(tmpdir(), 'antiphon-secrets-'));
    resources.defer(() => rm(folder, { recursive: true }));

    const server = resources.use(await openOpenAiServer({ answers }));
    const { modelKey, modelTeam, apiKey, apiQuery, mcpKey, database } = secrets;
    const llm = resources.use(
      openai({
        baseUrl: server.baseUrl,
        model: 'small',
        apiKey: modelKey,
        headers: { 'x-team': modelTeam },
        retriesMax: 0,
      }),
    );
    house.prompts = () => JSON.stringify(server.requests.map(({ body }) => body));

    const api = resources.use(await openApiServer());
    api.answer = (response, { url, headers }) => {
      response.writeHead(works ? 200 : 500, { 'content-type': 'application/json', 'x-said': repeated.api });
      response.end(JSON.stringify({ note: repeated.api, url, headers }));
    };
    const orders = openApiTools({
      document,
      baseUrl: api.baseUrl,
      include: ['getOrder'],
      headers: { 'x-shop-key': apiKey },
      query: { token: apiQuery },
    });

    const wire: HostileHttp = {
      hostile: new Hostile(),
      requests: [],
      instead: ({ id, method }, response) => {
        if (method !== 'tools/call') return false;
        const result = { isError: !works, content: [{ type: 'text', text: repeated.mcp }] };
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
        return true;
      },
    };
    const shop = resources.use(await openHostile(wire));
    const parts = resources.use(
      await mcpTools({
        server: { url: shop.url, headers: { authorization: `Bearer ${mcpKey}` } },
        include: ['parts'],
        effects: { parts: 'read' },
        onFailure: (error) => failures.push(error),
      }),
    );

    // Closed over, as a program would have it.
    const diary = { url: database, ask: (day: string) => (works ? `${day} is free` : fail()) };
    const fail = (): never => {
      const socket = Object.assign(new Error(`connect ${diary.url}`), { config: { ...diary } });
      throw new Error(`SELECT * FROM diary -- ${diary.url}`, { cause: socket });
    };
    const readDiary = defineTool({
      name: 'readDiary',
      description: 'Says which days are free',
      input: z.object({ day: z.string() }),
      effect: 'read',
      run: ({ day }) => diary.ask(day),
    });

    const log = new CallLogFile(folder, 'call-1', (error) => failures.push(error));
    house.logged = log.path;
    house.stage = resources.use(
      new Stage({ agent: { tools: [readDiary, ...orders.tools, ...parts.tools] }, model: llm, log }),
    );
    house.sent = {
      api: () => JSON.stringify(api.asked),
      mcp: () => JSON.stringify(wire.requests.map(({ headers }) => headers)),
      model: () => JSON.stringify(server.requests.map(({ headers }) => headers)),
    };
    return house;
  }

  /** Time on the stage, and for the sockets. */
  async pass(ms: number): Promise<void> {
    const { clock, session } = this.stage;
    const until = clock.now() + ms;
    while (clock.now() < until) {
      await clock.run(5);
      const { generations, effects } = session.open();
      if (generations + effects === 0) continue;
      await new Promise((resolve) => {
        setTimeout(resolve, 2);
      });
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

const wants = callsTools([
  { name: 'readDiary', arguments: { day: 'friday' } },
  { name: 'getOrder', arguments: { id: '5' } },
  { name: 'parts', arguments: { value: 'x' } },
]);

const stories: { name: string; works: boolean; answers: WireAnswer[]; heard: string; codes: string[] }[] = [
  {
    name: 'Everything works, and sends every secret back',
    works: true,
    answers: [wants, says('Friday is free.')],
    heard: 'Friday is free.',
    codes: [],
  },
  {
    name: 'Every tool fails, and the failure repeats every secret',
    works: false,
    answers: [wants, says('I cannot look it up.')],
    heard: 'I cannot look it up.',
    codes: ['TOOL_FAILED'],
  },
  {
    name: 'The model refuses its key, and repeats it',
    works: true,
    answers: [refuses(401, { message: repeated.model, code: secrets.modelKey, type: secrets.modelTeam })],
    heard: 'I am sorry, something went wrong on my side. Could you say that again?',
    codes: [],
  },
  {
    name: 'The model breaks off in the midst of what it repeats',
    works: true,
    answers: [[{ chunk: { error: { message: repeated.model, code: secrets.modelKey } } }, { cut: true }]],
    heard: 'I am sorry, something went wrong on my side. Could you say that again?',
    codes: [],
  },
];

for (const { name, works, answers, heard, codes } of stories) {
  test(name, async () => {
    await using house = await House.open(works, answers);
    const { stage, failures } = house;
    stage.begins('is friday free and where is my order');
    for (let steps = 0; stage.all('reply-end').length === 0 && steps < 300; steps += 1) await house.pass(100);
    assert.equal(stage.all('reply-end').at(-1)?.heardText, heard, stage.tell());

    // They were sent to where they belong; else nothing would be proved.
    const calledTools = answers[0] === wants;
    const { model, mcp, api } = house.sent;
    assert.ok(model().includes(`Bearer ${secrets.modelKey}`) && model().includes(secrets.modelTeam));
    assert.ok(mcp().includes(`Bearer ${secrets.mcpKey}`));
    if (calledTools) {
      assert.ok(api().includes(`token=${secrets.apiQuery}`) && api().includes(secrets.apiKey));
      assert.equal(stage.all('effect-done').length, 3, stage.tell());
      assert.ok(
        stage.all('effect-done').every(({ ok }) => ok === works),
        stage.tell(),
      );
    }

    stage.session.shutDown('the story is over');
    await written(house.logged);
    const log = await readFile(house.logged, 'utf8');
    assert.ok(log.includes('is friday free'), 'the log was written');
    assertHidden('the log', log);
    assertHidden('an event', JSON.stringify(stage.events));
    assertHidden('a prompt', house.prompts());
    assertHidden('what is spoken', stage.tts.clauses.join(' '));
    const told = [...stage.errors, ...failures];
    for (const code of codes)
      assert.ok(
        told.some((error) => error.code === code),
        String(told),
      );
    for (const error of told) {
      assertHidden(
        `the text of ${error.code}`,
        `${error.message} ${error.stack} ${error.cure} ${JSON.stringify(error)} ${inspect(error.data, { depth: 9 })}`,
      );
    }
    // Only what a tool of the house's own has thrown is kept whole, for people, as the cause.
    const causes = told.filter(({ cause }) => inspect(cause, { depth: 9 }).includes('hunter2'));
    assert.deepEqual(
      causes.map(({ message }) => message),
      codes.length === 0 ? [] : ['readDiary failed'],
    );
    for (const error of told)
      if (!causes.includes(error)) assertHidden(error.code, inspect(error, { depth: 9 }));
  });
}

/** The log is written behind our back: its last line is there once its size no longer grows. */
async function written(path: string): Promise<void> {
  for (let before = -1, now = 0; before !== now || now === 0;) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    before = now;
    now = (await stat(path)).size;
  }
}
