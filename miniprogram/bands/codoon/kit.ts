/** Codoon's own protocol as tools and tests see it. */
import { fail, ok, type Result } from '../../lib/result';
import { type BandKit, type KitFrame, MORNING, showing } from '../kit';
import {
  COMMANDS,
  decodeBattery,
  decodeFrame,
  decodeFrameCount,
  decodeId,
  decodeSetTime,
  decodeTime,
  decodeUserInfo,
  decodeVersion,
  encodeFrame,
  feedStream,
  ID_BYTES,
  STREAM_START,
} from './codec';
import { codoon } from './driver';
import { DATA } from './gatt';
import { createVirtualCodoon } from './virtual/band';

const NAMES = new Map<number, string>(Object.entries(COMMANDS).map(([name, id]) => [id, name]));

type Meaning = (payload: Uint8Array) => Result<unknown>;

const ANSWERS: Partial<Record<string, Meaning>> = {
  readId: decodeId,
  version: decodeVersion,
  readTime: decodeTime,
  readUser: decodeUserInfo,
  frameCount: decodeFrameCount,
  alarmAndBattery: (payload) => ok({ battery: decodeBattery(payload) }),
};
const REQUESTS: Partial<Record<string, Meaning>> = {
  setTime: decodeSetTime,
  writeUser: decodeUserInfo,
  readFrame: ([high = 0, low]) =>
    low === undefined ? fail('length') : ok({ frame: high * 256 + low }),
};

/** Frames of history go on from one to the next; everything else stands alone. */
function frames(meanings: typeof ANSWERS, values: readonly Uint8Array[]): Result<unknown> {
  if (values.length === 0) return fail('empty');
  const found: unknown[] = [];
  let state = STREAM_START;
  for (const value of values) {
    const frame = decodeFrame(value);
    if (!frame.ok) return frame;
    const { command, payload } = frame.value;
    const name = NAMES.get(command & 0x7f) ?? `command ${command}`;
    if (command === (COMMANDS.readFrame | 0x80)) {
      const fed = feedStream(state, payload);
      state = fed.state;
      found.push({ name, units: fed.units });
      continue;
    }
    const means = meanings[name]?.(payload) ?? ok(payload);
    if (!means.ok) return means;
    found.push({ name, means: means.value });
  }
  return ok(found);
}

const MAX_PAYLOAD = 16;

const seal = (values: readonly Uint8Array[]): Uint8Array[] =>
  values.map((value) => encodeFrame(value[1] ?? 0, value.slice(3, -1).slice(0, MAX_PAYLOAD)));

/** The subscription, and a question and an answer for each frame stored and six more. */
function leastEvents(dialogue: readonly KitFrame[]): number {
  const stored = dialogue.filter(
    ({ operation, value }) => operation === 'value' && value[1] === (COMMANDS.readFrame | 0x80),
  );
  return 1 + 2 * (stored.length + 6);
}

const named = (localName: string) => ({
  localName,
  data: '11000102030405060708090a0b',
  source: 'names of several implementations',
});

const NO_TOTAL = 'it tells no total of its day';

const nights = (now: number) => [
  { at: now - 20_000, activity: [2, 9, 40] as [number, number, number] },
  { at: now - 19_400, activity: [3, 3, 300] as [number, number, number] },
];

export const kit: BandKit = {
  driver: codoon,
  fixture: 'codoon.vectors.json',
  notCompared: {
    'scale.*': 'a scale, not a band',
    'adv.*': 'an advertisement',
    'rsp.frame.*': 'units go on from frame to frame: golden has them together',
    'boot.*': 'firmware updates',
  },
  advertisements: ['CBL', 'Codoon', 'cod_band', 'CSBS', 'CSL', 'CANDY', 'ZTECBL'].map(named),
  virtuals: [
    {
      name: 'band',
      create: ({ sleep, who, ...given }) =>
        showing(
          createVirtualCodoon({
            deviceId: 'kit',
            ...(who && { localName: who.localName, id: who.address.padStart(2 * ID_BYTES, '0') }),
            ...given,
            sleep: sleep ? nights(given.now()) : [],
          }),
          ({ clockShift, user }) => ({
            clock: Math.floor(given.now()) + clockShift,
            goal: user.goal,
          }),
        ),
      remembers: { grainSeconds: 600 },
      leastEvents,
      limits: {
        'restarted-total': NO_TOTAL,
        'unreset-total': NO_TOTAL,
        'retold-night': 'what it recorded stays as it is until it is erased',
        'grid-shift': 'its units are ten minutes of its own clock',
      },
    },
  ],
  decoders: [
    { from: 'band', at: DATA, decode: (values) => frames(ANSWERS, values), seal },
    { from: 'phone', at: DATA, decode: (values) => frames(REQUESTS, values), seal },
  ],
  golden: [
    {
      from: 'band',
      at: DATA,
      values: ['aa910cfefefefefefe2026010208109c', 'aa910c020b0015016e000000000000d8'],
      means: [
        { name: 'readFrame', units: [] },
        {
          name: 'readFrame',
          units: [
            { kind: 'sport', at: 1767341400, steps: 523, kcal: 21, metres: 366 },
            { kind: 'sport', at: 1767342000, steps: 0, kcal: 0, metres: 0 },
          ],
        },
      ],
      source: 'rsp.frame.0of4x12 and 1of4x12: several implementations',
    },
  ],
  says: [
    { at: DATA, value: 'aa0a072601020830000420', when: MORNING, source: 'req.setTime' },
    { at: DATA, value: 'aa11020000bd', source: 'req.readFrame.0' },
  ],
};
