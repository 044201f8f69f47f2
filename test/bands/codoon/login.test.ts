import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../../miniprogram/bands/codoon/codec';
import { Pocket } from '../../../tools/harness/world';
import { stepsOf } from '../../helpers/truth';
import { SERIAL, scene, truthOf, WEEK } from './support';

describe('a band that knows only phones it was bound with', () => {
  test('is bound when its code named it: a serial meant is no pairing', async () => {
    const { band, kept, once } = scene();
    band.faults.strict = true;
    const secret = new Pocket();
    await once({ context: { expectedSerial: SERIAL, secret } });
    expect(band.bound).toBe(true);
    expect(secret.text).not.toBeNull();
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  });

  test('another band than the one meant is left unbound', async () => {
    const { band, once } = scene();
    await once({ context: { expectedSerial: '17-9-9-9-9-9-9-9', secret: new Pocket() } });
    expect(band.bound).toBe(false);
  });

  test('is greeted, not bound again, by the phone that bound it', async () => {
    const { band, radio, once } = scene();
    const secret = new Pocket();
    const said: number[] = [];
    await once({ context: { secret } });
    band.faults.strict = true;
    radio.setFates(({ operation, value }) => {
      if (operation === 'write') said.push(value[1]!);
      return 'deliver';
    });
    await once({ context: { expectedSerial: SERIAL, secret } });
    expect(said[0]).toBe(COMMANDS.hello);
    expect(said).not.toContain(COMMANDS.bind);
  });

  test('a cursor tells of a pairing as well, where nothing could be kept', async () => {
    const { radio, once } = scene();
    const said: number[] = [];
    radio.setFates(({ operation, value }) => {
      if (operation === 'write') said.push(value[1]!);
      return 'deliver';
    });
    await once({ context: { expectedSerial: SERIAL, cursor: 'of an earlier sync' } });
    expect(said[0]).toBe(COMMANDS.hello);
    expect(said).not.toContain(COMMANDS.bind);
  });

  test('is bound again when it forgot us, in time for a person who waits', async () => {
    const { band, clock, kept, once } = scene();
    band.faults.strict = true;
    const secret = new Pocket('1');
    const before = clock.now();
    await once({
      context: { expectedSerial: SERIAL, secret },
      step: (name) => {
        if (name === 'opened') expect(clock.now() - before).toBeLessThan(10_000);
      },
    });
    expect(band.bound).toBe(true);
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  });
});
