/**
 * One block of the history, put together from its values. The counter, where there is one, tells
 * what was lost and what came twice; without it only the length does.
 */
import {
  type BlockHeader,
  bytesPerValue,
  decodeSamples,
  type Layout,
  minutesOf,
  type Sample,
} from './codec';

/** A minute of the block; `minute` counts from its start. */
export interface Minute {
  minute: number;
  sample: Sample;
}

export class BlockReader {
  /** Why the block is not whole, or null. */
  fault: string | null = null;
  readonly minutes: Minute[] = [];
  /** Data bytes a whole block has. */
  readonly bytes: number;
  private readonly total: number;
  private partial: Uint8Array = new Uint8Array(0);
  private last: number | null = null;
  private next = 0;

  constructor(
    readonly header: BlockHeader,
    private readonly layout: Layout,
  ) {
    this.total = minutesOf(header, layout);
    this.bytes = this.total * layout.sampleBytes;
  }

  /** True once nothing more is to come. */
  get complete(): boolean {
    return this.next >= this.total;
  }

  /** Adds a value. Total. */
  put(value: Uint8Array): void {
    if (this.complete || value.length === 0) return;
    if (this.layout.counter) this.putCounted(value[0]!, value.subarray(1));
    else this.putSamples(joined(this.partial, value));
  }

  private putCounted(counter: number, data: Uint8Array): void {
    if (counter === this.last) return;
    const lost = this.last === null ? 0 : (counter - this.last + 255) & 0xff;
    const each = bytesPerValue(this.layout) / this.layout.sampleBytes;
    if (lost > 0) this.skip(lost * each, 'missing');
    this.last = counter;
    if (data.length === 0 || data.length % this.layout.sampleBytes !== 0) {
      this.skip(Math.min(each, this.total - this.next), 'length');
    } else this.putSamples(data);
  }

  private putSamples(data: Uint8Array): void {
    const samples = decodeSamples(data, this.layout);
    if (samples.length > this.total - this.next) this.fault ??= 'too-long';
    for (const sample of samples.slice(0, this.total - this.next)) {
      this.minutes.push({ minute: this.next, sample });
      this.next++;
    }
    this.partial = data.slice(samples.length * this.layout.sampleBytes);
  }

  /** Leaves minutes out: their time is known, what they held is not. */
  private skip(minutes: number, reason: string): void {
    this.fault ??= reason;
    this.next += minutes;
  }
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  if (before.length === 0) return after;
  const whole = new Uint8Array(before.length + after.length);
  whole.set(before);
  whole.set(after, before.length);
  return whole;
}
