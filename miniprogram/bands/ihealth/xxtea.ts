/** XXTEA (Wheeler and Needham, 1998) over little-endian 32-bit words with a 128-bit key. */

const DELTA = 0x9e3779b9;

/** Enciphers whole words; the text must be at least two, the key 16 bytes. */
export function xxteaEncrypt(text: Uint8Array, key: Uint8Array): Uint8Array {
  const words = wordsOf(text);
  const keys = wordsOf(key);
  const n = words.length;
  let sum = 0;
  let last = words[n - 1]!;
  for (let round = 6 + Math.floor(52 / n); round > 0; round--) {
    sum = (sum + DELTA) >>> 0;
    for (let p = 0; p < n; p++) {
      const next = words[(p + 1) % n]!;
      last = words[p] = (words[p]! + mix(last, next, sum, p, keys)) >>> 0;
    }
  }
  return bytesOf(words);
}

/** The inverse of `xxteaEncrypt`. */
export function xxteaDecrypt(text: Uint8Array, key: Uint8Array): Uint8Array {
  const words = wordsOf(text);
  const keys = wordsOf(key);
  const n = words.length;
  const rounds = 6 + Math.floor(52 / n);
  let sum = Math.imul(rounds, DELTA) >>> 0;
  let next = words[0]!;
  for (let round = rounds; round > 0; round--) {
    for (let p = n - 1; p >= 0; p--) {
      const last = words[(p + n - 1) % n]!;
      next = words[p] = (words[p]! - mix(last, next, sum, p, keys)) >>> 0;
    }
    sum = (sum - DELTA) >>> 0;
  }
  return bytesOf(words);
}

function mix(last: number, next: number, sum: number, p: number, keys: Uint32Array): number {
  const shifts = ((last >>> 5) ^ (next << 2)) + ((next >>> 3) ^ (last << 4));
  const key = keys[(p & 3) ^ ((sum >>> 2) & 3)]!;
  return shifts ^ ((sum ^ next) + (key ^ last));
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const words = new Uint32Array(bytes.length >> 2);
  for (let i = 0; i < words.length * 4; i++) {
    words[i >> 2] = (words[i >> 2]! | (bytes[i]! << ((i & 3) * 8))) >>> 0;
  }
  return words;
}

function bytesOf(words: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (words[i >> 2]! >>> ((i & 3) * 8)) & 0xff;
  return bytes;
}
