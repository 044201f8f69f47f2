import { chunksOf, equalBytes } from '../../../lib/bytes';
import {
  bytesPerValue,
  type DeviceInfo,
  decodeAcknowledge,
  encodeHeader,
  encodeSamples,
  hasCounter,
  type Layout,
  minutesHeader,
  modelOf,
} from '../codec';
import type { MinuteMemory, StoredBlock } from './memory';

export interface VirtualTransferOptions {
  blockMinutes: number;
  send(value: Uint8Array): void;
  /** The place of a value that gets lost in every block, or null. */
  lost(): number | null;
  /** Whether it tells one block again and again. */
  goesRound(): boolean;
  /** Civil seconds of the header that ends the transfer. */
  end(): number;
}

/** The band's side of a transfer: a block, then its acknowledgement, then the next. */
export class VirtualTransfer {
  private readonly layout: Layout;
  private blocks: StoredBlock[] = [];
  private running = false;

  constructor(
    private readonly memory: MinuteMemory,
    info: DeviceInfo,
    private readonly options: VirtualTransferOptions,
  ) {
    this.layout = { sampleBytes: modelOf(info) === '1S' ? 4 : 3, counter: hasCounter(info) };
  }

  begin(): void {
    this.blocks = this.memory.blocks(this.options.blockMinutes);
    this.running = true;
    this.tell();
  }

  stop(): void {
    this.running = false;
  }

  /** Deletes the block when all of it arrived, keeps it for the complement, else waits. */
  acknowledge(value: Uint8Array): void {
    const told = decodeAcknowledge(value);
    const block = this.blocks[0];
    if (!told.ok || !block || !this.running) return;
    if (!equalBytes(told.value.time, block.header.time)) return;
    if (!this.options.goesRound() && !this.settle(block, told.value.count)) return;
    this.tell();
  }

  /** False for a count that is neither the block's nor its complement. */
  private settle(block: StoredBlock, count: number): boolean {
    const bytes = block.samples.length * this.layout.sampleBytes;
    if (count === bytes) this.memory.forget(block);
    else if (count !== (~bytes & 0xffff)) return false;
    this.blocks.shift();
    return true;
  }

  private tell(): void {
    const { send, lost, end } = this.options;
    const block = this.blocks[0];
    if (!block) {
      send(encodeHeader(minutesHeader(end(), 0, 0)));
      return;
    }
    send(encodeHeader(block.header));
    const data = encodeSamples(block.samples, this.layout);
    chunksOf(data, bytesPerValue(this.layout)).forEach((chunk, index) => {
      if (index !== lost()) send(this.layout.counter ? counted(index, chunk) : chunk);
    });
  }
}

const counted = (index: number, data: Uint8Array): Uint8Array =>
  Uint8Array.of(index & 0xff, ...data);
