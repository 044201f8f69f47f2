/**
 * iHealth's log-in: the band proves that it is one, then the phone does. The vendor keys are not
 * public and never in this package: the phone forwards the band's proof to whoever holds the
 * maker's key. Single source; XXTEA's direction and word order are assumed.
 */
import { concat, equalBytes, fromHex, toHex } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';
import { xxteaEncrypt } from './xxtea';

export const BLOCK = 16;

/** Every four bytes turned around: how blocks travel. Its own inverse. */
export function turnWords(bytes: Uint8Array): Uint8Array {
  const turned = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) turned[i] = bytes[(i & ~3) + 3 - (i & 3)] ?? 0;
  return turned;
}

/** What the band says of itself. */
export interface Proof {
  deviceId: Uint8Array;
  /** R1 and R2 under a key that the band and the maker know. */
  first: Uint8Array;
  second: Uint8Array;
}

/** Parameters of FB. Total. */
export function decodeProof(params: Uint8Array): Result<Proof, 'length'> {
  if (params.length !== 3 * BLOCK) return fail('length');
  const block = (index: number) => turnWords(params.subarray(index * BLOCK, (index + 1) * BLOCK));
  return ok({ deviceId: block(0), first: block(1), second: block(2) });
}

export const encodeProof = ({ deviceId, first, second }: Proof): Uint8Array =>
  concat(turnWords(deviceId), turnWords(first), turnWords(second));

/** What goes to the maker's key: `model:R1:device id:R1':R2'`, blocks in hex. */
export const authChallenge = (model: string, random: Uint8Array, proof: Proof): string =>
  [model, ...[random, proof.deviceId, proof.first, proof.second].map(toHex)].join(':');

/** The maker's answer, 16 bytes in hex. Total. */
export function readAuthAnswer(text: string): Result<Uint8Array, 'answer'> {
  const bytes = fromHex(text);
  return bytes?.length === BLOCK ? ok(bytes) : fail('answer');
}

/** The key of one band: the model's key applied to its id. */
export const bandKey = (modelKey: Uint8Array, deviceId: Uint8Array): Uint8Array =>
  xxteaEncrypt(deviceId, modelKey);

/**
 * The maker's side, for whoever holds the model's key (Ka): null when the band is not genuine or
 * the text is no challenge.
 */
export function authAnswer(modelKey: Uint8Array, challenge: string): string | null {
  const blocks = challenge.split(':').slice(1).map(fromHex);
  if (blocks.length !== 4 || blocks.some((block) => block?.length !== BLOCK)) return null;
  const [random, deviceId, first, second] = blocks as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const key = bandKey(modelKey, deviceId);
  return equalBytes(xxteaEncrypt(first, key), random) ? toHex(xxteaEncrypt(second, key)) : null;
}
