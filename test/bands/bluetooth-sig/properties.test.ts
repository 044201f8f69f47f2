import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  civilOfCurrentTime,
  currentTimeOf,
  decodeActivityGoal,
  decodeBatteryLevel,
  decodeBirthDate,
  decodeCurrentSession,
  decodeCurrentTime,
  decodeHeartRate,
  decodeLocalTime,
  decodeMonitorFeatures,
  decodeMonitorRequest,
  decodePnpId,
  decodeRunning,
  decodeRunningFeatures,
  decodeSensorPlace,
  decodeSession,
  decodeStepSummary,
  decodeSystemId,
  decodeText,
  decodeUserAnswer,
  decodeUserRequest,
  encodeActivityGoal,
  encodeCurrentTime,
  encodeHeartRate,
  encodeLocalTime,
  encodeRunning,
  encodeStepSummary,
  encodeUserAnswer,
  encodeUserRequest,
  localTimeOf,
} from '../../../miniprogram/bands/bluetooth-sig/codec';
import { must } from '../../helpers/vectors';

const u8 = fc.nat(255);
const u16 = fc.nat(0xffff);
/** Three bytes; FFFFFF is no number. */
const u24 = fc.nat(0xfffffe);
const u32 = fc.nat(0xffffffff);

describe('properties', () => {
  test('values survive the round trip', () => {
    const contact = fc.constantFrom('unsupported' as const, 'absent' as const, 'present' as const);
    fc.assert(
      fc.property(
        fc.record(
          {
            bpm: fc.option(fc.integer({ min: 1, max: 0xfffe }).filter((bpm) => bpm !== 255)),
            contact,
            energyKilojoules: u16,
            intervals: fc.array(u16, { maxLength: 6 }),
          },
          { requiredKeys: ['bpm', 'contact', 'intervals'] },
        ),
        fc.record(
          {
            speed256: u16,
            cadence: u8,
            strideCm: u16,
            decimetres: u32,
            running: fc.boolean(),
          },
          { requiredKeys: ['speed256', 'cadence', 'running'] },
        ),
        fc.integer({ min: 0, max: 4_102_444_799 }),
        fc.integer({ min: -48, max: 56 }),
        (heartRate, running, civil, quarters) => {
          expect(must(decodeHeartRate(encodeHeartRate(heartRate)))).toEqual(heartRate);
          expect(must(decodeRunning(encodeRunning(running)))).toEqual(running);
          const time = must(decodeCurrentTime(encodeCurrentTime(currentTimeOf(civil))));
          expect(civilOfCurrentTime(time)).toBe(civil);
          const local = localTimeOf(quarters * 900);
          expect(must(decodeLocalTime(encodeLocalTime(local)))).toEqual(local);
        },
      ),
    );
  });

  test('activity and goals survive the round trip; every cut of them is refused', () => {
    const summary = fc.record(
      {
        session: u16,
        subSession: u16,
        seconds: u32,
        sequence: u32,
        steps: u24,
        intensitySteps: u24,
        floorSteps: u24,
        metres: u24,
        wornSeconds: u24,
      },
      { requiredKeys: ['session', 'subSession', 'seconds', 'sequence'] },
    );
    const goal = fc.record(
      {
        kilojoules: u16,
        steps: u24,
        intensitySteps: u24,
        floorSteps: u24,
        metres: u24,
        walkingSeconds: u24,
        intensitySeconds: u24,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(summary, goal, fc.nat(), (value, wanted, cut) => {
        const bytes = encodeStepSummary(value);
        expect(must(decodeStepSummary(bytes))).toEqual(value);
        expect(decodeStepSummary(bytes.subarray(0, cut % bytes.length)).ok).toBe(false);
        const goalBytes = encodeActivityGoal(wanted);
        expect(must(decodeActivityGoal(goalBytes))).toEqual(wanted);
        expect(decodeActivityGoal(goalBytes.subarray(0, cut % goalBytes.length)).ok).toBe(false);
      }),
    );
  });

  test('requests and answers survive the round trip', () => {
    const request = fc.oneof(
      fc.record({ op: fc.constant('register' as const), consent: u16 }),
      fc.record({ op: fc.constant('consent' as const), index: u8, consent: u16 }),
      fc.record({ op: fc.constantFrom('delete' as const, 'list' as const) }),
    );
    const answer = fc.record({
      op: fc.constantFrom('register' as const, 'consent' as const, 'delete' as const),
      result: fc.constantFrom('success' as const, 'failed' as const, 'not-authorized' as const),
      parameters: fc.array(u8, { maxLength: 4 }),
    });
    fc.assert(
      fc.property(request, answer, (asked, answered) => {
        expect(must(decodeUserRequest(encodeUserRequest(asked)))).toEqual(asked);
        expect(must(decodeUserAnswer(encodeUserAnswer(answered)))).toEqual(answered);
      }),
    );
  });

  test('nothing throws on any bytes', () => {
    const decoders = [
      decodeHeartRate,
      decodeRunning,
      decodeRunningFeatures,
      decodeCurrentTime,
      decodeLocalTime,
      decodeBatteryLevel,
      decodeSensorPlace,
      decodeSystemId,
      decodePnpId,
      decodeBirthDate,
      decodeActivityGoal,
      decodeUserRequest,
      decodeUserAnswer,
      decodeMonitorFeatures,
      decodeMonitorRequest,
      decodeCurrentSession,
      decodeSession,
      decodeStepSummary,
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        for (const decode of decoders) {
          const result = decode(bytes);
          if (!result.ok) expect(result.reason).not.toBe('');
        }
        expect(decodeText(bytes).length).toBeLessThanOrEqual(bytes.length);
        const battery = decodeBatteryLevel(bytes);
        if (battery.ok) expect(battery.value).toBeLessThanOrEqual(100);
      }),
    );
  });
});
