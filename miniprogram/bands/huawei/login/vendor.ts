/**
 * What the holder of the maker's key computes: the cloud for real bands, the virtual band and the
 * tests with a key of their own. No key is in this package; the arithmetic is public.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromHex, toHex } from '../../../lib/bytes';
import { utf8Encode } from '../../../lib/utf8';
import { decrypt } from '../wire/cipher';
import { gcmSeal } from '../wire/gcm';

/** One authentication version's constants, 16 bytes each. */
export interface VendorKey {
  digestSecret: Uint8Array;
  first: Uint8Array;
  second: Uint8Array;
}

export const PHONE_MESSAGE = Uint8Array.of(0x01, 0x00);
export const BAND_MESSAGE = Uint8Array.of(0x01, 0x10);

/** HMAC(k, nonce) with k = HMAC(secret + message, nonce). */
export function digest(secret: Uint8Array, message: Uint8Array, nonce: Uint8Array): Uint8Array {
  const key = hmac(sha256, concat(secret, message), nonce);
  return hmac(sha256, key, nonce);
}

/** The key of a band's address (12 upper-case hex digits), 16 bytes. */
export function bondKey({ first, second }: VendorKey, address: string): Uint8Array {
  const mixed = first.map((byte, index) => (byte << 4) ^ second[index]!);
  const hash = sha256(mixed);
  const text = utf8Encode(`${address}0000`);
  return sha256(text.map((byte, index) => (hash[index]! >> 6) ^ byte)).slice(0, 16);
}

/** The PIN as the band sends it. */
export function sealPin(key: VendorKey, pin: Uint8Array, iv: Uint8Array, method: string) {
  const { digestSecret } = key;
  return method === 'gcm' ? gcmSeal(digestSecret, iv, pin) : cbc(digestSecret, iv).encrypt(pin);
}

/** The answer to a question of the phone, in hex; null when it is no question. Total. */
export function answerVendor(key: VendorKey, question: string): string | null {
  const [ask, , ...rest] = question.split(':');
  if (ask === 'digest') {
    const nonce = fromHex(rest[0] ?? '');
    if (nonce?.length !== 32) return null;
    const both = [PHONE_MESSAGE, BAND_MESSAGE].map((text) => digest(key.digestSecret, text, nonce));
    return toHex(concat(...both));
  }
  if (ask === 'bond') {
    return /^[0-9A-F]{12}$/.test(rest[0] ?? '') ? toHex(bondKey(key, rest[0]!)) : null;
  }
  const iv = fromHex(rest[1] ?? '');
  const ciphertext = fromHex(rest[2] ?? '');
  if (ask !== 'pin' || iv?.length !== 16 || !ciphertext) return null;
  const pin = decrypt(ciphertext, key.digestSecret, iv, rest[0] === 'gcm' ? 'gcm' : 'cbc');
  return pin.ok ? toHex(pin.value) : null;
}
