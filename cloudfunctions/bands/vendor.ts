/**
 * Questions of bands that only their maker's key answers. Keys are environment variables of the
 * function `api`, set by the maker in the console. No question and no answer is written to a log or a
 * database; of a question only a digest is kept for an hour, to count it once (`limit.ts`).
 */
import { randomBytes } from 'node:crypto';
import { answerVendor } from '../../miniprogram/bands/huawei/login/vendor';
import * as ihealth from '../../miniprogram/bands/ihealth/crypto';
import * as airsync from '../../miniprogram/bands/wechat-airsync/crypto';
import type { Input, Output } from '../../miniprogram/contract/api';
import { fromHex } from '../../miniprogram/lib/bytes';
import { type Call, Refusal } from '../answers';
import { meter } from '../meters';
import { bandTaken, isTaken } from './bindings';
import { countQuestion } from './limit';

/** Keys by the name a question gives them: the model, the version, the band. */
type Keys = ReadonlyMap<string, Uint8Array>;

interface Maker {
  /** `name:hex,name:hex` */
  variable: string;
  keyBytes: number;
  /** Null when there is no key for it or it is no question. */
  answer(keys: Keys, challenge: string): string | null;
  /** What a question says of which band asks: its id with the maker, or null. */
  asks(challenge: string): string | null;
  /** The address a question names, 12 hex digits, or null. */
  address?(challenge: string): string | null;
}

const ANSWERS: Readonly<Record<string, Maker>> = {
  ihealth: {
    variable: 'BANDMATES_KEY_IHEALTH',
    keyBytes: 16,
    answer(keys, challenge) {
      const key = keys.get(partOf(challenge, 0));
      return key ? ihealth.authAnswer(key, challenge) : null;
    },
    asks: (challenge) => partOf(challenge, 2),
  },
  huawei: {
    variable: 'BANDMATES_KEY_HUAWEI',
    keyBytes: 48,
    answer(keys, challenge) {
      const key = keys.get(partOf(challenge, 1));
      if (!key) return null;
      const part = (index: number) => key.subarray(index * 16, index * 16 + 16);
      return answerVendor({ digestSecret: part(0), first: part(1), second: part(2) }, challenge);
    },
    asks: (challenge) => bondAddress(challenge),
    address: (challenge) => bondAddress(challenge),
  },
  'wechat-airsync': {
    variable: 'BANDMATES_KEY_WECHAT_AIRSYNC',
    keyBytes: airsync.KEY_BYTES,
    answer(keys, challenge) {
      const key = keys.get(partOf(challenge, 0)) ?? keys.get('*');
      const sign = fromHex(partOf(challenge, 1));
      // A signature that does not open under the key was made by no band of this maker.
      const genuine = key && sign && airsync.decryptBody(key, sign);
      if (!genuine?.ok || genuine.value.length !== 12) return null;
      return airsync.authAnswer(key!, new Uint8Array(randomBytes(airsync.KEY_BYTES)));
    },
    asks: (challenge) => partOf(challenge, 0),
  },
};

const MAKERS: ReadonlyMap<string, Maker> = new Map(Object.entries(ANSWERS));

const partOf = (challenge: string, index: number): string => challenge.split(':')[index] ?? '';

/** Of Huawei's questions only the one for the bond key names the band. */
const bondAddress = (challenge: string) =>
  partOf(challenge, 0) === 'bond' ? partOf(challenge, 2) : null;

/**
 * The maker's answer. Refuses with `needs-key` where it has none, with `band-taken` where the band
 * is somebody else's, with `too-often` where one person asks more than pairing ever does, or where
 * one band is asked about more than that by whomever: a key must not become an oracle.
 */
export async function answerBand(
  { protocol, challenge }: Input<'band.vendorAuth'>,
  { uid, at }: Call,
): Promise<Output<'band.vendorAuth'>> {
  const maker = MAKERS.get(protocol);
  const text = maker ? (process.env[maker.variable] ?? '') : '';
  if (!maker || text === '') throw new Refusal('needs-key', 'this maker has configured no key');
  const fresh = await countQuestion(`${protocol}:${challenge}`, uid);
  const address = maker.address?.(challenge);
  if (address && (await isTaken(address, uid))) throw bandTaken();
  const answer = maker.answer(keysOf(text, maker.keyBytes), challenge);
  if (answer === null) throw new Refusal('needs-key', 'no key answers this band');
  const band = maker.asks(challenge);
  if (fresh && band) await meter(`${protocol}:${band}`, 'question', at);
  return { answer };
}

/** Entries of another length or form are left out: a slip costs one key and not the function. */
function keysOf(text: string, keyBytes: number): Keys {
  const keys = new Map<string, Uint8Array>();
  for (const entry of text.split(',')) {
    const [name = '', hex = ''] = entry.trim().split(':');
    const key = fromHex(hex.trim());
    if (name !== '' && key?.length === keyBytes) keys.set(name.trim(), key);
  }
  return keys;
}
