/** InfiniTime as tools and tests see it. */
import { ok } from '../../lib/result';
import { type BandKit, COUNTER_LIMITS, eachValue, MORNING, showing } from '../kit';
import {
  decodeBatteryLevel,
  decodeCurrentTime,
  decodeHeartRate,
  decodeLocalTime,
  decodeSteps,
} from './codec';
import { infinitime } from './driver';
import { ALERT, BATTERY, CURRENT_TIME, HEART_RATE, LOCAL_TIME, STEPS } from './gatt';
import { createVirtualInfiniTime } from './virtual/band';

export const kit: BandKit = {
  driver: infinitime,
  fixture: 'infinitime.vectors.json',
  advertisements: [
    {
      localName: 'InfiniTime',
      services: ['180D'],
      source: 'the firmware, several implementations',
    },
  ],
  virtuals: [
    {
      name: 'watch',
      create: (given) =>
        showing(
          createVirtualInfiniTime({
            deviceId: 'D5:11:22:33:44:55',
            ...given,
          }),
          ({ clockShift, alerts }) => ({
            clock: Math.floor(given.now()) + clockShift,
            found: alerts.length,
          }),
        ),
      remembers: { days: 1 },
      limits: {
        ...COUNTER_LIMITS,
        'retold-night': 'it tells no sleep',
        'grid-shift': 'it has no history, only a total',
        zones: 'its total is of its own day, which another zone may end: then it begins anew',
      },
    },
  ],
  decoders: [
    { from: 'band', at: STEPS, decode: eachValue(decodeSteps) },
    { from: 'band', at: BATTERY, decode: eachValue(decodeBatteryLevel) },
    { from: 'band', at: CURRENT_TIME, decode: eachValue(decodeCurrentTime) },
    { from: 'phone', at: CURRENT_TIME, decode: eachValue(decodeCurrentTime) },
    { from: 'phone', at: LOCAL_TIME, decode: eachValue(decodeLocalTime) },
    { from: 'band', at: HEART_RATE, decode: eachValue(decodeHeartRate) },
    { from: 'phone', at: ALERT, decode: eachValue((value) => ok({ level: value[0] ?? 0 })) },
  ],
  needed: { at: [STEPS], why: 'all there is to sync' },
  golden: [
    {
      from: 'band',
      at: STEPS,
      values: ['01000000'],
      means: [1],
      source: 'itime.steps.1: several implementations',
    },
  ],
  says: [
    { at: CURRENT_TIME, value: 'ea070102081e000500', when: MORNING, source: 'itime.time' },
    { at: LOCAL_TIME, value: '2000', source: 'itime.zone.cn' },
  ],
};
