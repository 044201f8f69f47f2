import { describe, expect, test } from '@jest/globals';
import {
  COMMANDS,
  decodeBattery,
  decodeGoals,
  decodeHeartPacket,
  decodeHeartSettings,
  decodeLarge,
  decodeLargeRequest,
  decodeMeasured,
  decodeNotification,
  decodePacket,
  decodeSetTime,
  decodeSleep,
  decodeStepPacket,
  encodeBattery,
  encodeGoals,
  encodeHeartPacket,
  encodeHeartRequest,
  encodeHeartSettings,
  encodeLarge,
  encodeLargeRequest,
  encodeMeasure,
  encodeMeasured,
  encodeNotification,
  encodePacket,
  encodeSetTime,
  encodeSleep,
  encodeStepPacket,
  encodeStepRequest,
  encodeStop,
  isHeartRate,
  type Night,
  SLEEP,
} from '../../../miniprogram/bands/colmi/codec';
import { toHex } from '../../../miniprogram/lib/bytes';
import fixture from '../../fixtures/colmi.vectors.json';
import { bytes, must } from '../../helpers/vectors';

interface Vector {
  id: string;
  hex: string;
  decoded: Record<string, unknown>;
}

const vectors = fixture.vectors as unknown as Vector[];
const byId = new Map(vectors.map((one) => [one.id, one]));
const utc = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
const bytesOf = (id: string) => bytes(byId.get(id)?.hex);
const payloadOf = (id: string) => must(decodePacket(bytesOf(id))).payload;
const tested = new Set<string>();
const vector = (id: string, check: (vector: Vector) => void) => {
  tested.add(id);
  test(id, () => check(byId.get(id)!));
};
/** The request or answer of a vector, built from its payload. */
const packet = (command: number, payload: ArrayLike<number>) =>
  toHex(encodePacket(command, payload));

/** Not spoken by this driver, and why; their frame is still checked. */
const UNREACHABLE: Record<string, string> = {
  'colmi.profile': 'the app keeps no profile of its wearer',
  'colmi.phoneName': 'the ring shows no name',
  'colmi.blink': 'find is asked for instead',
  'colmi.unused.7d': 'a command nobody knows: ignored as any other',
};
describe('vectors', () => {
  test('every packet has its length and checksum, and survives the round trip', () => {
    for (const { id, hex } of vectors) {
      if (id.startsWith('colmi.big.')) continue;
      const { command, error, payload } = must(decodePacket(bytes(hex)));
      expect(error).toBe(false);
      expect(packet(command, payload)).toBe(hex);
    }
  });

  for (const { id } of vectors) {
    if (id.startsWith('colmi.hrLog.') && id !== 'colmi.hrLog.req') {
      vector(id, ({ hex, decoded }) => {
        const read = must(decodeHeartPacket(payloadOf(id)));
        const { sub, packets, minutes, dayStartUnix, values } = decoded;
        if (decoded.noData) expect(read).toEqual({ kind: 'none' });
        else if (sub === 0) expect(read).toEqual({ kind: 'header', packets, minutes });
        else {
          const start = dayStartUnix === undefined ? {} : { dayStart: dayStartUnix };
          expect(read).toEqual({ kind: 'values', index: sub, ...start, values });
        }
        expect(packet(COMMANDS.heartLog, encodeHeartPacket(read))).toBe(hex);
      });
    } else if (/steps\.(hdr|rec|multi)/.test(id)) {
      vector(id, ({ hex, decoded }) => {
        const read = must(decodeStepPacket(payloadOf(id)));
        expect(packet(COMMANDS.steps, encodeStepPacket(read))).toBe(hex);
        if (read.kind !== 'record') {
          const { packets, newCalories } = decoded;
          expect(read).toEqual({ kind: 'header', packets, tenfold: newCalories });
          return;
        }
        const { at, calories, steps, metres } = read.record;
        const quarter = Number(decoded.slot) * 900;
        expect(at).toBe(utc(`${decoded.date} 00:00:00`) + quarter);
        // The header before it says tenfold.
        const expected = [decoded.calories, decoded.steps, decoded.metres];
        expect([(calories ?? 0) * 10, steps, metres]).toEqual(expected);
      });
    }
  }

  vector('colmi.hrLog.req', ({ hex, decoded }) => {
    const payload = encodeHeartRequest(Number(decoded.dayStartUnix));
    expect(packet(COMMANDS.heartLog, payload)).toBe(hex);
  });

  for (const day of [1, 6]) {
    vector(`colmi.steps.req.day${day}`, ({ hex }) => {
      expect(packet(COMMANDS.steps, encodeStepRequest(day))).toBe(hex);
    });
  }

  vector('colmi.setTime.2024', ({ hex }) => {
    const at = utc('2024-01-01 00:00:00');
    expect(packet(COMMANDS.setTime, encodeSetTime(at, 'en'))).toBe(hex);
    expect(must(decodeSetTime(payloadOf('colmi.setTime.2024')))).toBe(at);
  });

  vector('colmi.setTime.minus4', ({ hex }) => {
    const at = utc('2024-01-01 04:00:00');
    expect(packet(COMMANDS.setTime, encodeSetTime(at, 'en'))).toBe(hex);
  });

  vector('colmi.setTime.rsp', () => {
    expect(must(decodePacket(bytesOf('colmi.setTime.rsp'))).command).toBe(COMMANDS.setTime);
  });

  vector('colmi.packetSize', ({ decoded }) => {
    const { command, payload } = must(decodePacket(bytesOf('colmi.packetSize')));
    expect([command, payload[0]]).toEqual([COMMANDS.packetSize, decoded.packetSize]);
  });

  vector('colmi.battery.req', ({ hex }) => expect(packet(COMMANDS.battery, [])).toBe(hex));

  vector('colmi.battery.rsp', ({ hex, decoded }) => {
    const battery = must(decodeBattery(payloadOf('colmi.battery.rsp')));
    expect(battery).toEqual(decoded);
    expect(packet(COMMANDS.battery, encodeBattery(battery))).toBe(hex);
  });

  vector('colmi.goals.rsp', ({ hex, decoded }) => {
    const goals = must(decodeGoals(payloadOf('colmi.goals.rsp')));
    expect(goals).toEqual(decoded);
    expect(packet(COMMANDS.goals, encodeGoals(goals))).toBe(hex);
  });

  for (const id of ['colmi.hrSettings.on60', 'colmi.hrSettings.off60']) {
    vector(id, ({ hex, decoded }) => {
      const settings = must(decodeHeartSettings(payloadOf(id)));
      expect(settings).toEqual({ on: decoded.enabled, minutes: decoded.minutes });
      expect(packet(COMMANDS.heartSettings, encodeHeartSettings(settings, false))).toBe(hex);
    });
  }

  vector('colmi.hrSettings.write', ({ hex }) => {
    const payload = encodeHeartSettings({ on: true, minutes: 30 }, true);
    expect(packet(COMMANDS.heartSettings, payload)).toBe(hex);
  });

  vector('colmi.live.hr78', ({ hex }) => {
    const measured = must(decodeMeasured(payloadOf('colmi.live.hr78')));
    expect(measured).toEqual({ kind: 1, error: 0, value: 78 });
    expect(isHeartRate(measured)).toBe(true);
    expect(packet(COMMANDS.measure, encodeMeasured(measured))).toBe(hex);
  });

  for (const action of ['start', 'continue'] as const) {
    vector(`colmi.live.${action}`, ({ hex }) => {
      expect(packet(COMMANDS.measure, encodeMeasure(action))).toBe(hex);
    });
  }

  vector('colmi.live.stop', ({ hex }) => expect(packet(COMMANDS.stop, encodeStop())).toBe(hex));

  for (const id of ['battery21', 'battery43', 'battery100', 'liveSteps', 'newSteps']) {
    vector(`colmi.notify.${id}`, ({ hex, decoded }) => {
      const news = must(decodeNotification(payloadOf(`colmi.notify.${id}`)));
      if (news.kind === 'battery') {
        expect(decoded).toMatchObject({ notification: 'battery', ...news.battery });
      } else if (news.kind === 'totals') {
        const { steps, calories, metres } = news.totals;
        expect(decoded).toMatchObject({ steps, calories: calories / 10, metres });
      } else expect(news.kind).toBe('new-steps');
      // What follows the totals in the published packet is not known.
      const own = packet(COMMANDS.notification, encodeNotification(news));
      expect(own.slice(0, 22)).toBe(hex.slice(0, 22));
    });
  }

  vector('colmi.big.sleep.req', ({ hex }) => {
    expect(toHex(encodeLargeRequest(SLEEP))).toBe(hex);
    expect(decodeLargeRequest(bytes(hex))).toEqual({ type: SLEEP, kind: 'short' });
    const long = bytes('bc2702008180ff01');
    expect(encodeLargeRequest(SLEEP, 'long')).toEqual(long);
    expect(decodeLargeRequest(long)).toEqual({ type: SLEEP, kind: 'long' });
  });

  vector('colmi.big.spo2.req', ({ hex }) => expect(toHex(encodeLargeRequest(0x2a))).toBe(hex));

  vector('colmi.big.sleep.rsp', ({ hex }) => {
    const nights: Night[] = [
      {
        daysAgo: 0,
        start: 23 * 60 - 1440,
        end: 7 * 60,
        pieces: [
          { stage: 'light', minutes: 60 },
          { stage: 'deep', minutes: 45 },
          { stage: 'rem', minutes: 30 },
        ],
      },
    ];
    expect(must(decodeSleep(must(decodeLarge(bytes(hex), SLEEP))))).toEqual(nights);
    expect(toHex(encodeLarge(SLEEP, encodeSleep(nights)))).toBe(hex);
  });

  test('every vector is tested, or listed with the reason', () => {
    const left = [...byId.keys()].filter((id) => !tested.has(id) && !(id in UNREACHABLE));
    expect(left).toEqual([]);
  });
});
