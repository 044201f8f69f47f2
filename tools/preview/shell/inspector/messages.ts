/** Values of the air in the messages they make, and what those mean. */
import { fromOf, type Heard } from '../../hub/onlooker';
import type { PacketDecoder } from '../../props';

/** One message: of one value, or of several in a row. */
export interface Message {
  values: Uint8Array[];
  /** What it means, once it is whole. */
  means?: unknown;
  /** Why it means nothing, so far. */
  reason?: string;
}

/** Longer than any; what comes to no end is not one. */
const MOST_VALUES = 64;

export class Messages {
  /** Those to which another value may belong, by band, direction and place. */
  private readonly open = new Map<string, Message>();

  /** @param decoders of the band at an address. */
  constructor(private readonly decoders: (deviceId: string) => readonly PacketDecoder[]) {}

  /** The message a value belongs to. */
  take({ deviceId, dir, at, value }: Heard): Message {
    const from = fromOf(dir);
    const decoders = this.decoders(deviceId).filter(
      (one) =>
        one.from === from &&
        one.at.characteristic === at.characteristic &&
        one.at.service === at.service,
    );
    if (decoders.length === 0) return { values: [value] };
    const key = [deviceId, from, at.service, at.characteristic].join();
    const open = this.open.get(key);
    const begins = decoders.some((one) => one.begins?.(value) === true);
    if (open && !begins && open.values.length < MOST_VALUES) {
      const whole = read(decoders, [...open.values, value]);
      const alone = whole.ok ? null : read(decoders, [value]);
      if (!alone?.ok) {
        open.values.push(value);
        return this.told(key, open, whole);
      }
    }
    const message: Message = { values: [value] };
    return this.told(key, message, read(decoders, message.values));
  }

  private told(key: string, message: Message, read: ReturnType<PacketDecoder['decode']>): Message {
    if (read.ok) {
      message.means = read.value;
      delete message.reason;
      this.open.delete(key);
    } else {
      message.reason = read.reason;
      this.open.set(key, message);
    }
    return message;
  }
}

/** By the first that can; else why the first cannot. */
function read(
  decoders: readonly PacketDecoder[],
  values: readonly Uint8Array[],
): ReturnType<PacketDecoder['decode']> {
  const results = decoders.map((one) => one.decode(values));
  return results.find(({ ok }) => ok) ?? results[0]!;
}
