/** `antiphon models`: the archives that are downloaded, one verb for each thing to do with them. */
import { SystemClock } from '../clock/system-clock.ts';
import type { ModelArchive } from '../runtime/model-files/model-archive.ts';
import { removeModel, verifyModel, type ModelReport } from '../runtime/model-files/inspect-model.ts';
import { cacheFolderOf, embeddedArchives, fetchModel } from '../server/embedded.ts';
import { exitStatus } from './shared/exit-status.ts';
import { megabytes, ModelProgressDisplay } from './shared/model-progress.ts';
import type { World } from './shared/world.ts';

interface Entry {
  archive: ModelArchive;
  report: ModelReport;
}

export async function listModels({ json }: { json?: boolean }, world: World): Promise<number> {
  const entries = await inspect('sizes');
  world.out(json === true ? toJson(entries) : `${entries.map(describe).join('\n')}\n${footer()}`);
  return exitStatus.ok;
}

/** @returns 1 where a model is missing or damaged. */
export async function verifyModels({ json }: { json?: boolean }, world: World): Promise<number> {
  const entries = await inspect('hashes');
  world.out(json === true ? toJson(entries) : entries.map(verdict).join(''));
  const faulty = entries.filter(({ report }) => report.state !== 'present');
  if (faulty.length > 0 && json !== true) {
    const force = faulty.some(({ report }) => report.state === 'damaged') ? ' --force' : '';
    world.err(`  cure: Run \`antiphon models pull${force}\`.\n`);
  }
  return faulty.length === 0 ? exitStatus.ok : exitStatus.failed;
}

export async function pullModels(
  { force = false, offline = false }: { force?: boolean; offline?: boolean },
  world: World,
): Promise<number> {
  using clock = new SystemClock();
  using display = new ModelProgressDisplay(world);
  const { signal } = world.interruption;
  for (const archive of archives()) {
    try {
      const settings = { clock, force, offline, signal, onProgress: display.onProgress };
      const folder = await fetchModel(archive, settings);
      world.out(`${archive.name} ${archive.version} is in ${folder}\n`);
    } catch (thrown) {
      if (signal.aborted) world.err('\nWhat has arrived is kept: pull again to go on from there.\n');
      throw thrown;
    }
  }
  return exitStatus.ok;
}

export async function removeModels(world: World): Promise<number> {
  for (const { archive, report } of await inspect('sizes')) {
    const wasThere = report.state !== 'missing' || report.partBytes > 0;
    await removeModel(archive, cacheFolderOf({}));
    world.out(wasThere ? `${archive.name} is removed.\n` : `${archive.name} was not there.\n`);
  }
  return exitStatus.ok;
}

function archives(): ModelArchive[] {
  const { library, model } = embeddedArchives();
  return [library, model];
}

function inspect(depth: 'sizes' | 'hashes'): Promise<Entry[]> {
  const cacheFolder = cacheFolderOf({});
  return Promise.all(
    archives().map(async (archive) => ({ archive, report: await verifyModel(archive, cacheFolder, depth) })),
  );
}

function describe({ archive, report }: Entry): string {
  const { name, version, bytes, unpackedBytes, packageName, licence, origin } = archive;
  const waiting = report.partBytes > 0 ? `, ${megabytes(report.partBytes)} of it are fetched` : '';
  const rows = [
    ['state', `${report.state}${waiting}`],
    ['size', `${megabytes(bytes)} to fetch, ${megabytes(unpackedBytes)} on disk`],
    ['from', `npm package ${packageName}@${version}, pinned by its sha512`],
    ['licence', licence],
    ['origin', origin],
    ['folder', report.folder],
  ];
  return [`${name} ${version}`, ...rows.map(([key, value]) => `  ${key!.padEnd(8)} ${value}`)].join('\n');
}

function verdict({ archive, report }: Entry): string {
  const faults = report.faults.map((fault) => `  ${fault}\n`).join('');
  return `${archive.name} ${archive.version}: ${report.state === 'present' ? 'whole, every byte as pinned' : report.state}\n${faults}`;
}

function footer(): string {
  return `\nCache folder: ${cacheFolderOf({})}\nThe other models (flite, libfvad, Silero) come as npm packages of their own.\n`;
}

function toJson(entries: readonly Entry[]): string {
  const models = entries.map(({ archive, report }) => {
    const { name, version, packageName, bytes, unpackedBytes, licence, origin } = archive;
    return { name, version, packageName, bytes, unpackedBytes, licence, origin, ...report };
  });
  return `${JSON.stringify({ cacheFolder: cacheFolderOf({}), models })}\n`;
}
