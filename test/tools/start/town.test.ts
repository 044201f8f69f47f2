/** The sample town: bands really read, and a cloud of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import type { BandDay } from '../../../miniprogram/contract/activity';
import { modelOf } from '../../../miniprogram/contract/makers';
import { Clock, type LocalPreviewCloud } from '../../../tools/preview';
import type { Ask } from '../../../tools/start/town/ask';
import { withTown } from '../../../tools/start/town/clouds';
import { AGENT, FIVE, NEWCOMER, TOWN } from '../../../tools/start/town/people';
import { Town } from '../../../tools/start/town/town';
import { Wearer } from '../../../tools/start/town/wearer';

const DAY_MS = 86_400_000;
const EVENING = Date.UTC(2026, 10, 22, 12, 36);

describe('R5-1 five friends wear the five bands of the launch', () => {
  const bound: string[] = [];
  const serials = new Set<string>();

  test.each(FIVE.map((person) => [person.worn, person] as const))(
    '%s is read through its driver, day by day, and told once',
    async (_, person) => {
      const days: BandDay[] = [];
      const ask = (async (_user: string, action: string, input: Record<string, never>) => {
        if (action === 'band.bind') {
          bound.push(modelOf(input.model!)!.name.en);
          serials.add(input.serial!);
          return { band: { id: 'band' } };
        }
        days.push(...(input as unknown as { days: BandDay[] }).days);
        return {};
      }) as unknown as Ask;
      const wearer = new Wearer(person, ask, EVENING - 3 * DAY_MS);
      await wearer.live(EVENING);
      await wearer.upload();
      const known = new Set(days.map(({ day }) => day));
      for (const day of [20261120, 20261121, 20261122]) expect(known).toContain(day);
      const stepsOf = ({ slots, counter }: BandDay) =>
        Math.max(
          Object.values(slots).reduce((sum, { steps }) => sum + steps, 0),
          counter?.steps ?? 0,
        );
      const today = days.find(({ day }) => day === 20261122)!;
      expect(stepsOf(today)).toBe(wearer.steps());
      expect(await wearer.upload()).toBe(0);
    },
  );

  test('each of another make, each with a serial of its own', () => {
    expect(bound).toEqual([
      'iHealth AM3',
      'Codoon Band',
      'Lifesense Mambo',
      'Lifesense BonBon',
      'Honor Band 5',
    ]);
    expect(serials.size).toBe(5);
    expect(new Set(TOWN.map(({ seed }) => seed)).size).toBe(12);
  });
});

test('while it is made anew nobody opens what is about to be deleted, and no phone of its is left', async () => {
  const data = mkdtempSync(join(tmpdir(), 'town-'));
  let refused = false;
  const open = () =>
    ({
      // A phone that asks while the cloud of before is closed.
      async close() {
        expect(() => town.cloud()).toThrow('made anew');
        refused = true;
      },
      call: async () => {
        throw new Error('the new one');
      },
      onOpenapi: () => undefined,
    }) as unknown as LocalPreviewCloud;
  const town: Town = new Town({ data, clock: new Clock(), open });
  town.cloud();
  await town.errand.run(() => undefined).catch(() => undefined);
  expect(refused).toBe(true);
  expect(town.known).not.toBeNull();
  const { storage } = town.errand.stage;
  for (const { user } of [...TOWN, NEWCOMER, AGENT]) expect(storage).toHaveProperty([user]);
  rmSync(data, { recursive: true, force: true });
});

describe('whoever lives in the town asks the town’s cloud, everybody else the other', () => {
  const cloud = (name: string) =>
    ({
      call: jest.fn(async () => name),
      push: jest.fn(async () => undefined),
      stored: async (id: string) => (id === name ? new Uint8Array([1]) : null),
      onOpenapi: jest.fn(),
      close: async () => undefined,
    }) as unknown as LocalPreviewCloud;
  const own = cloud('own');
  const sample = cloud('sample');
  let opened = false;
  const town = {
    cloud: () => {
      opened = true;
      return sample;
    },
    get known() {
      return opened ? sample : null;
    },
    onOpenapi: jest.fn(),
    close: async () => undefined,
  } as unknown as Town;
  const both = withTown(own, town);

  test('also where a phone calls without an identity, and never opened in vain', async () => {
    expect(await both.call('preview-a', 'api', {})).toBe('own');
    expect(await both.call(null, 'api', {}, 'preview-a')).toBe('own');
    expect(await both.stored('sample')).toBeNull();
    expect(opened).toBe(false);
    expect(await both.call('sample-1', 'api', {})).toBe('sample');
    expect(await both.call(null, 'api', {}, 'sample-1')).toBe('sample');
    await both.push('sample-2', {});
    expect(own.push).not.toHaveBeenCalled();
    expect(await both.stored('sample')).toEqual(new Uint8Array([1]));
  });
});
