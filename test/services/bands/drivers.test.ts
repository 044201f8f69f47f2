import { beforeEach, describe, expect, jest, test } from '@jest/globals';

/** The subpackage as WeChat has it: what loads it fails while this phone has no network. */
const network = { on: true };

const door = () =>
  require('../../../miniprogram/services/bands/drivers') as typeof import('../../../miniprogram/services/bands/drivers');

describe('the door to the drivers', () => {
  beforeEach(() => {
    jest.resetModules();
    network.on = true;
    jest.doMock('../../../miniprogram/bands/index', () => {
      if (!network.on) throw new Error('downloadSubpackage:fail');
      return jest.requireActual('../../../miniprogram/bands/index');
    });
  });

  test('opens once, and stays open without a network', async () => {
    const { bandDrivers } = door();
    const first = await bandDrivers();
    expect(first.DRIVERS.length).toBeGreaterThan(0);
    network.on = false;
    jest.resetModules();
    expect(await bandDrivers()).toBe(first);
  });

  test('a download that failed is a problem with a sentence, and the next try succeeds', async () => {
    const { bandDrivers } = door();
    network.on = false;
    await expect(bandDrivers()).rejects.toMatchObject({ code: 'drivers-missing' });
    await expect(bandDrivers()).rejects.toMatchObject({ code: 'drivers-missing' });
    network.on = true;
    expect((await bandDrivers()).DRIVERS.length).toBeGreaterThan(0);
  });
});
