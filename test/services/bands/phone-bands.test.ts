/** R2-11 Every band that a phone can be, on each system: another phone recognises, binds and syncs it. */
import { describe, expect, jest, test } from '@jest/globals';
import { demoWeek } from '../../../miniprogram/bands/demo';
import type { Virtual } from '../../../miniprogram/bands/virtual/options';
import { dayOf } from '../../../miniprogram/contract/activity';
import { civilOffset } from '../../../miniprogram/lib/clock';
import { isPhoneBand } from '../../../miniprogram/lib/serial';
import { PROTOCOLS, type ProtocolId } from '../../../miniprogram/protocols/index';
import { airPeripheral } from '../../helpers/air-peripheral';
import { DAY, NOW } from '../../helpers/people';
import { installPhone, pass } from '../../helpers/phone';

const WALKED = 1234;
/** All that is walked on the day of the boards. */
const BOARD_DAY = demoWeek(NOW)
  .filter(({ at }) => dayOf(at) === DAY)
  .reduce((sum, { steps }) => sum + steps, WALKED);
/** The same of a band that tells an hour once it is over. */
const HOURS_OVER = demoWeek(NOW)
  .filter(({ at }) => dayOf(at) === DAY && at < NOW - (NOW % 3600))
  .reduce((sum, { steps }) => sum + steps, 0);
const SYSTEMS = ['android', 'ios', 'ohos'] as const;
type System = (typeof SYSTEMS)[number];

const stage: { on: (now: () => number) => Virtual[] } = { on: () => [] };
const phone = installPhone({ band: false, others: (now) => stage.on(now) });

const lab = () =>
  require('../../../miniprogram/bands/lab/index') as typeof import('../../../miniprogram/bands/lab/index');
const peripheral = () =>
  require('../../../miniprogram/ble/wx-peripheral/index') as typeof import('../../../miniprogram/ble/wx-peripheral/index');
const services = () => ({
  ...(require('../../../miniprogram/services/bands/index') as typeof import('../../../miniprogram/services/bands/index')),
  ...(require('../../../miniprogram/services/activity/index') as typeof import('../../../miniprogram/services/activity/index')),
});

const bind = (input: object) => ({
  band: { id: 'v', name: '', boundAt: NOW, syncedAt: null, ...input },
});

async function ended<T>(work: Promise<T>): Promise<T> {
  let over = false;
  const end = () => {
    over = true;
  };
  work.then(end, end);
  for (let waited = 0; !over && waited < 240; waited++) await pass(500);
  return work;
}

/** What a phone of this system can be. */
const OFFERED: Record<System, ProtocolId[]> = {
  android: ['wechat-pedometer', 'mi-band', 'colmi', 'mi-band-2', 'bluetooth-sig', 'codoon'],
  ios: ['wechat-pedometer', 'mi-band', 'colmi', 'wechat-airsync', 'lifesense'],
  ohos: ['wechat-pedometer', 'mi-band', 'colmi', 'mi-band-2', 'bluetooth-sig', 'codoon'],
};

/** What goes over the air where it is not writes that are answered by notifications. */
const DIALOGUE: Partial<Record<ProtocolId, string[]>> = {
  'wechat-pedometer': ['read'],
  'bluetooth-sig': ['read', 'write'],
};

describe.each(SYSTEMS)('R2-11 a phone with %s', (system) => {
  test('can be these, and says of each other one why not', () => {
    const kinds = lab().phoneBands(system);
    const can = kinds.flatMap(({ protocol, cannot }) => (cannot ? [] : [protocol]));
    expect(can.sort()).toEqual([...OFFERED[system]].sort());
    expect(kinds.map(({ protocol }) => protocol)).toEqual(Object.keys(PROTOCOLS));
  });

  test.each(OFFERED[system])('is a %s', async (protocol) => {
    const air = airPeripheral(system);
    const now = { of: () => NOW };
    const own = lab().createPhoneBand(protocol, {
      tail: '3F2A',
      platform: system,
      now: () => now.of(),
      offsetSeconds: civilOffset(),
    });
    const said: string[] = [];
    const server = new (peripheral().PhoneBand)(air.api, system, own.band, {
      connected: () => {},
      said: (what) => said.push(what),
    });
    await server.start();
    stage.on = (clock) => {
      now.of = clock;
      return [air.onAir as Virtual];
    };
    jest.resetModules();
    const asked = phone.cloud({ 'band.bind': bind });
    const { searchNearby, bindBand, syncBand, todayTotal } = services();

    const found: Parameters<Parameters<typeof searchNearby>[0]>[0] = [];
    const search = await searchNearby((list) => found.splice(0, found.length, ...list));
    await pass(1000);
    await search.stop();
    expect(found).toMatchObject([
      { model: own.seen.model, ...(own.seen.tail && { tail: own.seen.tail }) },
    ]);

    const [{ model, serial, deviceId }] = found as [(typeof found)[number]];
    const band = await ended(bindBand({ model, serial, deviceId }));
    expect(band).toMatchObject({ protocol, virtual: true });
    expect(isPhoneBand(band.serial)).toBe(true);
    expect(asked.find(({ action }) => action === 'band.bind')?.input).toMatchObject({
      protocol,
      virtual: true,
    });

    own.band.addSteps(WALKED);
    await ended(syncBand(band));
    const { total } = await todayTotal();
    expect(total).toMatchObject({ sourceClass: 'virtual' });
    // A total is of the wearer's day, slots are counted by the board's: elsewhere they differ.
    const elsewhere = protocol === 'lifesense' ? HOURS_OVER : BOARD_DAY;
    expect([own.band.steps, elsewhere]).toContain(total?.steps);
    expect(said).toEqual(expect.arrayContaining(DIALOGUE[protocol] ?? ['write', 'notify']));
  });
});
