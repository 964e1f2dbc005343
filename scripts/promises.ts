/**
 * `npm run promises`: every promise has a proof that exists.
 *
 * docs/promises.tsv has one line per promise: id, promise, proofs. A proof is a test file, or a
 * command that package.json knows; several are separated by "; ". Whether the proofs hold is for
 * `npm test` to say; this says that none has been forgotten.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Promised {
  id: string;
  promise: string;
  proofs: readonly string[];
}

export interface Facts {
  exists: (path: string) => boolean;
  read: (path: string) => string;
  /** The scripts of package.json. */
  scripts: Readonly<Record<string, string>>;
}

/** @throws Error where the file is not of three columns, with the header `id promise proof`. */
export function readPromises(text: string): Promised[] {
  const [header, ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  if (header !== 'id\tpromise\tproof')
    throw new Error('promises: the header must be "id", "promise", "proof"');
  return lines.map((line) => {
    const [id, promise, proof, ...rest] = line.split('\t').map((cell) => cell.trim());
    if (!id || !promise || !proof || rest.length > 0) throw new Error(`promises: not three columns: ${line}`);
    return { id, promise, proofs: proof.split(';').map((one) => one.trim()) };
  });
}

/** @returns one sentence for every proof that does not exist and every id that stands twice. */
export function missingProofs(promises: readonly Promised[], facts: Facts): Map<string, string[]> {
  const missing = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { id, proofs } of promises) {
    const faults = proofs.flatMap((proof) => faultOf(proof, facts) ?? []);
    if (seen.has(id)) faults.push('the id stands twice');
    seen.add(id);
    if (faults.length > 0) missing.set(id, [...(missing.get(id) ?? []), ...faults]);
  }
  return missing;
}

function faultOf(proof: string, facts: Facts): string | undefined {
  if (proof.endsWith('.test.ts')) {
    if (!facts.exists(proof)) return `${proof} does not exist`;
    return /\b(test|it)(\.each)?\s*[(`]/.test(facts.read(proof)) ? undefined : `${proof} holds no test`;
  }
  const script = /^npm (?:run )?(?:--silent )?([\w:-]+)(?: |$)/.exec(proof)?.[1];
  if (script === undefined) return `"${proof}" is neither a test file nor an npm script`;
  const command = facts.scripts[script];
  if (command === undefined) return `package.json has no script "${script}"`;
  const file = /^node (\S+\.ts)/.exec(command)?.[1];
  return file === undefined || facts.exists(file)
    ? undefined
    : `${file}, which "${proof}" runs, does not exist`;
}

export function formatTable(promises: readonly Promised[], missing: ReadonlyMap<string, string[]>): string {
  const idWidth = Math.max(...promises.map((one) => one.id.length));
  const lines = promises.flatMap(({ id, promise, proofs }) => {
    const faults = missing.get(id);
    const head = `${faults === undefined ? 'ok     ' : 'MISSING'} ${id.padEnd(idWidth)} ${promise}`;
    return [head, ...(faults ?? proofs).map((text) => `${' '.repeat(9 + idWidth)}${text}`)];
  });
  const proven = promises.filter((one) => !missing.has(one.id)).length;
  return [...lines, '', `${promises.length} promises, ${proven} with proof, ${missing.size} without`].join(
    '\n',
  );
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  const { scripts } = JSON.parse(read('package.json')) as Pick<Facts, 'scripts'>;
  const promises = readPromises(read('docs/promises.tsv'));
  const missing = missingProofs(promises, { exists: (path) => existsSync(join(root, path)), read, scripts });
  console.log(formatTable(promises, missing));
  process.exitCode = missing.size === 0 && promises.length > 0 ? 0 : 1;
}
