/**
 * HiChain: how newer bands (Band 6 and later) meet a phone. The first time the band sends a code
 * that only the maker's key opens and its wearer confirms; that pairing gives a token, and later
 * connections need the token alone. Single source, no vectors: to be tried on hardware.
 */
import { concat, equalBytes, fromHex } from '../../../lib/bytes';
import { bigEndian } from '../../../lib/reader';
import { utf8Decode, utf8Encode } from '../../../lib/utf8';
import { BandError, type DriverContext, type Fault } from '../../../protocols/driver';
import type { LinkParams } from '../messages';
import { IvSource } from '../wire/cipher';
import { ANSWER_MS, type Dialogue } from '../wire/dialogue';
import { gcmOpen, gcmSeal } from '../wire/gcm';
import { bytesOf, numberOf, type Tlv, tlv, tlvNumber, tlvText } from '../wire/tlv';
import { readPin } from './auth';
import {
  EXCHANGE_AAD,
  exchangeKey,
  GROUP_ID,
  mac,
  packetKey,
  pinKey,
  RESULT_AAD,
  RESULT_OK,
  upperHex,
} from './hichain-crypto';
import { askVendor, type Keeper, methodOf } from './pairing';

/** The wearer confirms on the band. */
const CONFIRM_MS = 35_000;
const OPERATION = { auth: 1, bind: 2 } as const;
type Operation = (typeof OPERATION)[keyof typeof OPERATION];

/** Leaves the dialogue encrypted; resolves to the band's id. */
export async function hiChain(
  dialogue: Dialogue,
  context: DriverContext,
  keeper: Keeper,
  link: LinkParams,
): Promise<string> {
  await negotiate(dialogue, keeper, link);
  if (keeper.pairing.authToken.length === 0) {
    const pin = await readPinCode(dialogue, context, link);
    context.askWearer?.();
    await new Exchange(dialogue, context, keeper, OPERATION.auth, pinKey(pin)).run();
  }
  const bind = new Exchange(dialogue, context, keeper, OPERATION.bind, keeper.pairing.authToken);
  const { exchange, salts, bandId } = await bind.run();
  const method = methodOf(link);
  const ivs = new IvSource(context.random, method);
  dialogue.secrecy = { key: packetKey(exchange, salts), method, ivs };
  return bandId;
}

/** Asks which way the band wants; HiChain Lite is another dialogue and not spoken here. */
async function negotiate(dialogue: Dialogue, keeper: Keeper, link: LinkParams): Promise<void> {
  const newest = link.supportType === 4;
  const body = concat(
    tlvNumber(0x01, newest ? 4 : 2, 1),
    tlvNumber(0x02, 1, 1),
    tlvText(0x05, keeper.pairing.phoneId),
    tlvNumber(0x03, 1, 1),
    tlvNumber(0x04, 0, 1),
    ...(newest ? [tlv(0x06), tlvText(0x07, 'WeChat')] : []),
    ...(link.encryptMethod === 1 ? [tlvNumber(0x0d, 1, 1)] : []),
  );
  const answer = await dialogue.ask('securityNegotiation', body);
  const [first, second] = [numberOf(answer, 0x01), numberOf(answer, 0x02)];
  if (first === 1 || (first === 4 && (second === 1 || second === 2))) return;
  throw new BandError('refused', 'the band wants HiChain Lite');
}

async function readPinCode(dialogue: Dialogue, context: DriverContext, link: LinkParams) {
  const answer = await dialogue.ask('pinCode', tlv(0x01));
  const ciphertext = bytesOf(answer, 0x01);
  const iv = bytesOf(answer, 0x02);
  if (!ciphertext || !iv) throw new BandError('garbage', 'no code');
  const method = link.encryptMethod === 1 ? 'gcm' : 'cbc';
  const version = link.authVersion;
  const pin = readPin(await askVendor(context, { ask: 'pin', version, method, iv, ciphertext }));
  if (!pin.ok) throw new BandError('needs-key', "the maker's answer is no code");
  return pin.value;
}

type Fields = Record<string, unknown>;

/** One operation: up to four messages each way, then both sides share a key. */
class Exchange {
  private readonly salt: Uint8Array;
  private readonly seed: Uint8Array;
  private readonly phoneId: Uint8Array;
  private readonly requestId: number;

  constructor(
    private readonly dialogue: Dialogue,
    private readonly context: DriverContext,
    private readonly keeper: Keeper,
    private readonly operation: Operation,
    private readonly key: Uint8Array,
  ) {
    this.salt = context.random(16);
    this.seed = context.random(32);
    this.phoneId = utf8Encode(keeper.pairing.phoneId);
    this.requestId = context.now() * 1000;
  }

  async run(): Promise<{ exchange: Uint8Array; salts: Uint8Array; bandId: string }> {
    const { bandSalt, bandId, shown } = await this.greet();
    const psk = mac(this.key, this.seed);
    const salts = concat(this.salt, bandSalt);
    const expected = mac(psk, bandSalt, this.salt, this.phoneId, bandId);
    if (!equalBytes(shown, expected)) await this.forget();
    const token = upperHex(mac(psk, salts, bandId, this.phoneId));
    const second = await this.say(2, { peerAuthId: upperHex(this.phoneId), token });
    if (!equalBytes(hexField(second, 'returnCodeMac'), mac(psk, RESULT_OK))) {
      throw new BandError('refused', 'the band does not confirm');
    }
    const exchange = exchangeKey(psk, salts);
    if (this.operation === OPERATION.auth) await this.takeToken(exchange);
    const nonce = this.context.random(12);
    const encResult = upperHex(gcmSeal(exchange, nonce, RESULT_OK, RESULT_AAD));
    const { operation: operationCode } = this;
    await this.send(4, { nonce: upperHex(nonce), encResult, operationCode });
    return { exchange, salts, bandId: upperHex(bandId) };
  }

  /** A band that was reset may also say nothing, or nothing we understand. */
  private async greet() {
    try {
      const first = await this.say(1, this.hello());
      const [bandSalt, bandId] = [hexField(first, 'isoSalt'), hexField(first, 'peerAuthId')];
      return { bandSalt, bandId, shown: hexField(first, 'token') };
    } catch (error) {
      if (!(error instanceof BandError) || this.operation !== OPERATION.bind) throw error;
      return this.forget(error.faults);
    }
  }

  private hello(): Fields {
    const fields: Fields = {
      isoSalt: upperHex(this.salt),
      peerAuthId: upperHex(this.phoneId),
      operationCode: this.operation,
      seed: upperHex(this.seed),
      peerUserType: 0,
    };
    if (this.operation === OPERATION.bind) {
      fields.pkgName = 'com.huawei.devicegroupmanage';
      fields.serviceType = GROUP_ID;
      fields.keyLength = 32;
    }
    return fields;
  }

  /** Step 3 of the first meeting: the token for all later ones, durable before the band goes on. */
  private async takeToken(exchange: Uint8Array): Promise<void> {
    const nonce = this.context.random(12);
    const challenge = this.context.random(16);
    const encData = upperHex(gcmSeal(exchange, nonce, challenge, EXCHANGE_AAD));
    const third = await this.say(3, { nonce: upperHex(nonce), encData });
    const sealed = hexField(third, 'encAuthToken');
    const token = gcmOpen(exchange, hexField(third, 'nonce'), sealed, challenge);
    if (!token.ok || token.value.length === 0) throw new BandError('garbage', 'no token');
    await this.keeper.keep({ ...this.keeper.pairing, authToken: token.value });
  }

  /** The band was reset or paired anew: a token is worthless, and the next try starts over. */
  private async forget(faults: Fault[] = []): Promise<never> {
    if (this.operation === OPERATION.bind) {
      await this.keeper.keep({ ...this.keeper.pairing, authToken: new Uint8Array(0) });
    }
    throw new BandError('refused', 'the band does not know this phone', faults);
  }

  /** Sends a message and reads the payload of its answer. */
  private async say(step: number, payload: Fields): Promise<Fields> {
    const text = utf8Decode(bytesOf(await this.send(step, payload), 0x01) ?? new Uint8Array(0));
    const parsed = parseObject(text)?.payload;
    if (!isObject(parsed)) throw new BandError('garbage', `HiChain ${step}: no payload`);
    return parsed;
  }

  private send(step: number, payload: Fields): Promise<Tlv[]> {
    const { operation, dialogue } = this;
    const body = concat(
      tlvText(0x01, JSON.stringify(this.envelope(step, payload))),
      tlvNumber(0x02, operation, 1),
      tlv(0x03, bigEndian(this.requestId, 8)),
    );
    return dialogue.ask('hiChain', body, operation === OPERATION.auth ? CONFIRM_MS : ANSWER_MS);
  }

  private envelope(step: number, payload: Fields): Fields {
    const version = { minVersion: '1.0.0', currentVersion: '2.0.16' };
    const common = {
      authForm: 0,
      payload: { version, ...payload },
      groupAndModuleVersion: '2.0.1',
    };
    if (this.operation === OPERATION.bind) {
      // This operation has no step 3: its last message is numbered 13h.
      const message = 0x10 + Math.min(step, 3);
      return step === 4 ? { ...common, message } : { ...common, message, isDeviceLevel: false };
    }
    const { phoneId } = this.keeper.pairing;
    return {
      ...common,
      message: step,
      requestId: String(this.requestId),
      groupId: GROUP_ID,
      groupName: 'health_group_name',
      groupOp: 2,
      groupType: 256,
      peerDeviceId: phoneId,
      connDeviceId: phoneId,
      appId: 'com.huawei.health',
      ownerName: '',
    };
  }
}

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The object of a JSON text, or null. Total. */
function parseObject(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Bytes a payload gives as hex; 'garbage' when they are missing. */
function hexField(payload: Fields, name: string): Uint8Array {
  const value = payload[name];
  const bytes = typeof value === 'string' ? fromHex(value) : null;
  if (!bytes || bytes.length === 0) throw new BandError('garbage', `HiChain: no ${name}`);
  return bytes;
}
