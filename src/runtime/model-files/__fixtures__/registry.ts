/**
 * For tests: a registry on the loopback that speaks just enough of npm's protocol, and misbehaves on
 * request; and archives made on the spot, of bytes that do not compress, so that the middle is a place.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { ModelArchive } from '../model-archive.ts';
import type { NpmSettings } from '../npm-settings.ts';

export interface TestEntry {
  name: string;
  data?: Uint8Array;
  type?: 'file' | 'symlink' | 'link' | 'directory';
  linkname?: string;
}

/** How the registry answers one request for the tarball; what is not said is done right. */
export type Behaviour =
  | { kind: 'serve' }
  | { kind: 'ignore-range' }
  | { kind: 'break'; afterBytes: number }
  | { kind: 'hang'; afterBytes: number }
  | { kind: 'status'; status: number }
  | { kind: 'other-bytes'; body: Uint8Array };

export interface TestArchive {
  archive: ModelArchive;
  tarball: Buffer;
}

/** Bytes that look random and are the same every time. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

export async function tarballOf(entries: readonly TestEntry[]): Promise<Buffer> {
  const { pack } = createRequire(import.meta.url)('tar-stream') as {
    pack(): NodeJS.ReadableStream & {
      entry(header: object, data?: Buffer): void;
      finalize(): void;
    };
  };
  const tar = pack();
  for (const { data, ...header } of entries) tar.entry(header, data && Buffer.from(data));
  tar.finalize();
  return gzipSync(await buffer(tar));
}

/** A model of three files in two folders, some 200 kB, with a README beside it that is not kept. */
export async function makeArchive(changes: Partial<ModelArchive> = {}, seed = 1): Promise<TestArchive> {
  const entries = [
    { name: 'package/README.md', data: noise(1_000, seed) },
    { name: 'package/model/conf/model.conf', data: noise(300, seed + 1) },
    { name: 'package/model/am/final.mdl', data: noise(200_000, seed + 2) },
    { name: 'package/lib/libtiny.so', data: noise(5_000, seed + 3) },
  ];
  return archiveOf(await tarballOf(entries), {
    unpackedBytes: 205_300,
    include: [
      { from: 'package/model/', to: '' },
      { from: 'package/lib/libtiny.so', to: 'lib/tiny.so' },
    ],
    ...changes,
  });
}

export function archiveOf(tarball: Buffer, changes: Partial<ModelArchive>): TestArchive {
  const archive: ModelArchive = {
    name: 'tiny',
    packageName: 'tiny-model',
    version: '1.2.3',
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    bytes: tarball.length,
    unpackedBytes: 0,
    licence: 'CC0-1.0',
    origin: 'Made by a test.',
    include: [],
    ...changes,
  };
  return { archive, tarball };
}

export interface SeenRequest {
  path: string;
  range: string | undefined;
  authorization: string | undefined;
}

export class TestRegistry implements AsyncDisposable {
  readonly requests: SeenRequest[] = [];
  /** One for each coming request for the tarball; after the last one it serves. */
  readonly behaviours: Behaviour[] = [];
  /** Where the metadata says the tarball lies, when not here. */
  tarballOrigin: string | undefined;
  /** What a request must carry, if anything. */
  authorization: string | undefined;
  /** As a registry setting wants it; stays the same when the registry is gone. */
  address = '';
  readonly #server: Server;
  readonly #packageName: string;
  readonly #version: string;
  readonly #tarball: Buffer;
  readonly #hanging = Promise.withResolvers<void>();

  private constructor({ archive, tarball }: TestArchive) {
    this.#packageName = archive.packageName;
    this.#version = archive.version;
    this.#tarball = tarball;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async open(served: TestArchive): Promise<TestRegistry> {
    const registry = new TestRegistry(served);
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    registry.address = `http://127.0.0.1:${(registry.#server.address() as AddressInfo).port}/`;
    return registry;
  }

  /** No proxy of the machine that runs the tests may come between. */
  get settings(): NpmSettings {
    return { registry: this.address, noProxy: '127.0.0.1' };
  }

  /** The `Range` of each request for the tarball so far. */
  get ranges(): (string | undefined)[] {
    return this.requests.filter(({ path }) => path.endsWith('.tgz')).map(({ range }) => range);
  }

  /** Resolves when a request has been left hanging. */
  get hanging(): Promise<void> {
    return this.#hanging.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { range, authorization } = request.headers;
    const path = request.url ?? '';
    this.requests.push({ path, range, authorization });
    if (this.authorization !== undefined && authorization !== this.authorization) {
      response.writeHead(401).end();
    } else if (path === `/${this.#packageName.replace('/', '%2f')}`) {
      const tarball = `${this.tarballOrigin ?? this.address}${this.#packageName}/-/it.tgz`;
      response.end(JSON.stringify({ versions: { [this.#version]: { dist: { tarball } } } }));
    } else if (path.endsWith('/-/it.tgz')) {
      this.#sendTarball(range, response, this.behaviours.shift() ?? { kind: 'serve' });
    } else {
      response.writeHead(404).end();
    }
  }

  #sendTarball(range: string | undefined, response: ServerResponse, behaviour: Behaviour): void {
    if (behaviour.kind === 'status') {
      response.writeHead(behaviour.status).end();
      return;
    }
    const whole = behaviour.kind === 'other-bytes' ? Buffer.from(behaviour.body) : this.#tarball;
    const from = behaviour.kind === 'ignore-range' ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const body = whole.subarray(from);
    const headers: Record<string, string | number> = { 'content-length': body.length };
    if (from > 0) headers['content-range'] = `bytes ${from}-${whole.length - 1}/${whole.length}`;
    response.writeHead(from > 0 ? 206 : 200, headers);
    if (behaviour.kind === 'break') {
      response.write(body.subarray(0, behaviour.afterBytes), () => response.destroy());
    } else if (behaviour.kind === 'hang') {
      response.write(body.subarray(0, behaviour.afterBytes), () => this.#hanging.resolve());
    } else {
      response.end(body);
    }
  }
}

/** A folder of its own for one test, gone afterwards. */
export async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'antiphon-model-files-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
