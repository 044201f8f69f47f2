/**
 * How a body is encrypted once phone and band share a key: three TLVs, the mark 7C, the IV 7D and
 * the ciphertext 7E. AES-CBC with PKCS#7, or AES-GCM where the band asks for it; AES-128 after
 * plain bonding, AES-256 after HiChain.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { concat } from '../../../lib/bytes';
import { bigEndian } from '../../../lib/reader';
import { fail, ok, type Result } from '../../../lib/result';
import { gcmOpen, gcmSeal } from './gcm';
import { bytesOf, parseDecrypted, parseTlvs, type Tlv, tlv, tlvNumber } from './tlv';

export type Method = 'cbc' | 'gcm';

const TAG = { encrypted: 0x7c, iv: 0x7d, ciphertext: 0x7e } as const;
const IV_BYTES = 16;

/** The body of an encrypted packet. `iv` must not have been used before. */
export function sealBody(plain: Uint8Array, key: Uint8Array, iv: Uint8Array, method: Method) {
  const sealed = method === 'gcm' ? gcmSeal(key, iv, plain) : cbc(key, iv).encrypt(plain);
  return concat(tlvNumber(TAG.encrypted, 1, 1), tlv(TAG.iv, iv), tlv(TAG.ciphertext, sealed));
}

/** Ciphertext that stands for itself (the bond key, the PIN). Total. */
export function decrypt(
  ciphertext: Uint8Array,
  key: Uint8Array,
  iv: Uint8Array,
  method: Method,
): Result<Uint8Array, 'decrypt'> {
  if (method === 'gcm') return gcmOpen(key, iv, ciphertext);
  try {
    return ok(cbc(key, iv).decrypt(ciphertext));
  } catch {
    return fail('decrypt');
  }
}

/**
 * The TLVs of a body, encrypted or not: some bands answer a few commands in plain. Total:
 * 'no-key' when it is encrypted and there is none yet, 'decrypt' when key or bytes are wrong.
 */
export function openBody(body: Uint8Array, key: Uint8Array | null, method: Method): Result<Tlv[]> {
  const outer = parseTlvs(body);
  if (!outer.ok || outer.value[0]?.tag !== TAG.encrypted) return outer;
  if (!key) return fail('no-key');
  const iv = bytesOf(outer.value, TAG.iv);
  const ciphertext = bytesOf(outer.value, TAG.ciphertext);
  if (iv?.length !== IV_BYTES || !ciphertext) return fail('decrypt');
  const plain = decrypt(ciphertext, key, iv, method);
  return plain.ok ? parseDecrypted(plain.value) : plain;
}

/** IVs that never repeat: random, and for CBC the band's counter, one up for every packet. */
export class IvSource {
  constructor(
    private readonly random: (bytes: number) => Uint8Array,
    private readonly method: Method,
    /** As the band gave it; the first IV has one more. */
    private counter = 0,
  ) {}

  next(): Uint8Array {
    if (this.method === 'gcm') return this.random(IV_BYTES);
    this.counter = this.counter >= 0xffffffff ? 1 : this.counter + 1;
    return concat(this.random(IV_BYTES - 4), bigEndian(this.counter, 4));
  }
}

/** What both sides encrypt with once they know each other. */
export interface Secrecy {
  key: Uint8Array;
  method: Method;
  ivs: IvSource;
}
