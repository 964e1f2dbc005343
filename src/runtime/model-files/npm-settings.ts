/**
 * The user's npm settings, as far as fetching a tarball needs them.
 *
 * npm itself may be absent where the built program runs, `npm config` never prints credentials, and
 * npm's own settings library brings five packages more: so the few files are read here. Precedence is npm's:
 *
 *   npm_config_* in the environment > project .npmrc > user .npmrc > global npmrc
 *
 * Keys that name a host (`//host/:_authToken`) or a scope (`@scope:registry`) pass through untouched.
 */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AntiphonError, describeThrown } from '../../errors/antiphon-error.ts';
import { errorCode } from './disk.ts';
import { parseNpmrc, type NpmrcEntries } from './npmrc.ts';

/** Options as npm's fetching library takes them: `registry`, `httpsProxy`, `ca`, `//host/:_authToken` ... May hold secrets. */
export type NpmSettings = Readonly<Record<string, unknown>>;

/** Where to look, all handed in: only the command line and the server read the real environment. */
export interface NpmSettingsPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workingFolder: string;
  readonly homeFolder: string;
  /** Path of the node program: the global npmrc lies relative to it. */
  readonly nodePath: string;
  readonly platform: string;
}

/** Reads the settings. Rejects with FILE_UNREADABLE where a file is there and may not be read. */
export async function readNpmSettings(place: NpmSettingsPlace): Promise<NpmSettings> {
  const fromEnvironment = environmentEntries(place.environment);
  const userFile = text(fromEnvironment['userconfig']) ?? join(place.homeFolder, '.npmrc');
  const user = await readNpmrc(userFile, place);
  const projectFile = join(await projectFolder(place.workingFolder), '.npmrc');
  const project = projectFile === resolve(userFile) ? {} : await readNpmrc(projectFile, place);
  const prefix = text(fromEnvironment['prefix']) ?? text(user['prefix']) ?? (await globalPrefix(place));
  const globalFile = text(fromEnvironment['globalconfig']) ?? join(prefix, 'etc', 'npmrc');
  const global = await readNpmrc(globalFile, place);
  return flatten({ ...global, ...user, ...project, ...fromEnvironment }, place);
}

function environmentEntries(environment: NpmSettingsPlace['environment']): NpmrcEntries {
  const entries: NpmrcEntries = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined || value === '' || !/^npm_config_/i.test(name)) continue;
    const key = name.slice('npm_config_'.length);
    entries[key.startsWith('//') ? key : key.replace(/(?!^)_/g, '-').toLowerCase()] = value;
  }
  return entries;
}

async function readNpmrc(path: string, place: NpmSettingsPlace): Promise<NpmrcEntries> {
  const content = await readIfThere(path);
  return content === undefined ? {} : parseNpmrc(content, place.environment);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    const code = errorCode(thrown);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new AntiphonError('FILE_UNREADABLE', `Cannot read ${path}: ${describeThrown(thrown)}`, {
      data: { path },
      cause: thrown,
    });
  }
}

/** The nearest folder upwards that looks like a project, as npm finds it. */
async function projectFolder(workingFolder: string): Promise<string> {
  for (let folder = resolve(workingFolder); ; folder = dirname(folder)) {
    for (const sign of ['package.json', 'node_modules']) {
      if (await isThere(join(folder, sign))) return folder;
    }
    if (dirname(folder) === folder) return resolve(workingFolder);
  }
}

function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Where the global npmrc lies: beside the Node that runs us. A project may bring a Node of its own, which
 * has none; then the one beside the `npm` of the path is meant, for that is the npm the user has set up.
 */
async function globalPrefix(place: NpmSettingsPlace): Promise<string> {
  const { environment, nodePath, platform } = place;
  if (environment['PREFIX']) return environment['PREFIX'];
  if (platform === 'win32') {
    return environment['APPDATA'] ? join(environment['APPDATA'], 'npm') : dirname(nodePath);
  }
  const own = dirname(dirname(nodePath));
  if (await isThere(join(own, 'etc', 'npmrc'))) return own;
  for (const folder of (environment['PATH'] ?? '').split(':')) {
    if (folder !== '' && (await isThere(join(folder, 'npm')))) return dirname(folder);
  }
  return own;
}

/** npm's name of a setting -> its fetching library's name, where they differ or are needed at all. */
const plainNames: Readonly<Record<string, string>> = {
  registry: 'registry',
  proxy: 'proxy',
  'https-proxy': 'httpsProxy',
  noproxy: 'noProxy',
  'no-proxy': 'noProxy',
  'local-address': 'localAddress',
  'replace-registry-host': 'replaceRegistryHost',
  ca: 'ca',
  cert: 'cert',
  key: 'key',
};

async function flatten(entries: NpmrcEntries, place: NpmSettingsPlace): Promise<NpmSettings> {
  const settings: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entries)) {
    const name = plainNames[key];
    if (value === 'null' || value === '') continue;
    if (name !== undefined) settings[name] = value === 'false' ? undefined : value;
    else if (key.startsWith('//') || (key.startsWith('@') && key.endsWith(':registry')))
      settings[key] = value;
  }
  settings['strictSSL'] = text(entries['strict-ssl']) !== 'false';
  settings['offline'] = text(entries['offline']) === 'true';
  const cafile = text(entries['cafile']);
  if (cafile !== undefined) {
    const path = cafile.startsWith('~/') ? join(place.homeFolder, cafile.slice(2)) : cafile;
    const content = await readIfThere(resolve(place.workingFolder, path));
    const certificates = content?.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g);
    if (certificates) settings['ca'] = [...certificates];
  }
  return settings;
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'null' ? value : undefined;
}
