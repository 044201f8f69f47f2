/** Huawei Link Protocol v2 as tools and tests see it. */
import { chunksOf, concat, toHex } from '../../lib/bytes';
import { bigEndian } from '../../lib/reader';
import { fail, ok, type Result } from '../../lib/result';
import {
  type BandKit,
  type KitFrame,
  type KitVirtual,
  type KitVirtualOptions,
  messagesOf,
  showing,
} from '../kit';
import { huawei } from './driver';
import { NOTIFY, SERVICE, WRITE } from './gatt';
import { decodeSleepBlock, type SleepPiece } from './history/sleep-block';
import { decodeStepBlock } from './history/step-block';
import { COMMAND, type CommandName } from './messages';
import { createVirtualHuawei } from './virtual/band';
import { TEST_KEY, testVendorAuth, type VirtualHuaweiOptions } from './virtual/options';
import { Assembler } from './wire/assembler';
import { crc16 } from './wire/crc16';
import { MARK, type Packet } from './wire/packet';
import { parseTlvs, type Tlv } from './wire/tlv';

const NAMES = new Map(
  (Object.keys(COMMAND) as CommandName[]).map((name) => [COMMAND[name].join('/'), name]),
);
/** The tag that says a body is encrypted. */
const SEALED = 0x7c;
const HEAD_BYTES = 3;

const BLOCKS: Partial<Record<string, (list: readonly Tlv[]) => Result<unknown>>> = {
  stepBlock: decodeStepBlock,
  sleepBlock: decodeSleepBlock,
};

function describe({ service, command, body }: Packet, fromBand: boolean): Result<unknown> {
  const list = parseTlvs(body);
  if (!list.ok) return list;
  const name = NAMES.get(`${service}/${command}`);
  const encrypted = list.value.some(({ tag }) => tag === SEALED);
  const said = { service, command, name, encrypted, tlvs: list.value };
  const block = fromBand && !encrypted && name ? BLOCKS[name]?.(list.value) : undefined;
  return ok(block?.ok ? { ...said, block: block.value } : said);
}

/** The packets in pieces; what is encrypted stays so. */
const packets =
  (fromBand: boolean) =>
  (values: readonly Uint8Array[]): Result<unknown> => {
    const assembler = new Assembler(false);
    const found: unknown[] = [];
    for (const value of values) {
      for (const event of assembler.push(value)) {
        if (event.broken) return fail(event.broken.reason);
        const said = describe(event.packet, fromBand);
        if (!said.ok) return said;
        found.push(said.value);
      }
    }
    if (assembler.unfinished || (found.length === 0 && values.length === 0)) {
      return fail('incomplete');
    }
    return found.length > 0 ? ok(found) : fail('mark');
  };

const begins = ([mark, high]: Uint8Array): boolean => mark === MARK && high === 0;

/** What begins like a frame of less than 256 bytes, as one, in values as long as those it came in. */
const seal = (values: readonly Uint8Array[]): Uint8Array[] =>
  messagesOf(values, begins).flatMap((pieces) => {
    const inside = concat(...pieces).slice(3, -2);
    const head = concat(Uint8Array.of(MARK), bigEndian(inside.length, 2), inside);
    const longest = Math.max(...pieces.map(({ length }) => length), HEAD_BYTES);
    return chunksOf(concat(head, bigEndian(crc16(head), 2)), longest);
  });

/** Every request, and its answer in values of which four share an event. */
function leastEvents(frames: readonly KitFrame[]): number {
  let events = 0;
  let values = 0;
  const close = () => {
    events += Math.ceil(values / 4);
    values = 0;
  };
  for (const { operation } of frames) {
    if (operation === 'value') values++;
    else {
      close();
      events++;
    }
  }
  close();
  return events;
}

const LIMITS: KitVirtual['limits'] = {
  'grid-shift': 'its minutes are dated by their number in an hour',
  told: 'it is asked for a span of time: what a wrong clock dated elsewhere is never sent',
  steady: 'what its clock was is told once, in the answer that sets it: that one may get lost',
};

/** 40 minutes light, 20 awake, 90 deep. */
const nightBefore = (now: number): SleepPiece[] => [
  { stage: 'light', start: now - 36_200, minutes: 40 },
  { stage: 'deep', start: now - 36_200 + 3600, minutes: 90 },
];

const band =
  (more: Partial<VirtualHuaweiOptions>) =>
  ({ sleep, ...given }: KitVirtualOptions) =>
    showing(
      createVirtualHuawei({
        ...given,
        sleep: sleep ? [nightBefore(given.now())] : [],
        ...more,
      }),
      ({ clockError, offsetSeconds, goal }) => ({
        clock: Math.floor(given.now()) + clockError + offsetSeconds,
        ...(goal !== null && { goal }),
      }),
    );

export const kit: BandKit = {
  driver: huawei,
  fixture: 'huawei.vectors.json',
  notCompared: {
    'gb.HuaweiPacket.UnencryptedSlicedSerialize.*': 'slices of one packet, apart',
    'zyv.userInfo.tlv': 'a body without its packet',
    'setTime.zone.*': 'a body without its packet',
    'goal.steps10000': 'a body without its packet',
  },
  advertisements: [
    { localName: 'Honor Band 5-A1B', services: [SERVICE], source: 'several implementations' },
    { localName: 'HUAWEI Band 3 Pro-0C4', source: 'several implementations' },
    { localName: 'Huawei Band 7-9F2', services: ['FE86'], source: 'several implementations' },
  ],
  virtuals: [
    {
      name: 'plain, 244-byte values',
      create: band({ payload: 244 }),
      remembers: { grainSeconds: 900 },
      leastEvents,
      limits: LIMITS,
    },
    {
      name: 'plain, 20-byte values',
      create: band({ payload: 20, address: 'C0FFEE001235', serial: 'VRT0123456790' }),
      remembers: { grainSeconds: 900 },
      leastEvents,
      limits: LIMITS,
    },
    {
      name: 'HiChain',
      create: band({ mode: 'hichain', localName: 'Huawei Band 7-9F2', address: 'C0FFEE001236' }),
      remembers: { grainSeconds: 900 },
      leastEvents,
      limits: LIMITS,
    },
  ],
  decoders: [
    { from: 'band', at: NOTIFY, decode: packets(true), seal, begins },
    { from: 'phone', at: WRITE, decode: packets(false), seal, begins },
  ],
  golden: [
    {
      from: 'band',
      at: NOTIFY,
      values: ['5a0006000b01010101ccf1'],
      means: [{ service: 11, command: 1, encrypted: false, tlvs: [{ tag: 1, value: '01' }] }],
      source: 'gb.FindPhone.StartFindPhone: a unit test of one implementation',
    },
  ],
  says: [
    {
      at: WRITE,
      value: '5a000b0001010100020003000400f13b',
      source: 'gb.DeviceConfig.LinkParamsRequest.serialized',
    },
  ],
  vendorAuth: testVendorAuth,
  testKey: {
    variable: 'BANDMATES_KEY_HUAWEI',
    value: `1:${toHex(concat(TEST_KEY.digestSecret, TEST_KEY.first, TEST_KEY.second))}`,
  },
};
