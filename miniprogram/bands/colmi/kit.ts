/** Colmi rings as tools and tests see them. */
import { concat } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';
import { type BandKit, eachValue, eventsOf, type KitFrame } from '../kit';
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
  SLEEP,
} from './codec';
import { colmi } from './driver';
import { LARGE_NOTIFY, LARGE_WRITE, NOTIFY, WRITE } from './gatt';
import { createVirtualColmi } from './virtual';

const NAMES = new Map<number, string>(Object.entries(COMMANDS).map(([name, id]) => [id, name]));

type Meaning = (payload: Uint8Array) => Result<unknown>;

const ANSWERS: Partial<Record<string, Meaning>> = {
  battery: decodeBattery,
  goals: decodeGoals,
  heartLog: decodeHeartPacket,
  heartSettings: decodeHeartSettings,
  steps: decodeStepPacket,
  measure: decodeMeasured,
  notification: decodeNotification,
};
const REQUESTS: Partial<Record<string, Meaning>> = {
  setTime: decodeSetTime,
  steps: (payload) => ok({ daysAgo: decodeStepRequest(payload) }),
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

/** Nothing is confirmed but the subscriptions. */
const leastEvents = (frames: readonly KitFrame[]) =>
  eventsOf(frames, ({ operation }) => operation === 'subscribe');

export const kit: BandKit = {
  driver: colmi,
  fixture: 'colmi.vectors.json',
  advertisements: ['R02_A1B2', 'R06_01FF', 'R10_3C4D', 'COLMI R10_3C4D'].map((localName) => ({
    localName,
    source: 'several implementations',
  })),
  virtuals: [
    {
      name: 'ring',
      create: ({ now, truth, clockError }) =>
        createVirtualColmi({ deviceId: '30:34:12:00:A1:B2', now, truth, clockError }),
      remembers: { grainSeconds: 900 },
      leastEvents,
    },
  ],
  decoders: [
    { from: 'band', at: NOTIFY, decode: packets(ANSWERS) },
    { from: 'phone', at: WRITE, decode: packets(REQUESTS) },
    { from: 'band', at: LARGE_NOTIFY, decode: large },
    {
      from: 'phone',
      at: LARGE_WRITE,
      decode: eachValue((value) => {
        const type = decodeLargeRequest(value);
        return type === null ? fail('start') : ok({ type });
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
};
