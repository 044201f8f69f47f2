/** Mi Band 1, 1A and 1S as tools and tests see them. */
import { sameCharacteristic } from '../../ble/link';
import { Reader } from '../../lib/reader';
import { fail, ok } from '../../lib/result';
import {
  type BandKit,
  eachValue,
  eventsOf,
  type KitFrame,
  type KitVirtual,
  MORNING,
  showing,
} from '../kit';
import {
  decodeAcknowledge,
  decodeBattery,
  decodeDeviceInfo,
  decodeHeader,
  decodeHeart,
  decodeLinkParameters,
  decodeSamples,
  decodeSteps,
  decodeTime,
  HEADER_BYTES,
  type MiModel,
  STATUS_CODES,
} from './codec';
import { miBand } from './driver';
import {
  ACTIVITY,
  ADDRESS,
  BATTERY,
  CONTROL,
  HEART,
  HEART_CONTROL,
  INFO,
  LINK_PARAMETERS,
  SERVICE,
  STATUS,
  STEPS,
  TIME,
  USER,
} from './gatt';
import { createVirtualMiBand } from './virtual/band';

const bytes = eachValue((value) => ok({ value }));

/** A header begins a block; what follows are minutes, whose width only the band's kind tells. */
const activity = eachValue((value) => {
  if (value.length === 0) return fail('length');
  if (value.length !== HEADER_BYTES)
    return ok({ samples: decodeSamples(value, { sampleBytes: 3, counter: false }) });
  const header = decodeHeader(value);
  return header.ok ? ok({ header: header.value }) : header;
});

const STATUS_NAMES = new Map<number, string>(
  Object.entries(STATUS_CODES).map(([name, code]) => [code, name]),
);

const status = eachValue(([code]) =>
  code === undefined ? fail('length') : ok({ code, name: STATUS_NAMES.get(code) }),
);

/** Its last byte is a checksum over the address, which is not in the value. */
function user(value: Uint8Array) {
  const reader = new Reader(value);
  if (value.length !== 20) return fail('length');
  const [uid, gender, age, heightCm] = [reader.u32le(), reader.u8(), reader.u8(), reader.u8()];
  const [weightKg, type, feature] = [reader.u8(), reader.u8(), reader.u8()];
  const letters = [...value.subarray(9, -1)].filter((code) => code >= 0x20);
  const alias = String.fromCharCode(...letters);
  return ok({ uid, gender, age, heightCm, weightKg, type, feature, alias });
}

const leastEvents = (frames: readonly KitFrame[]) =>
  eventsOf(frames, ({ operation }) => operation !== 'value');

/** Its years are counted from 2000 in one byte: a clock that starts over starts there. */
const EARLIEST = Date.UTC(2000, 0, 9) / 1000;

const band = (model: MiModel, address: string): KitVirtual => ({
  name: model,
  create: ({ clockError, who, ...given }) =>
    showing(
      createVirtualMiBand({
        deviceId: address.replace(/(..)(?!$)/g, '$1:'),
        address: who?.address ?? address,
        ...(who && { localName: who.localName }),
        model,
        ...given,
        clockError: Math.max(clockError, Math.ceil(EARLIEST - given.now())),
      }),
      ({ clockShift, goal, found }) => ({
        clock: Math.floor(given.now()) + clockShift,
        goal,
        found,
      }),
    ),
  remembers: { grainSeconds: 900 },
  leastEvents,
  limits: {
    'retold-night': 'its minutes are not staged: it tells no sleep',
    'grid-shift': 'a block told again keeps its time, and its minutes are those of its clock',
  },
});

export const kit: BandKit = {
  driver: miBand,
  fixture: 'mi-band.vectors.json',
  advertisements: [
    { localName: 'MI', services: [SERVICE], source: 'several implementations' },
    { localName: 'MI1S', services: ['fee0'], source: 'several implementations' },
  ],
  virtuals: [band('1', 'C80F10010203'), band('1S', 'C80F10010204')],
  decoders: [
    { from: 'band', at: ACTIVITY, decode: activity },
    { from: 'band', at: INFO, decode: eachValue(decodeDeviceInfo) },
    { from: 'band', at: STEPS, decode: eachValue(decodeSteps) },
    { from: 'band', at: BATTERY, decode: eachValue(decodeBattery) },
    { from: 'band', at: HEART, decode: eachValue(decodeHeart) },
    { from: 'band', at: TIME, decode: eachValue(decodeTime) },
    { from: 'phone', at: TIME, decode: eachValue(decodeTime) },
    { from: 'phone', at: LINK_PARAMETERS, decode: eachValue(decodeLinkParameters) },
    {
      from: 'phone',
      at: CONTROL,
      decode: eachValue((value) => {
        const acknowledge = decodeAcknowledge(value);
        if (acknowledge.ok) return ok({ acknowledge: acknowledge.value });
        return value.length > 0 ? ok({ command: value[0], value }) : fail('length');
      }),
    },
    { from: 'band', at: STATUS, decode: status },
    { from: 'band', at: ADDRESS, decode: bytes },
    { from: 'phone', at: USER, decode: eachValue(user) },
    { from: 'phone', at: HEART_CONTROL, decode: bytes },
  ],
  unchecked: {
    is: ({ at }) => sameCharacteristic(at, ACTIVITY) || sameCharacteristic(at, TIME),
    why: 'records, their headers and the time have no checksum',
  },
  needed: { at: [INFO], why: 'the log-in is made of it' },
  golden: [
    {
      from: 'band',
      at: STEPS,
      values: ['8f19'],
      means: [6543],
      source: 'mi1.steps: several implementations',
    },
  ],
  says: [
    { at: TIME, value: '1a0002081e00', when: MORNING, source: 'the time of mi1.activity.ack' },
    { at: LINK_PARAMETERS, value: '270031000000f40100000000', source: 'mi1.leParams.fast' },
    { at: CONTROL, value: '06', source: 'mi1.fetch' },
  ],
};
