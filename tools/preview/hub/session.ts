/** What a phone and a band said to each other, as a file for whoever reads bytes. */
import type { Place } from '../props';
import { uuid } from '../wx/uuid';

/** How a value crossed the air: two ways from the phone, three from the band. */
export type Direction = 'write' | 'write-no-response' | 'read' | 'notify' | 'indicate';

export interface Packet {
  /** Ms since the recording began. */
  t: number;
  dir: Direction;
  /** 128-bit UUIDs in lower case. */
  service: string;
  characteristic: string;
  hex: string;
}

/** The file. `protocol` is empty where nobody knows it. */
export interface SessionFile {
  format: 'bandmates-session';
  version: 1;
  protocol: string;
  packets: Packet[];
}

/** More than a month of any band; what comes later is not kept. */
const MOST_PACKETS = 200_000;

/** Lower case, nothing between. */
export const hexOf = (value: Uint8Array): string =>
  Array.from(value, (octet) => octet.toString(16).padStart(2, '0')).join('');

const fileOf = (packets: Packet[]): SessionFile => ({
  ...{ format: 'bandmates-session', version: 1, protocol: '', packets },
});

/** Values that were seen in their order as a file; `time` in ms. */
export function sessionOf(
  seen: readonly { time: number; dir: Direction; at: Place; value: Uint8Array }[],
): SessionFile {
  const began = seen[0]?.time ?? 0;
  return fileOf(
    seen.map(({ time, dir, at, value }) => ({
      t: Math.round(time - began),
      dir,
      service: uuid(at.service),
      characteristic: uuid(at.characteristic),
      hex: hexOf(value),
    })),
  );
}

/** The packets of one band while somebody wants them. */
export class Recording {
  readonly packets: Packet[] = [];
  private readonly began: number;

  /** @param now ms that never go back. */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.began = now();
  }

  add(dir: Direction, { service, characteristic }: Place, value: Uint8Array): void {
    if (this.packets.length >= MOST_PACKETS) return;
    const t = Math.round(this.now() - this.began);
    this.packets.push({ t, dir, service, characteristic, hex: hexOf(value) });
  }

  get file(): SessionFile {
    return fileOf(this.packets);
  }
}
