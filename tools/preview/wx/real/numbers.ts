/**
 * What Web Bluetooth throws, as WeChat's numbers (wx.openBluetoothAdapter). Names and words are
 * Chromium's (third_party/blink/renderer/modules/bluetooth/bluetooth_error.cc): the specification
 * gives names alone, and one name stands for several things.
 */
import { Failure } from '../call';

/** What was going on. */
export type During = 'connect' | 'services' | 'characteristics' | 'value';

/** The first that fits; of names that mean one thing the words do not matter. */
const BY_WORDS: readonly (readonly [RegExp, number])[] = [
  // NetworkError: the system has forgotten the device.
  [/no longer in range/i, 10002],
  // NetworkError, of every call without a connection.
  [/GATT Server is disconnected/i, 10006],
  // NetworkError: GATT knows one operation at a time. WeChat says 10008 of parallel writes.
  [/operation already in progress|not paired/i, 10008],
  // InvalidStateError: what was discovered is of a connection before.
  [/no longer (exists|valid)/i, 10006],
  // SecurityError: not among `services`, or on the blocklist (registries/gatt_blocklist.txt).
  [/not allowed to access (the|any) service/i, 10004],
  [/blocklisted/i, 10007],
  // NotSupportedError: what ATT refuses for good, unlike "failed for unknown reason".
  [/not permitted|Error: Not supported/i, 10007],
];

const NOT_FOUND: Readonly<Record<During, number>> = {
  connect: 10002,
  services: 10004,
  characteristics: 10005,
  value: 10005,
};

const OTHER = 10008;

/** WeChat's number of whatever a call of Web Bluetooth rejected with. */
export function numberOf(
  { name, message }: Pick<Error, 'name' | 'message'>,
  during: During,
): number {
  const worded = BY_WORDS.find(([words]) => words.test(message))?.[1];
  if (worded) return worded;
  if (name === 'NotFoundError') return NOT_FOUND[during];
  // AbortError: `disconnect` ended the attempt.
  if (during === 'connect') return 10003;
  // NetworkError without words: the connection went away meanwhile.
  return name === 'NetworkError' ? 10006 : OTHER;
}

/** A refusal of WeChat with the browser's words. */
export const refusal = (errCode: number, words: string): Failure => new Failure(words, { errCode });

/**
 * A step of Web Bluetooth, which never succeeds once its connection is over; what it rejects with has
 * WeChat's number.
 */
export const step = <T>(during: During, work: Promise<T>): Promise<T> =>
  work.catch((error: Error) => {
    throw refusal(numberOf(error, during), error.message);
  });
