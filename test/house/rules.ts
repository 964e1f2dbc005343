/** Holds a set of source files against the plan of the house and says, line by line, what breaks it. */
import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import type { HousePlan, Room } from './plan.ts';
import { scan, type Import } from './scan.ts';

export interface House {
  plan: HousePlan;
  /** Packages that a user of the published package gets or brings along. */
  packages: ReadonlySet<string>;
  /** Whether a path relative to src/ is a file or folder. */
  exists: (path: string) => boolean;
}

interface Place {
  room: Room;
  /** The folder inside a divided room; empty elsewhere. */
  part: string;
  file: string;
  test: boolean;
}

/** Rooms that may look at environment variables: the composition root and what starts it. */
const environmentRooms = new Set(['server', 'cli']);

/** @param file path relative to src/. @returns one sentence per violation. */
export function violations(house: House, file: string, text: string): string[] {
  const place = locate(house.plan, file);
  if (typeof place === 'string') return [`${file}: ${place}`];
  const found = scan(file, text);
  const at = (line: number, what: string): string => `${file}:${line}: ${what}`;
  const broken = found.imports.flatMap((one) => {
    const why = judge(house, place, one);
    return why === undefined ? [] : [at(one.line, why)];
  });
  if (place.test) return broken;

  if (place.room.kind === 'PURE') {
    for (const { what, line } of found.impure)
      broken.push(at(line, `${place.room.name}/ is pure: no ${what}`));
  }
  if (!environmentRooms.has(place.room.name)) {
    for (const { what, line } of found.environment) {
      broken.push(at(line, `${what}: the environment is read in server/ and cli/ only; take an argument`));
    }
  }
  for (const { what, line } of found.unbuildable) {
    broken.push(at(line, `${what} does not survive the build: write new URL('./file.ts', import.meta.url)`));
  }
  return broken;
}

function locate(plan: HousePlan, file: string): Place | string {
  const [first, second, third] = file.split('/');
  const room = plan.get(first!);
  if (room === undefined) return `${first} is not in the table of docs/ARCHITECTURE.md`;
  const test = file.endsWith('.test.ts');
  if (!room.divided) return { room, part: '', file, test };
  if (third === undefined) return `${room.name}/ holds folders only: put ${second} into one of them`;
  return { room, part: second!, file, test };
}

function judge(house: House, place: Place, one: Import): string | undefined {
  if (!one.specifier.startsWith('.')) return judgePackage(house, place, one);
  const path = posix.join(posix.dirname(place.file), one.specifier);
  if (path === '../package.json') return place.room.kind === 'PURE' ? 'reads package.json' : undefined;
  if (path.startsWith('..')) return `${one.specifier} leaves src/`;
  if (one.how === 'url' && !house.exists(path)) return `${one.specifier} does not exist`;
  if (path === '.') return undefined;
  return judgeRoom(house, place, one, path);
}

function judgeRoom({ plan }: House, place: Place, one: Import, path: string): string | undefined {
  const { room } = place;
  const [first, part] = path.split('/');
  const target = plan.get(first!);
  if (target === undefined) return `${first} is not in the table of docs/ARCHITECTURE.md`;
  if (target === room) {
    if (!room.divided || part === place.part || place.test) return undefined;
    if (part === 'shared' && (room.name === 'providers' || room.name === 'transports')) return undefined;
    return `${room.name}/${place.part} may not import its sibling ${part}`;
  }
  if (place.test && target.name === 'testing') return undefined;
  if (!room.rooms.has(target.name)) return `${room.name} may not import ${target.name}`;
  return undefined;
}

function judgePackage({ packages }: House, place: Place, one: Import): string | undefined {
  if (place.test) return undefined;
  const { specifier } = one;
  const { room } = place;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if (room.kind === 'PURE' && !room.packages.has(name)) return `${room.name}/ is pure: no ${specifier}`;
  if (specifier.startsWith('node:')) return undefined;
  if (isBuiltin(specifier)) return `write node:${specifier}`;
  if (packages.has(name) || one.how === 'type') return undefined;
  return `${name} is neither a dependency nor a peer dependency`;
}
