import { describe, expect, test } from '@jest/globals';
import { userOf } from '../../../miniprogram/bands/mi-band/user';
import { stepsOf } from '../../helpers/truth';
import { SERIAL, scene } from './support';

describe('who wears it', () => {
  test('a band that knows another person asks for a tap, and is empty afterwards', async () => {
    const { band, kept, once } = scene({ uid: 1 });
    await once();
    expect(band.uid).toBe(userOf(SERIAL).uid);
    expect(kept.readings.size).toBe(0);
    band.addSteps(25);
    await once();
    expect([...stepsOf(kept).values()]).toEqual([25]);
  });

  test('nobody taps: refused, and nothing is lost', async () => {
    const { band, once } = scene({ uid: 1 });
    band.faults.untapped = true;
    const before = band.remembered;
    let asked = 0;
    const askWearer = () => asked++;
    expect(await once({ context: { askWearer } })).toMatchObject({ error: { code: 'refused' } });
    expect(asked).toBe(1);
    expect(await once()).toMatchObject({ error: { code: 'refused' } });
    expect(band.remembered).toBe(before);
  });

  test('a band that says nothing is no-answer', async () => {
    const { band, once } = scene();
    band.faults.silent = true;
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });
});
