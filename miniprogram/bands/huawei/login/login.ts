/** Meeting a band: link parameters, then plain authentication and bonding, or HiChain. */
import { cbc } from '@noble/ciphers/aes.js';
import { concat, equalBytes } from '../../../lib/bytes';
import { addressOf } from '../../../lib/serial';
import { BandError, type DriverContext } from '../../../protocols/driver';
import {
  authRequest,
  bondParamsRequest,
  bondRequest,
  decodeBondParams,
  decodeLinkParams,
  type LinkParams,
  linkParamsRequest,
} from '../messages';
import { IvSource } from '../wire/cipher';
import type { Dialogue } from '../wire/dialogue';
import { bytesOf } from '../wire/tlv';
import { clientOf, readBondKey, readDigests } from './auth';
import { hiChain } from './hichain';
import { askVendor, Keeper, methodOf } from './pairing';

const NONCE_BYTES = 16;

/** Leaves the dialogue encrypted. Resolves to the band's own id where it told one (HiChain). */
export async function logIn(dialogue: Dialogue, context: DriverContext): Promise<string | null> {
  const link = decodeLinkParams(await dialogue.ask('linkParams', linkParamsRequest()));
  if (!link.ok) throw new BandError('garbage', link.reason);
  dialogue.sliceSize = link.value.sliceSize;
  dialogue.chunkSize = link.value.chunkSize;
  dialogue.pace(link.value.intervalMs);
  const keeper = new Keeper(context);
  if (link.value.supportType !== 0) return hiChain(dialogue, context, keeper, link.value);
  await authenticate(dialogue, context, link.value);
  await bond(dialogue, context, keeper, link.value);
  return null;
}

/** Both sides show that they know the maker's secret; we only pass on what the key's holder says. */
async function authenticate(dialogue: Dialogue, context: DriverContext, link: LinkParams) {
  const { authVersion: version, serverNonce } = link;
  const clientNonce = context.random(NONCE_BYTES);
  const nonce = concat(serverNonce, clientNonce);
  const digests = readDigests(await askVendor(context, { ask: 'digest', version, nonce }));
  if (!digests.ok) throw new BandError('needs-key', "the maker's answer is no digest");
  const request = authRequest(digests.value.challenge, version, clientNonce);
  const shown = bytesOf(await dialogue.ask('auth', request), 0x01);
  if (!shown || !equalBytes(shown, digests.value.response)) {
    throw new BandError('refused', 'the band does not know the secret of its make');
  }
}

async function bond(
  dialogue: Dialogue,
  context: DriverContext,
  keeper: Keeper,
  link: LinkParams,
): Promise<void> {
  const client = clientOf(keeper.pairing);
  const params = decodeBondParams(await dialogue.ask('bondParams', bondParamsRequest(client)));
  if (!params.ok) throw new BandError('garbage', params.reason);
  const { bonded, counter } = params.value;
  const method = methodOf(link);
  const ivs = new IvSource(context.random, method, counter);
  const { sessionKey: key } = keeper.pairing;
  if (!bonded) {
    const bondKey = await bondKeyOf(dialogue, context, link.authVersion);
    await keeper.keep(keeper.pairing);
    const iv = ivs.next();
    await dialogue.ask('bond', bondRequest(client, cbc(bondKey, iv).encrypt(key), iv));
  } else if (!keeper.stored) {
    throw new BandError('refused', 'the band is paired with another phone');
  }
  dialogue.secrecy = { key, method, ivs };
}

/** The key follows the band's address, which only Android tells. */
async function bondKeyOf(dialogue: Dialogue, context: DriverContext, version: number) {
  const address = addressOf(dialogue.deviceId);
  if (!address) throw new BandError('needs-key', 'this phone hides the address of the band');
  const key = readBondKey(await askVendor(context, { ask: 'bond', version, address }));
  if (!key.ok) throw new BandError('needs-key', "the maker's answer is no key");
  return key.value;
}
