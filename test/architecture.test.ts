/** ARCHITECTURE.md's import table, held: every import of every source file, as TypeScript reads it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  circles,
  type Import,
  importsOf,
  parse,
  ROOT,
  sources,
  wxNamesOf,
} from './helpers/imports';
import {
  DEMO,
  DOMAINS,
  KIT,
  LAB,
  LAB_DOOR,
  OPEN_DOMAINS,
  ROOMS,
  type Room,
  VIRTUAL,
} from './helpers/rooms';

const APP = [...sources('miniprogram'), ...sources('cloudfunctions')];
const SOURCE = [...APP, ...sources('tools')];
const ALL = [...SOURCE, ...sources('test')];
const IMPORTS = new Map(ALL.map((file) => [file, importsOf(parse(file))]));

const within = (file: string, room: string) => file === room || file.startsWith(`${room}/`);
const roomOf = (file: string): Room => ROOMS.find(({ room }) => within(file, room))!;
/** The first `depth` folders of a path. */
const top = (file: string, depth: number) => file.split('/').slice(0, depth).join('/');

const PACKAGES = (
  JSON.parse(readFileSync(join(ROOT, 'miniprogram/app.json'), 'utf8')) as {
    subPackages: { root: string }[];
  }
).subPackages.map(({ root }) => root);
/** The subpackage a file of the mini program comes with, or null for the main package. */
const packageOf = (file: string): string | null =>
  PACKAGES.find((root) => within(file, `miniprogram/${root}`)) ?? null;

function complaint(from: string, { name, file, typeOnly, later }: Import): string | null {
  const { room, may, types = [], later: loads = [], libraries } = roomOf(from);
  if (file === null) return libraries?.test(name) ? null : `${from} imports the library ${name}`;
  // A band's own room is its protocol.
  const own = room === 'miniprogram/bands' ? top(from, 3) : room;
  const allowed = later ? loads : [own, ...may, ...(typeOnly ? types : [])];
  return allowed.some((place) => within(file, place)) ? null : `${from} imports ${file}`;
}

/** Whether one domain reaches past another's index. */
function pastTheDoor(from: string, file: string): boolean {
  return DOMAINS.some((rooms) => {
    if (!within(file, rooms) || OPEN_DOMAINS.some((open) => within(file, open))) return false;
    const depth = rooms.split('/').length + 1;
    if (top(file, depth) === top(from, depth)) return false;
    return file !== `${top(file, depth)}/index.ts` && file.split('/').length > depth;
  });
}

/** What these files import, by type or by value, and should not. */
const past = (files: readonly string[], forbidden: (file: string) => boolean): string[] =>
  files.flatMap((from) =>
    IMPORTS.get(from)!.flatMap(({ file }) =>
      file !== null && forbidden(file) ? [`${from} imports ${file}`] : [],
    ),
  );

describe('the import table', () => {
  test('every source file belongs to a room', () => {
    expect(SOURCE.filter((file) => !ROOMS.some(({ room }) => within(file, room)))).toEqual([]);
  });

  test('nobody imports past the table', () => {
    const found = SOURCE.flatMap((from) => IMPORTS.get(from)!.map((one) => complaint(from, one)));
    expect(found.filter((text) => text !== null)).toEqual([]);
  });

  test('nothing of one package reaches another by value: only the main package is always there', () => {
    const found = APP.flatMap((from) =>
      IMPORTS.get(from)!
        .filter(
          ({ file, typeOnly, later }) => file?.startsWith('miniprogram/') && !typeOnly && !later,
        )
        .filter(({ file }) => ![null, packageOf(from)].includes(packageOf(file!)))
        .map(({ file }) => `${from} imports ${file}`),
    ).filter((text) => text.startsWith('miniprogram/'));
    expect(found).toEqual([]);
  });

  test('the drivers come in by one door, and the lab by another', () => {
    const doors = APP.filter((from) => IMPORTS.get(from)!.some(({ later }) => later));
    expect(doors).toEqual(['miniprogram/services/bands/drivers.ts', LAB_DOOR]);
    expect(packageOf('miniprogram/bands/registry.ts')).toBe('bands');
  });

  test('what ships knows of no kit and no virtual band', () => {
    const apart = (file: string) => KIT.test(file) || VIRTUAL.test(file) || LAB.test(file);
    const shipped = APP.filter((file) => !apart(file) && file !== DEMO && file !== LAB_DOOR);
    expect(past(shipped, apart)).toEqual([]);
  });

  test('a virtual band knows of no driver: of nothing that talks over a session, and of no kit', () => {
    const session = 'miniprogram/ble/session.ts';
    const talks = (file: string) => IMPORTS.get(file)!.some((one) => one.file === session);
    const found = past(
      APP.filter((file) => VIRTUAL.test(file)),
      (file) => KIT.test(file) || /\/driver\.ts$/.test(file) || talks(file),
    );
    expect(found).toEqual([]);
  });

  test('a domain is entered through its index, by type or by value', () => {
    const found = APP.flatMap((from) =>
      IMPORTS.get(from)!.flatMap(({ file }) =>
        file !== null && pastTheDoor(from, file) ? [`${from} imports ${file}`] : [],
      ),
    );
    expect(found).toEqual([]);
  });

  test('each file of the mini program touches of wx what its room may; R7-5 one leads to other mini programs', () => {
    const found = APP.flatMap((file) => {
      const may = roomOf(file).wx ?? [];
      const used = wxNamesOf(parse(file)).filter((name) => !may.includes(name));
      return used.map((name) => `${file} uses wx.${name}`);
    });
    expect(found).toEqual([]);
  });

  test('pages and what they share send to the view through behaviors/drawing alone', () => {
    const found = APP.filter(
      (file) =>
        /^miniprogram\/(pages|packages|behaviors)\//.test(file) &&
        !/behaviors\/drawing\.ts$/.test(file) &&
        /\bsetData\(/.test(parse(file).text),
    );
    expect(found).toEqual([]);
  });
});

test('no files import each other in a circle', () => {
  const graph = new Map(
    ALL.map((from) => {
      const needed = IMPORTS.get(from)!.filter(({ later }) => !later);
      return [from, needed.flatMap(({ file }) => file ?? [])] as const;
    }),
  );
  expect(circles(graph)).toEqual([]);
});
