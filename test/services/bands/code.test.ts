import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MODELS } from '../../../miniprogram/contract/makers';
import {
  normalSerial,
  parseBandCode,
  SCENE_LENGTH,
  sceneOf,
} from '../../../miniprogram/services/bands/code';

const band = (model: string | null, serial: string) => ({ kind: 'band', model, serial });
const UNKNOWN = { kind: 'unknown-code' };

describe('R2-1 link codes', () => {
  test.each([
    ['https://ihealthlabs.com/b/am3/SN123', 'am3', 'SN123'],
    [encodeURIComponent('https://ihealthlabs.com/b/am3/SN123'), 'am3', 'SN123'],
    ['https://www.codoon.com/b/codoon-band/ab12cd', 'codoon-band', 'AB12CD'],
    ['HTTPS://B.LIFESENSE.COM/b/MAMBO/aa:bb:cc:dd:ee:ff', 'mambo', 'AABBCCDDEEFF'],
    ['  https://ihealthlabs.com/b/am3/SN123/  ', 'am3', 'SN123'],
  ])('%s', (text, model, serial) => {
    expect(parseBandCode(text)).toEqual(band(model, serial));
  });

  test('a maker prints codes of its own models only', () => {
    expect(parseBandCode('https://www.honor.com/b/am3/SN123')).toEqual(UNKNOWN);
  });
});

describe('R2-2 mini-program codes', () => {
  test('a scene of 32 characters, plain, encoded and as a path, is one band', () => {
    const serial = 'A1B2C3D4E5F6G7H8I9J0K1L2M3';
    const scene = `b.am3.${serial}`;
    expect(scene).toHaveLength(SCENE_LENGTH);
    for (const text of [
      scene,
      encodeURIComponent(scene),
      `packages/add/add?scene=${encodeURIComponent(scene)}`,
      `/packages/add/add?model=am3&serial=${serial}`,
    ]) {
      expect(parseBandCode(text)).toEqual(band('am3', serial));
    }
  });

  test('every model and serial that fits comes back', () => {
    const serials = fc.stringMatching(/^[0-9A-Z_-]{1,12}$/);
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), serials, (model, serial) => {
        const scene = sceneOf(model.id, serial);
        expect(scene).not.toBeNull();
        expect(parseBandCode(scene!)).toEqual(band(model.id, normalSerial(serial)));
      }),
    );
  });

  test('what does not fit 32 characters is no scene', () => {
    expect(sceneOf('wechat-pedometer', 'A'.repeat(14))).toBeNull();
    expect(sceneOf('am3', 'has space')).toBeNull();
  });
});

describe('R2-3 everything else', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['4 KB', 'A1'.repeat(2048)],
    ['4 KB link', `https://ihealthlabs.com/b/am3/${'A'.repeat(4096)}`],
    ['WeChat payment', 'wxp://f2f0abcdef'],
    ['payment barcode', '134567890123456789'],
    ['Alipay', 'https://qr.alipay.com/fkx01234'],
    ['product barcode', '6901234567892'],
    ['other domain', 'https://evil.example/b/am3/SN123'],
    ['a domain that ends alike', 'https://notihealthlabs.com/b/am3/SN123'],
    ['a domain as user name', 'https://ihealthlabs.com@evil.example/b/am3/SN123'],
    ['http', 'http://ihealthlabs.com/b/am3/SN123'],
    ['script', 'javascript:alert(1)'],
    ['script behind a link', 'javascript:alert("https://ihealthlabs.com/b/am3/SN123")'],
    ['encoded twice', 'https%253A%252F%252Fihealthlabs.com%252Fb%252Fam3%252FSN123'],
    ['broken encoding', 'https://ihealthlabs.com/b/am3/%E0%A4%A'],
    ['unknown model', 'https://ihealthlabs.com/b/spaceship/SN123'],
    ['query', 'https://ihealthlabs.com/b/am3/SN123?next=https://evil.example'],
    ['other own page', 'packages/share/day/day?id=1'],
    ['a path in a path', 'packages/add/add?q=packages/add/add?scene=b.am3.SN1'],
  ])('%s is no band code', (_, text) => {
    expect(parseBandCode(text)).toEqual(UNKNOWN);
  });

  test.each(['http://we.qq.com/d/AQC8bDLFJNP1mXeKgK', 'https://we.qq.com/d/AQCxyz'])(
    '%s is the old hardware code',
    (text) => {
      expect(parseBandCode(text)).toEqual({ kind: 'old-code' });
    },
  );

  test('a serial barcode has a serial and no model', () => {
    expect(parseBandCode('sn-00a42')).toEqual(band(null, 'SN-00A42'));
    expect(parseBandCode('C0:12:34:56:78:9a')).toEqual(band(null, 'C0123456789A'));
  });

  test('any text gives an answer, and a serial is always of safe characters', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.webUrl({ withQueryParameters: true }),
      fc.string().map((tail) => `https://ihealthlabs.com/b/am3/${tail}`),
      fc.string().map((tail) => `packages/add/add?${tail}`),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const code = parseBandCode(text);
        if (code.kind === 'band') expect(code.serial).toMatch(/^[0-9A-Z_-]{1,32}$/);
        else expect(['old-code', 'unknown-code']).toContain(code.kind);
      }),
      { numRuns: 500 },
    );
  });
});
