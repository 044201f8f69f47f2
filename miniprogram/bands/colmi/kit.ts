/** Colmi rings as tools and tests see them. */
import { chunksOf, concat } from '../../lib/bytes';
import { Reader } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import { type BandKit, eachValue, eventsOf, type KitFrame, showing } from '../kit';
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
  decodeStepRequest,
  encodeLarge,
  encodePacket,
  type Night,
  SLEEP,
} from './codec';
import { colmi } from './driver';
import { LARGE_NOTIFY, LARGE_WRITE, NOTIFY, WRITE } from './gatt';
import { createVirtualColmi } from './virtual/band';

const NAMES = new Map<number, string>(Object.entries(COMMANDS).map(([name, id]) => [id, name]));

const VALUE_BYTES = 20;

type Meaning = (payload: Uint8Array) => Result<unknown>;

const ANSWERS: Partial<Record<string, Meaning>> = {
  battery: decodeBattery,
  goals: decodeGoals,
  heartLog: decodeHeartPacket,
  heartSettings: decodeHeartSettings,
  steps: decodeStepPacket,
  measure: decodeMeasured,
  notification: decodeNotification,
  packetSize: ([bytes]) => ok({ bytes }),
};
const REQUESTS: Partial<Record<string, Meaning>> = {
  setTime: decodeSetTime,
  steps: (payload) => ok({ daysAgo: decodeStepRequest(payload) }),
  heartLog: (payload) => ok({ dayStart: new Reader(payload).u32le() }),
};

const packets = (meanings: typeof ANSWERS) =>
  eachValue((value) => {
    const packet = decodePacket(value);
    if (!packet.ok) return packet;
    const { command, error, payload } = packet.value;
    const name = NAMES.get(command) ?? `command ${command}`;
    if (error) return ok({ name, error });
    const means = meanings[name]?.(payload) ?? ok(payload);
    return means.ok ? ok({ name, means: means.value }) : means;
  });

/** Values join to one message; sleep is the only kind that is asked for. */
function large(values: readonly Uint8Array[]): Result<unknown> {
  const data = decodeLarge(concat(...values), SLEEP);
  return data.ok ? decodeSleep(data.value) : data;
}

const sealPackets = (values: readonly Uint8Array[]): Uint8Array[] =>
  values.map((value) => encodePacket(value[0] ?? 0, value.subarray(1, 15)));

const sealLarge = (values: readonly Uint8Array[]): Uint8Array[] =>
  chunksOf(encodeLarge(SLEEP, concat(...values).slice(6)), VALUE_BYTES);

/** Nothing is confirmed but the subscriptions. */
const leastEvents = (frames: readonly KitFrame[]) =>
  eventsOf(frames, ({ operation }) => operation === 'subscribe');

const NO_TOTAL = 'the total of its day is only shown live, and not kept';

const NIGHTS: Night[] = [
  { daysAgo: 1, start: 30, end: 400, pieces: [{ stage: 'rem', minutes: 200 }] },
  {
    daysAgo: 0,
    start: -60,
    end: 420,
    pieces: [
      { stage: 'light', minutes: 90 },
      { stage: null, minutes: 10 },
      { stage: 'deep', minutes: 60 },
    ],
  },
];

export const kit: BandKit = {
  driver: colmi,
  fixture: 'colmi.vectors.json',
  notCompared: {
    'colmi.profile': 'we tell a ring nothing of its wearer',
    'colmi.blink': 'we find a ring otherwise',
  },
  advertisements: ['R02_A1B2', 'R06_01FF', 'R10_3C4D', 'COLMI R10_3C4D'].map((localName) => ({
    localName,
    source: 'several implementations',
  })),
  virtuals: [
    {
      name: 'ring',
      create: ({ sleep, who, ...given }) =>
        showing(
          createVirtualColmi({
            deviceId: '30:34:12:00:A1:B2',
            ...(who && { localName: who.localName }),
            ...given,
            nights: sleep ? NIGHTS : [],
          }),
          ({ clockShift, found }) => ({ clock: Math.floor(given.now()) + clockShift, found }),
        ),
      remembers: { grainSeconds: 900 },
      leastEvents,
      limits: {
        told: 'it is asked for days of its own: those of a wrong clock are never sent',
        corrected: 'its clock can only be set, not read: records keep the time they came with',
        'restarted-total': NO_TOTAL,
        'unreset-total': NO_TOTAL,
        'grid-shift': 'its records are quarters of an hour by number',
      },
    },
  ],
  decoders: [
    { from: 'band', at: NOTIFY, decode: packets(ANSWERS), seal: sealPackets },
    { from: 'phone', at: WRITE, decode: packets(REQUESTS), seal: sealPackets },
    { from: 'band', at: LARGE_NOTIFY, decode: large, seal: sealLarge },
    {
      from: 'phone',
      at: LARGE_WRITE,
      decode: eachValue((value) => {
        const request = decodeLargeRequest(value);
        return request === null ? fail('start') : ok(request);
      }),
    },
  ],
  golden: [
    {
      from: 'band',
      at: NOTIFY,
      values: ['432410155c0001790015001000000087'],
      means: [
        {
          name: 'steps',
          means: {
            kind: 'record',
            record: {
              at: 1729033200,
              index: 0,
              of: 1,
              steps: 21,
              metres: 16,
              calories: 121,
            },
          },
        },
      ],
      source: 'colmi.steps.rec.1: several implementations',
    },
  ],
  says: [
    {
      at: WRITE,
      value: '01240101000000',
      when: { utc: Date.UTC(2023, 11, 31, 16) / 1000, offsetSeconds: 28_800 },
      source: 'colmi.setTime.2024: up to the language',
    },
    { at: WRITE, value: '43010f005f01000000000000000000b3', source: 'colmi.steps.req.day1' },
  ],
};
