/**
 * Packets and the chunks that carry them. A packet is `FE 01`, total length, command and sequence
 * (16 bits each, big-endian), then a body; it starts a new ATT value and is cut into values of at
 * most 20 bytes.
 */
import { concat, equalBytes } from '../../lib/bytes';
import { fail, ok, type Result } from '../../lib/result';

export const HEADER_BYTES = 8;
export const CHUNK_BYTES = 20;
const MAGIC = 0xfe;
const VERSION = 0x01;

export interface Packet {
  command: number;
  /** 1–65535 for a request and its response, 0 for a push. */
  seq: number;
  /** Cipher text when the session is encrypted. */
  body: Uint8Array;
}

export type PacketReason = 'magic' | 'length';

export function encodePacket({ command, seq, body }: Packet): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, MAGIC);
  view.setUint8(1, VERSION);
  view.setUint16(2, bytes.length);
  view.setUint16(4, command);
  view.setUint16(6, seq);
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

/**
 * The packet at the start of the bytes, whose memory its body shares; what follows its length is
 * padding. Total.
 */
export function decodePacket(bytes: Uint8Array): Result<Packet, PacketReason> {
  if (!startsPacket(bytes)) return fail('magic');
  const head = headOf(bytes);
  if (!head) return fail('length');
  const length = bytes[2]! * 256 + bytes[3]!;
  if (length < HEADER_BYTES || length > bytes.length) return fail('length');
  return ok({ ...head, body: bytes.subarray(HEADER_BYTES, length) });
}

/** Command and number of a packet whose header came whole, without its body; else null. Total. */
export function headOf(bytes: Uint8Array): Packet | null {
  if (!startsPacket(bytes) || bytes.length < HEADER_BYTES) return null;
  const command = bytes[4]! * 256 + bytes[5]!;
  const seq = bytes[6]! * 256 + bytes[7]!;
  return { command, seq, body: NOTHING };
}

const NOTHING = new Uint8Array(0);

const startsPacket = (chunk: Uint8Array): boolean =>
  chunk[0] === MAGIC && (chunk.length < 2 || chunk[1] === VERSION);

/** Bytes that make no packet, and why. */
export interface Broken {
  reason: PacketReason;
  bytes: Uint8Array;
}

export type Pushed = { packet: Packet } | { broken: Broken } | null;

/** Chunks read as one packet: as they came, or with repetitions left out. */
class Assembly {
  size = 0;
  /** Length from the header, 0 until it is there. */
  need = 0;
  private readonly parts: Uint8Array[] = [];

  add(chunk: Uint8Array): void {
    this.parts.push(chunk);
    this.size += chunk.length;
    if (this.need === 0 && this.size >= 4) {
      const start = this.bytes();
      this.need = start[2]! * 256 + start[3]!;
    }
  }

  get complete(): boolean {
    return this.need > 0 && this.size >= Math.max(this.need, HEADER_BYTES);
  }

  bytes(): Uint8Array {
    return concat(...this.parts);
  }
}

/**
 * Puts packets together. Filler after a packet's end is dropped up to the end of that chunk, since
 * half of the known bands pad with zeros. Some phones deliver every value twice: a packet whose
 * header chunk came twice is read without repetitions, and so is one with repetitions that does not
 * make sense as it came. `makesSense` is asked only then, so equal chunks in honest data stay two.
 */
export class Reassembler {
  private asCame = new Assembly();
  private withoutRepeats = new Assembly();
  private previous = new Uint8Array(0);
  private received = 0;
  private senseless = false;

  constructor(private readonly makesSense: (packet: Packet) => boolean = () => true) {}

  /** What has arrived of an unfinished packet. */
  get partial(): Uint8Array {
    return this.asCame.bytes();
  }

  /** Takes one chunk; returns a packet, bytes that make none, or null when more is to come. */
  push(chunk: Uint8Array): Pushed {
    const repeated = equalBytes(chunk, this.previous);
    if (this.received === 0 && !startsPacket(chunk)) {
      return chunk.length === 0 || repeated ? null : { broken: { reason: 'magic', bytes: chunk } };
    }
    const headerTwice = repeated && this.received === chunk.length && chunk.length >= HEADER_BYTES;
    if (headerTwice) this.senseless = true;
    this.previous = chunk.slice();
    this.received += chunk.length;
    if (!this.senseless) this.asCame.add(this.previous);
    if (!repeated || this.withoutRepeats.size === 0) this.withoutRepeats.add(this.previous);
    return this.outcome();
  }

  /** Forgets an unfinished packet. */
  reset(): void {
    this.asCame = new Assembly();
    this.withoutRepeats = new Assembly();
    this.received = 0;
    this.senseless = false;
  }

  private outcome(): Pushed {
    const { asCame, withoutRepeats } = this;
    const tooMuch = this.received > 2 * asCame.need + 2 * CHUNK_BYTES;
    if (asCame.need > 0 && (asCame.need < HEADER_BYTES || tooMuch)) return this.give(asCame);
    if (asCame.complete && !this.senseless) {
      const honest = withoutRepeats.size === asCame.size;
      const packet = decodePacket(asCame.bytes());
      if (honest || (packet.ok && this.makesSense(packet.value))) return this.give(asCame);
      this.senseless = true;
    }
    return this.senseless && withoutRepeats.complete ? this.give(withoutRepeats) : null;
  }

  private give(assembly: Assembly): Pushed {
    const bytes = assembly.bytes();
    this.reset();
    const packet = decodePacket(bytes);
    return packet.ok ? { packet: packet.value } : { broken: { reason: packet.reason, bytes } };
  }
}
