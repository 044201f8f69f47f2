/**
 * Blocks of history by index. The next one is asked for as soon as an answer is complete, before it
 * is decrypted, so that neither decoding nor storing costs radio time. A block that came broken or
 * not at all is asked for once more when the others are read.
 */
import { BandError, type Fault, faultOf } from '../../../protocols/driver';
import type { CommandName } from '../messages';
import type { Dialogue } from '../wire/dialogue';
import { childrenOf, numberOf, type Tlv } from '../wire/tlv';
import { blockRequest, countRequest, decodeCount } from './block-request';

/** Silences in a row after which the band is gone. */
const MOST_SILENCES = 3;

export type Block =
  | { index: number; list: Tlv[]; fault?: never }
  /** Not readable, also when asked again. */
  | { index: number; fault: Fault; list?: never };

export class Blocks {
  /** Blocks that came broken; each is asked for once more when the others are read. */
  private readonly broken = new Map<number, Fault>();
  private readonly repeated = new Set<number>();
  /** Blocks to ask for once more, in this order; those before `turn` had their turn. */
  private readonly again: number[] = [];
  private turn = 0;
  private next = 0;
  private ahead: { index: number; sent: Promise<void> } | null = null;
  private silences = 0;

  private constructor(
    private readonly dialogue: Dialogue,
    private readonly name: CommandName,
    readonly count: number,
  ) {}

  /** Asks how many blocks there are between two band times. */
  static async open(
    dialogue: Dialogue,
    names: { count: CommandName; block: CommandName },
    from: number,
    until: number,
  ): Promise<Blocks> {
    const count = decodeCount(await dialogue.ask(names.count, countRequest(from, until)));
    if (!count.ok) throw new BandError('garbage', `${names.count}: ${count.reason}`);
    return new Blocks(dialogue, names.block, count.value);
  }

  /** True while a block is missing. */
  get gap(): boolean {
    return this.broken.size > 0;
  }

  /** The next block; undefined for one that is asked for again later, null when all are read. */
  async take(): Promise<Block | undefined | null> {
    const index = this.peek();
    if (index === null) return null;
    await this.ask(index);
    const packet = await this.dialogue.packet(this.name);
    if (index === this.next) this.next++;
    else {
      this.repeated.add(index);
      this.turn++;
    }
    this.askAhead();
    if ('reason' in packet) return this.miss(index, packet.fault ?? faultOf(packet.reason, NONE));
    const list = this.dialogue.open(packet);
    if (!list.ok) return this.miss(index, faultOf(list.reason, packet.body));
    return this.match(index, list.value, packet.body);
  }

  /** The index to read now, or null when none is left. */
  private peek(): number | null {
    if (this.next < this.count) return this.next;
    const { again, broken } = this;
    while (this.turn < again.length && !broken.has(again[this.turn]!)) this.turn++;
    return again[this.turn] ?? null;
  }

  private async ask(index: number): Promise<void> {
    const { ahead } = this;
    this.ahead = null;
    // Pieces of two requests must not mix.
    await ahead?.sent;
    if (ahead?.index !== index) await this.dialogue.request(this.name, blockRequest(index));
  }

  private askAhead(): void {
    const index = this.peek();
    if (index === null) return;
    const sent = this.dialogue.request(this.name, blockRequest(index));
    // A failure is told when it is waited for; until then nobody listens.
    sent.catch(() => undefined);
    this.ahead = { index, sent };
  }

  private match(index: number, list: Tlv[], body: Uint8Array): Block | undefined {
    const container = childrenOf(list, 0x81);
    const own = container.ok ? numberOf(container.value, 0x02) : undefined;
    if (own === undefined) return this.miss(index, faultOf('index', body));
    this.silences = 0;
    if (own === index) {
      this.broken.delete(index);
      return { index, list };
    }
    const missed = this.miss(index, faultOf('index', body));
    if (!this.broken.delete(own)) return missed;
    // An answer too late for its own turn closes that gap; this turn's is asked for again, even if
    // it was before: every time there is one gap less.
    if (this.repeated.delete(index)) this.again.push(index);
    return { index: own, list };
  }

  private miss(index: number, fault: Fault): Block | undefined {
    if (fault.hex === '' && ++this.silences >= MOST_SILENCES) {
      throw new BandError('no-answer', `${this.name} ${index}: no answer`);
    }
    this.broken.set(index, fault);
    if (this.repeated.has(index)) return { index, fault };
    this.again.push(index);
    return undefined;
  }
}

const NONE = new Uint8Array(0);
