/** Standard services as tools and tests see them. */
import { ok } from '../../lib/result';
import { type BandKit, COUNTER_LIMITS, eachValue } from '../kit';
import {
  decodeActivityGoal,
  decodeBatteryLevel,
  decodeCurrentTime,
  decodeHeartRate,
  decodeLocalTime,
  decodeRunning,
  decodeStepSummary,
  decodeSystemId,
  decodeText,
  decodeUserAnswer,
  decodeUserRequest,
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
import { createVirtualStandard } from './virtual';

const text = eachValue((value) => ok({ text: decodeText(value) }));
const bytes = eachValue((value) => ok({ value }));

export const kit: BandKit = {
  driver: bluetoothSig,
  fixture: 'bluetooth-sig.vectors.json',
  advertisements: [
    { localName: 'Standard Band', services: ['183E', '180D'], source: 'services of the SIG' },
    { localName: 'Footpod', services: ['1814'], source: 'services of the SIG' },
  ],
  virtuals: [
    {
      name: 'with a step counter',
      create: ({ now, truth, clockError, blank = false }) =>
        createVirtualStandard({
          deviceId: 'C0:11:22:33:44:55',
          serial: 'SN-1',
          now,
          truth,
          clockError,
          blank,
        }),
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
    { from: 'band', at: RUNNING, decode: eachValue(decodeRunning) },
    { from: 'phone', at: GOAL, decode: eachValue(decodeActivityGoal) },
    { from: 'phone', at: USER_CONTROL, decode: eachValue(decodeUserRequest) },
    { from: 'band', at: USER_CONTROL, decode: eachValue(decodeUserAnswer) },
    { from: 'band', at: SYSTEM_ID, decode: eachValue(decodeSystemId) },
    { from: 'band', at: SERIAL, decode: text },
    { from: 'band', at: FIRMWARE, decode: text },
    { from: 'phone', at: CHANGES, decode: bytes },
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
};
