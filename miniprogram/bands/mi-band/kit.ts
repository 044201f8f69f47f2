/** Mi Band 1, 1A and 1S as tools and tests see them. */
import { fail, ok } from '../../lib/result';
import { type BandKit, eachValue, eventsOf, type KitFrame, type KitVirtual } from '../kit';
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
import { createVirtualMiBand } from './virtual';

const bytes = eachValue((value) => ok({ value }));

/** A header begins a block; what follows are minutes, whose width only the band's kind tells. */
const activity = eachValue((value) => {
  if (value.length === 0) return fail('length');
  if (value.length !== HEADER_BYTES)
    return ok({ samples: decodeSamples(value, { sampleBytes: 3, counter: false }) });
  const header = decodeHeader(value);
  return header.ok ? ok({ header: header.value }) : header;
});

const leastEvents = (frames: readonly KitFrame[]) =>
  eventsOf(frames, ({ operation }) => operation !== 'value');

/** Its years are counted from 2000 in one byte: a clock that starts over starts there. */
const EARLIEST = Date.UTC(2000, 0, 9) / 1000;

const band = (model: MiModel, address: string): KitVirtual => ({
  name: model,
  create: ({ now, truth, clockError, dense, blank = false }) =>
    createVirtualMiBand({
      deviceId: address.replace(/(..)(?!$)/g, '$1:'),
      address,
      model,
      now,
      truth,
      clockError: Math.max(clockError, Math.ceil(EARLIEST - now())),
      dense,
      blank,
    }),
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
    { from: 'band', at: STATUS, decode: bytes },
    { from: 'band', at: ADDRESS, decode: bytes },
    { from: 'phone', at: USER, decode: bytes },
    { from: 'phone', at: HEART_CONTROL, decode: bytes },
  ],
  unchecked: {
    at: [ACTIVITY, INFO, TIME],
    why: 'records, device information and time have no checksum',
  },
  golden: [
    {
      from: 'band',
      at: STEPS,
      values: ['8f19'],
      means: [6543],
      source: 'mi1.steps: several implementations',
    },
  ],
};
