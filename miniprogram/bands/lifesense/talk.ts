/** Hearing and saying A5 messages: two characteristics of the band, one of the phone. */
import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { serialQueue } from '../../lib/queue';
import { type Fault, faultOf } from '../../protocols/driver';
import { Assembler, type Body, decodeBody, encodeBody, encodeMessage } from './codec';
import { A5 } from './gatt';

type Channel = 'ask' | 'data';
const CHANNELS: readonly Channel[] = ['ask', 'data'];

/** A message and where it came from. */
export interface Heard {
  channel: Channel;
  header: number;
  body: Body;
}

interface Event {
  channel: Channel;
  /** Null after a silence. */
  value: Uint8Array | null;
}

export class Talk {
  private readonly assemblers = { ask: new Assembler(), data: new Assembler() };
  private readonly pending = new Map<Channel, Promise<Event>>();
  private readonly turns = serialQueue();

  constructor(private readonly session: Session) {}

  /**
   * The next message or broken frame; null when both characteristics were quiet for that long. A
   * message that ends in silence is broken.
   */
  async hear(quietMs: number): Promise<Heard | Fault | null> {
    const quiet = new Set<Channel>();
    while (quiet.size < CHANNELS.length) {
      const waits = CHANNELS.filter((channel) => !quiet.has(channel)).map((channel) =>
        this.waitFor(channel, quietMs),
      );
      const { channel, value } = await Promise.race(waits);
      this.pending.delete(channel);
      if (!value) {
        quiet.add(channel);
        continue;
      }
      quiet.clear();
      const heard = this.join(channel, value);
      if (heard) return heard;
    }
    for (const channel of CHANNELS) {
      const part = this.assemblers[channel].abandon();
      if (part) return faultOf('length', part);
    }
    return null;
  }

  /** Says a message; its values follow each other without another message's in between. */
  say(header: number, body: Body): Promise<void> {
    const frames = encodeMessage({ header, payload: encodeBody(body) });
    return this.turns(async () => {
      for (const frame of frames) await this.session.write(A5.write, frame, { response: true });
    });
  }

  private join(channel: Channel, value: Uint8Array): Heard | Fault | null {
    const result = this.assemblers[channel].push(value);
    if (!result) return null;
    if (!result.ok) return faultOf(result.reason, value);
    const { header, payload } = result.value;
    const body = decodeBody(payload);
    return body.ok ? { channel, header, body: body.value } : faultOf(body.reason, value);
  }

  /** One wait per characteristic, kept until it ends, so that no value is passed over. */
  private waitFor(channel: Channel, quietMs: number): Promise<Event> {
    const known = this.pending.get(channel);
    if (known) return known;
    const heard = unlessSilent(this.session.next(A5[channel], quietMs));
    const wait = heard.then((value): Event => ({ channel, value }));
    // The other characteristic's wait may be the one that tells of the link's end.
    wait.catch(() => undefined);
    this.pending.set(channel, wait);
    return wait;
  }
}
