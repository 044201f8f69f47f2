/** Standard services as tools and tests see them. */

import { uuid } from '../../ble/link';
import { Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { type BandKit, COUNTER_LIMITS, eachValue, showing } from '../kit';
import {
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
  decodeUserNumber,
  decodeUserRequest,
  USER_NUMBERS,
  type UserNumber,
} from './codec';
import { bluetoothSig } from './driver';
import {
  ALERT,
  BATTERY,
  CHANGES,
  CURRENT_TIME,
  FIRMWARE,
  GOAL,
  HEART_RATE,
  LOCAL_TIME,
  RUNNING,
  SERIAL,
  STEP_SUMMARY,
  SYSTEM_ID,
  USER_CONTROL,
} from './gatt';
import { createVirtualStandard } from './virtual/band';

const text = eachValue((value) => ok({ text: decodeText(value) }));
type Decode = (value: Uint8Array) => Result<unknown>;

const bytes = eachValue((value) => ok({ value }));

/** Beside its 256ths, the speed in metres a second. */
const running = eachValue((value) => {
  const read = decodeRunning(value);
  return read.ok ? ok({ ...read.value, speedMs: read.value.speed256 / 256 }) : read;
});

const changes = eachValue((value) =>
  value.length === 4 ? ok({ value: new Reader(value).u32le() }) : fail('length'),
);

/** What the codec reads besides, though no dialogue of ours asks for it. */
const RARE: readonly (readonly [service: string, id: string, decode: Decode])[] = [
  ['180A', '2A50', decodePnpId],
  ['180D', '2A38', decodeSensorPlace],
  ['1814', '2A54', decodeRunningFeatures],
  ['181C', '2A85', decodeBirthDate],
  ['183E', '2B3B', decodeMonitorFeatures],
  ['183E', '2B43', decodeMonitorRequest],
  ['183E', '2B44', decodeCurrentSession],
  ['183E', '2B45', decodeSession],
  ...(Object.keys(USER_NUMBERS) as UserNumber[]).map((name) => {
    const decode: Decode = (value) => {
      const read = decodeUserNumber(name, value);
      // A weight is told in steps of 5 g.
      return read.ok && name === 'weight' ? ok({ kg: read.value / 200 }) : read;
    };
    return ['181C', USER_NUMBERS[name][0], decode] as const;
  }),
];

export const kit: BandKit = {
  driver: bluetoothSig,
  fixture: 'bluetooth-sig.vectors.json',
  notCompared: {
    'physical_activity_session_descriptor.1': 'its state is a word of ours',
    'user_control_point.*': 'the operation without its parameters',
    'step_counter_activity_summary_data.2': 'flags without their fields: not valid on air',
    'current_time.edge.*': 'years no band is in',
    'current_time.huami': "Mi Band 2's, with its zone",
    'hr.rrTruncated': 'intervals are kept in 1024ths of a second',
    'hr.all': 'intervals are kept in 1024ths of a second',
    'der.lti.cn': 'golden: zones are kept in quarters of an hour',
  },
  advertisements: [
    { localName: 'Standard Band', services: ['183E', '180D'], source: 'services of the SIG' },
    { localName: 'Footpod', services: ['1814'], source: 'services of the SIG' },
  ],
  virtuals: [
    {
      name: 'with a step counter',
      create: ({ who, ...given }) =>
        showing(
          createVirtualStandard({
            deviceId: 'C0:11:22:33:44:55',
            serial: who?.address ?? 'SN-1',
            ...(who && { localName: who.localName }),
            ...given,
          }),
          ({ clockShift, goal, alerts }) => ({
            clock: Math.floor(given.now()) + clockShift,
            ...(goal !== null && { goal }),
            found: alerts.length,
          }),
        ),
      remembers: { days: 1 },
      limits: {
        'retold-night': 'it tells no sleep',
        'grid-shift': 'it has no history, only a total',
        ...COUNTER_LIMITS,
        told: 'its clock dates nothing: a total is stamped by the phone',
      },
    },
  ],
  decoders: [
    { from: 'band', at: STEP_SUMMARY, decode: eachValue(decodeStepSummary) },
    { from: 'band', at: BATTERY, decode: eachValue(decodeBatteryLevel) },
    { from: 'band', at: CURRENT_TIME, decode: eachValue(decodeCurrentTime) },
    { from: 'phone', at: CURRENT_TIME, decode: eachValue(decodeCurrentTime) },
    { from: 'phone', at: LOCAL_TIME, decode: eachValue(decodeLocalTime) },
    { from: 'band', at: HEART_RATE, decode: eachValue(decodeHeartRate) },
    { from: 'band', at: RUNNING, decode: running },
    { from: 'phone', at: GOAL, decode: eachValue(decodeActivityGoal) },
    { from: 'phone', at: USER_CONTROL, decode: eachValue(decodeUserRequest) },
    { from: 'band', at: USER_CONTROL, decode: eachValue(decodeUserAnswer) },
    { from: 'band', at: SYSTEM_ID, decode: eachValue(decodeSystemId) },
    { from: 'band', at: SERIAL, decode: text },
    { from: 'band', at: FIRMWARE, decode: text },
    { from: 'phone', at: CHANGES, decode: changes },
    ...RARE.map(([service, id, decode]) => ({
      from: 'band' as const,
      at: { service: uuid(service), characteristic: uuid(id) },
      decode: eachValue(decode),
    })),
    { from: 'phone', at: ALERT, decode: bytes },
  ],
  golden: [
    {
      from: 'phone',
      at: LOCAL_TIME,
      values: ['2000'],
      means: [{ zoneQuarters: 32, dstQuarters: 0 }],
      source: 'der.lti.cn: the specification',
    },
  ],
  says: [
    {
      at: CURRENT_TIME,
      value: 'e907010f0e1e2d03',
      when: { utc: Date.UTC(2025, 0, 15, 6, 30, 45) / 1000, offsetSeconds: 28_800 },
      source: 'current_time.1: up to the fractions of a second',
    },
    { at: LOCAL_TIME, value: '2000', source: 'der.lti.cn' },
    { at: GOAL, value: '02102700', goal: 10_000, source: 'der.activityGoal.10000' },
  ],
};
