import { describe, expect, test } from '@jest/globals';
import {
  decodeAppFrame,
  decodeMessage,
  decodePacket,
  decodeStepItem,
  decodeWristbandRequest,
  decodeWristbandResponse,
  encodeAppFrame,
  encodeMessage,
  encodePacket,
  encodeStepItem,
  encodeWristbandRequest,
  encodeWristbandResponse,
  type Message,
  Reassembler,
} from '../../../miniprogram/bands/wechat-airsync/codec';
import {
  aesSign,
  challengeAnswer,
  decryptBody,
  deviceMd5,
  encryptBody,
  openAesSign,
} from '../../../miniprogram/bands/wechat-airsync/crypto';
import { wechatAirsync } from '../../../miniprogram/bands/wechat-airsync/driver';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import { chunksOf, toHex } from '../../../miniprogram/lib/bytes';
import { crc32 } from '../../../miniprogram/lib/crc32';
import { bytes, must, type Vector, vector, vectors } from '../../helpers/vectors';

/** Tencent's field names in the order of our fields, to read the vectors' bodies. */
const TENCENT: Record<string, string> = {
  Md5DeviceTypeAndDeviceId: 'md5',
  ProtoVersion: 'protoVersion',
  AuthProto: 'authProto',
  AuthMethod: 'authMethod',
  AesSign: 'aesSign',
  MacAddress: 'mac',
  DeviceName: 'deviceName',
  AesSessionKey: 'sessionKey',
  Challenge: 'challenge',
  UserIdHigh: 'userIdHigh',
  UserIdLow: 'userIdLow',
  ChalleangeAnswer: 'challengeAnswer',
  Data: 'data',
  Type: 'type',
  SwitchViewOp: 'op',
  ViewId: 'view',
  SwitchBackgroundOp: 'op',
};

/** Fields as the vectors write them: bytes in hex, BaseResponse as code and text. */
function readable({ fields }: Message): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? toHex(value) : value,
    ]),
  );
}

function expectedFields(body: Record<string, unknown>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === 'BaseResponse') {
      const { ErrCode, ErrMsg } = value as { ErrCode: number; ErrMsg?: string };
      fields.status = ErrMsg === undefined ? { code: ErrCode } : { code: ErrCode, text: ErrMsg };
    } else if (TENCENT[name]) {
      const data =
        name === 'Data' && typeof value === 'object' ? (value as { hex: string }).hex : value;
      fields[TENCENT[name]] = data;
    }
  }
  return fields;
}

const packets = vectors.filter(
  ({ hex, header, body }) => hex !== undefined && header !== undefined && body !== undefined,
);

describe('packets', () => {
  test.each(packets.map((one) => [one.id, one] as const))('%s, both ways', (_, one) => {
    const packet = must(decodePacket(bytes(one.hex)));
    expect(packet).toMatchObject({ command: one.header?.nCmdId, seq: one.header?.nSeq });
    const encrypted = one.group === 'encrypted-session' && one.plainBodyHex !== undefined;
    const key = bytes(one.sessionKey ?? '');
    const plain = encrypted ? must(decryptBody(key, packet.body)) : packet.body;
    if (encrypted) {
      expect(toHex(plain)).toBe(one.plainBodyHex);
      expect(toHex(encryptBody(key, plain))).toBe(one.cipherBodyHex);
    }
    const message = must(decodeMessage(packet.command, plain));
    expect(readable(message)).toEqual(expectedFields(one.body!));
    const again = encodeMessage(message);
    const body = encrypted ? encryptBody(key, again) : again;
    expect(toHex(encodePacket({ ...packet, body }))).toBe(one.hex);
    if (one.chunks) expect(chunksOf(bytes(one.hex), 20).map(toHex)).toEqual(one.chunks);
  });

  test('there are as many as we think', () => {
    expect(packets).toHaveLength(32);
  });

  test('frame.zeroPadded: filler after the length is dropped', () => {
    const one = vector('frame.zeroPadded');
    const chunks = new Reassembler();
    const pushed = (one.chunks ?? []).map((chunk) => chunks.push(bytes(chunk)));
    const { packetHex } = one.expect as { packetHex: string };
    expect(pushed).toEqual([null, { packet: must(decodePacket(bytes(packetHex))) }]);
  });

  test('frame.badMagic: dropped with a reason, and the next packet is whole', () => {
    const chunks = new Reassembler();
    const bad = bytes(vector('frame.badMagic').hex);
    expect(chunks.push(bad)).toEqual({ broken: { reason: 'magic', bytes: bad } });
    expect(decodePacket(bad)).toEqual({ ok: false, reason: 'magic' });
    expect(chunks.push(bytes('fe01000c753300000a001001'))).toHaveProperty('packet');
  });

  test('err.decode.headerOnly: a decode error needs no body', () => {
    const packet = must(decodePacket(bytes(vector('err.decode.headerOnly').hex)));
    expect(must(decodeMessage(packet.command, packet.body))).toEqual({
      name: 'decodeError',
      fields: {},
    });
    expect(toHex(encodePacket(packet))).toBe(vector('err.decode.headerOnly').hex);
  });

  test('authResp.sessionTimeout.tencentSample: a negative code takes ten bytes', () => {
    const { bodyHex } = vector('authResp.sessionTimeout.tencentSample');
    const message = must(decodeMessage(20001, bytes(bodyHex)));
    expect(message.fields).toMatchObject({ status: { code: -3, text: 'Session Time Out' } });
    expect(toHex(encodeMessage(message))).toBe(bodyHex);
  });
});

describe('wristband data', () => {
  test('wristband.request.5items', () => {
    const { dataHex, message } = vector('wristband.request.5items');
    const request = must(decodeWristbandRequest(bytes(dataHex)));
    const { StepData, ExtData } = message as { StepData: { Step: number }[]; ExtData: string };
    expect(request.items.map(({ steps }) => steps)).toEqual(StepData.map(({ Step }) => Step));
    expect(request.items[0]?.rtc).toEqual({
      year: 2014,
      month: 6,
      date: 30,
      hour: 17,
      minute: 55,
      second: 0,
    });
    expect(toHex(request.ext ?? new Uint8Array(0))).toBe(ExtData);
    expect(toHex(encodeWristbandRequest(request))).toBe(dataHex);
  });

  test('wristband.stepItem.timestamp', () => {
    const { dataHex, message } = vector('wristband.stepItem.timestamp');
    const { Step, Timestamp } = message as { Step: number; Timestamp: number };
    const item = must(decodeStepItem(bytes(dataHex)));
    expect(item).toEqual({ steps: Step, timestamp: Timestamp });
    expect(toHex(encodeStepItem(item))).toBe(dataHex);
  });

  test('src.sendData.wristband.realtek and enc.sendData.wristband carry counts', () => {
    const realtek = vector('src.sendData.wristband.realtek').body?.Data as { hex: string };
    expect(must(decodeWristbandRequest(bytes(realtek.hex))).items).toMatchObject([
      { steps: 10000, rtc: { year: 2000, month: 1, date: 1 } },
    ]);
    const encrypted = vector('enc.sendData.wristband').body?.Data;
    expect(must(decodeWristbandRequest(bytes(encrypted))).items).toEqual([
      { steps: 10000, timestamp: 1_700_000_000 },
    ]);
  });

  test('dbg10.sendDataResponse.wristband: the answer inside the answer', () => {
    const { hex } = vector('dbg10.sendDataResponse.wristband').body!.Data as { hex: string };
    const status = must(decodeWristbandResponse(bytes(hex)));
    expect(status).toEqual({ code: 0, text: 'no error' });
    expect(toHex(encodeWristbandResponse({ code: 0, text: 'no error' }))).toBe(hex);
  });
});

describe('the FE CF header', () => {
  const hello = vector('src.sendData.hello.h5').body?.appHeader as Record<string, unknown>;
  const frames: [string, unknown, Record<string, unknown>][] = [
    ...vectors
      .filter(({ group }) => group === 'app-header-fecf')
      .map(({ id, hex, decoded }): [string, unknown, Record<string, unknown>] => [
        id,
        hex,
        decoded as Record<string, unknown>,
      ]),
    ['src.sendData.hello.h5', vector('src.sendData.hello.h5').body?.Data, hello],
  ];

  test.each(frames)('%s, both ways', (_, hex, decoded) => {
    const frame = must(decodeAppFrame(bytes(hex)));
    expect({ ...frame, payload: toHex(frame.payload) }).toEqual({
      version: decoded.version,
      command: decoded.cmdid,
      seq: decoded.seq,
      errorCode: decoded.errorCode,
      payload: decoded.payload,
    });
    expect(toHex(encodeAppFrame(frame))).toBe(hex);
  });
});

describe('cryptography', () => {
  test('crypto.md5.1', () => {
    const { deviceType, deviceId, md5DeviceTypeAndDeviceId } = vector('crypto.md5.1');
    expect(toHex(deviceMd5(String(deviceType), String(deviceId)))).toBe(md5DeviceTypeAndDeviceId);
  });

  test('crypto.challenge.1234', () => {
    const { challenge, challengeAnswerDecimal } = vector('crypto.challenge.1234');
    expect(challengeAnswer(bytes(challenge))).toBe(challengeAnswerDecimal);
  });

  test.each(['crypto.aesSign.tencentSample', 'enc.aesSign'])('%s', (id) => {
    const one = vector(id);
    const key = bytes(one.deviceKey);
    const crc = Number.parseInt(String(one.crc32), 16);
    expect(crc32(bytes(one.crcInput))).toBe(crc);
    const sign = aesSign(key, String(one.deviceId), bytes(one.random), Number(one.seq));
    expect(toHex(sign)).toBe(one.aesSign);
    expect(toHex(must(decryptBody(key, sign)))).toBe(one.plaintext);
    expect(openAesSign(key, String(one.deviceId), sign)).toEqual({ ok: true, value: 1 });
    expect(openAesSign(key, 'someone else', sign)).toEqual({ ok: false, reason: 'checksum' });
  });

  test('enc.authResponse: the session key is 32 bytes on the wire', () => {
    const { sessionKey, body } = vector('enc.authResponse');
    const forBand = bytes(body?.AesSessionKey);
    const key = bytes(vector('enc.aesSign').deviceKey);
    expect(toHex(encryptBody(key, bytes(sessionKey)))).toBe(toHex(forBand));
    expect(toHex(must(decryptBody(key, forBand)))).toBe(sessionKey);
  });
});

describe('advertising and GATT', () => {
  const advertised = ({ decoded }: Vector) => {
    const parts = decoded as { type: string; data: string }[];
    return {
      deviceId: 'x',
      rssi: -50,
      localName: '',
      serviceUuids: ['FEE7'],
      manufacturerData: bytes(parts.find(({ type }) => type === 'ff')?.data),
    };
  };

  test('adv.airsync.bleno: the serial is the address at the end, and the virtual band says it', () => {
    const advertisement = advertised(vector('adv.airsync.bleno'));
    expect(wechatAirsync.serialOf(advertisement)).toBe('001A7DDA7113');
    const options = { deviceId: 'x', localName: 'GumpWX', mac: '001a7dda7113', now: () => 0 };
    expect(createVirtualAirSync(options).manufacturerData).toEqual(advertisement.manufacturerData);
  });

  test('adv.werun.shape: any company, the address all the same', () => {
    expect(wechatAirsync.serialOf(advertised(vector('adv.werun.shape')))).toBe('5CF3706ABA27');
  });

  test('too little manufacturer data names nobody', () => {
    const advertisement = { ...advertised(vector('adv.werun.shape')) };
    advertisement.manufacturerData = bytes('013a5cf3706aba');
    expect(wechatAirsync.serialOf(advertisement)).toBeNull();
  });

  test('gatt.fec9.value', () => {
    const options = { deviceId: 'x', localName: 'GumpWX', mac: '001a7dda7113', now: () => 0 };
    const band = createVirtualAirSync(options);
    const address = wechatAirsync.characteristics[2]!;
    expect(toHex(band.onRead(address))).toBe(vector('gatt.fec9.value').hex);
  });
});

describe('every vector', () => {
  /** Why a vector cannot be reached from this code. */
  const UNREACHABLE: Record<string, string> = {
    'gatt.fec8.cccd.enable': "the phone's Bluetooth stack writes the descriptor, never the app",
    'adv.goodix.mfr': 'a template: the address in it is not known',
  };
  /** Vectors of the other protocol on this service, with tests in its own folder. */
  const ELSEWHERE = /^(fea1\.|gatt\.decl\.)/;
  const HERE = [
    /^(cap|dbg10|src|enc)\./,
    /^(frame|err)\./,
    /^auth/,
    /^(wristband|crypto|h5)\./,
    /^adv\.(airsync|werun)/,
    /^gatt\.fec9\.value$/,
  ];

  test.each(vectors.map(({ id }) => id))('%s is tested, or named with a reason', (id) => {
    const known = HERE.some((pattern) => pattern.test(id)) || ELSEWHERE.test(id);
    expect(known !== id in UNREACHABLE).toBe(true);
  });
});
