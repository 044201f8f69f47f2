/** The arithmetic of HiChain, the same on both sides (PROTOCOL.md, "HiChain"). */
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, toHex } from '../../../lib/bytes';
import { utf8Encode } from '../../../lib/utf8';

/** Byte values inside the JSON are upper-case hex. */
export const upperHex = (bytes: Uint8Array): string => toHex(bytes).toUpperCase();

export const mac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array =>
  hmac(sha256, key, concat(...parts));

/** The key of the first pairing: the PIN as upper-case hex text, hashed. */
export const pinKey = (pin: Uint8Array): Uint8Array => sha256(utf8Encode(upperHex(pin)));

export const exchangeKey = (psk: Uint8Array, salts: Uint8Array): Uint8Array =>
  hkdf(sha256, psk, salts, utf8Encode('hichain_iso_session_key'), 32);

/** What packets are encrypted with after the second operation: AES-256. */
export const packetKey = (exchange: Uint8Array, salts: Uint8Array): Uint8Array =>
  hkdf(sha256, exchange, salts, utf8Encode('hichain_return_key'), 32);

export const EXCHANGE_AAD = utf8Encode('hichain_iso_exchange');
export const RESULT_AAD = utf8Encode('hichain_iso_result');
/** "No error", as both sides sign it. */
export const RESULT_OK = new Uint8Array(4);
export const GROUP_ID = '7B0BC0CBCE474F6C238D9661C63400B797B166EA7849B3A370FC73A9A236E989';
