/** What the bands' cryptography costs over the bare library, against native and another peer. */
import { createCipheriv, createHash } from 'node:crypto';
import { cbc } from '@noble/ciphers/aes.js';
import { md5 } from '@noble/hashes/legacy.js';
import aes from 'aes-js';
import { build } from 'esbuild';
import { deviceMd5, encryptBody } from '../../../miniprogram/bands/wechat-airsync/crypto';
import { utf8Encode } from '../../../miniprogram/lib/utf8';
import { ROOT } from '../../build/files';
import { type Goal, median, rate, table } from '../figures';
import { race, ratio } from './race';

const KILOBYTE = Uint8Array.from({ length: 1024 }, (_, index) => (index * 7) & 0xff);
const KEY = Uint8Array.from({ length: 16 }, (_, index) => index);
const TEXT = 'g'.repeat(64);
/** Everything the Huawei and AirSync drivers need. */
const NEEDED = `
  export { cbc } from '@noble/ciphers/aes.js';
  export { md5 } from '@noble/hashes/legacy.js';
  export { sha256 } from '@noble/hashes/sha2.js';
  export { hmac } from '@noble/hashes/hmac.js';`;
const MOST_BYTES = 16 * 1024;

async function bytesNeeded(): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: NEEDED, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2017',
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0]!.contents.length;
}

export async function raceCrypto(print: (text: string) => void): Promise<Goal[]> {
  const goals: Goal[] = [];
  const rows = [['work', 'op/s', 'of bare noble']];
  const padded = aes.padding.pkcs7.pad(KILOBYTE);
  const works = {
    'AES-128-CBC of 1 KB': [
      { name: 'bare noble', run: () => cbc(KEY, KEY).encrypt(KILOBYTE) },
      { name: 'ours', run: () => encryptBody(KEY, KILOBYTE) },
      {
        name: 'node:crypto',
        run: () => {
          const cipher = createCipheriv('aes-128-cbc', KEY, KEY);
          return [cipher.update(KILOBYTE), cipher.final()];
        },
      },
      { name: 'aes-js 3.1.2', run: () => new aes.ModeOfOperation.cbc(KEY, KEY).encrypt(padded) },
    ],
    'MD5 of 64 bytes': [
      { name: 'bare noble', run: () => md5(utf8Encode(TEXT)) },
      { name: 'ours', run: () => deviceMd5(TEXT, '') },
      { name: 'node:crypto', run: () => createHash('md5').update(TEXT).digest() },
    ],
  };
  for (const [work, contestants] of Object.entries(works)) {
    const figures = race(contestants);
    const bare = figures.get('bare noble')!;
    rows.push([work]);
    for (const { name } of contestants) {
      const rounds = figures.get(name)!;
      rows.push([`  ${name}`, rate(1000 / median(rounds)), ratio(bare, rounds).toFixed(2)]);
    }
    const figure = ratio(bare, figures.get('ours')!);
    goals.push({
      name: `${work}: at least 0.9 of bare noble`,
      met: figure >= 0.9,
      figure: figure.toFixed(2),
    });
  }
  print(table(rows));
  const bytes = await bytesNeeded();
  goals.push({
    name: 'cryptography of all bands: at most 16 KB minified',
    met: bytes <= MOST_BYTES,
    figure: `${bytes} bytes`,
  });
  return goals;
}
