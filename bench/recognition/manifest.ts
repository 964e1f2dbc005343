/**
 * The manifest decides what is measured: which recordings, and what is said in them.
 *
 * A TSV with a header; each row has a path relative to the manifest, or a name in the data cache (which
 * has each sound at two bandwidths), then the text. A row is left out only for what it is, before anything
 * is recognised: no such sound, no words in its text. Never for how it was recognised.
 */
import { existsSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { normaliseWords } from './normalise.ts';

export interface ManifestRow {
  name: string;
  text: string;
}

/** A row that can be measured. Where a recording is narrow, there is no wide one to be had. */
export interface UsableRow extends ManifestRow {
  words: readonly string[];
  wideFile: string | undefined;
  narrowFile: string | undefined;
}

export interface ExcludedRow extends ManifestRow {
  reason: string;
}

export interface Manifest {
  usable: readonly UsableRow[];
  excluded: readonly ExcludedRow[];
}

export interface SoundPlaces {
  manifestFile: string;
  /** The file of a sound of the data cache, whether it is there or not. */
  cachedSound(name: string, bandwidth: '16k' | '8k'): string;
}

/** Endings of sound files that a name may carry although the data cache knows it without. */
const soundEndings = new Set(['.wav', '.g722', '.gsm', '.ulaw', '.alaw', '.sln', '.sln16']);
/** What a text says when it describes a sound instead of quoting a voice; in brackets such notes are dropped anyway. */
const soundDescription =
  /^(?:(?:a|an|the|this is an?|sound of|simple|short|long|loud|ascending|descending|error|beep|tones?|beeps?|music|silence|noise|ringing|click|screaming|monkeys|seconds?|of|\d+)\b[\s.]*)+$/i;
const soundNoun = /\b(?:beeps?|tones?|music|silence|noise|ringing|click|screaming)\b/i;

/** Rows of a TSV with a header; blank lines are no rows. */
export function parseRows(tsv: string): ManifestRow[] {
  const lines = tsv.split(/\r?\n/).slice(1);
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', text = ''] = line.split('\t');
      return { name: name.trim(), text: text.trim() };
    });
}

/** Finds the recordings. */
export function resolveRows(rows: readonly ManifestRow[], places: SoundPlaces): Manifest {
  const usable: UsableRow[] = [];
  const excluded: ExcludedRow[] = [];
  for (const row of rows) {
    const words = normaliseWords(row.text);
    const files = findFiles(row.name, places);
    const reason = reasonToExclude(row, words, files);
    if (reason === undefined) usable.push({ ...row, words, ...files });
    else excluded.push({ ...row, reason });
  }
  return { usable, excluded };
}

type SoundFiles = Pick<UsableRow, 'wideFile' | 'narrowFile'>;

function reasonToExclude(row: ManifestRow, words: readonly string[], files: SoundFiles): string | undefined {
  if (row.text === '') return 'empty text';
  if (words.length === 0) return `no words in the text: ${row.text}`;
  if (soundDescription.test(row.text) && soundNoun.test(row.text)) return `describes a sound: ${row.text}`;
  if (files.wideFile === undefined && files.narrowFile === undefined) return 'no such sound';
  return undefined;
}

/** A file of its own serves both bandwidths: whoever loads it sees how wide it is. */
function findFiles(name: string, { manifestFile, cachedSound }: SoundPlaces): SoundFiles {
  const own = resolve(dirname(manifestFile), name);
  if (name !== '' && extname(own) !== '' && existsSync(own)) return { wideFile: own, narrowFile: own };
  const ending = extname(name);
  const bare = soundEndings.has(ending) ? name.slice(0, -ending.length) : name;
  const cached = (bandwidth: '16k' | '8k'): string | undefined => {
    const file = cachedSound(bare, bandwidth);
    return bare !== '' && existsSync(file) ? file : undefined;
  };
  return { wideFile: cached('16k'), narrowFile: cached('8k') };
}
