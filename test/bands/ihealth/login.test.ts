import { describe, expect, test } from '@jest/globals';
import { scene } from './support';

describe('the log-in', () => {
  test('asks the maker, and never holds a key', async () => {
    const { asked, once } = scene();
    await once();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/^AM3S(:[0-9a-f]{32}){4}$/);
  });

  test('without the maker’s key says so', async () => {
    const { band, once } = scene();
    const stored = band.remembered;
    const result = await once({ context: { vendorAuth: () => Promise.reject(new Error('none')) } });
    expect(result).toMatchObject({ error: { code: 'needs-key' } });
    expect(band.remembered).toBe(stored);
  });

  test('with a wrong answer is refused', async () => {
    const vendorAuth = async () => '00112233445566778899aabbccddeeff';
    const result = await scene().once({ context: { vendorAuth } });
    expect(result).toMatchObject({ error: { code: 'refused' } });
  });

  test('of a band with another key does not pass the maker', async () => {
    const result = await scene({ key: new Uint8Array(16) }).once();
    expect(result).toMatchObject({ error: { code: 'needs-key' } });
  });
});
