/** Who wears a Mi Band 1 (FF04). Integers are little-endian. */
import { crc32 } from '../../lib/crc32';
import { littleEndian, Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { crc8 } from '../common/crc8';
import { type DeviceInfo, modelOf } from './device-info';

export interface User {
  /** The band forgets everything when it changes. */
  uid: number;
  male: boolean;
  age: number;
  heightCm: number;
  weightKg: number;
  /** 0 normal, 1 erase, 2 keep. */
  type: number;
  alias: string;
}

const USER_BYTES = 20;

/** FF04. `addressEnd` is the last byte of the band's address; `info` is copied by 1A and 1S. */
export function encodeUser(user: User, info: DeviceInfo, addressEnd: number): Uint8Array {
  const value = new Uint8Array(USER_BYTES);
  value.set(littleEndian(user.uid, 4));
  value.set([user.male ? 1 : 0, user.age, user.heightCm, user.weightKg, user.type], 4);
  const plain = modelOf(info) === '1';
  if (!plain) value.set([info.feature, info.appearance], 9);
  const from = plain ? 9 : 11;
  const letters = [...user.alias].slice(0, USER_BYTES - 1 - from);
  value.set(
    letters.map((letter) => letter.charCodeAt(0)),
    from,
  );
  value[USER_BYTES - 1] = crc8(value.subarray(0, USER_BYTES - 1)) ^ (addressEnd & 0xff);
  return value;
}

/** What a band makes of it. Total. */
export function decodeUser(
  value: Uint8Array,
  info: DeviceInfo,
  addressEnd: number,
): Result<User, 'length' | 'checksum'> {
  if (value.length !== USER_BYTES) return fail('length');
  const check = crc8(value.subarray(0, USER_BYTES - 1)) ^ (addressEnd & 0xff);
  if (check !== value[USER_BYTES - 1]) return fail('checksum');
  const reader = new Reader(value);
  const uid = reader.u32le();
  const male = reader.u8() === 1;
  const age = reader.u8();
  const heightCm = reader.u8();
  const weightKg = reader.u8();
  const type = reader.u8();
  const alias = value.subarray(modelOf(info) === '1' ? 9 : 11, USER_BYTES - 1);
  const letters = [...alias].filter((code) => code !== 0);
  return ok({ uid, male, age, heightCm, weightKg, type, alias: String.fromCharCode(...letters) });
}

/**
 * The same user for the same band, on every phone: a band that meets another one forgets what it
 * holds. The rest only moves the band's own estimates.
 */
export function userOf(serial: string): User {
  const uid = crc32(Uint8Array.from(serial, (letter) => letter.charCodeAt(0))) >>> 1;
  const alias = String(uid).padStart(10, '0');
  return { uid, male: true, age: 30, heightCm: 170, weightKg: 65, type: 0, alias };
}
