/** Proof that the layer test can fail: one small virtual file for each kind of violation, and its lawful twin. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { readHousePlan } from './plan.ts';
import { violations } from './rules.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/ARCHITECTURE.md'), 'utf8');
const house = {
  plan: readHousePlan(page),
  packages: new Set(['ws', 'zod', '@hono/node-server']),
  exists: (path: string) => path === 'providers/vosk/worker.ts',
};
const judge = (file: string, text: string): string[] => violations(house, file, text);

describe('imports across rooms', () => {
  test.each([
    ['a static import', `import { a } from '../session/a.ts';`],
    ['an import type', `import type { A } from '../session/a.ts';`],
    ['a type marked inside the braces', `import { type A } from '../session/a.ts';`],
    ['an import for its effect', `import '../session/a.ts';`],
    ['an export from', `export { a } from '../session/a.ts';`],
    ['an export type from', `export type { A } from '../session/a.ts';`],
    ['an export of everything', `export * from '../session/a.ts';`],
    ['a dynamic import', `const a = import('../session/a.ts');`],
    ['a dynamic import with a template', 'const a = import(`../session/a.ts`);'],
    ['a type by import()', `let a: import('../session/a.ts').A;`],
    ['a require', `const a = require('../session/a.ts');`],
    ['a require that only resolves', `const a = require.resolve('../session/a.ts');`],
    ['a require made on the spot', `const a = createRequire(import.meta.url)('../session/a.ts');`],
    ['a file named by its URL', `const a = import.meta.resolve('../session/a.ts');`],
    ['an import over several lines', `import {\n  a,\n} from '../session/a.ts';`],
  ])('%s upwards is seen', (_, text) => {
    assert.match(
      judge('models/hybrid.ts', text).join(),
      /^models\/hybrid\.ts:1: models may not import session$/,
    );
  });

  test.each([
    ['a downward import', 'session/a.ts', `import { a } from '../turn/a.ts';`],
    ['an import of its own room', 'turn/a.ts', `import { b } from './b.ts';`],
    ['an import from a folder below', 'tools/mcp/a.ts', `import { b } from '../../contracts/b.ts';`],
    ['a comment', 'turn/a.ts', `// import { a } from '../session/a.ts';\n/* await fetch() */`],
    [
      'a string',
      'turn/a.ts',
      `export const advice = "import { a } from '../session/a.ts'; await setTimeout()";`,
    ],
    ['a template', 'turn/a.ts', 'export const advice = `Date.now() ${1} new Date()`;'],
    ['a regular expression', 'turn/a.ts', `export const words = /process.env|await /;`],
  ])('%s is lawful', (_, file, text) => {
    assert.deepEqual(judge(file, text), []);
  });

  test.each([
    ['a room without a row', 'cellar/a.ts', '', /cellar is not in the table/],
    ['a target without a row', 'session/a.ts', `import '../cellar/a.ts';`, /cellar is not in the table/],
    ['a file loose in src/', 'loose.ts', '', /loose\.ts is not in the table/],
    ['a way out of src/', 'runtime/a.ts', `import '../../scripts/a.ts';`, /leaves src/],
    [
      'orchestrator in session',
      'session/a.ts',
      `import '../orchestrator/a.ts';`,
      /session may not import orchestrator/,
    ],
    ['session in orchestrator', 'orchestrator/a.ts', `import '../session/a.ts';`, /may not import session/],
    ['an adapter in the session', 'session/a.ts', `import '../telemetry/a.ts';`, /may not import telemetry/],
    [
      'an adapter in the test kit',
      'testing/a.ts',
      `import '../transports/wav/a.ts';`,
      /may not import transports/,
    ],
    ['the command line in the face', 'index.ts', `export * from './cli/main.ts';`, /may not import cli/],
    ['an adapter in the face', 'index.ts', `export * from './store/sqlite/a.ts';`, /may not import store/],
  ])('%s is refused', (_, file, text, message) => {
    assert.match(judge(file, text).join(), message);
  });

  test('the face may import the server', () => {
    assert.deepEqual(judge('index.ts', `export { serve } from './server/serve.ts';`), []);
  });
});

describe('adapters', () => {
  test.each([
    [
      'a sibling vendor',
      'providers/vosk/a.ts',
      `import '../flite/a.ts';`,
      /vosk may not import its sibling flite/,
    ],
    [
      'a sibling by its type',
      'transports/twilio/a.ts',
      `import type { A } from '../websocket/a.ts';`,
      /sibling/,
    ],
    [
      'a sibling engine',
      'store/sqlite/a.ts',
      `import '../shared/a.ts';`,
      /may not import its sibling shared/,
    ],
    [
      'the other kind of adapter',
      'providers/vosk/a.ts',
      `import '../../store/sqlite/a.ts';`,
      /may not import store/,
    ],
    ['a file outside every vendor', 'providers/index.ts', '', /holds folders only/],
  ])('%s is refused', (_, file, text, message) => {
    assert.match(judge(file, text).join(), message);
  });

  test.each([
    ['the shared folder beside it', 'providers/openai/a.ts', `import '../shared/sse.ts';`],
    ['its own folder', 'providers/vosk/deep/a.ts', `import '../b.ts';`],
    ['an import by the server', 'server/a.ts', `import '../providers/vosk/a.ts';`],
    ['a late import by the server', 'server/a.ts', `const a = await import('../providers/vosk/a.ts');`],
    ['a type for the server', 'server/a.ts', `import type { A } from '../providers/vosk/a.ts';`],
  ])('%s is lawful', (_, file, text) => {
    assert.deepEqual(judge(file, text), []);
  });
});

describe('a pure room', () => {
  test.each([
    ['Date.now', 'const a = Date.now();'],
    ['Date', 'const a = new Date(0);'],
    ['Date', 'const a = Date();'],
    ['performance', 'const a = performance.now();'],
    ['hrtime', 'const a = clock.hrtime();'],
    ['setTimeout', 'setTimeout(tick, 5);'],
    ['setInterval', 'const start = setInterval;'],
    ['setImmediate', 'setImmediate(tick);'],
    ['queueMicrotask', 'queueMicrotask(tick);'],
    ['globalThis', 'globalThis.setTimeout(tick, 5);'],
    ['Math.random', 'const a = Math.random();'],
    ['Math.random', 'const { random } = Math;'],
    ['crypto', 'const a = crypto.randomUUID();'],
    ['fetch', 'const a = { fetch };'],
    ['process', 'const a = process.cwd();'],
    ['AbortSignal', 'const a = AbortSignal.timeout(5);'],
    ['Promise', 'const a = Promise.resolve(1);'],
    ['async', 'async function a() {}'],
    ['async', 'const a = { async b() {} };'],
    ['await', 'for await (const a of b) use(a);'],
    ['await', 'const a = await b;'],
    ['await using', 'await using a = b();'],
    ['.then(', 'a.then(b);'],
    ['import()', `const a = import('./b.ts');`],
    ['node:crypto', `import { randomUUID } from 'node:crypto';`],
    ['node:fs', `import type { Stats } from 'node:fs';`],
    ['zod', `import { z } from 'zod';`],
  ])('has no %s: %s', (what, text) => {
    assert.ok(
      judge('turn/a.ts', `\n${text}`).some((one) => one === `turn/a.ts:2: turn/ is pure: no ${what}`),
      judge('turn/a.ts', text).join(),
    );
  });

  test.each([
    [
      'a word of its own',
      'interface Run { process: string; fetch(): void; crypto: Date }\nrun.process; run.fetch();',
    ],
    ['arithmetic', 'const a = Math.max(1, 2);'],
    ['a type', 'let later: Promise<void>; let when: typeof Date;'],
    ['a fixed date', 'const a = Date.UTC(2026, 0, 1);'],
    ['its own tests, which may do as they like', ''],
  ])('may have %s', (_, text) => {
    assert.deepEqual(judge('turn/a.ts', text), []);
    assert.deepEqual(judge('turn/a.test.ts', `${text}\nsetTimeout(tick, Math.random());`), []);
  });
});

describe('the environment', () => {
  test.each([
    'const a = process.env.HOME;',
    'const a = process.env["HOME"];',
    'const a = process["env"];',
    'const { env } = process;',
    'const { env: surroundings } = process;',
    `import { env } from 'node:process';`,
    'const a = import.meta.env;',
  ])('is not read outside server/ and cli/: %s', (text) => {
    assert.match(judge('providers/vosk/a.ts', text).join(), /environment is read in server/);
    assert.deepEqual(judge('server/a.ts', text), []);
    assert.deepEqual(judge('cli/a.ts', text), []);
  });

  test('is not every member called env', () => {
    assert.deepEqual(judge('runtime/a.ts', 'start(options.env); const { env } = options;'), []);
  });
});

describe('packages and the build', () => {
  test.each([
    ['an undeclared package', `import a from 'left-pad';`, /left-pad is neither a dependency nor a peer/],
    ['an undeclared scope', `import a from '@hono/other/deep';`, /@hono\/other is neither/],
    ['an undeclared package that is resolved', `require.resolve('left-pad/a.wasm');`, /left-pad is neither/],
    ['a builtin without its prefix', `import fs from 'fs';`, /write node:fs/],
    ['a worker that does not exist', `new URL('./gone.ts', import.meta.url);`, /does not exist/],
    ['a worker of a sibling', `new URL('../flite/worker.ts', import.meta.url);`, /does not exist/],
    ['a computed path', 'new URL(`./${name}.ts`, import.meta.url);', /does not survive the build/],
    ['a path from the folder', `join(import.meta.dirname, 'worker.ts');`, /does not survive the build/],
  ])('%s is refused', (_, text, message) => {
    assert.match(judge('providers/vosk/a.ts', text).join(), message);
  });

  test.each([
    `import { WebSocket } from 'ws';`,
    `import { serve } from '@hono/node-server/serve-static';`,
    `import { readFile } from 'node:fs/promises';`,
    `import type { Later } from 'dev-only';`,
    `new URL('./worker.ts', import.meta.url);`,
    `new URL('../../../package.json', import.meta.url);`,
    `new URL('https://example.org/');`,
  ])('lawful: %s', (text) => {
    assert.deepEqual(judge('providers/vosk/a.ts', text), []);
  });
});

describe('a test beside the code', () => {
  test.each([
    ['turn/a.test.ts', `import '../testing/a.ts';`],
    ['turn/a.test.ts', `import { test } from 'vitest'; import 'node:fs';`],
    ['transports/websocket/a.test.ts', `import '../loopback/a.ts';`],
  ])('%s may: %s', (file, text) => {
    assert.deepEqual(judge(file, text), []);
  });

  test.each([
    ['turn/a.test.ts', `import '../session/a.ts';`],
    ['session/a.test.ts', `import '../transports/wav/a.ts';`],
    ['turn/a.test.ts', `import '../../scripts/a.ts';`],
  ])('%s may not: %s', (file, text) => {
    assert.equal(judge(file, text).length, 1);
  });
});
