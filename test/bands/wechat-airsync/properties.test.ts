import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AppFrame,
  COMMANDS,
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
  type Message,
  type Packet,
  Reassembler,
  type StepItem,
  type WristbandRequest,
} from '../../../miniprogram/bands/wechat-airsync/codec';
import {
  decryptBody,
  encryptBody,
  readAuthAnswer,
} from '../../../miniprogram/bands/wechat-airsync/crypto';
import { countItems } from '../../../miniprogram/bands/wechat-airsync/steps';
import { chunksOf, concat } from '../../../miniprogram/lib/bytes';
import { must } from '../../helpers/vectors';

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const uint32 = fc.nat({ max: 2 ** 32 - 1 });
const uint16 = fc.nat({ max: 0xffff });
const data = fc.uint8Array({ maxLength: 60 });
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const key = fc.uint8Array({ minLength: 16, maxLength: 16 });
const status = fc.record({ code: int32, text }, { requiredKeys: ['code'] });

const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    name: fc.constant('authRequest' as const),
    fields: fc.record(
      {
        md5: data,
        protoVersion: int32,
        authProto: int32,
        authMethod: int32,
        aesSign: data,
        mac: data,
        timeZone: text,
        language: text,
        deviceName: text,
      },
      { requiredKeys: ['protoVersion', 'authProto', 'authMethod'] },
    ),
  }),
  fc.record({
    name: fc.constant('authResponse' as const),
    fields: fc.record({ status, sessionKey: data }),
  }),
  fc.record({
    name: fc.constant('initRequest' as const),
    fields: fc.record({ filter: data, challenge: data }, { requiredKeys: [] }),
  }),
  fc.record({
    name: fc.constant('initResponse' as const),
    fields: fc.record(
      {
        status,
        userIdHigh: uint32,
        userIdLow: uint32,
        challengeAnswer: uint32,
        initScene: int32,
        autoSyncSeconds: uint32,
        nickname: text,
        platform: int32,
        model: text,
        os: text,
        time: int32,
        timeZone: int32,
        timeText: text,
      },
      { requiredKeys: ['status', 'userIdHigh', 'userIdLow'] },
    ),
  }),
  fc.record({
    name: fc.constantFrom('sendDataRequest' as const, 'recvDataPush' as const),
    fields: fc.record({ data, type: int32 }, { requiredKeys: ['data'] }),
  }),
  fc.record({
    name: fc.constant('sendDataResponse' as const),
    fields: fc.record({ status, data }, { requiredKeys: ['status'] }),
  }),
  fc.record({
    name: fc.constant('switchViewPush' as const),
    fields: fc.record({ op: int32, view: int32 }),
  }),
  fc.record({
    name: fc.constant('switchBackgroundPush' as const),
    fields: fc.record({ op: int32 }),
  }),
) as fc.Arbitrary<Message>;

const item: fc.Arbitrary<StepItem> = fc.record(
  {
    steps: uint32,
    timestamp: uint32,
    rtc: fc.record({
      year: uint16,
      month: uint16,
      date: uint16,
      hour: uint16,
      minute: uint16,
      second: uint16,
    }),
  },
  { requiredKeys: [] },
);
const request: fc.Arbitrary<WristbandRequest> = fc.record(
  { items: fc.array(item, { maxLength: 6 }), ext: data },
  { requiredKeys: ['items'] },
);
const packet: fc.Arbitrary<Packet> = fc.record({ command: uint16, seq: uint16, body: data });

/** Everything a band may send: what is right, cut, changed by a bit, or nothing of the kind. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc
    .tuple(
      fc.oneof(
        packet.map(encodePacket),
        request.map(encodeWristbandRequest),
        message.map(encodeMessage),
      ),
      fc.nat(),
      fc.nat(),
    )
    .map(([whole, cut, bit]) => {
      const part = whole.slice(0, cut % (whole.length + 1));
      const at = part.length === 0 ? 0 : (bit >> 3) % part.length;
      if (part.length > 0) part[at] = part[at]! ^ (1 << (bit & 7));
      return part;
    }),
);

describe('round trips', () => {
  test('messages', () => {
    fc.assert(
      fc.property(message, (one) => {
        const command = COMMANDS[one.name];
        expect(must(decodeMessage(command, encodeMessage(one)))).toEqual(one);
      }),
    );
  });

  test('packets, with padding', () => {
    fc.assert(
      fc.property(packet, data, (one, filler) => {
        expect(must(decodePacket(concat(encodePacket(one), filler)))).toEqual(one);
      }),
    );
  });

  test('wristband data', () => {
    fc.assert(
      fc.property(request, (one) => {
        expect(must(decodeWristbandRequest(encodeWristbandRequest(one)))).toEqual(one);
      }),
    );
  });

  test('encrypted bodies grow by the padding and come back', () => {
    fc.assert(
      fc.property(key, data, (secret, plain) => {
        const cipher = encryptBody(secret, plain);
        expect(cipher.length).toBe((Math.floor(plain.length / 16) + 1) * 16);
        expect(must(decryptBody(secret, cipher))).toEqual(plain);
      }),
    );
  });

  test('FE CF frames', () => {
    const frame: fc.Arbitrary<AppFrame> = fc.record({
      version: uint16,
      command: uint16,
      seq: uint16,
      errorCode: uint16,
      payload: data,
    });
    fc.assert(
      fc.property(frame, (one) => expect(must(decodeAppFrame(encodeAppFrame(one)))).toEqual(one)),
    );
  });
});

describe('any bytes', () => {
  test('a count in a list is the count alone, whichever way it is read', () => {
    const small = fc.uint8Array({ maxLength: 16 });
    const wire = fc.oneof(
      item.map(encodeStepItem),
      anyBytes.map((bytes) => bytes.subarray(0, 100)),
      // Tags of steps and timestamp, then anything.
      fc
        .tuple(fc.constantFrom(0x08, 0x10), small)
        .map(([tag, rest]) => Uint8Array.of(tag, ...rest)),
    );
    fc.assert(
      fc.property(wire, (bytes) => {
        const alone = decodeStepItem(bytes);
        const listed = decodeWristbandRequest(concat(Uint8Array.of(0x0a, bytes.length), bytes));
        expect(listed.ok ? listed.value.items : listed).toEqual(alone.ok ? [alone.value] : alone);
      }),
      { numRuns: 2000 },
    );
  });

  test('every decoder returns a value or a reason', () => {
    const command = fc.oneof(uint16, fc.constantFrom(...Object.values(COMMANDS)));
    fc.assert(
      fc.property(anyBytes, command, key, fc.string(), (bytes, code, secret, answer) => {
        const results = [
          decodePacket(bytes),
          decodeMessage(code, bytes),
          decodeWristbandRequest(bytes),
          decodeWristbandResponse(bytes),
          decodeStepItem(bytes),
          decodeAppFrame(bytes),
          decryptBody(secret, bytes),
          readAuthAnswer(answer),
        ];
        for (const result of results) if (!result.ok) expect(result.reason).toMatch(/^[a-z-]+$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('counts of any kind give whole, positive readings inside one hour', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 20 }), fc.nat({ max: 2 ** 31 }), (items, now) => {
        const { readings, counters, faults } = countItems(items, null, now, 28_800);
        const blank = items.filter(({ steps }) => steps === 0xffffffff).length;
        expect(counters.length + faults.length).toBe(items.length - blank);
        for (const { seconds, steps } of readings) {
          expect(steps).toBeGreaterThan(0);
          expect(seconds).toBeGreaterThan(0);
          expect(seconds).toBeLessThanOrEqual(3600);
        }
      }),
    );
  });
});

describe('chunks', () => {
  const push = (
    chunks: readonly Uint8Array[],
    repeat = 1,
    assembler = new Reassembler((one) => decodeMessage(one.command, one.body).ok),
  ) => {
    const packets: Packet[] = [];
    for (const chunk of chunks) {
      for (let time = 0; time < repeat; time++) {
        const pushed = assembler.push(chunk);
        if (pushed && 'packet' in pushed) packets.push(pushed.packet);
      }
    }
    return { packets, rest: assembler.partial };
  };
  const sensible = fc
    .tuple(message, fc.integer({ min: 1, max: 0xffff }))
    .map(([one, seq]) => ({ command: COMMANDS[one.name], seq, body: encodeMessage(one) }));

  test('any chunk size puts the same packets together', () => {
    fc.assert(
      fc.property(
        fc.array(packet, { maxLength: 4 }),
        fc.integer({ min: 1, max: 40 }),
        (list, size) => {
          const { packets, rest } = push(
            list.flatMap((one) => chunksOf(encodePacket(one), size)),
            1,
            new Reassembler(),
          );
          expect(packets).toEqual(list);
          expect(rest).toHaveLength(0);
        },
      ),
    );
  });

  test('every chunk twice puts the same packets together', () => {
    fc.assert(
      fc.property(fc.array(sensible, { maxLength: 3 }), (list) => {
        const { packets } = push(
          list.flatMap((one) => chunksOf(encodePacket(one), 20)),
          2,
        );
        // A packet of one chunk is a whole packet twice; the dialogue answers both alike.
        const once = packets.filter((one, at) => at === 0 || one.seq !== packets[at - 1]?.seq);
        const expected = list.filter((one, at) => at === 0 || one.seq !== list[at - 1]?.seq);
        expect(once).toEqual(expected);
      }),
    );
  });

  test('after any bytes, a reset makes the next packet whole', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 8 }), sensible, (noise, one) => {
        const assembler = new Reassembler();
        for (const chunk of noise) assembler.push(chunk);
        assembler.reset();
        const pushed = chunksOf(encodePacket(one), 20).map((chunk) => assembler.push(chunk));
        expect(pushed.at(-1)).toEqual({ packet: one });
      }),
    );
  });

  test('one chunk repeated for ever is given up, not kept', () => {
    const assembler = new Reassembler(() => false);
    const start = chunksOf(encodePacket({ command: 1, seq: 1, body: new Uint8Array(300) }), 20)[0]!;
    let broken = 0;
    let most = 0;
    for (let time = 0; time < 10_000; time++) {
      if (assembler.push(start)) broken++;
      most = Math.max(most, assembler.partial.length);
    }
    expect(most).toBeLessThan(1000);
    expect(broken).toBeGreaterThan(10);
  });
});
