/** Lefun as tools and tests see it. */
import { fail, ok, type Result } from '../../lib/result';
import { type BandKit, eachValue, eventsOf, type KitFrame, MORNING, showing } from '../kit';
import {
  COMMANDS,
  decodeActivity,
  decodeBattery,
  decodeDone,
  decodeFrame,
  decodeHeart,
  decodeProfile,
  decodeSleep,
  decodeTime,
  decodeTotals,
  encodeFrame,
  type Side,
} from './codec';
import { lefun } from './driver';
import { NOTIFY, WRITE } from './gatt';
import { createVirtualLefun } from './virtual/band';

const NAMES = new Map<number, string>(Object.entries(COMMANDS).map(([name, id]) => [id, name]));

type Meaning = (payload: Uint8Array) => Result<unknown>;

const ANSWERS: Partial<Record<string, Meaning>> = {
  battery: decodeBattery,
  totals: decodeTotals,
  activity: decodeActivity,
  sleep: decodeSleep,
  heart: decodeHeart,
  time: (payload) => (payload.length <= 2 ? decodeDone(payload) : decodeTime(payload)),
  profile: (payload) => (payload.length <= 2 ? decodeDone(payload) : decodeProfile(payload)),
  find: decodeDone,
};

const ofDay: Meaning = ([daysAgo]) => (daysAgo === undefined ? fail('length') : ok({ daysAgo }));
const REQUESTS: Partial<Record<string, Meaning>> = {
  totals: ofDay,
  activity: ofDay,
  sleep: ofDay,
  time: (payload) => (payload.length > 1 ? decodeTime(payload) : ok(payload)),
  profile: (payload) => (payload.length > 1 ? decodeProfile(payload) : ok(payload)),
};

const frames = (from: Side, meanings: typeof ANSWERS) =>
  eachValue((value) => {
    const frame = decodeFrame(from, value);
    if (!frame.ok) return frame;
    const { command, payload } = frame.value;
    const name = NAMES.get(command) ?? `command ${command}`;
    const means = meanings[name]?.(payload) ?? ok(payload);
    return means.ok ? ok({ name, means: means.value }) : means;
  });

const MAX_PAYLOAD = 16;

const seal = (from: Side) => (values: readonly Uint8Array[]) =>
  values.map((value) => encodeFrame(from, value[2] ?? 0, value.slice(3, -1).slice(0, MAX_PAYLOAD)));

const leastEvents = (dialogue: readonly KitFrame[]) =>
  eventsOf(dialogue, ({ operation }) => operation !== 'value');

/** A second before each list (single source). */
const pausesMs = (dialogue: readonly KitFrame[]) =>
  1000 *
  dialogue.filter(({ operation, value }) => {
    const frame = operation === 'write' ? decodeFrame('phone', value) : null;
    return (
      frame?.ok && [COMMANDS.activity, COMMANDS.sleep].some((id) => id === frame.value.command)
    );
  }).length;

/** A night: light, deep, light again, awake. */
const marks = (now: number) =>
  (
    [
      [13, 'light'],
      [12.5, 'deep'],
      [11, 'light'],
      [6, 'awake'],
    ] as const
  ).map(([hoursAgo, stage]) => ({ at: now - (now % 60) - hoursAgo * 3600, stage }));

export const kit: BandKit = {
  driver: lefun,
  fixture: 'lefun.vectors.json',
  advertisements: [
    { localName: 'Lefun', services: ['18D0'], source: 'single source' },
    { localName: 'unknown', services: ['18D0'], source: 'single source' },
  ],
  virtuals: [
    {
      name: 'band',
      create: ({ sleep, ...given }) =>
        showing(
          createVirtualLefun({
            deviceId: 'EA:11:22:33:44:55',
            ...given,
            sleep: sleep ? marks(given.now()) : [],
          }),
          ({ clockShift, finds: found }) => ({
            clock: Math.floor(given.now()) + clockShift,
            found,
          }),
        ),
      remembers: { grainSeconds: 3600 },
      limits: {
        'grid-shift': 'its records are of the hours of its own clock',
        'retold-night': 'a day that is over is not read again: its evening stays as it was told',
      },
      leastEvents,
      pausesMs,
    },
  ],
  decoders: [
    { from: 'band', at: NOTIFY, decode: frames('band', ANSWERS), seal: seal('band') },
    { from: 'phone', at: WRITE, decode: frames('phone', REQUESTS), seal: seal('phone') },
  ],
  golden: [
    {
      from: 'band',
      at: NOTIFY,
      values: ['5a12130001011a01020800020b016e001536'],
      means: [
        {
          name: 'activity',
          means: {
            daysAgo: 0,
            index: 1,
            of: 1,
            record: { at: 1767340800, steps: 523, metres: 366, kcal: 21 },
          },
        },
      ],
      source: 'lefun.activity.rsp: single source',
    },
  ],
  says: [
    { at: WRITE, value: 'ab0b04011a0102081e006c', when: MORNING, source: 'lefun.time.set' },
    { at: WRITE, value: 'ab051300b1', source: 'lefun.activity.req' },
  ],
};
