/** The codec is total: any cut, any bit, any chunking; and what it writes it reads. */
import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { countAnswer, decodeCount } from '../../../miniprogram/bands/huawei/history/block-request';
import {
  decodeSleepBlock,
  encodeSleepBlock,
} from '../../../miniprogram/bands/huawei/history/sleep-block';
import {
  decodeStepBlock,
  encodeStepBlock,
  type Sample,
} from '../../../miniprogram/bands/huawei/history/step-block';
import {
  newPairing,
  pairingFromText,
  pairingToText,
  questionText,
  readBondKey,
  readDigests,
} from '../../../miniprogram/bands/huawei/login/auth';
import { answerVendor, bondKey, digest } from '../../../miniprogram/bands/huawei/login/vendor';
import {
  decodeBattery,
  decodeBondParams,
  decodeClock,
  decodeLinkParams,
  decodeProductInfo,
  decodeTodayTotals,
} from '../../../miniprogram/bands/huawei/messages';
import { Assembler, type Event } from '../../../miniprogram/bands/huawei/wire/assembler';
import { IvSource, openBody, sealBody } from '../../../miniprogram/bands/huawei/wire/cipher';
import { crc16 } from '../../../miniprogram/bands/huawei/wire/crc16';
import { gcmOpen, gcmSeal } from '../../../miniprogram/bands/huawei/wire/gcm';
import {
  decodeFrame,
  encodePacket,
  type Packet,
} from '../../../miniprogram/bands/huawei/wire/packet';
import { encodeTlvs, parseTlvs, type Tlv } from '../../../miniprogram/bands/huawei/wire/tlv';
import { chunksOf, concat, fromHex, toHex } from '../../../miniprogram/lib/bytes';
import { utf8Encode } from '../../../miniprogram/lib/utf8';

const blob = (maxLength: number, minLength = 0) => fc.uint8Array({ minLength, maxLength });
const byte = fc.nat(255);
const packets: fc.Arbitrary<Packet> = fc.record({ service: byte, command: byte, body: blob(900) });
const lists: fc.Arbitrary<Tlv[]> = fc.array(fc.record({ tag: byte, value: blob(200) }), {
  maxLength: 6,
});

const feed = (values: Uint8Array[]): Event[] => {
  const assembler = new Assembler();
  return values.flatMap((value) => assembler.push(value));
};
const packetsIn = (events: Event[]) => events.flatMap(({ packet }) => (packet ? [packet] : []));
const plainOf = ({ service, command, body }: Packet) => ({ service, command, body: toHex(body) });

describe('frames', () => {
  test('the checksum of the first message', () => {
    expect(crc16(fromHex('5a000b0001010100020003000400')!)).toBe(0xf13b);
  });

  test('any packet, any slice size, any chunking: the same packet', () => {
    fc.assert(
      fc.property(
        packets,
        fc.integer({ min: 16, max: 600 }),
        fc.integer({ min: 1, max: 300 }),
        (packet, sliceSize, chunk) => {
          const frames = encodePacket(packet, sliceSize);
          for (const frame of frames) expect(frame.length).toBeLessThanOrEqual(sliceSize);
          const values = frames.flatMap((frame) => chunksOf(frame, chunk));
          expect(packetsIn(feed(values)).map(plainOf)).toEqual([plainOf(packet)]);
        },
      ),
    );
  });

  test('several frames in one value are several packets', () => {
    fc.assert(
      fc.property(fc.array(packets, { minLength: 1, maxLength: 4 }), (list) => {
        const whole = concat(...list.flatMap((packet) => encodePacket(packet, 0xffff)));
        expect(packetsIn(feed([whole])).map(plainOf)).toEqual(list.map(plainOf));
      }),
    );
  });

  test('every value twice: the same packets once', () => {
    fc.assert(
      fc.property(packets, fc.integer({ min: 20, max: 244 }), (packet, chunk) => {
        const values = encodePacket(packet).flatMap((frame) => chunksOf(frame, chunk));
        const twice = values.flatMap((value) => [value, value]);
        expect(packetsIn(feed(twice)).map(plainOf)).toEqual([plainOf(packet)]);
      }),
    );
  });

  test('a cut frame or one wrong bit is no packet, and the next packet is whole', () => {
    fc.assert(
      fc.property(packets, packets, fc.nat(), (packet, next, seed) => {
        const frame = encodePacket(packet, 0xffff)[0]!;
        const bad = frame.slice();
        const bit = seed % (bad.length * 8);
        bad[bit >> 3]! ^= 1 << (bit & 7);
        expect(decodeFrame(bad).ok).toBe(false);
        expect(decodeFrame(frame.subarray(0, seed % frame.length)).ok).toBe(false);
        const assembler = new Assembler();
        expect(packetsIn(assembler.push(bad))).toEqual([]);
        assembler.abandon();
        const events = encodePacket(next).flatMap((value) => assembler.push(value));
        expect(packetsIn(events).map(plainOf)).toEqual([plainOf(next)]);
      }),
    );
  });

  test('slices out of order are no packet', () => {
    const frames = encodePacket({ service: 1, command: 2, body: new Uint8Array(40) }, 20);
    expect(packetsIn(feed([frames[0]!, frames[2]!, frames[1]!]))).toEqual([]);
    expect(packetsIn(feed(frames.slice(1)))).toEqual([]);
  });

  test('any bytes: nothing throws, nothing grows', () => {
    fc.assert(
      fc.property(fc.array(blob(64), { maxLength: 40 }), (values) => {
        const assembler = new Assembler();
        for (const value of values) {
          for (const event of assembler.push(concat(Uint8Array.of(0x5a), value))) {
            if (event.packet) openBody(event.packet.body, null, 'cbc');
          }
        }
        expect(assembler.abandon().length).toBeLessThanOrEqual(0x20000);
      }),
    );
  });
});

describe('TLVs and what they carry', () => {
  test('round trip of any list; any cut is a reason or fewer tags', () => {
    fc.assert(
      fc.property(lists, fc.nat(), (list, seed) => {
        const bytes = encodeTlvs(list);
        expect(parseTlvs(bytes)).toEqual({ ok: true, value: list });
        const cut = parseTlvs(bytes.subarray(0, seed % (bytes.length + 1)));
        if (cut.ok) expect(cut.value.length).toBeLessThanOrEqual(list.length);
        else expect(cut.reason).toMatch(/^tlv-/);
      }),
    );
  });

  const optional = (max: number) => fc.option(fc.nat(max), { nil: undefined });
  const samples: fc.Arbitrary<Sample[]> = fc.array(
    fc
      .record({
        minute: fc.nat(255),
        // FFFF is no number.
        steps: optional(0xfffe),
        metres: optional(0xfffe),
        calories: optional(0xffff),
        heartRate: optional(255),
        spo2: optional(255),
      })
      .map((one) => {
        const known = Object.entries(one).filter(([, value]) => value !== undefined);
        return Object.fromEntries(known) as unknown as Sample;
      }),
    { maxLength: 60 },
  );
  const parsed = (bytes: Uint8Array) => {
    const list = parseTlvs(bytes);
    if (!list.ok) throw new Error(list.reason);
    return list.value;
  };

  test('step blocks, sleep blocks and counts round trip', () => {
    fc.assert(
      fc.property(samples, fc.nat(0xffff), fc.nat(0xffffffff), (list, index, base) => {
        const block = { index, base, samples: list };
        expect(decodeStepBlock(parsed(encodeStepBlock(block)))).toEqual({ ok: true, value: block });
        expect(decodeCount(parsed(countAnswer(index)))).toEqual({ ok: true, value: index });
      }),
    );
    const pieces = fc.array(
      fc.record({
        stage: fc.constantFrom('light' as const, 'deep' as const),
        start: fc.nat(0xffffffff),
        minutes: fc.nat(0xffff),
      }),
    );
    fc.assert(
      fc.property(pieces, fc.nat(0xffff), (list, index) => {
        const block = { index, pieces: list };
        expect(decodeSleepBlock(parsed(encodeSleepBlock(block)))).toEqual({
          ok: true,
          value: block,
        });
      }),
    );
  });

  test('any tags: every decoder gives a value or a reason', () => {
    const nested = lists.chain((inner) =>
      lists.map((outer) => [...outer, { tag: 0x81, value: encodeTlvs(inner) }]),
    );
    fc.assert(
      fc.property(nested, (list) => {
        for (const decode of [
          decodeStepBlock,
          decodeSleepBlock,
          decodeCount,
          decodeLinkParams,
          decodeBondParams,
          decodeTodayTotals,
        ]) {
          const result = decode(list);
          expect(result.ok || result.reason.length > 0).toBe(true);
        }
        decodeBattery(list);
        decodeClock(list);
        decodeProductInfo(list);
      }),
    );
  });

  test('a sample that is too short is left out, the rest is read', () => {
    const list = parsed(fromHex('81130202000003040000003c840705010106030001')!);
    expect(decodeStepBlock(list)).toMatchObject({ ok: true, value: { base: 60, samples: [] } });
  });
});

describe('encryption', () => {
  test('a sealed body opens with its key; one wrong bit or key never throws', () => {
    const method = fc.constantFrom('cbc' as const, 'gcm' as const);
    const key = fc.oneof(blob(16, 16), blob(32, 32));
    fc.assert(
      fc.property(lists, key, blob(16, 16), method, fc.nat(), (list, secret, iv, how, seed) => {
        const sealed = sealBody(encodeTlvs(list), secret, iv, how);
        expect(openBody(sealed, secret, how)).toEqual({ ok: true, value: list });
        expect(openBody(sealed, null, how)).toEqual({ ok: false, reason: 'no-key' });
        const bad = sealed.slice();
        bad[3 + (seed % (bad.length - 3))]! ^= 1 << (seed & 7);
        const opened = openBody(bad, secret, how);
        if (how === 'gcm') expect(opened).not.toEqual({ ok: true, value: list });
      }),
    );
  });

  test('GCM is the one of NIST, as OpenSSL has it', () => {
    const key = fc.oneof(blob(16, 16), blob(32, 32));
    const iv = fc.oneof(blob(12, 12), blob(16, 16));
    fc.assert(
      fc.property(key, iv, blob(100), blob(40), (secret, nonce, plain, aad) => {
        const cipher = createCipheriv(
          secret.length === 16 ? 'aes-128-gcm' : 'aes-256-gcm',
          secret,
          nonce,
        );
        cipher.setAAD(aad);
        const expected = concat(cipher.update(plain), cipher.final(), cipher.getAuthTag());
        expect(toHex(gcmSeal(secret, nonce, plain, aad))).toBe(toHex(expected));
        expect(gcmOpen(secret, nonce, expected, aad)).toEqual({ ok: true, value: plain });
        const bad = expected.slice();
        bad[plain.length % bad.length]! ^= 1;
        expect(gcmOpen(secret, nonce, bad, aad)).toEqual({ ok: false, reason: 'decrypt' });
      }),
    );
  });

  test('one stray zero after the plain text is ignored', () => {
    const key = new Uint8Array(16);
    const sealed = sealBody(Uint8Array.of(1, 1, 50, 0), key, key, 'cbc');
    const value = [{ tag: 1, value: Uint8Array.of(50) }];
    expect(openBody(sealed, key, 'cbc')).toEqual({ ok: true, value });
  });

  test('IVs count up from the band counter and start again at 1', () => {
    const random = (count: number) => new Uint8Array(count);
    const ivs = new IvSource(random, 'cbc', 0xfffffffe);
    expect([ivs.next(), ivs.next()].map((iv) => toHex(iv.subarray(12)))).toEqual([
      'ffffffff',
      '00000001',
    ]);
  });
});

describe('the maker key and the pairing', () => {
  const key = {
    digestSecret: Uint8Array.from({ length: 16 }, (_, index) => index),
    first: Uint8Array.from({ length: 16 }, (_, index) => index * 7),
    second: Uint8Array.from({ length: 16 }, (_, index) => 200 - index),
  };

  test('digests are HMAC-SHA256 twice', () => {
    const nonce = new Uint8Array(32).fill(9);
    const mac = (secret: Uint8Array) => createHmac('sha256', secret).update(nonce).digest();
    const expected = mac(mac(concat(key.digestSecret, Uint8Array.of(1, 0))));
    expect(toHex(digest(key.digestSecret, Uint8Array.of(1, 0), nonce))).toBe(
      expected.toString('hex'),
    );
    const answer = answerVendor(key, questionText({ ask: 'digest', version: 1, nonce }))!;
    expect(readDigests(answer)).toMatchObject({
      ok: true,
      value: { challenge: new Uint8Array(expected) },
    });
  });

  test('the bond key follows the address', () => {
    const ask = (address: string) =>
      readBondKey(answerVendor(key, questionText({ ask: 'bond', version: 2, address })) ?? '');
    expect(ask('C0FFEE001234')).toEqual({ ok: true, value: bondKey(key, 'C0FFEE001234') });
    expect(ask('C0FFEE001235')).not.toEqual(ask('C0FFEE001234'));
    expect(ask('nothing')).toEqual({ ok: false, reason: 'answer' });
  });

  test('any question is answered or not, any answer is read or not', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (question, text) => {
        answerVendor(key, question);
        answerVendor(key, `pin:1:gcm:${toHex(utf8Encode(question))}:${text}`);
        expect(readDigests(text).ok).toBe(false);
        expect(pairingFromText(text)).toBeNull();
      }),
    );
  });

  test('a pairing survives storage', () => {
    const random = (count: number) => new Uint8Array(count).fill(0xab);
    const pairing = { ...newPairing(random), authToken: Uint8Array.of(1, 2, 3) };
    expect(pairingFromText(pairingToText(pairing))).toEqual(pairing);
    expect(pairingFromText(null)).toBeNull();
  });
});
