/** AirSync as tools and tests see it. */
import { sameCharacteristic } from '../../ble/link';
import { chunksOf, concat } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';
import { type BandKit, eachValue, type KitFrame, messagesOf, showing } from '../kit';
import { decodeMessage, decodeWristbandRequest, Reassembler } from './codec';
import { wechatAirsync } from './driver';
import { ADDRESS, INDICATE, SERVICE, WRITE } from './gatt';
import { COMMANDS, DATA_TYPE, FILTER } from './messages';
import { CHUNK_BYTES, encodePacket, HEADER_BYTES, type Packet } from './packet';
import { createVirtualAirSync } from './virtual/band';

function describe({ command, seq, body }: Packet): Result<unknown> {
  const message = decodeMessage(command, body);
  if (!message.ok) return message;
  const { name, fields } = message.value;
  const said = { name, seq, fields };
  if (name !== 'sendDataRequest' || fields.type !== DATA_TYPE.wristband) return ok(said);
  const data = decodeWristbandRequest(fields.data);
  return data.ok ? ok({ ...said, wristband: data.value }) : data;
}

/** The messages in chunks; bodies of an encrypted session have no meaning without its key. */
function messages(values: readonly Uint8Array[]): Result<unknown> {
  const chunks = new Reassembler();
  const found: unknown[] = [];
  for (const value of values) {
    const pushed = chunks.push(value);
    if (!pushed) continue;
    if ('broken' in pushed) return fail(pushed.broken.reason);
    const said = describe(pushed.packet);
    if (!said.ok) return said;
    found.push(said.value);
  }
  return chunks.partial.length > 0 || found.length === 0 ? fail('incomplete') : ok(found);
}

const address = eachValue((value) =>
  value.length === 6 ? ok({ address: value }) : fail('length'),
);

const begins = ([magic, version]: Uint8Array): boolean => magic === 0xfe && version === 1;

/** A bit that is wrong here ends the login: it is said again. */
const isLogin = (value: Uint8Array): boolean =>
  begins(value) && (value[4] ?? 0) * 256 + (value[5] ?? 0) !== COMMANDS.sendDataRequest;

/** What begins at a chunk that looks like a header, as one packet of its own length. */
function seal(values: readonly Uint8Array[]): Uint8Array[] {
  return messagesOf(values, begins).flatMap((chunks) => {
    const bytes = concat(...chunks);
    const number = (at: number) => (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
    const body = bytes.slice(HEADER_BYTES);
    return chunksOf(encodePacket({ command: number(4), seq: number(6), body }), CHUNK_BYTES);
  });
}

/** The subscription, every chunk of the band, and one answer to each packet of it. */
function leastEvents(frames: readonly KitFrame[]): number {
  const chunks = new Reassembler();
  let events = 1;
  for (const { operation, value } of frames) {
    if (operation !== 'value') continue;
    events += 1;
    const pushed = chunks.push(value);
    if (pushed && 'packet' in pushed) events += 1;
  }
  return events;
}

export const kit: BandKit = {
  driver: wechatAirsync,
  fixture: 'wechat-ble.vectors.json',
  notCompared: { 'enc.*': 'encrypted: it means nothing without its key' },
  advertisements: [
    {
      localName: 'GumpWX',
      services: [SERVICE],
      data: '3302001a7dda7113',
      source: 'adv.airsync.bleno: a published band simulator',
    },
    { localName: 'iHealth AM3', services: [SERVICE], source: 'virtual' },
    { localName: 'Mambo', services: [SERVICE], source: 'virtual' },
    { localName: 'BonBon', services: [SERVICE], source: 'virtual' },
    { localName: 'Honor', services: [SERVICE], source: 'virtual' },
    { localName: 'Codoon', services: [SERVICE], source: 'virtual' },
  ],
  virtuals: [
    {
      name: 'address login',
      create: ({ who, ...given }) =>
        showing(
          createVirtualAirSync({
            deviceId: 'kit',
            localName: who?.localName ?? 'GumpWX',
            mac: who?.address ?? '001A7DDA7113',
            ...given,
            filter: Uint8Array.of(FILTER.time),
          }),
          ({ clockError }) => ({ utc: Math.floor(given.now()) + clockError }),
        ),
      remembers: { grainSeconds: 600 },
      leastEvents,
      limits: {
        swaps: 'every value is an indication, confirmed before the next',
        corrected: 'its clock can only be set, not read: counts keep the time they came with',
        'retold-night': 'it tells no sleep',
        'grid-shift': 'a count is of an instant, and told again the same',
      },
      noEnd: 'a band sends while it has data and never says that was all',
    },
  ],
  decoders: [
    { from: 'band', at: INDICATE, decode: messages, seal, begins },
    { from: 'phone', at: WRITE, decode: messages, seal, begins },
    { from: 'band', at: ADDRESS, decode: address },
  ],
  unchecked: {
    is: ({ at, value }) => sameCharacteristic(at, INDICATE) && !isLogin(value),
    why: 'data that is not encrypted has no checksum',
  },
  readsAll: (means) => typeof means === 'object' && means !== null && 'wristband' in means,
  golden: [
    {
      from: 'band',
      at: INDICATE,
      values: ['fe010022271100010a0018848004200128023a06', '001a7dda7113620647756d705758'],
      means: [
        {
          name: 'authRequest',
          seq: 1,
          fields: {
            protoVersion: 65540,
            authProto: 1,
            authMethod: 2,
            mac: '001a7dda7113',
            deviceName: 'GumpWX',
          },
        },
      ],
      source: 'cap.s1.01: a captured log',
    },
  ],
  says: [
    {
      at: WRITE,
      value: 'fe01000e4e2100010a0208001200',
      source: 'cap.s1.02: a captured log',
    },
    { at: WRITE, value: '0a02080010b42418f8ac0120', source: 'cap.s1.04: up to the challenge' },
  ],
};
