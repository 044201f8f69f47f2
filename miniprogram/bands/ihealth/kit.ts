/** iHealth as tools and tests see it. */
import { toHex } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';
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
  Assembler,
  COMMANDS,
  decodeActivity,
  decodeActivityBlock,
  decodeFrame,
  decodeProfile,
  decodeSetTime,
  decodeSleepBlock,
  decodeState,
  decodeTotals,
  encodeFrame,
  FROM_BAND,
  FROM_PHONE,
  isEmpty,
  type Widths,
} from './codec';
import { authAnswer } from './crypto';
import { ihealth } from './driver';
import { FIRMWARE, type Model, PORTS, SERIAL } from './gatt';
import { createVirtualIHealth } from './virtual/band';

const NAMES = new Map<number, string>(Object.entries(COMMANDS).map(([name, id]) => [id, name]));
/** The virtual bands' model key: made up. */
const KEY = Uint8Array.from({ length: 16 }, (_, index) => (index * 29 + 1) & 0xff);

type Meaning = (params: Uint8Array, widths: Widths) => Result<unknown>;

const FROM_BANDS: Partial<Record<string, Meaning>> = {
  state: decodeState,
  totals: decodeTotals,
  activityBlock: decodeActivityBlock,
  activityData: decodeActivity,
  getProfile: profile,
  sleepBlock: decodeSleepBlock,
};

/** How wide its numbers are, and whether it knows swimming, only the firmware tells: its length does. */
function profile(params: Uint8Array): Result<unknown> {
  for (const wide of [false, true]) {
    for (const swim of [false, true]) {
      const read = decodeProfile(params, { wide, swim });
      if (read.ok) return read;
    }
  }
  return fail('length');
}

const FROM_PHONES: Partial<Record<string, Meaning>> = {
  setTime: decodeSetTime,
  setProfile: profile,
};

/** Frames of one direction; an answer that is an echo of the request has other parameters. */
const frames =
  (start: number, meanings: typeof FROM_BANDS, model: Model) =>
  (values: readonly Uint8Array[]): Result<unknown> => {
    const widths = { wide: model === 'AM4', swim: false };
    const assembler = new Assembler();
    const found: unknown[] = [];
    for (const value of values) {
      const frame = decodeFrame(start, value);
      if (!frame.ok) return frame;
      if (isEmpty(frame.value) && !assembler.expects(frame.value)) {
        found.push({ acknowledges: frame.value.sequence });
        continue;
      }
      const instruction = assembler.push(frame.value);
      if (!instruction) continue;
      const { command, params } = instruction;
      const name = NAMES.get(command) ?? `command ${command}`;
      const means = meanings[name]?.(params, widths);
      found.push({ name, means: means?.ok ? means.value : params });
    }
    return found.length > 0 ? ok(found) : fail('incomplete');
  };

const HEAD_BYTES = 5;
const MAX_CONTENT = 14;

const seal = (start: number) => (values: readonly Uint8Array[]) =>
  values.map((value) => {
    const content = value.slice(HEAD_BYTES, -1).slice(0, MAX_CONTENT);
    return encodeFrame(start, { order: value[2] ?? 0, sequence: value[3] ?? 0, content });
  });

const text = eachValue((value) => ok({ value }));

/** Every fragment is acknowledged before the next: a confirmed write, and values in between. */
const leastEvents = (frames: readonly KitFrame[]) =>
  eventsOf(frames, ({ operation }) => operation !== 'value');

const nights = (now: number) => [
  { at: now - 40_000, levels: [0, 1, 1, 2, 2, 2, 9, 1] },
  { at: now - 30_000, levels: Array.from({ length: 27 }, (_, i) => (i % 4 === 3 ? 2 : 1)) },
];

const band = (model: Model, mac: string): KitVirtual => ({
  name: model,
  create: ({ sleep, ...given }) =>
    showing(
      createVirtualIHealth({
        deviceId: 'kit',
        model,
        mac,
        key: KEY,
        ...given,
        sleep: sleep ? nights(given.now()) : [],
      }),
      ({ clockShift, profile }) => ({
        clock: Math.floor(given.now()) + clockShift,
        goal: profile.goals[0],
      }),
    ),
  remembers: { grainSeconds: 900 },
  leastEvents,
  limits: {
    'grid-shift': 'its records are dated to the minute, each by itself',
    corrected: 'its clock can only be set, not read: records keep the time they came with',
    zones: 'its times have no zone: what it kept is dated in the one the phone is in',
  },
});

export const kit: BandKit = {
  driver: ihealth,
  fixture: 'ihealth.vectors.json',
  notCompared: {
    'req.setBmr': 'we do not write it',
    'req.alarm*': 'we set no alarms',
    'req.random6': 'an older log-in',
  },
  advertisements: [
    {
      localName: 'Activity Monitor',
      services: [PORTS[0]!.listen.service],
      source: 'single source',
    },
    { localName: 'AM3S', source: 'single source' },
    { localName: 'AM4', services: [PORTS[2]!.listen.service], source: 'single source' },
    { localName: 'iHealth AM3', source: 'single source' },
  ],
  virtuals: [band('AM3', '004D32010203'), band('AM4', '004D32010204')],
  decoders: [
    ...PORTS.flatMap(({ model, listen, write }) => [
      {
        from: 'band' as const,
        at: listen,
        decode: frames(FROM_BAND, FROM_BANDS, model),
        seal: seal(FROM_BAND),
      },
      {
        from: 'phone' as const,
        at: write,
        decode: frames(FROM_PHONE, FROM_PHONES, model),
        seal: seal(FROM_PHONE),
      },
    ]),
    { from: 'band', at: SERIAL, decode: text },
    { from: 'band', at: FIRMWARE, decode: text },
  ],
  golden: [
    {
      from: 'band',
      at: PORTS[0]!.listen,
      values: ['a0060003aab40150b2'],
      means: [{ name: 'state', means: { mode: 1, level: 80 } }],
      source: 'rsp.state: single source',
    },
  ],
  says: [
    {
      at: PORTS[0]!.write,
      value: 'aaa41a0102081e0005',
      when: MORNING,
      source: 'req.setTime: without its sequence and checksum',
    },
  ],
  async vendorAuth({ challenge }) {
    const answer = authAnswer(KEY, challenge);
    if (answer === null) throw new Error('not one of ours');
    return answer;
  },
  testKey: {
    variable: 'BANDMATES_KEY_IHEALTH',
    value: `AM3:${toHex(KEY)},AM4:${toHex(KEY)}`,
  },
};
