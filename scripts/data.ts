/**
 * `npm run data`: fetches the recordings that benchmarks are made of, into the cache folder.
 *
 *   apt-get download ─▶ sha256 as pinned? ─▶ dpkg-deb -x ─▶ G.722 to WAV ─▶ rename into place
 *
 * Nothing carries the final name before it is whole, so it may be killed and started again at will;
 * what is there is not fetched twice. apt-get is asked rather than a web address, because it knows the
 * mirrors and proxies of this machine.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  asteriskFolder,
  asteriskPackages,
  asteriskVersion,
  userCacheFolder,
  type SoundPackage,
} from '../bench/shared/asterisk-sounds.ts';
import { decodeG722, g722SampleRate } from '../src/audio/g722.ts';
import { encodeWav } from '../src/audio/wav.ts';

const run = promisify(execFile);
/** A mirror may be slow, but a command that says nothing for so long is not coming back. */
const commandMaxMs = 600_000;

/** Something that the person at the keyboard can put right. */
class Advice extends Error {}

async function main(): Promise<void> {
  const folder = asteriskFolder(userCacheFolder());
  if (existsSync(folder)) {
    say(`The Asterisk core sounds ${asteriskVersion} are there: ${folder}`);
    return;
  }
  mustHave('apt-get');
  mustHave('dpkg-deb');
  mkdirSync(dirname(folder), { recursive: true });
  sweep(dirname(folder));
  const workplace = mkdtempSync(join(dirname(folder), '.data-'));
  try {
    const unpacked = join(workplace, 'sounds');
    for (const soundPackage of asteriskPackages) {
      const archive = await fetchArchive(soundPackage, workplace);
      await unpack(soundPackage, archive, workplace, join(unpacked, soundPackage.bandwidth));
    }
    // Another run may have been quicker: what it has put there is the same.
    if (!existsSync(folder)) renameSync(unpacked, folder);
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
  say(`Done: ${folder}`);
}

/** A run that was killed leaves its workplace; one that is at work does not take so long. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (name.startsWith('.data-') && Date.now() - statSync(path).mtimeMs > 2 * commandMaxMs) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

function mustHave(program: string): void {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
  } catch {
    const files = asteriskPackages.map(({ name }) => name).join(' and ');
    throw new Advice(
      `${program} is not on this machine: ${files} are Debian packages.\n` +
        'Run this on Debian or Ubuntu, or in the docker image node:24-bookworm with this folder and the cache folder mounted.',
    );
  }
}

/** @returns the `.deb`, checked against its pin. */
async function fetchArchive(soundPackage: SoundPackage, workplace: string): Promise<string> {
  const { name, sha256, bytes } = soundPackage;
  say(`Fetching ${name} ${asteriskVersion} (${(bytes / 1e6).toFixed(1)} MB) ...`);
  await download(`${name}=${asteriskVersion}`, workplace);
  const file = readdirSync(workplace).find((entry) => entry.startsWith(`${name}_`) && entry.endsWith('.deb'));
  if (file === undefined) throw new Advice(`apt-get said nothing and left no file for ${name}.`);
  const archive = join(workplace, file);
  const found = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (found !== sha256) {
    throw new Advice(
      `${file} is not the file we know: sha256 ${found}, expected ${sha256}. Nothing was unpacked.`,
    );
  }
  return archive;
}

/** A fresh container has no package index; whoever may fetch one does so, once. */
async function download(what: string, folder: string): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  try {
    await run('apt-get', ['download', what], { cwd: folder, timeout: commandMaxMs });
    return;
  } catch (thrown) {
    if (!isRoot) throw adviceFor(what, thrown, 'sudo apt-get update');
  }
  say('apt-get does not find it: fetching the package index (apt-get update) ...');
  try {
    await run('apt-get', ['update'], { timeout: commandMaxMs });
    await run('apt-get', ['download', what], { cwd: folder, timeout: commandMaxMs });
  } catch (thrown) {
    throw adviceFor(what, thrown, 'apt-get update');
  }
}

function adviceFor(what: string, thrown: unknown, command: string): Advice {
  const { stderr = '', message } = thrown as Error & { stderr?: string };
  const lines = stderr.split('\n').filter((line) => line.startsWith('E:'));
  return new Advice(
    `apt-get cannot download ${what}:\n${lines.join('\n') || message}\n` +
      `Check the network, run \`${command}\`, then this again. Debian 12 (bookworm) is known to carry this version.`,
  );
}

async function unpack(
  soundPackage: SoundPackage,
  archive: string,
  workplace: string,
  to: string,
): Promise<void> {
  const tree = join(workplace, soundPackage.name);
  await run('dpkg-deb', ['-x', archive, tree], { timeout: commandMaxMs });
  const root = join(tree, 'usr/share/asterisk/sounds/en_US_f_Allison');
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(wav|g722)$/.test(name),
  );
  for (const [index, name] of names.entries()) {
    const sound = readFileSync(join(root, name));
    const target = join(to, name.replace(/\.g722$/, '.wav'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, name.endsWith('.g722') ? toWav(sound) : sound);
    if ((index + 1) % 100 === 0 || index + 1 === names.length) {
      say(`  ${soundPackage.bandwidth}: ${index + 1} of ${names.length} sounds`);
    }
  }
}

function toWav(g722: Uint8Array): Uint8Array {
  const samples = decodeG722(g722);
  const bytes = Buffer.alloc(samples.length * 2);
  for (const [index, sample] of samples.entries()) bytes.writeInt16LE(sample, index * 2);
  return encodeWav({ encoding: 'pcm16le', sampleRate: g722SampleRate, channels: 1 }, bytes);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

try {
  await main();
} catch (thrown) {
  say(thrown instanceof Advice ? `error: ${thrown.message}` : String((thrown as Error).stack));
  process.exitCode = 1;
}
