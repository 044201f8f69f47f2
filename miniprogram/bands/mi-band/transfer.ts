/**
 * The transfer of the history. The band sends a block and waits for its acknowledgement, which
 * either deletes the block or keeps it; so a block is acknowledged only once it is durable, and one
 * nobody vouched for is kept. A transfer that stalls is stopped and started anew: the band begins
 * again with the oldest block it has.
 */
import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { equalBytes, toHex } from '../../lib/bytes';
import { BandError, type Fault, faultOf } from '../../protocols/driver';
import { BlockReader, type Minute } from './block';
import {
  type BlockHeader,
  CONTROLS,
  decodeHeader,
  encodeAcknowledge,
  encodeHeader,
  type Layout,
} from './codec';
import { ACTIVITY } from './gatt';
import { tell } from './talk';

/** The band answers at once; preparing a block takes it a moment. */
const SILENCE_MS = 3000;
const TRIES = 3;
/** Values that belong to nothing before a header: more is not a transfer. */
const MAX_STRAYS = 512;

/** A block as it came. */
export interface Block {
  header: BlockHeader;
  /** Those whose place is sure. */
  minutes: Minute[];
  /** Why it is not whole; then it stays on the band. */
  fault: Fault | null;
  bytes: number;
}

type Fate = 'open' | 'forgotten' | 'kept';

export class Transfer {
  /** Blocks by their time in hex, and what became of each. */
  private readonly fates = new Map<string, { fate: Fate; bytes: number }>();
  private readonly tries = new Map<string, number>();
  private current: Block | null = null;
  private started = false;
  private ended = false;
  /** Blocks in a row that were told before. */
  private repeats = 0;

  constructor(
    private readonly session: Session,
    private readonly layout: Layout,
  ) {}

  /** Whether every block was deleted, so that nothing stored depends on the clock any more. */
  get clean(): boolean {
    return [...this.fates.values()].every(({ fate }) => fate === 'forgotten');
  }

  /** The next block, or null at the end. What was not let go by then stays on the band. */
  async next(): Promise<Block | null> {
    if (this.ended) return null;
    if (this.current) await this.acknowledge(this.current, true);
    if (!this.started) await this.restart();
    this.repeats = 0;
    for (let stalls = 0; ; ) {
      const block = await this.receive();
      if (!block) {
        if (++stalls >= TRIES) throw new BandError('no-answer', 'the history does not come');
        await this.restart();
        continue;
      }
      if (block.header.count === 0) return this.end(block.header);
      const key = toHex(block.header.time);
      const known = this.fates.get(key);
      if (known?.bytes === block.bytes && !block.fault) {
        await this.decided(block, known.fate);
      } else if (block.fault && this.again(key)) await this.restart();
      else {
        this.current = block;
        this.fates.set(key, { fate: 'open', bytes: block.bytes });
        return block;
      }
    }
  }

  /** Lets the band delete a block that is durable; nothing for one it no longer waits for. */
  async forget(block: Block): Promise<void> {
    if (this.current === block && !block.fault) await this.acknowledge(block, false);
  }

  private async acknowledge(block: Block, keep: boolean): Promise<void> {
    const { header, bytes } = block;
    this.fates.set(toHex(header.time), { fate: keep ? 'kept' : 'forgotten', bytes });
    this.current = null;
    await tell(this.session, encodeAcknowledge(header.time, bytes, keep));
  }

  /** It came again after a stall: what was decided holds. Worn-out memory tells nothing else. */
  private async decided(block: Block, fate: Fate): Promise<void> {
    if (++this.repeats > this.fates.size * TRIES)
      throw new BandError('garbage', 'one block for ever');
    await this.acknowledge(block, fate !== 'forgotten');
  }

  private async end(header: BlockHeader): Promise<null> {
    this.ended = true;
    await tell(this.session, encodeAcknowledge(header.time, 0, false));
    if (!this.clean) await tell(this.session, [CONTROLS.stopFetch]);
    return null;
  }

  private async restart(): Promise<void> {
    if (this.started) await tell(this.session, [CONTROLS.stopFetch]);
    this.started = true;
    this.session.drain(ACTIVITY);
    await tell(this.session, [CONTROLS.fetch]);
  }

  /** Whether a broken block is worth another try. */
  private again(key: string): boolean {
    const tries = (this.tries.get(key) ?? 0) + 1;
    this.tries.set(key, tries);
    return tries < TRIES;
  }

  /** One block as it comes, or null when the band falls silent before it begins. */
  private async receive(): Promise<Block | null> {
    const header = await this.header();
    if (!header) return null;
    const reader = new BlockReader(header, this.layout);
    const repeated = encodeHeader(header);
    while (header.count > 0 && !reader.complete) {
      const value = await unlessSilent(this.session.next(ACTIVITY, SILENCE_MS));
      if (!value) {
        // What was lost may have been the first: no minute's place is sure.
        const fault = faultOf('missing', repeated);
        return { header, minutes: [], fault, bytes: reader.bytes };
      }
      if (reader.minutes.length > 0 || !equalBytes(value, repeated)) reader.put(value);
    }
    const fault = reader.fault ? faultOf(reader.fault, repeated) : null;
    return { header, minutes: reader.minutes, fault, bytes: reader.bytes };
  }

  private async header(): Promise<BlockHeader | null> {
    for (let strays = 0; strays < MAX_STRAYS; strays++) {
      const value = await unlessSilent(this.session.next(ACTIVITY, SILENCE_MS));
      if (!value) return null;
      const header = decodeHeader(value);
      if (header.ok) return header.value;
    }
    return null;
  }
}
