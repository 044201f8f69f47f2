/** The libraries the mini program ships. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { bundleLibraries } from '../../../tools/build/npm';

describe('bundled libraries', () => {
  const files = new Map<string, string>();
  beforeAll(async () => {
    for (const [path, content] of await bundleLibraries()) {
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

  test('use nothing that old phones lack', () => {
    for (const [path, text] of files) {
      expect([path, text.match(/\bBigInt\b|\b\d+n\b/)]).toEqual([path, null]);
    }
  });
});
