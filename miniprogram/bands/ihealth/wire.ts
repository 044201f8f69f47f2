/**
 * Instructions over link frames: every frame of the phone is repeated until acknowledged, every
 * frame of the band is acknowledged at once. What comes back may be heard twice or not at all.
 */

import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { equalBytes } from '../../lib/bytes';
import { BandError, type Fault, faultOf } from '../../protocols/driver';
import { tell } from '../common/exchange';
import {
  Assembler,
  ackOf,
  decodeFrame,
  encodeFrame,
  FROM_BAND,
  FROM_PHONE,
  type Frame,
  type Heard,
  type Instruction,
  isEmpty,
  split,
  UNSOLICITED,
} from './codec';
import type { Port } from './gatt';

/** The vendor's phone looks for the acknowledgement after 800 ms, then every 300 ms, three times. */
const ACK_MS = [800, 300, 300];
const ANSWER_MS = 4000;
/** Frames that may come before the one waited for. */
const MAX_FRAMES = 256;
const REMEMBERED = 10;

export class Wire {
  /** Frames that were broken, oldest first; whoever reports them takes them. */
  readonly faults: Fault[] = [];
  private readonly assembler = new Assembler();
  private readonly heard: Instruction[] = [];
  private readonly recent: Uint8Array[] = [];
  private sequence = 1;
  private acked: number | null = null;

  constructor(
    private readonly session: Session,
    private readonly port: Port,
  ) {}

  /** Sends an instruction and waits for its answer, which has the same command byte. */
  async ask(
    command: number,
    params: Uint8Array = new Uint8Array(0),
    answer = command,
  ): Promise<Uint8Array> {
    await this.say(command, params);
    const heard = await this.hear([answer]);
    if (heard) return heard.params;
    const name = command.toString(16);
    if (this.faults.length > 0)
      throw new BandError('garbage', `${name}: broken`, this.takeFaults());
    throw new BandError('no-answer', `${name}: no answer`);
  }

  /** Sends an instruction. An answer that is already here stands in for a lost acknowledgement. */
  async say(command: number, params: Uint8Array = new Uint8Array(0)): Promise<void> {
    for (const frame of split({ command, params }, this.sequence)) {
      this.sequence = (frame.sequence + 2) & 0xff;
      await this.deliver(frame);
    }
  }

  /** The next instruction with one of these commands, or null after a silence; others are dropped. */
  async hear(commands: readonly number[], timeoutMs = ANSWER_MS): Promise<Instruction | null> {
    for (let frames = 0; frames < MAX_FRAMES; frames++) {
      while (this.heard.length > 0) {
        const instruction = this.heard.shift()!;
        if (commands.includes(instruction.command)) return instruction;
      }
      if (!(await this.pump(timeoutMs))) return null;
    }
    return null;
  }

  takeFaults(): Fault[] {
    return this.faults.splice(0);
  }

  private async deliver(frame: Frame): Promise<void> {
    const bytes = encodeFrame(FROM_PHONE, frame);
    const isLast = (frame.order & 0x0f) === 0;
    for (const waitMs of ACK_MS) {
      this.acked = null;
      await this.write(bytes);
      if (await this.acknowledged(frame.sequence, isLast, waitMs)) return;
    }
    if (this.faults.length > 0) throw new BandError('garbage', 'broken frames', this.takeFaults());
    throw new BandError('no-answer', 'the band does not acknowledge');
  }

  private async acknowledged(sequence: number, isLast: boolean, waitMs: number): Promise<boolean> {
    for (let frames = 0; frames < MAX_FRAMES; frames++) {
      if (!(await this.pump(waitMs))) return false;
      if (this.acked === ((sequence + 1) & 0xff)) return true;
      if (isLast && this.heard.length > 0) return true;
    }
    return false;
  }

  /** Takes one value from the air; false after a silence. */
  private async pump(timeoutMs: number): Promise<boolean> {
    const value = await this.value(timeoutMs);
    if (!value) return false;
    const decoded = decodeFrame(FROM_BAND, value);
    if (!decoded.ok) {
      if (this.faults.length < REMEMBERED) this.faults.push(faultOf(decoded.reason, value));
      return true;
    }
    const frame = decoded.value;
    if (isEmpty(frame) && !this.assembler.expects(frame)) {
      this.acked = frame.sequence;
      return true;
    }
    const known = this.recent.some((other) => equalBytes(other, value));
    if (!known) this.remember(value);
    const instruction = known ? null : this.assembler.push(frame);
    if (instruction) this.heard.push(instruction);
    if (frame.order !== UNSOLICITED) await this.acknowledge(frame);
    return true;
  }

  /** The phone's own sequence goes on from the acknowledgement: the vendor's least certain rule. */
  private async acknowledge(frame: Heard): Promise<void> {
    const ack = ackOf(frame);
    this.sequence = (ack.sequence + 2 * (frame.order & 0x0f) + 2) & 0xff;
    await this.write(encodeFrame(FROM_PHONE, ack));
  }

  private remember(value: Uint8Array): void {
    this.recent.push(value);
    if (this.recent.length > REMEMBERED) this.recent.shift();
  }

  /** A write whose confirmation is missing may have arrived: what the band says next decides. */
  private async write(bytes: Uint8Array): Promise<void> {
    await tell(this.session, this.port.write, bytes);
  }

  private value(timeoutMs: number): Promise<Uint8Array | null> {
    return unlessSilent(this.session.next(this.port.listen, timeoutMs));
  }
}
