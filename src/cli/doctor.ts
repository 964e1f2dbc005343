/** `antiphon doctor`: looks at everything that `antiphon serve` needs, and says what to do where it lacks something. */
import { cacheFolderOf } from '../server/embedded.ts';
import type { Finding } from './diagnosis/finding.ts';
import { lookAtCache, lookAtMachine, lookAtNode, lookAtPort } from './diagnosis/machine.ts';
import { lookAtModels } from './diagnosis/models.ts';
import { lookAtPeers, lookAtVoskLibrary } from './diagnosis/peers.ts';
import { exitStatus } from './shared/exit-status.ts';
import { packageVersion } from './shared/package-version.ts';
import type { World } from './shared/world.ts';

const signs = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const;

/** @returns the exit status: 1 where `serve` would not work. */
export async function doctorVerb({ json }: { json?: boolean }, world: World): Promise<number> {
  const findings = await examine();
  const failed = findings.filter(({ state }) => state === 'failed').length;
  if (json === true) world.out(`${JSON.stringify({ ok: failed === 0, findings })}\n`);
  else world.out(`${findings.map(describe).join('')}\n${conclusion(failed)}\n`);
  return failed === 0 ? exitStatus.ok : exitStatus.failed;
}

async function examine(): Promise<Finding[]> {
  const cacheFolder = cacheFolderOf({});
  const [models, peers, port] = await Promise.all([lookAtModels(cacheFolder), lookAtPeers(), lookAtPort()]);
  const { findings, neededBytes, libraryFile } = models;
  return [
    { name: 'antiphon', state: 'ok', detail: packageVersion() },
    lookAtNode(),
    lookAtMachine(),
    lookAtCache(cacheFolder, neededBytes),
    ...findings,
    ...(libraryFile === undefined ? [] : [await lookAtVoskLibrary(libraryFile)]),
    ...peers,
    port,
  ];
}

function describe({ name, state, detail, cure }: Finding): string {
  const line = `${signs[state]} ${name.padEnd(26)} ${detail}\n`;
  return cure === undefined ? line : `${line}${' '.repeat(signs.ok.length + 1)}  cure: ${cure}\n`;
}

function conclusion(failed: number): string {
  if (failed === 0) return 'All is there that `antiphon serve` needs.';
  return `${failed === 1 ? 'One thing is' : `${failed} things are`} missing for \`antiphon serve\`.`;
}
