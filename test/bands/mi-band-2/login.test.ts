import { describe, expect, test } from '@jest/globals';
import { stepsOf } from '../../helpers/truth';
import { scene, truthOf, WEEK } from './support';

describe('the key', () => {
  test('is made once, kept before the band is told, and confirmed by one tap', async () => {
    const { band, pocket, once } = scene();
    await once();
    const first = pocket.text;
    expect(first).toMatch(/^1;[0-9a-f]{32}$/);
    await once();
    expect([pocket.text, band.taps]).toEqual([first, 1]);
  });

  test('of another phone: one more tap, and nothing is lost', async () => {
    const { band, pocket, kept, once } = scene();
    const before = band.remembered;
    pocket.text = `1;${'ab'.repeat(16)}`;
    await once();
    expect(band.taps).toBe(1);
    expect(before).toBeGreaterThan(0);
    expect(stepsOf(kept)).toEqual(truthOf(WEEK));
  });

  test('nobody taps: refused, and nothing is lost', async () => {
    const { band, once } = scene();
    band.faults.untapped = true;
    const before = band.remembered;
    let asked = 0;
    const askWearer = () => asked++;
    expect(await once({ context: { askWearer } })).toMatchObject({ error: { code: 'refused' } });
    expect(asked).toBe(1);
    expect(await once()).toMatchObject({ error: { code: 'refused' } });
    expect(band.remembered).toBe(before);
  });

  test('a band that says nothing is not waited for without end', async () => {
    const { band, pocket, once } = scene();
    band.faults.silent = true;
    expect(await once()).toMatchObject({ error: { code: 'refused' } });
    pocket.text = `1;${'ab'.repeat(16)}`;
    expect(await once()).toMatchObject({ error: { code: 'no-answer' } });
  });
});
