/** Mi Band 2 as tools and tests see it. */
import { sameCharacteristic } from '../../ble/link';
import { fail, ok } from '../../lib/result';
import { type BandKit, eachValue, eventsOf, type KitFrame, showing } from '../kit';
import {
  decodeAnswer,
  decodeBattery,
  decodeClock,
  decodeGoal,
  decodeHeart,
  decodeSince,
  decodeSteps,
  decodeValue,
} from './codec';
import { miBand2 } from './driver';
import {
  ACTIVITY,
  AUTH,
  BATTERY,
  FETCH,
  HEART,
  HEART_CONTROL,
  SERIAL,
  SETTINGS,
  STEPS,
  SYSTEM_ID,
  TIMES,
} from './gatt';
import { createVirtualMiBand2 } from './virtual/band';

const bytes = eachValue((value) => (value.length > 0 ? ok({ value }) : fail('length')));

const leastEvents = (frames: readonly KitFrame[]) =>
  eventsOf(frames, ({ operation }) => operation !== 'value');

export const kit: BandKit = {
  driver: miBand2,
  fixture: 'mi-band-2.vectors.json',
  advertisements: [
    { localName: 'MI Band 2', services: ['fee0'], source: 'single source' },
    { localName: 'Mi Band HRX', services: ['fee0'], source: 'single source' },
  ],
  virtuals: [
    {
      name: 'band',
      create: ({ who, ...given }) =>
        showing(
          createVirtualMiBand2({
            deviceId: 'kit',
            serial: who?.address ?? 'SN-2',
            ...(who && { localName: who.localName }),
            ...given,
          }),
          ({ clockError, offsetSeconds, goal }) => ({
            clock: Math.floor(given.now()) + clockError + offsetSeconds,
            goal,
          }),
        ),
      remembers: { grainSeconds: 900 },
      leastEvents,
      limits: { 'retold-night': 'its minutes are not staged: it tells no sleep' },
      keeps: 'it is asked for what is new: what was read before is let go when its memory is full',
    },
  ],
  decoders: [
    { from: 'band', at: ACTIVITY, decode: eachValue(decodeValue) },
    { from: 'band', at: FETCH, decode: eachValue(decodeAnswer) },
    {
      from: 'phone',
      at: FETCH,
      decode: eachValue((value) => {
        const since = decodeSince(value);
        return since.ok ? ok({ type: 1, since: since.value }) : ok({ command: value });
      }),
    },
    { from: 'band', at: AUTH, decode: eachValue(decodeAnswer) },
    { from: 'phone', at: AUTH, decode: bytes },
    { from: 'band', at: STEPS, decode: eachValue(decodeSteps) },
    { from: 'band', at: BATTERY, decode: eachValue(decodeBattery) },
    { from: 'band', at: HEART, decode: eachValue(decodeHeart) },
    {
      from: 'phone',
      at: SETTINGS,
      decode: eachValue((value) => {
        const goal = decodeGoal(value);
        return goal.ok ? ok({ goal: goal.value }) : ok({ value });
      }),
    },
    { from: 'phone', at: HEART_CONTROL, decode: bytes },
    ...TIMES.flatMap((at) => [
      { from: 'band' as const, at, decode: eachValue(decodeClock) },
      { from: 'phone' as const, at, decode: eachValue(decodeClock) },
    ]),
    { from: 'band', at: SERIAL, decode: bytes },
    { from: 'band', at: SYSTEM_ID, decode: bytes },
  ],
  unchecked: {
    is: ({ at, value }) =>
      sameCharacteristic(at, ACTIVITY) || (sameCharacteristic(at, FETCH) && value.length > 3),
    why: 'records and what they begin with have no checksum',
  },
  golden: [
    {
      from: 'band',
      at: STEPS,
      values: ['0c8f190000e4110000d2000000'],
      means: [6543],
      source: 'mi2.steps: assumed from a single source',
    },
  ],
  says: [
    {
      at: TIMES[0]!,
      value: 'e6070c0f14263504000004',
      when: { utc: Date.UTC(2022, 11, 15, 19, 38, 53) / 1000, offsetSeconds: 3600 },
      source: 'mi2.time',
    },
    { at: SETTINGS, value: '10000010270000', goal: 10_000, source: 'mi2.goal' },
    { at: FETCH, value: '02', source: 'mi2.fetch.go' },
  ],
};
