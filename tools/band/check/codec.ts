/** Whether frames mean what their sources say, and bad ones mean nothing. */
import type { BandKit, KitDecoder, KitFrame } from '../../../miniprogram/bands/kit';
import { sameCharacteristic } from '../../../miniprogram/ble/link';
import { judge, type Verdict, words } from './clauses';

export const decoderOf = (
  kit: BandKit,
  from: 'band' | 'phone',
  at: { service: string; characteristic: string },
): KitDecoder | undefined =>
  kit.decoders.find((decoder) => decoder.from === from && sameCharacteristic(decoder.at, at));

/** Values of one direction and characteristic, in order. */
export function streams(frames: readonly KitFrame[]): {
  from: 'band' | 'phone';
  at: KitFrame['at'];
  values: Uint8Array[];
}[] {
  const found = new Map<
    string,
    { from: 'band' | 'phone'; at: KitFrame['at']; values: Uint8Array[] }
  >();
  for (const { operation, at, value } of frames) {
    if (operation === 'subscribe' || operation === 'read') continue;
    const from = operation === 'write' ? 'phone' : 'band';
    const key = `${from} ${at.service} ${at.characteristic}`;
    const stream = found.get(key) ?? { from, at, values: [] };
    stream.values.push(value);
    found.set(key, stream);
  }
  return [...found.values()];
}

/** Everything the virtual band and the driver say to each other can be explained by `decode`. */
export function explained(kit: BandKit, frames: readonly KitFrame[]): Verdict {
  const complaints: string[] = [];
  let count = 0;
  for (const { from, at, values } of streams(frames)) {
    const decoder = decoderOf(kit, from, at);
    count += values.length;
    if (!decoder) {
      complaints.push(`no decoder for ${at.characteristic.slice(4, 8)} from the ${from}`);
      continue;
    }
    const result = decoder.decode(values);
    if (!result.ok) {
      complaints.push(`${at.characteristic.slice(4, 8)} from the ${from}: ${result.reason}`);
    }
  }
  return judge('decode', complaints, `${count} values of a sync explained`);
}

/** Every cut and every flipped bit of every value gives a reason or another meaning, never a throw. */
export function total(kit: BandKit, frames: readonly KitFrame[]): Verdict {
  const complaints: string[] = [];
  let count = 0;
  const attempt = (decoder: KitDecoder, values: readonly Uint8Array[]) => {
    count++;
    try {
      decoder.decode(values);
    } catch (error) {
      complaints.push(words(error));
    }
  };
  const seen = new Set<string>();
  for (const { from, at, values } of streams(frames)) {
    const decoder = decoderOf(kit, from, at);
    if (!decoder) continue;
    for (const value of values) {
      const key = value.join();
      if (seen.has(key) || seen.size > 400) continue;
      seen.add(key);
      for (let length = 0; length <= value.length; length++) {
        attempt(decoder, [value.subarray(0, length)]);
        attempt(decoder, [value.subarray(0, length), value]);
      }
      for (let bit = 0; bit < Math.min(value.length, 32) * 8; bit++) {
        const flipped = value.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        attempt(decoder, [flipped]);
      }
    }
  }
  return judge('total', complaints, `${count} cut and flipped values, none thrown on`);
}
