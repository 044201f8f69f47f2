/** The conformance suite against good bands and spoiled ones. */
import { describe, expect, test } from '@jest/globals';
import type { BandKit, KitVirtualOptions } from '../../../miniprogram/bands/kit';
import type { BandDriver, Page, Run } from '../../../miniprogram/protocols/driver';
import { check, type Finding, judged, tasksOf } from '../../../tools/band/check/check';
import { few } from '../../../tools/band/check/places';
import { openPool } from '../../../tools/band/check/pool';
import { CLAUSES } from '../../../tools/band/check/sync';
import { linesOf } from '../../../tools/band/commands/check';
import { allKits, kitOf } from '../../../tools/harness/kits';

const good = async (id: string): Promise<BandKit> => (await kitOf(id, require))!;

async function findings(kit: BandKit): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of check(kit, await allKits(require))) found.push(finding);
  return found;
}

/** Which of these clauses fail: the others of the report are not judged. */
async function failing(kit: BandKit, ...clauses: readonly string[]): Promise<string[]> {
  const tasks = tasksOf(kit, await allKits(require)).filter(({ clause }) =>
    clauses.includes(clause),
  );
  return failed(await Promise.all(tasks.map(judged)));
}

const failed = (list: readonly Finding[]) =>
  list.filter(({ passed }) => passed === false).map(({ clause }) => clause);

/** A bug shows at these too. */
const SOME = few(60);

/** The kit with a driver whose pages were tampered with. */
function spoiled(kit: BandKit, spoil: (page: Page, run: Run) => Page | Promise<Page>): BandKit {
  const { driver } = kit;
  return {
    ...kit,
    driver: {
      ...driver,
      async open(session, context) {
        const run = await driver.open(session, context);
        return {
          identity: run.identity,
          battery: run.battery,
          sourceClass: run.sourceClass,
          async next() {
            const page = await run.next();
            return page && spoil(page, run);
          },
        };
      },
    },
  };
}

test('threads say what one thread says, in the order of the report', async () => {
  const kit = await good('infinitime');
  const alone = await findings(kit);
  const found: Finding[] = [];
  const asks = alone.map((_, nth) => ({ id: 'infinitime', nth, whole: false }));
  const pool = await openPool();
  const also: Finding[] = [];
  const other = (async () => {
    for await (const finding of pool.judge(asks)) also.push(finding);
  })();
  for await (const finding of pool.judge(asks)) found.push(finding);
  await other;
  await pool.close();
  expect(also).toEqual(alone);
  expect(found).toEqual(alone);
});

test('a clause that throws has failed, and the next are judged all the same', async () => {
  const kit = await good('infinitime');
  const open = () => {
    throw new TypeError('no such thing');
  };
  const bad = { ...kit, driver: { ...kit.driver, open } };
  const list = await findings(bad);
  expect(list.find(({ clause }) => clause === 'cuts')).toMatchObject({
    passed: false,
    detail: 'TypeError: no such thing',
  });
  expect(list).toHaveLength(tasksOf(kit, await allKits(require)).length);
});

test('one cause is told once, with the dialogue up to it', async () => {
  const kit = await good('codoon');
  const bad = spoiled(kit, () => {
    throw new TypeError('no such thing');
  });
  const told = new Map<string, string>();
  const lines = (await findings(bad))
    .filter(({ passed, band }) => band !== '' && passed === false)
    .map((finding) => linesOf(finding, told));
  const [first, ...later] = lines;
  expect(first![0]).toBe('  FAIL  truth        TypeError: no such thing');
  expect(first!.at(-1)).toMatch(/band sends +2A19 aa[0-9a-f]+ \[\{"name":"readFrame"/);
  expect(later.length).toBeGreaterThan(10);
  for (const [head, ...more] of later) {
    expect(head).toMatch(/^ {2}FAIL {2}[\w-]+ +as in truth$/);
    expect(more).toEqual([]);
  }
});

describe('a spoiled band fails the clause it breaks', () => {
  test('one that is sound passes all', async () => {
    const list = await findings(await good('codoon'));
    expect(failed(list)).toEqual([]);
    const whole = ['recognition', 'collisions', 'vectors', 'says', 'features'];
    const frames = ['decode', 'total', 'checksum'];
    const clauses = [...whole, ...frames, ...Object.keys(CLAUSES)];
    expect(list.map(({ clause }) => clause)).toEqual(clauses);
  });

  test('steps that are not what was walked', async () => {
    const bad = spoiled(await good('codoon'), (page) => ({
      ...page,
      readings: page.readings.map((reading) => ({ ...reading, steps: reading.steps + 1 })),
    }));
    const broken = ['truth', 'walks', 'weeks', 'midnight'];
    expect(await failing(bad, ...broken)).toEqual(broken);
  });

  test.each(['codoon', 'wechat-airsync', 'lifesense', 'ihealth', 'mi-band', 'mi-band-2'])(
    'released before it is durable: %s',
    async (id) => {
      const bad = spoiled(await good(id), async (page) => {
        await page.release();
        return page;
      });
      expect(await CLAUSES.release(bad, bad.virtuals[0]!)).toMatchObject({ passed: false });
      expect(await CLAUSES.cuts(bad, bad.virtuals[0]!, SOME)).toMatchObject({ passed: false });
    },
  );

  test.each(['codoon', 'huawei', 'mi-band', 'mi-band-2', 'lefun'])(
    'a fault that is kept to itself, readings that are left out: %s',
    async (id) => {
      const kit = await good(id);
      const quiet = spoiled(kit, (page) => ({ ...page, faults: [] }));
      expect(await CLAUSES.corrected(quiet, kit.virtuals[0]!)).toMatchObject({ passed: false });
      const less = spoiled(kit, (page) => ({ ...page, readings: page.readings.slice(1) }));
      expect(await CLAUSES.weeks(less, kit.virtuals[0]!, few(2))).toMatchObject({ passed: false });
    },
  );

  test('a clock that is set although nobody reads', async () => {
    const kit = await good('huawei');
    const { open } = kit.driver;
    const driver: BandDriver = {
      ...kit.driver,
      open: (session, context) => open(session, { ...context, looking: false }),
    };
    const verdict = await CLAUSES.looked({ ...kit, driver }, kit.virtuals[0]!);
    expect(verdict).toMatchObject({ passed: false });
  });

  test('a codec that throws, and a golden frame that means something else', async () => {
    const kit = await good('wechat-pedometer');
    const [decoder, ...rest] = (await good('codoon')).decoders;
    const throwing = {
      ...decoder!,
      decode: ([value]: readonly Uint8Array[]) => {
        if (value!.length < 3) throw new RangeError('out of the frame');
        return decoder!.decode([value!]);
      },
    };
    const bad = { ...(await good('codoon')), decoders: [throwing, ...rest] };
    expect(await failing(bad, 'total')).toEqual(['total']);
    const golden = [{ ...kit.golden[0]!, means: { steps: 1 } }];
    expect(failed(await findings({ ...kit, golden }))).toEqual(['vectors']);
  });

  test('advertisements nobody recognises, those of another, and a priority twice', async () => {
    const kit = await good('wechat-pedometer');
    const strange = [{ localName: 'Toaster', source: 'virtual' }];
    expect(failed(await findings({ ...kit, advertisements: strange }))).toEqual(['recognition']);
    const twin = { ...kit.driver, match: { ...kit.driver.match, priority: 20 } };
    expect(await failing({ ...kit, driver: twin }, 'collisions')).toEqual(['collisions']);
  });

  test('a clock that is believed although it says 1970', async () => {
    const kit = await good('codoon');
    const [virtual] = kit.virtuals;
    const create = (options: KitVirtualOptions) => {
      const band = virtual!.create(options);
      return Object.assign(Object.create(band) as typeof band, { addSteps: () => undefined });
    };
    const bad = { ...kit, virtuals: [{ ...virtual!, create }] };
    const broken = ['walks', 'weeks', 'clock', 'corrected', 'future-cursor', 'midnight', 'zones'];
    expect(await failing(bad, ...broken)).toEqual(broken);
  });
});
