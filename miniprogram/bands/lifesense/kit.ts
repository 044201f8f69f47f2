/** Lifesense's A5 and A2 as tools and tests see them. */
import { sameCharacteristic } from '../../ble/link';
import { concat } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';
import {
  type BandKit,
  COUNTER_LIMITS,
  eachValue,
  eventsOf,
  type KitFrame,
  messagesOf,
  NEW_YEAR,
  showing,
} from '../kit';
import {
  WRITE as A2_WRITE,
  Assembler,
  COMMANDS,
  decodeBody,
  decodeMeasurement,
  decodePush,
  decodeSleep,
  decodeSteps,
  encodeMessage,
  MAX_PAYLOAD,
} from './codec';
import { lifesense } from './driver';
import { A2, A5, FIRMWARE, IDENTITY } from './gatt';
import { createVirtualA2 } from './virtual/a2';
import { createVirtualLifesense } from './virtual/band';

const NAMES = new Map<number, string>(Object.entries(COMMANDS).map(([name, id]) => [id, name]));

function means(command: number, rest: Uint8Array): Result<unknown> {
  if (command === COMMANDS.hours || command === COMMANDS.days) return decodeSteps(rest);
  if (command === COMMANDS.sleep) return decodeSleep(rest);
  return command === COMMANDS.pairResult ? ok({ result: rest[0] }) : ok(rest);
}

function messages(values: readonly Uint8Array[]): Result<unknown> {
  const assembler = new Assembler();
  const found: unknown[] = [];
  let open = values.length > 0;
  for (const value of values) {
    const message = assembler.push(value);
    open = message === null;
    if (!message) continue;
    if (!message.ok) return message;
    const body = decodeBody(message.value.payload);
    if (!body.ok) return body;
    const { version, command, rest } = body.value;
    const said = means(command, rest);
    if (!said.ok) return said;
    const name = NAMES.get(command) ?? `command ${command}`;
    found.push({ header: message.value.header, name, version, means: said.value });
  }
  return open || found.length === 0 ? fail('incomplete') : ok(found);
}

const CRC_BYTES = 4;

const begins = ([first = 0]: Uint8Array): boolean => first >= 0x80;

/** Every message as if it was of these bytes from the start; a head of it at the least. */
function seal(values: readonly Uint8Array[]): Uint8Array[] {
  return messagesOf(values, begins).flatMap(([first, ...more]) => {
    const content = concat(first!.subarray(4), ...more.map((value) => value.subarray(1)));
    const header = 0x8000 | ((first![0] ?? 0) * 256 + (first![1] ?? 0));
    const payload = content.slice(0, -CRC_BYTES).slice(0, MAX_PAYLOAD);
    return encodeMessage({ header, payload: payload.length > 0 ? payload : Uint8Array.of(0) });
  });
}

const A2_NAMES = new Map<number, string>(Object.entries(A2_WRITE).map(([name, id]) => [id, name]));

function a2Write(value: Uint8Array): Result<unknown> {
  const name = A2_NAMES.get(value[0] ?? -1);
  return name ? ok({ name, means: value.subarray(1) }) : fail('unknown-command');
}

/** Data is notified, questions are indicated. */
const leastEvents = (frames: readonly KitFrame[]) =>
  eventsOf(
    frames,
    ({ operation, at }) => operation !== 'value' || !sameCharacteristic(at, A5.data),
  );

/** An hour and a half; once the band was taken off. */
const NIGHT = Array.from({ length: 18 }, (_, at) => (at === 2 ? null : (at * 3) % 13));

/** A2 only. */
const FORGETS =
  'the band forgets a record when its indication is confirmed: no phone can ask later';

export const kit: BandKit = {
  driver: lifesense,
  fixture: 'lifesense.vectors.json',
  advertisements: [
    { localName: 'Mambo', services: ['a500'], source: 'service and name, single source' },
    { localName: 'LS405-B2', services: ['7801'], source: 'service and name, single source' },
    { localName: 'LS Band 5', source: 'name, single source' },
    { localName: 'Ziva', source: 'name, single source' },
  ],
  virtuals: [
    {
      name: 'A5',
      create: ({ sleep, tamper, who, ...given }) =>
        showing(
          createVirtualLifesense({
            ...(tamper && { tamper: (payload) => tamper(payload).slice(0, MAX_PAYLOAD) }),
            deviceId: 'kit',
            ...(who && { localName: who.localName, mac: who.address }),
            ...given,
            sleep: sleep ? [{ time: given.now() - 30_000, values: NIGHT }] : [],
          }),
          ({ clockShift, user }) => ({
            clock: Math.floor(given.now()) + clockShift,
            ...(user && { goal: user.target }),
          }),
        ),
      zoneSeconds: 3600,
      remembers: { grainSeconds: 3600 },
      leastEvents,
      noEnd: 'a band sends what it stores and never says that was all',
      limits: {
        corrected: 'its clock can only be set, not read: records keep the time they came with',
        'grid-shift': 'its records are of the hours of its own clock',
      },
    },
    {
      name: 'A2',
      create: (given) =>
        showing(createVirtualA2({ deviceId: 'kit', ...given }), ({ clockError, goal }) => ({
          utc: Math.floor(given.now()) + clockError,
          ...(goal !== null && { goal }),
        })),
      remembers: { days: 7 },
      pairsApart: true,
      limits: {
        ...COUNTER_LIMITS,
        'retold-night': 'it tells no sleep',
        'grid-shift': 'it has no history, only totals of days',
        callbacks: FORGETS,
        release: FORGETS,
        corrupt: FORGETS,
        swaps: 'every record is an indication, confirmed before the next',
        shortened: FORGETS,
      },
    },
  ],
  decoders: [
    { from: 'band', at: A5.ask, decode: messages, seal, begins },
    { from: 'band', at: A5.data, decode: messages, seal, begins },
    { from: 'phone', at: A5.write, decode: messages, seal, begins },
    { from: 'band', at: A2.measure, decode: eachValue(decodeMeasurement) },
    { from: 'band', at: A2.push, decode: eachValue(decodePush) },
    { from: 'phone', at: A2.write, decode: eachValue(a2Write) },
    ...[...IDENTITY.map(({ at }) => at), FIRMWARE].map((at) => ({
      from: 'band' as const,
      at,
      decode: eachValue((value) => ok({ value })),
    })),
  ],
  unchecked: {
    is: ({ at }) => [A2.measure, A2.push].some((one) => sameCharacteristic(one, at)),
    why: 'A2 records have no checksum',
  },
  golden: [
    {
      from: 'band',
      at: A2.measure,
      values: ['3e881300007e181e0000d20000002d00ac0d05'],
      means: [
        {
          run: false,
          steps: 5000,
          time: 1767225600,
          kcal: 210,
          minutes: 45,
          metres: 3500,
          battery: 5,
          sleepStatus: 0,
          intensity: 0,
        },
      ],
      source: 'a2.measure.walk: single source',
    },
  ],
  says: [
    {
      at: A5.write,
      value: '506955b900',
      when: NEW_YEAR,
      source: 'a5.userInfo.rsp: up to the weight',
    },
    { at: A2.write, value: '02007e181e', when: NEW_YEAR, source: 'a2.utc.2010' },
    { at: A2.write, value: '22', source: 'a2.disconnect' },
  ],
};
