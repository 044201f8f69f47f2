/**
 * Plain authentication and bonding. What needs the maker's constants is not computed here but asked
 * of the cloud, which holds the maker's key: the questions and the shape of the answers are below.
 */
import { fromHex, toHex } from '../../../lib/bytes';
import { fail, ok, type Result } from '../../../lib/result';
import type { Method } from '../wire/cipher';

export const PROTOCOL = 'huawei';
export const KEY_BYTES = 16;
const DIGEST_BYTES = 32;

/** What the phone asks of whoever holds the maker's key. Hex in lower case, addresses in upper. */
export type VendorQuestion =
  /** Both digests of one login. `nonce` is the band's, then the phone's: 32 bytes. */
  | { ask: 'digest'; version: number; nonce: Uint8Array }
  /** The key a band with this address accepts a bond under. */
  | { ask: 'bond'; version: number; address: string }
  /** The code a HiChain band sends when it meets a phone. */
  | { ask: 'pin'; version: number; method: Method; iv: Uint8Array; ciphertext: Uint8Array };

/** The question as text: `digest:1:<nonce>`, `bond:1:C0FFEE001234`, `pin:3:gcm:<iv>:<ciphertext>`. */
export function questionText(question: VendorQuestion): string {
  const { ask, version } = question;
  if (ask === 'digest') return `${ask}:${version}:${toHex(question.nonce)}`;
  if (ask === 'bond') return `${ask}:${version}:${question.address}`;
  const { method, iv, ciphertext } = question;
  return `${ask}:${version}:${method}:${toHex(iv)}:${toHex(ciphertext)}`;
}

export interface Digests {
  /** What the phone shows the band. */
  challenge: Uint8Array;
  /** What the band must answer. */
  response: Uint8Array;
}

/** 'answer' when it is not the hex of two digests. Total. */
export function readDigests(text: string): Result<Digests, 'answer'> {
  const bytes = fromHex(text);
  if (bytes?.length !== 2 * DIGEST_BYTES) return fail('answer');
  return ok({ challenge: bytes.slice(0, DIGEST_BYTES), response: bytes.slice(DIGEST_BYTES) });
}

/** 'answer' when it is not the hex of a key. Total. */
export function readBondKey(text: string): Result<Uint8Array, 'answer'> {
  const bytes = fromHex(text);
  return bytes?.length === KEY_BYTES ? ok(bytes) : fail('answer');
}

/** 'answer' when it is not hex, or empty. Total. */
export function readPin(text: string): Result<Uint8Array, 'answer'> {
  const bytes = fromHex(text);
  return bytes && bytes.length > 0 ? ok(bytes) : fail('answer');
}

/** What pairing leaves on the phone. */
export interface Pairing {
  /** 32 upper-case hex digits, made once: who this phone is for the band. */
  phoneId: string;
  /** Chosen by the phone; the band keeps it when it bonds. */
  sessionKey: Uint8Array;
  /** Given by a HiChain band; empty until then. */
  authToken: Uint8Array;
}

export const newPairing = (random: (bytes: number) => Uint8Array): Pairing => ({
  phoneId: toHex(random(16)).toUpperCase(),
  sessionKey: random(KEY_BYTES),
  authToken: new Uint8Array(0),
});

/** The pairing as text, for the phone's storage. */
export const pairingToText = ({ phoneId, sessionKey, authToken }: Pairing): string =>
  ['1', phoneId, toHex(sessionKey), toHex(authToken)].join(';');

/** A pairing from such text, or null for anything else. Total. */
export function pairingFromText(text: string | null): Pairing | null {
  const match = /^1;([0-9A-F]{32});([0-9a-f]{32});((?:[0-9a-f]{2})*)$/.exec(text ?? '');
  if (!match) return null;
  return { phoneId: match[1]!, sessionKey: fromHex(match[2]!)!, authToken: fromHex(match[3]!)! };
}

/** The made-up address the phone shows: FF:FF:FF and six digits of its id. */
export const clientOf = ({ phoneId }: Pairing): string =>
  `FF:FF:FF:${phoneId.slice(0, 2)}:${phoneId.slice(2, 4)}:${phoneId.slice(4, 6)}`;
