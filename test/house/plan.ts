/**
 * Reads the plan of the house from the table in docs/ARCHITECTURE.md.
 *
 * The page is the truth and this is its reader: a row names a room, its floor, its kind and what it
 * may import, either as a list of rooms or as a range ("floors 1-6 except ADAPTERS"). A row that
 * cannot be read is an error, never an empty permission.
 */
import assert from 'node:assert/strict';

export interface Room {
  /** Folder under src/, or `index.ts`. */
  name: string;
  floor: number;
  kind: '' | 'PURE' | 'ADAPTER' | 'SHELL';
  /** Each folder inside is a house of its own: siblings do not know each other. */
  divided: boolean;
  rooms: ReadonlySet<string>;
  /** Packages that a PURE room may import, written `npm:name` in its row. */
  packages: ReadonlySet<string>;
}

export type HousePlan = ReadonlyMap<string, Room>;

interface Row extends Omit<Room, 'rooms' | 'packages'> {
  allowance: string;
}

/** @throws when the table is missing, a row is malformed, or the plan contradicts itself. */
export function readHousePlan(markdown: string): HousePlan {
  const rows = markdown.split('\n').flatMap(readRow);
  assert.ok(rows.length > 0, 'the architecture page has no table of rooms');
  const plan = new Map<string, Room>();
  for (const row of rows) {
    assert.ok(!plan.has(row.name), `${row.name} has two rows`);
    const { allowance, ...room } = row;
    plan.set(row.name, { ...room, ...readAllowance(row, allowance, rows) });
  }
  checkFloors(plan);
  return plan;
}

function readRow(line: string): Row[] {
  const cells = line.split('|').map((cell) => cell.trim());
  const name = /^`([a-z]+\/|index\.ts)(<[a-z]+>\/)?`$/.exec(cells[1] ?? '');
  if (name === null) return [];
  assert.equal(cells.length, 7, `a row of the house has five cells: ${line}`);
  const kind = cells[3]!;
  assert.ok(
    kind === '' || kind === 'PURE' || kind === 'ADAPTER' || kind === 'SHELL',
    `unknown kind: ${line}`,
  );
  assert.match(cells[2]!, /^\d+$/, `the floor is a number: ${line}`);
  return [
    {
      name: name[1]!.replace('/', ''),
      floor: Number(cells[2]),
      kind,
      divided: name[2] !== undefined,
      allowance: cells[5]!,
    },
  ];
}

function readAllowance(row: Row, allowance: string, rows: readonly Row[]): Pick<Room, 'rooms' | 'packages'> {
  const packages = new Set<string>();
  const rooms = new Set<string>();
  const adapters = rows.filter((other) => other.kind === 'ADAPTER').map((other) => other.name);
  const addFloors = (from: number, to: number): void => {
    for (const other of rows) if (other.floor >= from && other.floor <= to) rooms.add(other.name);
  };
  const remove = (names: string): void => {
    for (const name of names.split(' ')) {
      for (const gone of name === 'ADAPTERS' ? adapters : [name]) {
        assert.ok(
          rows.some((other) => other.name === gone),
          `${row.name}: no room "${gone}"`,
        );
        rooms.delete(gone);
      }
    }
  };

  const floors = /^floors (\d+)-(\d+)(?: except (.+))?$/.exec(allowance);
  const allBut = /^all but (.+)$/.exec(allowance);
  if (floors !== null) {
    addFloors(Number(floors[1]), Number(floors[2]));
    if (floors[3] !== undefined) remove(floors[3]);
  } else if (allBut !== null) {
    for (const other of rows) if (other.name !== row.name) rooms.add(other.name);
    remove(allBut[1]!);
  } else if (allowance === 'everything below') {
    addFloors(1, row.floor - 1);
  } else if (allowance !== '-') {
    for (const word of allowance.split(' ')) {
      if (word.startsWith('npm:')) packages.add(word.slice('npm:'.length));
      else rooms.add(word);
    }
  }
  return { rooms, packages };
}

/** Nothing looks up: a room allows only rooms of its own floor or a lower one, and never in a circle. */
function checkFloors(plan: HousePlan): void {
  for (const room of plan.values()) {
    for (const name of room.rooms) {
      const below = plan.get(name);
      assert.ok(below !== undefined, `${room.name} allows "${name}", which has no row`);
      assert.ok(below.floor <= room.floor, `${room.name} (floor ${room.floor}) looks up to ${name}`);
      assert.ok(!below.rooms.has(room.name), `${room.name} and ${name} allow each other`);
    }
  }
}
