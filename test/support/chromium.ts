/** A real browser with a recording for a microphone: Debian's Chromium, driven from here. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { encodeWav } from '../../src/audio/wav.ts';

export interface ChromiumOptions {
  /** PCM16 at 16 kHz, heard once from the moment the microphone is opened; then silence. Default: no microphone. */
  microphone?: Uint8Array;
  /** Says yes when a page asks for the microphone. Default true. */
  permit?: boolean;
}

export interface Chromium extends AsyncDisposable {
  readonly browser: Browser;
}

const executablePath = '/usr/bin/chromium';
const quiet = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The page may sound without having been touched: here nobody has hands.
  '--autoplay-policy=no-user-gesture-required',
];

export async function openChromium({ microphone, permit = true }: ChromiumOptions): Promise<Chromium> {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-chromium-'));
  const args = [...quiet];
  if (permit) args.push('--use-fake-ui-for-media-stream');
  if (microphone !== undefined) {
    const file = join(folder, 'microphone.wav');
    const format = { encoding: 'pcm16le', sampleRate: 16_000, channels: 1 } as const;
    writeFileSync(file, encodeWav(format, microphone));
    args.push('--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}%noloop`);
  }
  const browser = await chromium.launch({ executablePath, args, chromiumSandbox: false, headless: true });
  return {
    browser,
    async [Symbol.asyncDispose]() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a microphone hears: pieces of sound, and silences in milliseconds between them. */
export function heardByMicrophone(parts: readonly (Uint8Array | number)[]): Uint8Array {
  const bytes = parts.map((part) =>
    typeof part === 'number' ? new Uint8Array(Math.round(part * 16) * 2) : part,
  );
  return new Uint8Array(Buffer.concat(bytes));
}
