/** How a virtual band meets a phone: the other side of `login` and `hichain`. */
import { concat, equalBytes, fromHex, toHex } from '../../../lib/bytes';
import { utf8Decode, utf8Encode } from '../../../lib/utf8';
import type { VirtualPairing } from '../../virtual/options';
import {
  EXCHANGE_AAD,
  exchangeKey,
  mac,
  packetKey,
  pinKey,
  RESULT_AAD,
  RESULT_OK,
  upperHex,
} from '../login/hichain-crypto';
import {
  BAND_MESSAGE,
  bondKey,
  digest,
  PHONE_MESSAGE,
  sealPin,
  type VendorKey,
} from '../login/vendor';
import { decrypt, IvSource, type Method, type Secrecy } from '../wire/cipher';
import { gcmOpen, gcmSeal } from '../wire/gcm';
import { bytesOf, numberOf, type Tlv, tlv, tlvNumber, tlvText } from '../wire/tlv';

export interface LoginOptions {
  mode: 'plain' | 'hichain';
  method: Method;
  version: number;
  /** Twelve upper-case hex digits. */
  address: string;
  key: VendorKey;
  random(bytes: number): Uint8Array;
  pairing?: VirtualPairing;
}

const COUNTER = 10;
const PIN = utf8Encode('384756');

/** One phone's keys, and where the dialogue with it stands. Answers are bodies; null says nothing. */
export class VirtualLogin {
  /** Set once the phone has logged in. */
  secrecy: Secrecy | null = null;
  private serverNonce: Uint8Array = new Uint8Array(16);
  private authenticated = false;
  private bond: { client: string; key: Uint8Array } | null = null;
  private token: Uint8Array | null;
  private exchange: Exchange | null = null;

  constructor(private readonly options: LoginOptions) {
    const kept = options.pairing?.get();
    this.token = kept ? fromHex(kept) : null;
  }

  /** True when some phone is paired. */
  get paired(): boolean {
    return this.bond !== null || this.token !== null;
  }

  /** What a factory reset does. */
  reset(): void {
    this.bond = null;
    this.token = null;
    this.options.pairing?.set('');
  }

  /** A new connection: nothing but the pairing is left. */
  begin(): void {
    this.secrecy = null;
    this.authenticated = false;
    this.exchange = null;
  }

  /** `chunk`: how long values are, both ways. */
  linkParams(sliceSize: number, chunk: number, intervalMs: number): Uint8Array {
    const { mode, method, version } = this.options;
    this.serverNonce = this.options.random(16);
    return concat(
      tlvNumber(0x01, 2, 1),
      tlvNumber(0x02, sliceSize, 2),
      tlvNumber(0x03, chunk, 2),
      tlvNumber(0x04, intervalMs, 2),
      tlv(0x05, concat(Uint8Array.of(0, version), this.serverNonce)),
      ...(mode === 'hichain' ? [tlvNumber(0x07, 1, 1)] : []),
      ...(method === 'gcm' ? [tlvNumber(0x0c, 1, 1)] : []),
    );
  }

  auth(list: readonly Tlv[]): Uint8Array | null {
    const nonce = concat(this.serverNonce, (bytesOf(list, 0x02) ?? new Uint8Array(0)).subarray(2));
    const { digestSecret } = this.options.key;
    const shown = bytesOf(list, 0x01) ?? new Uint8Array(0);
    this.authenticated = equalBytes(shown, digest(digestSecret, PHONE_MESSAGE, nonce));
    return this.authenticated ? tlv(0x01, digest(digestSecret, BAND_MESSAGE, nonce)) : null;
  }

  bondParams(list: readonly Tlv[]): Uint8Array | null {
    if (!this.authenticated) return null;
    const known = this.bond !== null && this.bond.client === textOf(list, 0x07);
    if (known) this.start(this.bond!.key);
    const status = this.bond ? 1 : 0;
    this.asking = textOf(list, 0x07);
    return concat(tlvNumber(0x01, status, 1), tlvNumber(0x09, COUNTER, 4));
  }

  private asking = '';

  acceptBond(list: readonly Tlv[]): Uint8Array | null {
    const { key, address } = this.options;
    const iv = bytesOf(list, 0x07);
    const sealed = bytesOf(list, 0x06);
    if (!this.authenticated || iv?.length !== 16 || !sealed) return null;
    const session = decrypt(sealed, bondKey(key, address), iv, 'cbc');
    if (!session.ok || session.value.length !== 16) return null;
    this.bond = { client: this.asking, key: session.value };
    this.start(session.value);
    return tlvNumber(0x7f, 100_000, 4);
  }

  negotiate(): Uint8Array {
    return concat(tlvNumber(0x01, 1, 1), tlvNumber(0x02, 0, 1));
  }

  pinCode(): Uint8Array {
    const { key, method, random } = this.options;
    const iv = random(16);
    return concat(tlv(0x01, sealPin(key, PIN, iv, method)), tlv(0x02, iv));
  }

  hiChain(list: readonly Tlv[]): Uint8Array | null {
    const payload = payloadOf(textOf(list, 0x01));
    const operation = numberOf(list, 0x02);
    if (!payload) return null;
    if ('seed' in payload) {
      const key = operation === 1 ? pinKey(PIN) : this.token;
      if (!key) return null;
      this.exchange = new Exchange(this.options, key, payload);
      return this.exchange.hello();
    }
    if ('token' in payload) return this.exchange?.confirm(payload) ?? null;
    if ('encData' in payload) return this.giveToken(payload);
    const done = this.exchange?.finish(payload) ?? null;
    if (done && operation === 2) this.start(done);
    return done && concat(tlvText(0x01, 'ok'), tlvNumber(0x04, 2, 1));
  }

  private giveToken(payload: Fields): Uint8Array | null {
    const given = this.exchange?.giveToken(payload) ?? null;
    if (given) {
      this.token = given.token;
      this.options.pairing?.set(toHex(given.token));
    }
    return given?.answer ?? null;
  }

  private start(key: Uint8Array): void {
    const { method, random } = this.options;
    this.secrecy = { key, method, ivs: new IvSource(random, method) };
  }
}

type Fields = Record<string, unknown>;

/** The band's side of one HiChain operation. */
class Exchange {
  private readonly salt: Uint8Array;
  private readonly phoneSalt: Uint8Array;
  private readonly phoneId: Uint8Array;
  private readonly bandId: Uint8Array;
  private readonly psk: Uint8Array;

  constructor(
    private readonly options: LoginOptions,
    key: Uint8Array,
    payload: Fields,
  ) {
    this.salt = options.random(16);
    this.phoneSalt = field(payload, 'isoSalt');
    this.phoneId = field(payload, 'peerAuthId');
    this.bandId = utf8Encode(`${options.address}0000`);
    this.psk = mac(key, field(payload, 'seed'));
  }

  hello(): Uint8Array {
    const token = mac(this.psk, this.salt, this.phoneSalt, this.phoneId, this.bandId);
    return answer({
      isoSalt: upperHex(this.salt),
      peerAuthId: upperHex(this.bandId),
      peerUserType: 0,
      token: upperHex(token),
    });
  }

  confirm(payload: Fields): Uint8Array | null {
    const expected = mac(this.psk, this.phoneSalt, this.salt, this.bandId, this.phoneId);
    if (!equalBytes(field(payload, 'token'), expected)) return null;
    return answer({ returnCodeMac: upperHex(mac(this.psk, RESULT_OK)) });
  }

  giveToken(payload: Fields): { token: Uint8Array; answer: Uint8Array } | null {
    const key = exchangeKey(this.psk, this.salts);
    const sealed = field(payload, 'encData');
    const challenge = gcmOpen(key, field(payload, 'nonce'), sealed, EXCHANGE_AAD);
    if (!challenge.ok) return null;
    const token = this.options.random(32);
    const nonce = this.options.random(12);
    const encAuthToken = upperHex(gcmSeal(key, nonce, token, challenge.value));
    return { token, answer: answer({ nonce: upperHex(nonce), encAuthToken }) };
  }

  /** The packet key, when the phone's result is right. */
  finish(payload: Fields): Uint8Array | null {
    const key = exchangeKey(this.psk, this.salts);
    const result = gcmOpen(key, field(payload, 'nonce'), field(payload, 'encResult'), RESULT_AAD);
    return result.ok && equalBytes(result.value, RESULT_OK) ? packetKey(key, this.salts) : null;
  }

  private get salts(): Uint8Array {
    return concat(this.phoneSalt, this.salt);
  }
}

function answer(payload: Fields): Uint8Array {
  const version = { minVersion: '1.0.0', currentVersion: '2.0.16' };
  const json = JSON.stringify({ authForm: 0, payload: { version, ...payload } });
  return concat(tlvText(0x01, json), tlvNumber(0x04, 0, 1));
}

const textOf = (list: readonly Tlv[], tag: number): string =>
  utf8Decode(bytesOf(list, tag) ?? new Uint8Array(0));

function payloadOf(text: string): Fields | null {
  try {
    const value = JSON.parse(text) as { payload?: Fields } | null;
    return value?.payload ?? null;
  } catch {
    return null;
  }
}

const field = (payload: Fields, name: string): Uint8Array =>
  fromHex(String(payload[name] ?? '')) ?? new Uint8Array(0);
