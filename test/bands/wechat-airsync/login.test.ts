import { describe, expect, test } from '@jest/globals';
import {
  COMMANDS,
  DATA_TYPE,
  decodeMessage,
  decodePacket,
  encodeMessage,
  encodePacket,
  FILTER,
  type Message,
  STATUS,
} from '../../../miniprogram/bands/wechat-airsync/codec';
import { wechatAirsync } from '../../../miniprogram/bands/wechat-airsync/driver';
import { ADDRESS, INDICATE } from '../../../miniprogram/bands/wechat-airsync/gatt';
import { initResponse } from '../../../miniprogram/bands/wechat-airsync/login';
import { createVirtualAirSync } from '../../../miniprogram/bands/wechat-airsync/virtual/band';
import { openSession } from '../../../miniprogram/ble/link-session';
import { chunksOf, concat, fromHex } from '../../../miniprogram/lib/bytes';
import { BandError } from '../../../miniprogram/protocols/driver';
import { createVirtualClock } from '../../../tools/harness/clock';
import { contextOf, radioWith } from '../../../tools/harness/sync';
import { scriptedBand } from '../../helpers/scripted-band';
import { bytes, must, vector } from '../../helpers/vectors';

const MAC = fromHex('001A7DDA7113')!;
const { gatt } = createVirtualAirSync({ deviceId: '', localName: '', mac: '', now: () => 0 });

const auth = (more: object = {}): Message => ({
  name: 'authRequest',
  fields: { protoVersion: 0x010004, authProto: 1, authMethod: 2, mac: MAC, ...more },
});
const init: Message = { name: 'initRequest', fields: {} };
const vendor: Message = { name: 'sendDataRequest', fields: { data: Uint8Array.of(1, 2) } };

/** A band that says these packets when FEC8 is switched on, whatever it hears; and what it heard. */
async function hear(
  said: (Message | Uint8Array)[],
  options: { expectedSerial?: string; address?: Uint8Array } = {},
) {
  const clock = createVirtualClock();
  const packets = said.map((one, index) =>
    one instanceof Uint8Array
      ? one
      : encodePacket({ command: COMMANDS[one.name], seq: index + 1, body: encodeMessage(one) }),
  );
  const band = scriptedBand({
    gatt,
    onSubscribe: (self) => {
      const chunks = packets.flatMap((packet) => chunksOf(packet, 20));
      self.say(INDICATE, ...chunks).catch(() => undefined);
    },
  });
  band.readable.set(ADDRESS.characteristic, options.address ?? MAC);
  const session = await clock.run(
    radioWith(clock, band)
      .connect('scripted', 1000)
      .then((link) => openSession(link, { clock })),
  );
  const context = { ...contextOf(clock), expectedSerial: options.expectedSerial ?? null };
  const outcome = await clock.run(
    (async () => {
      const run = await wechatAirsync.open(session, context);
      const page = await run.next();
      return { run, page };
    })().catch((error: unknown) => ({ error })),
  );
  const answers = packetsOf(band.written.map(({ value }) => value)).map(
    ({ command, seq, body }) => {
      const { name, fields } = must(decodeMessage(command, body));
      return { name, seq, code: 'status' in fields ? fields.status.code : undefined };
    },
  );
  return { outcome, answers };
}

function packetsOf(chunks: Uint8Array[]) {
  const packets = [];
  for (let rest = concat(...chunks); rest.length > 0; ) {
    const packet = must(decodePacket(rest));
    packets.push(packet);
    rest = rest.subarray(8 + packet.body.length);
  }
  return packets;
}

describe('what the phone answers', () => {
  test('login, then vendor data is taken at once', async () => {
    const { outcome, answers } = await hear([auth(), init, vendor]);
    expect(outcome).toMatchObject({ page: null });
    expect(answers).toEqual([
      { name: 'authResponse', seq: 1, code: STATUS.ok },
      { name: 'initResponse', seq: 2, code: STATUS.ok },
      { name: 'sendDataResponse', seq: 3, code: STATUS.ok },
    ]);
  });

  test('a request before its turn gets needAuth, as err.needAuth.sendDataResp has it', async () => {
    const { answers } = await hear([vendor, init, auth(), init]);
    expect(answers).toMatchObject([
      { name: 'sendDataResponse', code: STATUS.needAuth },
      { name: 'initResponse', code: STATUS.needAuth },
      { name: 'authResponse', code: STATUS.ok },
      { name: 'initResponse', code: STATUS.ok },
    ]);
    const { hex } = vector('err.needAuth.sendDataResp');
    expect(must(decodePacket(bytes(hex))).command).toBe(COMMANDS.sendDataResponse);
  });

  test('a body that does not parse gets decode, and the band may try again', async () => {
    const broken = encodePacket({ command: COMMANDS.authRequest, seq: 9, body: bytes('ff') });
    const { answers } = await hear([broken, auth(), init]);
    expect(answers[0]).toEqual({ name: 'authResponse', seq: 9, code: STATUS.decode });
    expect(answers).toHaveLength(3);
  });

  test('a repeated AuthRequest is answered again', async () => {
    const { outcome, answers } = await hear([auth(), auth(), init]);
    expect(outcome).toHaveProperty('run');
    expect(answers.map(({ name }) => name)).toEqual([
      'authResponse',
      'authResponse',
      'initResponse',
    ]);
  });

  test('wristband data that is no protobuf: decode, a fault, and an end', async () => {
    const data = { data: bytes('0aff'), type: DATA_TYPE.wristband };
    const bad: Message = { name: 'sendDataRequest', fields: data };
    const { outcome, answers } = await hear([auth(), init, bad, bad, bad, bad]);
    const page = 'page' in outcome ? outcome.page : null;
    expect(page?.faults.map(({ reason }) => reason)).toEqual(['protobuf', 'protobuf', 'protobuf']);
    expect(answers.slice(2).map(({ code }) => code)).toEqual([-4, -4, -4]);
  });

  test('four strange packets and no login: garbage', async () => {
    const { outcome } = await hear([vendor, vendor, vendor, vendor, auth(), init]);
    expect(outcome).toMatchObject({ error: { code: 'garbage' } });
  });
});

describe('who may log in', () => {
  const codeOf = async (...given: Parameters<typeof hear>) => {
    const { outcome } = await hear(...given);
    if (!('error' in outcome)) return outcome.run.identity.serial;
    return outcome.error instanceof BandError ? outcome.error.code : String(outcome.error);
  };
  const md5 = bytes('26cdd942b8ee68b022cc53bba16c7039');
  const byMd5 = auth({ authMethod: 1, mac: undefined, md5 });
  const none = new Uint8Array(0);

  test.each<[string, Message, { expectedSerial?: string; address?: Uint8Array }, string]>([
    ['everything agrees', auth(), { expectedSerial: '001A7DDA7113' }, '001A7DDA7113'],
    ['FEC9 says another address', auth(), { address: bytes('010203040506') }, 'other-band'],
    ['we mean another band', auth(), { expectedSerial: '010203040506' }, 'other-band'],
    ['no FEC9', auth(), { address: none }, '001A7DDA7113'],
    ['md5 mode is known by FEC9', byMd5, {}, '001A7DDA7113'],
    [
      'md5 mode without any address, seen in the advertisement',
      byMd5,
      { address: none, expectedSerial: '001A7DDA7113' },
      '001A7DDA7113',
    ],
    ['md5 mode without any address', byMd5, { address: none }, '26CDD942B8EE68B022CC53BBA16C7039'],
    ['version 1.0.0 is fine', auth({ protoVersion: 0x010000 }), {}, '001A7DDA7113'],
    ['version 0', auth({ protoVersion: 0x000705 }), {}, 'refused'],
    ['version 2', auth({ protoVersion: 0x020000 }), {}, 'refused'],
    ['an unknown method', auth({ authMethod: 3 }), {}, 'refused'],
  ])('%s', async (_, request, options, expected) => {
    expect(await codeOf([request, init], options)).toBe(expected);
  });
});

describe('InitResponse says what is asked for and nothing else', () => {
  // Sunday, 22 November 2026, 12:34:56 in Shanghai.
  const context = { now: () => Date.UTC(2026, 10, 22, 4, 34, 56) / 1000, offsetSeconds: 28_800 };
  const fieldsFor = (...filter: number[]) =>
    initResponse(filter.length > 0 ? { filter: Uint8Array.from(filter) } : {}, context).fields;

  test('nothing asked', () => {
    const fields = { status: { code: 0 }, userIdHigh: 0x1234, userIdLow: 0x5678 };
    expect(fieldsFor()).toEqual(fields);
    expect(fieldsFor(FILTER.nickname | FILTER.platform | FILTER.model | FILTER.os)).toEqual(fields);
  });

  test('time, zone and text, also in a filter of several bytes', () => {
    const times = { time: context.now(), timeZone: 8, timeText: '202611221234567' };
    expect(fieldsFor(FILTER.time | FILTER.timeZone | FILTER.timeText)).toMatchObject(times);
    expect(fieldsFor(0, 0x70)).toMatchObject(times);
    expect(fieldsFor(FILTER.time)).not.toHaveProperty('timeText');
  });

  test('west of Greenwich, on a Monday morning', () => {
    const west = { now: () => Date.UTC(2026, 10, 23, 9) / 1000, offsetSeconds: -8 * 3600 };
    const { fields } = initResponse({ filter: Uint8Array.of(0x60) }, west);
    expect(fields).toMatchObject({ timeZone: -8, timeText: '202611230100001' });
  });
});
