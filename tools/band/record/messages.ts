/** What was said in a session, message by message, with what each means. */
import { type BandKit, messagesOf, plain } from '../../../miniprogram/bands/kit';
import { fromHex, toHex } from '../../../miniprogram/lib/bytes';
import type { Packet } from '../../preview';
import { decoderOf } from '../check/codec';

export interface Message {
  from: 'band' | 'phone';
  at: { service: string; characteristic: string };
  /** The values that carry it, in hex. */
  values: string[];
  /** Undefined where nobody can read it. */
  means?: unknown;
  /** Nothing is in it but that. */
  whole: boolean;
}

const fromOf = ({ dir }: Packet): Message['from'] => (dir.startsWith('write') ? 'phone' : 'band');

/** In the order of their streams: values of one direction and characteristic belong together. */
export function messagesIn(kit: BandKit, packets: readonly Packet[]): Message[] {
  const streams = new Map<string, Packet[]>();
  for (const packet of packets) {
    const key = `${fromOf(packet)} ${packet.service} ${packet.characteristic}`;
    const stream = streams.get(key);
    if (stream) stream.push(packet);
    else streams.set(key, [packet]);
  }
  return [...streams.values()].flatMap((stream) => messagesOfStream(kit, stream));
}

function messagesOfStream(kit: BandKit, stream: readonly Packet[]): Message[] {
  const [first] = stream;
  if (!first) return [];
  const { service, characteristic } = first;
  const at = { service, characteristic };
  const from = fromOf(first);
  const decoder = decoderOf(kit, from, at);
  const values = stream.map(({ hex }) => fromHex(hex)!);
  return messagesOf(values, decoder?.begins ?? (() => true)).map((parts) => {
    const said = { from, at, values: parts.map(toHex), whole: false };
    const result = decoder?.decode(parts);
    if (!result?.ok) return said;
    const means = plain(result.value);
    const one: unknown = Array.isArray(means) && means.length === 1 ? means[0] : means;
    return { ...said, means: one, whole: kit.readsAll?.(one) ?? false };
  });
}
