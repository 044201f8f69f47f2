/**
 * AirSync's cryptography: AES-128-CBC with PKCS#7 whose IV is the key itself, MD5 of device type and
 * id, CRC-32 for the challenge and inside the signature. Weak by today's measure; it is what bands
 * speak. Device keys live with the maker's key in the cloud, never in this package.
 */
import { cbc } from '@noble/ciphers/aes.js';
import { md5 } from '@noble/hashes/legacy.js';
import { concat, equalBytes, fromHex, toHex } from '../../lib/bytes';
import { crc32 } from '../../lib/crc32';
import { bigEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { utf8Encode } from '../../lib/utf8';

export const KEY_BYTES = 16;

export const encryptBody = (key: Uint8Array, plain: Uint8Array): Uint8Array =>
  cbc(key, key).encrypt(plain);

/** Total: 'decrypt' when the length or the padding cannot be right. */
export function decryptBody(key: Uint8Array, cipher: Uint8Array): Result<Uint8Array, 'decrypt'> {
  try {
    return ok(cbc(key, key).decrypt(cipher));
  } catch {
    return fail('decrypt');
  }
}

/** Md5DeviceTypeAndDeviceId: both texts, one after the other, no separator. */
export const deviceMd5 = (deviceType: string, deviceId: string): Uint8Array =>
  md5(utf8Encode(deviceType + deviceId));

/** ChalleangeAnswer for the band's challenge. */
export const challengeAnswer = (challenge: Uint8Array): number => crc32(challenge);

const signCrc = (deviceId: string, random: Uint8Array, seq: Uint8Array): Uint8Array =>
  bigEndian(crc32(concat(utf8Encode(deviceId), random, seq)), 4);

/** AesSign: random (4 bytes), login counter and CRC, encrypted with the device key. */
export function aesSign(
  deviceKey: Uint8Array,
  deviceId: string,
  random: Uint8Array,
  loginCounter: number,
): Uint8Array {
  const seq = bigEndian(loginCounter, 4);
  return encryptBody(deviceKey, concat(random, seq, signCrc(deviceId, random, seq)));
}

/** The login counter inside an AesSign, when the key and the id are the ones it was made with. */
export function openAesSign(
  deviceKey: Uint8Array,
  deviceId: string,
  sign: Uint8Array,
): Result<number, 'decrypt' | 'length' | 'checksum'> {
  const plain = decryptBody(deviceKey, sign);
  if (!plain.ok) return plain;
  if (plain.value.length !== 12) return fail('length');
  const reader = new Reader(plain.value);
  const random = reader.take(4);
  const seq = reader.take(4);
  if (!equalBytes(reader.take(4), signCrc(deviceId, random, seq))) return fail('checksum');
  return ok(new Reader(seq).u32be());
}

/** What the phone forwards to the maker's key: `md5:AesSign` in hex. */
export const authChallenge = (md5Bytes: Uint8Array, sign: Uint8Array): string =>
  `${toHex(md5Bytes)}:${toHex(sign)}`;

/** The maker's side of it: `session key:AesSessionKey` in hex, for whoever holds the device key. */
export const authAnswer = (deviceKey: Uint8Array, sessionKey: Uint8Array): string =>
  `${toHex(sessionKey)}:${toHex(encryptBody(deviceKey, sessionKey))}`;

/** Such an answer: the key of this session, and the same for the band's eyes only. Total. */
export function readAuthAnswer(
  text: string,
): Result<{ sessionKey: Uint8Array; forBand: Uint8Array }, 'answer'> {
  const [first = '', second = '', ...rest] = text.split(':');
  const sessionKey = fromHex(first);
  const forBand = fromHex(second);
  const sound = sessionKey?.length === KEY_BYTES && forBand?.length === 2 * KEY_BYTES;
  return sound && rest.length === 0 ? ok({ sessionKey, forBand }) : fail('answer');
}
