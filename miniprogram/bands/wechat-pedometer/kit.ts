/** The WeChat pedometer profile as tools and tests see it. */
import { fail, ok } from '../../lib/result';
import { type BandKit, COUNTER_LIMITS, eachValue, showing } from '../kit';
import { decodeMeasurement } from './codec';
import { wechatPedometer } from './driver';
import { ADDRESS, MEASUREMENT, SERVICE, TARGET } from './gatt';
import { createVirtualPedometer } from './virtual/band';

const NO_SLEEP = 'it tells no sleep';
const NO_HISTORY = 'it has no history, only a total';
const NO_CLOCK = 'the band has no clock: a value is stamped by the phone';

const measurement = eachValue(decodeMeasurement);
/** A target has the form of a measurement. */
const target = eachValue((value) => {
  const read = decodeMeasurement(value);
  return read.ok ? ok({ goal: read.value.steps }) : read;
});

const address = eachValue((value) =>
  value.length === 6 ? ok({ address: value }) : fail('length'),
);

export const kit: BandKit = {
  driver: wechatPedometer,
  fixture: 'wechat-ble.vectors.json',
  notCompared: Object.fromEntries(
    ['cap', 'auth', 'dbg10', 'src', 'enc', 'frame', 'err'].map((group) => [
      `${group}.*`,
      'AirSync',
    ]),
  ),
  advertisements: [
    {
      localName: 'WeChat BLE',
      services: [SERVICE],
      data: '013a5cf3706aba27',
      source: 'adv.werun.shape: fields of a published sample',
      sharedWith: 'wechat-airsync',
    },
  ],
  virtuals: [
    {
      name: 'pedometer',
      create: ({ now, truth, who, blank = false }) =>
        showing(
          createVirtualPedometer({
            deviceId: 'kit',
            localName: who?.localName ?? 'WeChat BLE',
            mac: who?.address ?? '5CF3706ABA27',
            now,
            truth,
            blank,
          }),
          ({ goal }) => ({ goal }),
        ),
      remembers: { days: 1 },
      limits: {
        ...COUNTER_LIMITS,
        flips: 'a total is read, not sent',
        told: NO_CLOCK,
        'retold-night': NO_SLEEP,
        'grid-shift': NO_HISTORY,
      },
    },
  ],
  decoders: [
    { from: 'band', at: MEASUREMENT, decode: measurement },
    { from: 'band', at: TARGET, decode: target },
    { from: 'phone', at: TARGET, decode: target },
    { from: 'band', at: ADDRESS, decode: address },
  ],
  golden: [
    {
      from: 'band',
      at: MEASUREMENT,
      values: ['03102700701700'],
      means: [{ steps: 10000, metres: 6000 }],
      source: "fea1.stepsDistance: Tencent's wiki",
    },
  ],
  says: [
    {
      at: TARGET,
      value: '01102700',
      goal: 10_000,
      source: "fea1.stepsDistance: Tencent's wiki gives a target the form of a measurement",
    },
  ],
};
