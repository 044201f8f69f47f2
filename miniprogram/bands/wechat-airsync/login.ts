/** AirSync login: the band proves who it is, then asks for the session's facts. */
import { BleError } from '../../ble/link';
import { dayOf, dayStart, weekday } from '../../contract/activity';
import { toHex } from '../../lib/bytes';
import { hexSerial } from '../../lib/serial';
import { BandError, type DriverContext, type Fault } from '../../protocols/driver';
import { authChallenge, challengeAnswer, readAuthAnswer } from './crypto';
import type { Dialogue, Incoming } from './dialogue';
import { AUTH_METHOD, COMMANDS, FILTER, type Fields, type Message, STATUS } from './messages';

/** Samples send AuthRequest within a second of FEC8 being switched on. */
const LOGIN_MS = 5000;
/** Packets that are not the two we wait for: a band that talks nonsense does not keep us here. */
const MOST_STRANGERS = 4;
/** The one protocol generation there is: 1.0.x, as 0x0100xx. */
const MAJOR = 1;
/**
 * Who the band is told its user is: the numbers of Tencent's test app, the same for everybody. A
 * band needs them to be there, not to know a person by them.
 */
const USER_ID = { userIdHigh: 0x1234, userIdLow: 0x5678 } as const;

/** Waits for the band to log in and to be initialised; resolves to its serial. */
export async function logIn(
  dialogue: Dialogue,
  context: DriverContext,
  address: string | null,
): Promise<string> {
  const faults: Fault[] = [];
  let serial: string | null = null;
  for (let strangers = 0; strangers < MOST_STRANGERS; ) {
    const incoming = await receive(dialogue, serial, faults);
    if (!incoming.fault && incoming.message.name === 'authRequest') {
      const { message, packet } = incoming;
      serial = await authorise(dialogue, message.fields, packet.seq, context, address);
    } else if (!incoming.fault && incoming.message.name === 'initRequest' && serial !== null) {
      const { message, packet } = incoming;
      await dialogue.send(initResponse(message.fields, context), packet.seq);
      return serial;
    } else {
      strangers++;
      if (incoming.fault) faults.push(incoming.fault);
      await refuse(dialogue, incoming);
    }
  }
  throw new BandError('garbage', 'the band did not log in', faults);
}

async function receive(
  dialogue: Dialogue,
  serial: string | null,
  faults: Fault[],
): Promise<Incoming> {
  try {
    return await dialogue.receive(LOGIN_MS);
  } catch (error) {
    if (!(error instanceof BleError) || error.code !== 'timeout') throw error;
    if (faults.length > 0) throw new BandError('garbage', 'the band did not log in', faults);
    const missing = serial === null ? 'AuthRequest' : 'InitRequest';
    throw new BandError('no-answer', `no ${missing} came`);
  }
}

/** The answer that says no to a request of the band, or null when it was none. */
export function refusalOf(command: number, code: number): Message | null {
  const status = { code };
  if (command === COMMANDS.authRequest)
    return { name: 'authResponse', fields: { status, sessionKey: new Uint8Array(0) } };
  if (command === COMMANDS.initRequest)
    return { name: 'initResponse', fields: { status, userIdHigh: 0, userIdLow: 0 } };
  if (command === COMMANDS.sendDataRequest) return { name: 'sendDataResponse', fields: { status } };
  return null;
}

/** A request before its turn gets needAuth; one that does not parse gets decode. */
async function refuse(dialogue: Dialogue, { message, packet }: Incoming): Promise<void> {
  if (!packet) return;
  const refusal = refusalOf(packet.command, message ? STATUS.needAuth : STATUS.decode);
  if (refusal) await dialogue.send(refusal, packet.seq);
}

async function authorise(
  dialogue: Dialogue,
  request: Fields<'authRequest'>,
  seq: number,
  context: DriverContext,
  address: string | null,
): Promise<string> {
  const reject = async (code: number, error: BandError): Promise<never> => {
    await dialogue.send(refusalOf(COMMANDS.authRequest, code)!, seq);
    throw error;
  };
  const major = request.protoVersion >> 16;
  if (major !== MAJOR) {
    const code = major < MAJOR ? STATUS.deviceVersion : STATUS.phoneVersion;
    return reject(code, new BandError('refused', `AirSync ${major} is not spoken here`));
  }
  if (request.authMethod !== AUTH_METHOD.md5 && request.authMethod !== AUTH_METHOD.mac) {
    return reject(STATUS.system, new BandError('refused', 'unknown way of logging in'));
  }
  const serial = serialOf(request, address, context.expectedSerial);
  if (serial === null) {
    return reject(STATUS.system, new BandError('other-band', 'the addresses do not agree'));
  }
  let forBand = new Uint8Array(0);
  if (request.authMethod === AUTH_METHOD.md5 && request.aesSign?.length && request.md5) {
    const keys = await sessionKeys(context, request.md5, request.aesSign);
    if (!keys) {
      return reject(STATUS.system, new BandError('needs-key', 'the maker has given no key'));
    }
    dialogue.sessionKey = keys.sessionKey;
    forBand = keys.forBand.slice();
  }
  const fields = { status: { code: STATUS.ok }, sessionKey: forBand };
  await dialogue.send({ name: 'authResponse', fields }, seq);
  return serial;
}

/**
 * The identity all sources agree on, or null. AuthRequest, FEC9 and the band we mean to talk to
 * (known from its advertisement or an earlier login) must name the same address; a band of the md5
 * modes that has no address anywhere is known by its MD5.
 */
function serialOf(
  { mac, md5 }: Fields<'authRequest'>,
  address: string | null,
  expected: string | null,
): string | null {
  const named = mac?.length === 6 ? hexSerial(mac) : null;
  if (named && address && named !== address) return null;
  const own = named ?? address ?? (expected?.length === 12 ? expected : null);
  const serial = own ?? (md5 ? toHex(md5).toUpperCase() : null);
  return expected === null || serial === expected ? serial : null;
}

/** Asks the maker's key; null when there is none or its answer cannot be one. */
async function sessionKeys(context: DriverContext, md5: Uint8Array, sign: Uint8Array) {
  try {
    const challenge = authChallenge(md5, sign);
    const answer = readAuthAnswer(
      await context.vendorAuth({ protocol: 'wechat-airsync', challenge }),
    );
    return answer.ok ? answer.value : null;
  } catch {
    return null;
  }
}

/** What InitRequest asks for, and nothing else: a nickname or a phone model is nobody's business. */
export function initResponse(
  { filter, challenge }: Fields<'initRequest'>,
  { now, offsetSeconds }: Pick<DriverContext, 'now' | 'offsetSeconds'>,
): Message {
  const wanted = (filter ?? new Uint8Array(0)).reduce((bits, byte) => (bits << 8) | byte, 0);
  const utc = now();
  const fields: Fields<'initResponse'> = { status: { code: STATUS.ok }, ...USER_ID };
  if (challenge) fields.challengeAnswer = challengeAnswer(challenge);
  if (wanted & FILTER.time) fields.time = utc;
  // The unit is in no source we could read: hours east of UTC are assumed.
  if (wanted & FILTER.timeZone) fields.timeZone = Math.floor(offsetSeconds / 3600);
  if (wanted & FILTER.timeText) fields.timeText = timeText(utc, offsetSeconds);
  return { name: 'initResponse', fields };
}

/** yyyyMMddHHmmss and the weekday, 1 (Monday) to 7 (Sunday), in local time. */
function timeText(utc: number, offsetSeconds: number): string {
  const day = dayOf(utc, offsetSeconds);
  const seconds = utc - dayStart(day, offsetSeconds);
  const clock = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  const digits = clock.map((value) => `${Math.floor(value)}`.padStart(2, '0')).join('');
  return `${day}${digits}${weekday(day) || 7}`;
}
