/**
 * AES-GCM (NIST SP 800-38D) over noble's AES. noble's own gcm needs BigInt, which old phones lack.
 * GHASH goes bit by bit: a packet has some forty blocks.
 */
import { ecb } from '@noble/ciphers/aes.js';
import { concat } from '../../../lib/bytes';
import { bigEndian } from '../../../lib/reader';
import { fail, ok, type Result } from '../../../lib/result';

const BLOCK = 16;
const NONE = new Uint8Array(0);

/** Ciphertext with its 16-byte tag. */
export function gcmSeal(
  key: Uint8Array,
  iv: Uint8Array,
  plain: Uint8Array,
  aad: Uint8Array = NONE,
) {
  const { hashKey, start } = prepare(key, iv);
  const ciphertext = crypt(key, start, plain);
  return concat(ciphertext, tagOf(key, hashKey, start, ciphertext, aad));
}

/** The plain text, or 'decrypt' when key, IV, bytes or tag do not belong together. Total. */
export function gcmOpen(
  key: Uint8Array,
  iv: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array = NONE,
): Result<Uint8Array, 'decrypt'> {
  if (sealed.length < BLOCK || ![16, 24, 32].includes(key.length)) return fail('decrypt');
  const { hashKey, start } = prepare(key, iv);
  const ciphertext = sealed.subarray(0, -BLOCK);
  const tag = tagOf(key, hashKey, start, ciphertext, aad);
  let difference = 0;
  for (let i = 0; i < BLOCK; i++) difference |= tag[i]! ^ sealed[ciphertext.length + i]!;
  return difference === 0 ? ok(crypt(key, start, ciphertext)) : fail('decrypt');
}

const blocks = (key: Uint8Array) => ecb(key, { disablePadding: true });

function prepare(key: Uint8Array, iv: Uint8Array) {
  const hashKey = blocks(key).encrypt(new Uint8Array(BLOCK));
  const start =
    iv.length === 12 ? concat(iv, bigEndian(1, 4)) : ghash(hashKey, padded(iv), bits(0, iv.length));
  return { hashKey, start };
}

function tagOf(
  key: Uint8Array,
  hashKey: Uint8Array,
  start: Uint8Array,
  ciphertext: Uint8Array,
  aad: Uint8Array,
): Uint8Array {
  const hash = ghash(hashKey, padded(aad), padded(ciphertext), bits(aad.length, ciphertext.length));
  return xor(hash, blocks(key).encrypt(start));
}

/** Counter mode from the block after `start`; only the last four bytes count. */
function crypt(key: Uint8Array, start: Uint8Array, text: Uint8Array): Uint8Array {
  if (text.length === 0) return new Uint8Array(0);
  const counters = new Uint8Array(Math.ceil(text.length / BLOCK) * BLOCK);
  const view = new DataView(counters.buffer);
  const first = new DataView(start.buffer, start.byteOffset).getUint32(12);
  for (let at = 0; at < counters.length; at += BLOCK) {
    counters.set(start, at);
    view.setUint32(at + 12, first + 1 + at / BLOCK);
  }
  return xor(text, blocks(key).encrypt(counters));
}

/** The first text xor as much of the second. */
function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, index) => byte ^ b[index]!);
}

const padded = (bytes: Uint8Array): Uint8Array =>
  concat(bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));

/** Both lengths in bits, 64 bits each; bytes below 2^29. */
const bits = (a: number, b: number): Uint8Array => concat(bigEndian(a * 8, 8), bigEndian(b * 8, 8));

function ghash(hashKey: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const key = words(hashKey, 0);
  let sum: Words = [0, 0, 0, 0];
  for (const part of parts) {
    for (let at = 0; at < part.length; at += BLOCK) {
      const block = words(part, at);
      sum = multiply(
        [sum[0] ^ block[0], sum[1] ^ block[1], sum[2] ^ block[2], sum[3] ^ block[3]],
        key,
      );
    }
  }
  const bytes = new Uint8Array(BLOCK);
  const view = new DataView(bytes.buffer);
  sum.forEach((word, index) => {
    view.setUint32(index * 4, word);
  });
  return bytes;
}

type Words = [number, number, number, number];

function words(bytes: Uint8Array, at: number): Words {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, BLOCK);
  return [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
}

/** Product in GF(2^128), most significant bit first (SP 800-38D, 6.3). */
function multiply(x: Words, y: Words): Words {
  let [z0, z1, z2, z3] = [0, 0, 0, 0];
  let [v0, v1, v2, v3] = y;
  for (let bit = 0; bit < 128; bit++) {
    const mask = -((x[bit >> 5]! >>> (31 - (bit & 31))) & 1);
    z0 ^= v0 & mask;
    z1 ^= v1 & mask;
    z2 ^= v2 & mask;
    z3 ^= v3 & mask;
    const reduce = -(v3 & 1) & 0xe1000000;
    v3 = (v3 >>> 1) | (v2 << 31);
    v2 = (v2 >>> 1) | (v1 << 31);
    v1 = (v1 >>> 1) | (v0 << 31);
    v0 = (v0 >>> 1) ^ reduce;
  }
  return [z0, z1, z2, z3];
}
