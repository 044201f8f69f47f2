/** A session with a band on the desk becomes vectors, and nothing in them tells whose band it is. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type BandKit, eachValue } from '../../../miniprogram/bands/kit';
import { DRIVERS } from '../../../miniprogram/bands/registry';
import { uuid } from '../../../miniprogram/ble/link';
import { fail, ok } from '../../../miniprogram/lib/result';
import { vectors } from '../../../tools/band/check/vectors';
import { record } from '../../../tools/band/commands/record';
import { Mistake } from '../../../tools/band/mistake';
import { tells } from '../../../tools/band/record/identity';
import { allKits } from '../../../tools/harness/kits';
import type { Packet, SessionFile } from '../../../tools/preview';
import { realDesk } from '../../helpers/real-desk';

const FIXTURES = join(__dirname, '../../fixtures');
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'band-record-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const saved = (file: SessionFile | object | string): string => {
  const path = join(folder, 'session.json');
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  return path;
};

interface Written {
  vectors: { id: string; at: string; hex?: string; chunks?: string[]; decoded: unknown }[];
}
const written = (): Written =>
  JSON.parse(readFileSync(join(folder, 'session.vectors.json'), 'utf8')) as Written;

describe('a recorded session', () => {
  let kits: BandKit[] = [];
  beforeAll(async () => {
    kits = await allKits(require);
  });

  test.each(DRIVERS.map(({ id }) => id))(
    'of a %s gives vectors that the report reads, without serial, address or secret',
    async (id) => {
      const kit = kits.find(({ driver }) => driver.id === id)!;
      for (const virtual of kit.virtuals) {
        const desk = await realDesk(kit, virtual);
        desk.picked.record(true);
        const { identity } = await desk.once(desk.picked.id);
        if (virtual.pairsApart) await desk.once(desk.picked.id);
        record(kit, saved(desk.picked.recording!.file));
        const text = JSON.stringify(written().vectors).toLowerCase();
        const secrets = desk.secret.get()?.match(/[0-9a-f]{8,}/gi) ?? [];
        for (const own of [identity.serial, desk.band.deviceId, ...secrets]) {
          for (const form of formsOf(own)) expect(text).not.toContain(form);
        }
        const fixture = relative(FIXTURES, join(folder, 'session.vectors.json'));
        const verdict = vectors({ ...kit, fixture, notCompared: {} });
        expect(verdict).toMatchObject({ passed: true });
        rmSync(join(folder, 'session.vectors.json'));
      }
    },
  );
});

const SERVICE = uuid('A0B1');
const [TEXT, COUNT] = ['A0B2', 'A0B3'].map(uuid);

/** A protocol of two characteristics: one says a text, the other a count and what nobody reads. */
const toy = {
  driver: { id: 'toy' },
  fixture: 'toy.vectors.json',
  decoders: [
    {
      from: 'band',
      at: { service: SERVICE, characteristic: TEXT },
      decode: eachValue((value) => ok({ text: Buffer.from(value).toString('latin1') })),
    },
    {
      from: 'band',
      at: { service: SERVICE, characteristic: COUNT },
      decode: (values: readonly Uint8Array[]) =>
        values[0]![0] === 0xff ? fail('range') : ok({ name: 'count', steps: values[0]![0] }),
      begins: (value: Uint8Array) => value[0] !== 0xee,
    },
  ],
} as unknown as BandKit;

const packet = (characteristic: string | undefined, hex: string): Packet => ({
  t: 1,
  dir: 'notify',
  service: SERVICE,
  characteristic: characteristic!,
  hex,
});
const session = (...packets: unknown[]) => ({
  format: 'bandmates-session',
  version: 1,
  protocol: '',
  packets,
});
const hexOf = (text: string) => Buffer.from(text).toString('hex');

describe('what is passed on', () => {
  test('what stood in a message that was left out leaves with it wherever else it stands', () => {
    const serial = 'SN-4711-0815';
    const lines = record(
      toy,
      saved(
        session(
          packet(TEXT, hexOf(serial)),
          packet(COUNT, `05${hexOf(serial)}`),
          packet(COUNT, '06aabb'),
          packet(COUNT, 'ff00'),
          packet(uuid('FFFF'), '0102'),
        ),
      ),
    );
    expect(lines.slice(1, -1)).toEqual([
      '  1 left out: they hold a text',
      '  2 left out: they cannot be read, so nobody knows what they tell',
      '  1 left out: they have octets of one of these',
    ]);
    expect(written().vectors).toEqual([
      {
        id: 'recorded.001',
        kind: 'recorded',
        confidence: 'single source',
        direction: 'device->phone',
        at: 'A0B1/A0B3',
        hex: '06aabb',
        decoded: { name: 'count', steps: 6 },
      },
    ]);
  });

  test('each message once, some of a kind, and one of several values as its values', () => {
    const many = Array.from({ length: 20 }, (_, n) => packet(COUNT, `${10 + n}`));
    record(toy, saved(session(packet(COUNT, '01'), packet(COUNT, 'ee02'), ...many, ...many)));
    const list = written().vectors;
    expect(list[0]).toMatchObject({ chunks: ['01', 'ee02'], decoded: { steps: 1 } });
    expect(list).toHaveLength(8);
    expect(new Set(list.map(({ id }) => id)).size).toBe(8);
  });

  test.each([
    [{ name: 'authRequest', step: 1 }, 'speak of "authRequest"'],
    [{ fields: { deviceName: 'x' } }, 'speak of "deviceName"'],
    [{ uid: 7 }, 'speak of "uid"'],
    [{ weightKg: 65 }, 'speak of "weightKg"'],
    [[{ steps: 1 }, { code: 0x01000000 }], 'hold a number that may be anybody’s'],
    [{ rest: '00010203' }, 'hold bytes that may be a key'],
    [{ greeting: "Anna's band" }, 'hold a text'],
    [{ mac: null, key: '', steps: 60, at: 1_795_349_000, message: 'low', voltage: 3.9 }, null],
    [{ name: 'setTime', means: 1_795_349_000 }, null],
    [{ time: '1a0a10000300', version: '3.18', rest: 'ffffffffffff', day: '2026-11-22' }, null],
  ])('of %j: %s', (means, reason) => {
    const at = { service: SERVICE, characteristic: COUNT! };
    expect(tells({ from: 'band', at, values: [], means, whole: false })).toBe(reason);
  });

  test('bytes of which a kit says that they are read beside pass, and nothing else with them', () => {
    const at = { service: SERVICE, characteristic: COUNT! };
    const said = { from: 'band' as const, at, values: [], whole: true };
    expect(tells({ ...said, means: { rest: '00010203', steps: 1 } })).toBeNull();
    expect(tells({ ...said, means: { rest: '00010203', uid: 1 } })).toBe('speak of "uid"');
  });

  test('what says who the band is, whatever it says', () => {
    const at = { service: uuid('180A'), characteristic: uuid('2A25') };
    expect(tells({ from: 'band', at, values: ['31'], means: { n: 1 }, whole: true })).toBe(
      'say who the band is',
    );
  });
});

describe('a file that is none', () => {
  const good = packet(COUNT, '01');
  test.each([
    ['not json', 'is no JSON: save the session again.'],
    ['null', 'is no recorded session'],
    [{ vectors: [] }, 'is no recorded session'],
    [{ ...session(good), version: 2 }, 'has version 2, not 1'],
    [{ ...session(good), protocol: 'colmi' }, 'says it is of "colmi": give that instead of "toy".'],
    [session(), 'has no packets'],
    [{ ...session(), packets: {} }, 'has no packets'],
    [session(good, null), 'packet 1: "t" is no time'],
    [session({ ...good, t: -1 }), 'packet 0: "t" is no time'],
    [session({ ...good, dir: 'up' }), 'packet 0: "dir" is none of write, write-no-response, read'],
    [session({ ...good, service: 'FEE7' }), 'packet 0: "service" is no 128-bit UUID'],
    [session({ ...good, characteristic: 5 }), '"characteristic" is no 128-bit UUID'],
    [session({ ...good, hex: 'abc' }), 'packet 0: "hex" is no hex; save the session again.'],
    [session(packet(COUNT, 'ff')), 'has nothing that "toy" can read and may pass on'],
  ])('%j', (content, sentence) => {
    const file = saved(content);
    expect(() => record(toy, file)).toThrow(sentence);
    expect(() => record(toy, file)).toThrow(Mistake);
    expect(existsSync(join(folder, 'session.vectors.json'))).toBe(false);
  });

  test('one that is not there; and what was written once is not written over', () => {
    expect(() => record(toy, join(folder, 'none.json'))).toThrow('cannot be read');
    const file = saved(session(good));
    record(toy, file);
    expect(() => record(toy, file)).toThrow('it may be there already, then move it away.');
  });
});

test('the command runs as a maker types it', () => {
  const file = saved(session(packet(undefined, '01')));
  const words = ['--import', 'tsx', 'tools/band/main.ts', 'record', 'codoon', file];
  const cwd = join(__dirname, '../../..');
  expect(spawnSync(process.execPath, words, { cwd, encoding: 'utf8' })).toMatchObject({
    status: 1,
    stderr: `${file}, packet 0: "characteristic" is no 128-bit UUID; save the session again.\n`,
  });
});

/** How a serial or an address may stand in a file of hex and texts. */
function formsOf(own: string): string[] {
  const plain = own.toLowerCase();
  const digits = plain.replace(/[^0-9a-f]/g, '');
  const turned = digits.match(/../g)?.reverse().join('') ?? '';
  const letters = Buffer.from(own, 'latin1').toString('hex');
  return [plain, digits, turned, letters].filter((form) => form.length >= 8);
}
