/** What an inspector has heard of one phone since it was opened: the latest of it. */
import type { Called, Drawn, Heard, Onlooker } from '../../hub/onlooker';
import type { PacketDecoder } from '../../props';
import { type Message, Messages } from './messages';

/** A value on the air. */
export interface Packet extends Heard {
  /** UTC ms. */
  time: number;
  message: Message;
}

export interface Call extends Called {
  /** When it ended, UTC ms. */
  time: number;
}

/** What a page sent to its view. */
export interface Drawing {
  calls: number;
  /** UTF-8 of the JSON. */
  bytes: number;
  largest: number;
  /** Calls in the busiest second. */
  busiest: number;
  /** When the calls of the last second were, UTC ms. */
  recent: number[];
}

const PACKETS = 2000;
const CALLS = 200;
const SECOND_MS = 1000;

export class Record implements Onlooker {
  readonly packets: Packet[] = [];
  readonly calls: Call[] = [];
  readonly pages = new Map<string, Drawing>();
  /** Grows with whatever is heard. */
  version = 0;
  /** How many packets there were, those no longer kept included. */
  packetCount = 0;
  private readonly messages: Messages;
  private readonly encoder = new TextEncoder();

  /** @param now UTC ms. @param decoders of the band at an address. */
  constructor(
    private readonly now: () => number,
    decoders: (deviceId: string) => readonly PacketDecoder[],
  ) {
    this.messages = new Messages(decoders);
  }

  drawn({ page, data }: Drawn): void {
    const now = this.now();
    const none: Drawing = { calls: 0, bytes: 0, largest: 0, busiest: 0, recent: [] };
    const known = this.pages.get(page) ?? none;
    const bytes = this.size(data);
    const recent = [...known.recent.filter((at) => at > now - SECOND_MS), now];
    this.pages.set(page, {
      calls: known.calls + 1,
      bytes: known.bytes + bytes,
      largest: Math.max(known.largest, bytes),
      busiest: Math.max(known.busiest, recent.length),
      recent,
    });
    this.version += 1;
  }

  heard(heard: Heard): void {
    const message = this.messages.take(heard);
    this.packets.push({ ...heard, time: this.now(), message });
    if (this.packets.length > PACKETS) this.packets.shift();
    this.packetCount += 1;
    this.version += 1;
  }

  called(called: Called): void {
    this.calls.unshift({ ...called, time: this.now() });
    this.calls.length = Math.min(this.calls.length, CALLS);
    this.version += 1;
  }

  /** `setData` calls of a page in the last second. */
  rate(page: string): number {
    const since = this.now() - SECOND_MS;
    return this.pages.get(page)?.recent.filter((at) => at > since).length ?? 0;
  }

  forgetPackets(): void {
    this.packets.length = 0;
    this.packetCount = 0;
    this.version += 1;
  }

  /** Bytes of a value as JSON in UTF-8. */
  size(value: unknown): number {
    return this.encoder.encode(JSON.stringify(value) ?? '').length;
  }
}
