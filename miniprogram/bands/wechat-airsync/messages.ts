/**
 * Every AirSync message. Numbers are Tencent's (descriptors, C header 1.0.4 and .proto agree); the
 * original misspellings (ChalleangeAnswer, InitScence, SwitchBackgroud) are mended here.
 */
import { fail, ok, type Result } from '../../lib/result';
import { decodeFields, encodeFields, type MessageOf, type Schema, type WireReason } from './wire';

/** EmCmdId. Requests come from the band, responses and pushes from the phone. */
export const COMMANDS = {
  authRequest: 10001,
  sendDataRequest: 10002,
  initRequest: 10003,
  authResponse: 20001,
  sendDataResponse: 20002,
  initResponse: 20003,
  recvDataPush: 30001,
  switchViewPush: 30002,
  switchBackgroundPush: 30003,
  /** Not a command: says that a body could not be decrypted. */
  decodeError: 29999,
} as const;

/** EmErrorCode: what a phone answers when it cannot do as asked. */
export const STATUS = {
  ok: 0,
  system: -1,
  needAuth: -2,
  sessionTimeout: -3,
  decode: -4,
  deviceBlocked: -5,
  unavailableInBackground: -6,
  deviceVersion: -7,
  phoneVersion: -8,
  tooManyRequests: -9,
  userLeft: -10,
} as const;

/** EmAuthMethod. md5 with an AesSign is the encrypted mode, md5 without is plain. */
export const AUTH_METHOD = { md5: 1, mac: 2 } as const;

/** EmDeviceDataType. */
export const DATA_TYPE = { vendor: 0, wristband: 1, page: 10001 } as const;

/** EmSwitchViewOp, EmViewId and EmSwitchBackgroundOp. */
export const VIEW_OP = { enter: 1, exit: 2 } as const;
export const VIEW = { chat: 1, page: 2 } as const;
export const BACKGROUND_OP = { background: 1, foreground: 2, sleep: 3 } as const;

/** EmInitRespFieldFilter: what the band wants to hear in InitResponse. */
export const FILTER = {
  nickname: 0x01,
  platform: 0x02,
  model: 0x04,
  os: 0x08,
  time: 0x10,
  timeZone: 0x20,
  timeText: 0x40,
} as const;

export const SCHEMAS = {
  authRequest: {
    base: [1, 'base', 'required'],
    md5: [2, 'bytes', 'optional'],
    protoVersion: [3, 'int', 'required'],
    authProto: [4, 'int', 'required'],
    authMethod: [5, 'int', 'required'],
    aesSign: [6, 'bytes', 'optional'],
    mac: [7, 'bytes', 'optional'],
    timeZone: [10, 'text', 'optional'],
    language: [11, 'text', 'optional'],
    deviceName: [12, 'text', 'optional'],
  },
  authResponse: {
    status: [1, 'status', 'required'],
    sessionKey: [2, 'bytes', 'required'],
  },
  initRequest: {
    base: [1, 'base', 'required'],
    filter: [2, 'bytes', 'optional'],
    challenge: [3, 'bytes', 'optional'],
  },
  initResponse: {
    status: [1, 'status', 'required'],
    userIdHigh: [2, 'uint', 'required'],
    userIdLow: [3, 'uint', 'required'],
    challengeAnswer: [4, 'uint', 'optional'],
    initScene: [5, 'int', 'optional'],
    autoSyncSeconds: [6, 'uint', 'optional'],
    nickname: [11, 'text', 'optional'],
    platform: [12, 'int', 'optional'],
    model: [13, 'text', 'optional'],
    os: [14, 'text', 'optional'],
    time: [15, 'int', 'optional'],
    timeZone: [16, 'int', 'optional'],
    timeText: [17, 'text', 'optional'],
  },
  sendDataRequest: {
    base: [1, 'base', 'required'],
    data: [2, 'bytes', 'required'],
    type: [3, 'int', 'optional'],
  },
  sendDataResponse: {
    status: [1, 'status', 'required'],
    data: [2, 'bytes', 'optional'],
  },
  recvDataPush: {
    base: [1, 'base', 'required'],
    data: [2, 'bytes', 'required'],
    type: [3, 'int', 'optional'],
  },
  /** VIEW_OP and VIEW. */
  switchViewPush: {
    base: [1, 'base', 'required'],
    op: [2, 'int', 'required'],
    view: [3, 'int', 'required'],
  },
  /** BACKGROUND_OP. */
  switchBackgroundPush: {
    base: [1, 'base', 'required'],
    op: [2, 'int', 'required'],
  },
  decodeError: {},
} as const satisfies Record<keyof typeof COMMANDS, Schema>;

export type MessageName = keyof typeof SCHEMAS;
export type Fields<N extends MessageName> = MessageOf<(typeof SCHEMAS)[N]>;

/** A message and its fields, told apart by name. */
export type Message = { [N in MessageName]: { name: N; fields: Fields<N> } }[MessageName];

const NAMES = new Map<number, MessageName>(
  Object.entries(COMMANDS).map(([name, command]) => [command, name as MessageName]),
);

/** The message in a plain body. Total. */
export function decodeMessage(
  command: number,
  body: Uint8Array,
): Result<Message, WireReason | 'unknown-command'> {
  const name = NAMES.get(command);
  if (!name) return fail('unknown-command');
  // The bytes of a decode error are not known from any source: whatever comes is one.
  if (name === 'decodeError') return ok({ name, fields: {} });
  const fields = decodeFields<Schema>(SCHEMAS[name], body);
  return fields.ok ? ok({ name, fields: fields.value } as Message) : fields;
}

/** The plain body of a message. */
export const encodeMessage = ({ name, fields }: Message): Uint8Array =>
  encodeFields<Schema>(SCHEMAS[name], fields as MessageOf<Schema>);
