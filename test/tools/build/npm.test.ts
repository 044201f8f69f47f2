/** The libraries the mini program ships. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bundleLibraries } from '../../../tools/build/npm';

describe('bundled libraries', () => {
  const files = new Map<string, string>();
  const places: string[] = [];
  beforeAll(async () => {
    for (const [path, content] of await bundleLibraries()) {
      places.push(path);
      files.set(path.split('miniprogram_npm/')[1]!, Buffer.from(content).toString());
    }
  });

  test('are those that are imported, each as one file that exports what is imported', () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['@noble/ciphers/aes.js', '@noble/hashes/sha2.js', 'pbf/index.js']),
    );
    const module = { exports: {} as Record<string, unknown> };
    new Function('module', 'exports', files.get('@noble/hashes/sha2.js')!)(module, module.exports);
    expect(Object.keys(module.exports)).toEqual(['sha256']);
  });

  test('are in the subpackage that alone imports them: the first package has none', () => {
    for (const place of places) expect(place).toMatch(/miniprogram\/bands\/miniprogram_npm\//);
  });

  test('use nothing that old phones lack', () => {
    for (const [path, text] of files) {
      expect([path, text.match(/\bBigInt\b|\b\d+n\b/)]).toEqual([path, null]);
    }
  });
});
