/** How a virtual band says who it is. */
import { aesSign, deviceMd5 } from '../crypto';
import { AUTH_METHOD, type Fields } from '../messages';
import type { VirtualAuth } from './options';

/** The protocol generation it speaks: 1.0.4. */
const PROTO_VERSION = 0x010004;

/** `login`: which log-in of this band it is, counted from 1. */
export function authRequest(
  auth: VirtualAuth,
  who: { localName: string; mac: Uint8Array },
  login: number,
): Fields<'authRequest'> {
  const fields = { protoVersion: PROTO_VERSION, authProto: 1, deviceName: who.localName };
  if (auth.mode === 'mac') return { ...fields, authMethod: AUTH_METHOD.mac, mac: who.mac };
  const md5 = deviceMd5(auth.deviceType, auth.deviceId);
  if (auth.mode === 'md5') return { ...fields, authMethod: AUTH_METHOD.md5, md5 };
  const random = Uint8Array.of(0x11, 0x22, 0x33, 0x44);
  const sign = aesSign(auth.key, auth.deviceId, random, login);
  return { ...fields, authMethod: AUTH_METHOD.md5, md5, aesSign: sign };
}
