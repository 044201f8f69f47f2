/** Whether a decoder believes what its own check would not. */

import { isDeepStrictEqual } from 'node:util';
import {
  type BandKit,
  type KitDecoder,
  type KitFrame,
  messagesOf,
  plain,
} from '../../../miniprogram/bands/kit';
import { equalBytes, toHex } from '../../../miniprogram/lib/bytes';
import { judge, limit, type Verdict } from './clauses';
import { decoderOf, streams } from './codec';

const MOST_MESSAGES = 40;
/** What may follow the octets that a value says it has. */
const MORE = [[0xa5], [0, 0, 0], [0xff, 0x5a]];

/**
 * What `seal` would put right is wrong as it stands: a flipped bit, a missing octet, octets beyond
 * the end. It has to be refused; octets beyond the end may be ignored.
 */
export function checksum(kit: BandKit, frames: readonly KitFrame[]): Verdict {
  const complaints: string[] = [];
  let count = 0;
  for (const stream of streams(frames)) {
    const decoder = decoderOf(kit, stream.from, stream.at);
    for (const message of decoder?.seal ? messagesIn(kit, stream, decoder) : []) {
      for (const [what, damaged] of damages(message)) {
        if (isSealed(decoder!, damaged)) continue;
        count++;
        const wrong = believed(decoder!, message, damaged, what);
        if (wrong) complaints.push(wrong);
      }
    }
  }
  if (count === 0) return limit('checksum', 'no value has a length or a checksum of its own');
  return judge('checksum', complaints, `${count} damaged messages, none believed`);
}

/** The messages of a stream in which a wrong bit shows. */
function messagesIn(
  { unchecked }: BandKit,
  { from, at, values }: ReturnType<typeof streams>[number],
  { begins = () => true }: KitDecoder,
): Uint8Array[][] {
  const operation = from === 'phone' ? 'write' : 'value';
  const isBlind = (value: Uint8Array) => unchecked?.is({ operation, at, value }) ?? false;
  const messages = messagesOf(values, begins).filter((message) => !message.some(isBlind));
  return distinct(messages).slice(0, MOST_MESSAGES);
}

/** Whether it is right as it stands: damage that the seal does not see. */
function isSealed({ seal }: KitDecoder, values: Uint8Array[]): boolean {
  const sealed = seal!(values);
  const same = (value: Uint8Array, at: number) => equalBytes(value, values[at]!);
  return sealed.length === values.length && sealed.every(same);
}

function distinct(messages: readonly Uint8Array[][]): Uint8Array[][] {
  const found = new Map(messages.map((message) => [message.map(toHex).join(), message] as const));
  return [...found.values()];
}

type Damaged = readonly [what: 'bit' | 'shorter' | 'longer', values: Uint8Array[]];

/** A bit of every fourth octet, the last octet gone, octets that nobody announced. */
function damages(message: readonly Uint8Array[]): Damaged[] {
  const replaced = (at: number, value: Uint8Array) =>
    message.map((old, index) => (index === at ? value : old));
  const last = message.length - 1;
  const found: Damaged[] = message.flatMap((value, at) =>
    Array.from({ length: Math.ceil(value.length / 4) }, (_, nth): Damaged => {
      const copy = value.slice();
      copy[nth * 4]! ^= 1 << (nth % 8);
      return ['bit', replaced(at, copy)];
    }),
  );
  found.push(['shorter', replaced(last, message[last]!.slice(0, -1))]);
  for (const more of MORE) {
    found.push(['longer', replaced(last, Uint8Array.of(...message[last]!, ...more))]);
  }
  return found;
}

function believed(
  { decode }: KitDecoder,
  message: readonly Uint8Array[],
  damaged: readonly Uint8Array[],
  what: Damaged[0],
): string | null {
  const read = decode(damaged);
  if (!read.ok) return null;
  const right = decode(message);
  const same = right.ok && isDeepStrictEqual(plain(read.value), plain(right.value));
  if (what === 'longer' && same) return null;
  return `${what === 'bit' ? 'a wrong bit' : what} is believed: ${damaged.map(toHex).join(' ')}`;
}
