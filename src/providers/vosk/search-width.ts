/**
 * How widely Vosk searches: the model's own settings are made for a phone's battery.
 *
 * Free-form on 221 human prompts at 16 kHz: word error rate 0.200 as the model comes (beam 10, lattice
 * beam 2, 3,000 active states) at 0.073 CPU seconds per second, 0.175 with these at 0.084; wider still
 * (13, 6, 7,000) 0.173 at a good deal more. Vosk reads settings only from the model's folder,
 * which is not ours to change: so it is shown a folder of links with a settings file of our own.
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const settings: Readonly<Record<string, string>> = {
  'max-active': '5000',
  beam: '12.0',
  'lattice-beam': '6.0',
};

/** Calls `open` with a folder that holds the model and our settings; it is gone when this returns. */
export function withSearchWidth<Model>(modelFolder: string, open: (folder: string) => Model): Model {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-vosk-'));
  try {
    for (const entry of readdirSync(modelFolder, { withFileTypes: true })) {
      // A junction needs no rights on Windows; elsewhere the word means nothing.
      if (entry.isDirectory() && entry.name !== 'conf') {
        symlinkSync(join(modelFolder, entry.name), join(folder, entry.name), 'junction');
      }
    }
    mkdirSync(join(folder, 'conf'));
    for (const name of readdirSync(join(modelFolder, 'conf'))) {
      const text = readFileSync(join(modelFolder, 'conf', name), 'utf8');
      writeFileSync(join(folder, 'conf', name), name === 'model.conf' ? widen(text) : text);
    }
    return open(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Replaces what is set, adds what is not. */
export function widen(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !((/^--([\w-]+)=/.exec(line)?.[1] ?? '') in settings));
  return [...lines, ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`), ''].join('\n');
}
