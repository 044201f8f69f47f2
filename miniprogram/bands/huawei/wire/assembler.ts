/**
 * From values on the air to packets. Values are pieces of frames: a frame may take several values,
 * and one value may end a frame and begin the next.
 */
import { concat, equalBytes } from '../../../lib/bytes';
import { decodeFrame, frameLength, MARK, type Packet, packetOf } from './packet';

export type Event =
  | { packet: Packet; broken?: never }
  | { broken: { reason: string; bytes: Uint8Array }; packet?: never };

/** Slices joined to more than this are no packet of a band. */
const MOST_CONTENT = 0x10000;
/** With these the length of a frame is known. */
const HEAD_BYTES = 3;

export class Assembler {
  /** Values of the frame that is not complete yet. */
  private values: Uint8Array[] = [];
  private size = 0;
  /** Bytes to wait for: the frame's length once its head is here. */
  private need = 0;
  private last: Uint8Array = new Uint8Array(0);
  private slices: Uint8Array[] = [];

  /** `once`: a value that comes twice is used once. A band must answer a request said twice. */
  constructor(private readonly once = true) {}

  /** True in the middle of a frame or between two slices. */
  get unfinished(): boolean {
    return this.values.length > 0 || this.slices.length > 0;
  }

  /** What the value completed, in order. Keeps no view of the value. */
  push(input: Uint8Array): Event[] {
    const value = input.slice();
    const repeated = this.once && this.values.length === 0 && equalBytes(value, this.last);
    this.last = value;
    // A frame begins with a value; what begins otherwise is the rest of one that was given up.
    if (value.length === 0 || repeated) return [];
    if (this.values.length === 0 && value[0] !== MARK) return [];
    this.values.push(value);
    this.size += value.length;
    if (this.values.length === 1) this.need = 0;
    return this.drain();
  }

  /** Gives up what is unfinished and says what it was. */
  abandon(): Uint8Array {
    const bytes = concat(...this.slices, ...this.values);
    this.hold([]);
    this.slices = [];
    return bytes;
  }

  private drain(): Event[] {
    const events: Event[] = [];
    while (this.size > 0 && this.size >= this.need) {
      const bytes = concat(...this.values);
      const length = frameLength(bytes);
      this.need = length ?? HEAD_BYTES;
      if (length === null || bytes.length < length) continue;
      const frame = decodeFrame(bytes.subarray(0, length));
      if (!frame.ok) {
        if (this.forgetRepeats()) continue;
        events.push({ broken: { reason: frame.reason, bytes } });
        this.abandon();
        return events;
      }
      const { kind, index, content } = frame.value;
      this.keep(bytes.subarray(length));
      const event = this.join(kind, index, content);
      if (event) events.push(event);
    }
    return events;
  }

  private hold(values: Uint8Array[]): void {
    this.values = values;
    this.size = values.reduce((sum, value) => sum + value.length, 0);
    if (values.length < 2) this.need = 0;
  }

  /** What follows a frame in the same value, when it begins the next one. */
  private keep(rest: Uint8Array): void {
    this.hold(rest[0] === MARK ? [rest] : []);
  }

  private join(kind: string, index: number, content: Uint8Array): Event | null {
    if (kind === 'none') {
      this.slices = [];
      return { packet: packetOf(content) };
    }
    if (kind === 'first') this.slices = [];
    const size = this.slices.reduce((sum, slice) => sum + slice.length, content.length);
    if (index !== this.slices.length || size > MOST_CONTENT) {
      this.slices = [];
      return { broken: { reason: 'slice', bytes: content } };
    }
    this.slices.push(content);
    if (kind !== 'last') return null;
    const whole = concat(...this.slices);
    this.slices = [];
    return { packet: packetOf(whole) };
  }

  /** Drops values equal to the one before; true when there were any. */
  private forgetRepeats(): boolean {
    const kept = this.values.filter(
      (value, index) => index === 0 || !equalBytes(value, this.values[index - 1]!),
    );
    const found = kept.length < this.values.length;
    this.hold(kept);
    return found;
  }
}
