import type { Clock } from '../lib/clock';
import { BleError, type GattCharacteristic, type Link } from './link';
import type { Operations } from './operations';
import type { ChunkOptions, Pacing, WriteOptions } from './session';

/** Every link carries this much; more was agreed, which does not make it true. */
const ATT_PAYLOAD = 20;

/** An iPhone may never call back after such a write. */
const tooLong = ({ length }: Uint8Array) =>
  new BleError('not-supported', `${length} bytes are more than one value holds`);

const isTimeout = (error: unknown) => error instanceof BleError && error.code === 'timeout';

const isRefused = (error: unknown) =>
  error instanceof BleError && (error.code === 'system' || error.code === 'not-supported');

/** The writes of one link: how long they may be, of which kind, and how far apart. */
export class Writer {
  pacing: Pacing = {};
  /** When the next write may go out, ms of the clock. */
  private freeAt = 0;
  /** Longer values were refused. */
  private most = Number.POSITIVE_INFINITY;
  /** Values of this length have gone through. */
  private proven = ATT_PAYLOAD;
  /** Characteristics that refused a kind of write which they declare. */
  private readonly turned = new Set<string>();

  constructor(
    private readonly link: Link,
    private readonly operations: Operations,
    private readonly clock: Clock,
    private readonly deadlineMs: number,
  ) {}

  get payload(): number {
    return Math.min(this.link.payload, this.most);
  }

  /** One value. A long one that fails is the last long one, unless one has gone through. */
  async one(
    declared: GattCharacteristic,
    value: Uint8Array,
    { response, deadlineMs = this.deadlineMs }: WriteOptions,
  ): Promise<void> {
    if (value.length > this.payload) throw tooLong(value);
    const { betweenWritesMs = 0 } = this.pacing;
    // Never longer than the gap: a phone's clock may be set back meanwhile.
    await this.operations.pause(Math.min(betweenWritesMs, this.freeAt - this.clock.now()));
    const write = (kind: boolean | undefined) =>
      this.operations.twice('write', deadlineMs, () => this.link.write(declared, value, kind));
    try {
      await this.eitherKind(declared, response, write);
      this.proven = Math.max(this.proven, value.length);
    } catch (error) {
      if (value.length > this.proven) this.most = ATT_PAYLOAD;
      throw error;
    } finally {
      this.freeAt = this.clock.now() + betweenWritesMs;
    }
  }

  /**
   * Bytes in as many values as they need. One whose confirmation is missing may have arrived, if its
   * length goes through: the rest follows, or what did arrive is worth nothing. It is told after that.
   */
  async chunks(
    declared: GattCharacteristic,
    bytes: Uint8Array,
    { most = Number.POSITIVE_INFINITY, ...options }: ChunkOptions,
  ): Promise<void> {
    let unconfirmed: unknown = null;
    for (let done = 0; done < bytes.length; ) {
      const piece = bytes.subarray(done, done + Math.min(this.payload, most));
      try {
        await this.one(declared, piece, options);
        done += piece.length;
      } catch (error) {
        if (isTimeout(error) && piece.length <= this.proven) {
          unconfirmed = error;
          done += piece.length;
          continue;
        }
        // Refused, not lost: the same bytes go again, in the shorter values that are left.
        if (!isRefused(error) || piece.length <= this.payload) throw error;
      }
    }
    if (unconfirmed) throw unconfirmed;
  }

  /** In the kind that is wanted where the band declares it, and where it refuses that, the other. */
  private eitherKind(
    declared: GattCharacteristic,
    wanted: boolean | undefined,
    run: (response: boolean | undefined) => Promise<void>,
  ): Promise<void> {
    const { write, writeNoResponse, service, characteristic } = declared;
    if (!write || !writeNoResponse) return run(write || !writeNoResponse);
    if (wanted === undefined) return run(undefined);
    const key = `${service}/${characteristic}`;
    return this.turned.has(key) ? run(!wanted) : this.wantedKind(key, wanted, run);
  }

  private async wantedKind(
    key: string,
    wanted: boolean,
    run: (response: boolean) => Promise<void>,
  ): Promise<void> {
    try {
      await run(wanted);
    } catch (error) {
      if (!(error instanceof BleError) || error.code !== 'not-supported') throw error;
      await run(!wanted);
      this.turned.add(key);
    }
  }
}
