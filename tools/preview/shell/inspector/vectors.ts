/** Packets as vectors: the shape that test/fixtures has, and that a driver's tests and reports read. */
import { hex, shortPlace } from './hex';
import type { Packet } from './record';

interface Vector {
  id: string;
  kind: 'seen';
  source: string[];
  direction: 'phone->device' | 'device->phone';
  /** "service/characteristic". */
  at: string;
  hex: string;
  decoded?: unknown;
}

/** @param title of the band. @param seen when and where, in words. */
export function vectorFile(title: string, seen: string, packets: readonly Packet[]): string {
  const vectors = vectorsOf(packets);
  const file = {
    title: `${title}: a dialogue seen in the preview`,
    conventions: {
      hex: 'lower-case, no separators, transmission order',
      direction: 'phone->device | device->phone',
      at: 'service/characteristic',
      kind: { seen: 'in the preview: what our codec and a virtual band made, no proof of either' },
    },
    counts: { total: vectors.length },
    sources: { SEEN: seen },
    vectors,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** A message of several values is `x.1of2` and `x.2of2`; a value that belongs to none stands alone. */
function vectorsOf(packets: readonly Packet[]): Vector[] {
  const names = new Map<Packet['message'], string>();
  let count = 0;
  const nameOf = ({ message, value }: Packet): string => {
    const { values, means } = message;
    const known = means === undefined ? undefined : names.get(message);
    if (!known) count += 1;
    const name = known ?? `seen.${count}`;
    names.set(message, name);
    if (means === undefined || values.length === 1) return name;
    return `${name}.${values.indexOf(value) + 1}of${values.length}`;
  };
  return packets.map((packet) => ({
    id: nameOf(packet),
    kind: 'seen',
    source: ['SEEN'],
    direction: packet.from === 'phone' ? 'phone->device' : 'device->phone',
    at: shortPlace(packet.at),
    hex: hex(packet.value),
    ...(packet.message.means !== undefined && { decoded: packet.message.means }),
  }));
}
