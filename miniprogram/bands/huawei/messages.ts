/** What phone and band say to each other besides history: requests as bodies, answers decoded. */
import { concat } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';
import { utf8Decode } from '../../lib/utf8';
import {
  bytesOf,
  childrenOf,
  numberOf,
  parseTlvs,
  type Tlv,
  tlv,
  tlvNumber,
  tlvText,
} from './wire/tlv';

/** Service and command of everything this driver uses. */
export const COMMAND = {
  linkParams: [0x01, 0x01],
  setTime: [0x01, 0x05],
  productInfo: [0x01, 0x07],
  battery: [0x01, 0x08],
  bond: [0x01, 0x0e],
  bondParams: [0x01, 0x0f],
  auth: [0x01, 0x13],
  hiChain: [0x01, 0x28],
  pinCode: [0x01, 0x2c],
  securityNegotiation: [0x01, 0x33],
  setGoal: [0x07, 0x01],
  todayTotals: [0x07, 0x03],
  stepCount: [0x07, 0x0a],
  stepBlock: [0x07, 0x0b],
  sleepCount: [0x07, 0x0c],
  sleepBlock: [0x07, 0x0d],
} as const;

export type CommandName = keyof typeof COMMAND;

/** The result every setting answers with, and errors. */
export const RESULT_TAG = 0x7f;
export const SUCCESS = 100_000;

/** The band's result, or undefined when the answer is no result. */
export const resultOf = (list: readonly Tlv[]): number | undefined => numberOf(list, RESULT_TAG);

const NONCE_BYTES = 16;

export interface LinkParams {
  sliceSize: number;
  /** How long a write may be. */
  chunkSize: number;
  /** The least from one write to the next, ms. */
  intervalMs: number;
  authVersion: number;
  serverNonce: Uint8Array;
  /** 0 plain, 1 and 3 HiChain, 2 HiChain Lite, 4 HiChain 3. */
  supportType: number;
  /** 1 means GCM. */
  encryptMethod: number;
}

export const linkParamsRequest = (): Uint8Array => concat(tlv(1), tlv(2), tlv(3), tlv(4));

/** No phone needs longer; a damaged number must not stall a sync. */
const MOST_INTERVAL_MS = 100;

/** What a band left out or cannot mean is the usual: slices of 244, writes of 20, no interval. */
export function decodeLinkParams(list: readonly Tlv[]): Result<LinkParams, 'link-params'> {
  const version = bytesOf(list, 0x05);
  if (version?.length !== 2 + NONCE_BYTES) return fail('link-params');
  return ok({
    sliceSize: within(numberOf(list, 0x02), 16, 0xffff, 0x00f4),
    chunkSize: within(numberOf(list, 0x03), 1, 0xffff, 20),
    intervalMs: within(numberOf(list, 0x04), 0, MOST_INTERVAL_MS, 0),
    authVersion: version[0]! * 256 + version[1]!,
    serverNonce: version.slice(2),
    supportType: numberOf(list, 0x07) ?? 0,
    encryptMethod: numberOf(list, 0x0c) ?? 0,
  });
}

const within = (value: number | undefined, least: number, most: number, usual: number): number =>
  value === undefined || value < least || value > most ? usual : value;

export const authRequest = (
  challenge: Uint8Array,
  version: number,
  clientNonce: Uint8Array,
): Uint8Array =>
  concat(
    tlv(0x01, challenge),
    tlv(0x02, concat(Uint8Array.of(version >> 8, version), clientNonce)),
  );

/** `client` is the phone's made-up address with colons; the serial is its last six hex digits. */
export const bondParamsRequest = (client: string): Uint8Array =>
  concat(
    tlv(0x01),
    tlvText(0x03, clientSerial(client)),
    tlvNumber(0x04, 2, 1),
    tlv(0x05),
    tlvText(0x07, client),
    tlv(0x09),
  );

export const clientSerial = (client: string): string => client.replace(/:/g, '').slice(-6);

export interface BondParams {
  /** True when the band knows this phone. */
  bonded: boolean;
  counter: number;
}

export function decodeBondParams(list: readonly Tlv[]): Result<BondParams, 'bond-params'> {
  const status = numberOf(list, 0x01);
  if (status === undefined) return fail('bond-params');
  return ok({ bonded: status === 1, counter: (numberOf(list, 0x09) ?? 0) % 0x1_0000_0000 });
}

export const bondRequest = (client: string, sealedKey: Uint8Array, iv: Uint8Array): Uint8Array =>
  concat(
    tlv(0x01),
    tlvNumber(0x03, 0, 1),
    tlvText(0x05, clientSerial(client)),
    tlv(0x06, sealedKey),
    tlv(0x07, iv),
  );

/** `offsetSeconds` is the civil offset east of UTC. */
export const setTimeRequest = (now: number, offsetSeconds: number): Uint8Array =>
  concat(tlvNumber(0x01, now, 4), tlv(0x02, encodeZone(offsetSeconds)));

/**
 * Hours and minutes; 128 is added to the hours west of Greenwich. For half hours west the two
 * known implementations differ; this is the one that rounds the hours down and adds minutes.
 */
export function encodeZone(offsetSeconds: number): Uint8Array {
  const minutes = Math.round(offsetSeconds / 60);
  const hours = Math.floor(minutes / 60);
  return Uint8Array.of(hours < 0 ? 128 - hours : hours, minutes - hours * 60);
}

/** Offset east of UTC in seconds, of such a zone. */
export const decodeZone = ([hours = 0, minutes = 0]: Uint8Array): number =>
  (hours >= 128 ? 128 - hours : hours) * 3600 + minutes * 60;

/** The band's clock in its answer, UTC seconds. */
export const decodeClock = (list: readonly Tlv[]): number | null => {
  const value = bytesOf(list, 0x01);
  return value?.length === 4 ? numberOf(list, 0x01)! : null;
};

const PRODUCT_TAGS = [0x01, 0x02, 0x07, 0x09, 0x0a, 0x11] as const;

export const productInfoRequest = (): Uint8Array => concat(...PRODUCT_TAGS.map((tag) => tlv(tag)));

export interface ProductInfo {
  hardware?: string;
  software?: string;
  serial?: string;
  model?: string;
}

/** Texts may be padded with zeros; what is missing is left out. */
export function decodeProductInfo(list: readonly Tlv[]): ProductInfo {
  const info: ProductInfo = {};
  const tags = { hardware: 0x03, software: 0x07, serial: 0x09, model: 0x0a } as const;
  for (const [name, tag] of Object.entries(tags) as [keyof ProductInfo, number][]) {
    const text = textOf(bytesOf(list, tag));
    if (text) info[name] = text;
  }
  return info;
}

/** Printable ASCII up to the first zero; anything else is no text. */
function textOf(value: Uint8Array | undefined): string | null {
  if (!value) return null;
  const end = value.indexOf(0);
  const text = utf8Decode(end < 0 ? value : value.subarray(0, end)).trim();
  return /^[\x20-\x7e]{1,64}$/.test(text) ? text : null;
}

export const batteryRequest = (): Uint8Array => tlv(0x01);

/** 0–100, of the first battery; null when the band does not say. */
export function decodeBattery(list: readonly Tlv[]): number | null {
  const level = numberOf(list, 0x01) ?? bytesOf(list, 0x02)?.[0];
  return level !== undefined && level <= 100 ? level : null;
}

/** 81{82{03 kind of goal, 04 frame, 05 steps}}. */
export const setGoalRequest = (steps: number): Uint8Array =>
  tlv(
    0x81,
    tlv(0x82, concat(tlvNumber(0x03, 1, 1), tlvNumber(0x04, 0, 1), tlvNumber(0x05, steps, 4))),
  );

export const todayTotalsRequest = (): Uint8Array => tlv(0x01);

export interface TodayTotals {
  steps: number;
  metres: number;
  kcal: number;
}

/** A number; undefined where it is missing or every bit of it is set. */
function told(list: readonly Tlv[], tag: number): number | undefined {
  const bytes = bytesOf(list, tag);
  return bytes?.some((byte) => byte !== 0xff) ? numberOf(list, tag) : undefined;
}

/** Steps of all kinds of movement together, and the metres of those that have steps. */
export function decodeTodayTotals(list: readonly Tlv[]): Result<TodayTotals> {
  const container = childrenOf(list, 0x81);
  if (!container.ok) return container;
  if (container.value.length === 0) return fail('totals');
  const totals = { steps: 0, metres: 0, kcal: told(container.value, 0x02) ?? 0 };
  let counts = false;
  for (const { tag, value } of container.value) {
    if (tag !== 0x83) continue;
    const kind = parseTlvs(value);
    if (!kind.ok) return kind;
    const steps = told(kind.value, 0x05);
    if (steps === undefined) continue;
    counts = true;
    totals.steps += steps;
    totals.metres += told(kind.value, 0x07) ?? 0;
  }
  return counts ? ok(totals) : fail('totals');
}
