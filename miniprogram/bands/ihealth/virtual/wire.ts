/** The band's end of the link frames: the other side of `wire`, for one connection. */
import { equalBytes } from '../../../lib/bytes';
import {
  Assembler,
  ackOf,
  decodeFrame,
  encodeFrame,
  FROM_BAND,
  FROM_PHONE,
  type Instruction,
  isEmpty,
  split,
} from '../codec';

export class VirtualWire {
  private readonly phone = new Assembler();
  private heard: Uint8Array | null = null;
  private sequence = 3;
  /** Frames the phone has not acknowledged, the one on the air first. */
  private outbox: { sequence: number; bytes: Uint8Array }[] = [];

  constructor(private readonly send: (frame: Uint8Array) => void) {}

  /** Acknowledges a frame. The instruction it completes, or null. */
  hear(value: Uint8Array): Instruction | null {
    const frame = decodeFrame(FROM_PHONE, value);
    if (!frame.ok) return null;
    if (isEmpty(frame.value) && !this.phone.expects(frame.value)) {
      this.acknowledged(frame.value.sequence);
      return null;
    }
    this.send(encodeFrame(FROM_BAND, ackOf(frame.value)));
    // A frame said again is acknowledged again, and that is all.
    if (this.heard && equalBytes(this.heard, value)) return null;
    this.heard = value.slice();
    const instruction = this.phone.push(frame.value);
    // Whoever asks for something else has heard enough of this.
    if (instruction) this.outbox = [];
    return instruction;
  }

  /** Says an instruction, frame by frame; the checksum is wrong of each that `isBad`. */
  say(instruction: Instruction, isBad: () => boolean): void {
    for (const frame of split(instruction, this.sequence)) {
      this.sequence = (frame.sequence + 2) & 0xff;
      const bytes = encodeFrame(FROM_BAND, frame);
      if (isBad()) bytes[bytes.length - 1]! ^= 0xff;
      this.outbox.push({ sequence: frame.sequence, bytes });
    }
    if (this.outbox[0]) this.send(this.outbox[0].bytes);
  }

  /** The next fragment goes out when the one before is acknowledged, as sequence numbers leave room. */
  private acknowledged(sequence: number): void {
    if (this.outbox[0]?.sequence !== ((sequence - 1) & 0xff)) return;
    this.outbox.shift();
    if (this.outbox[0]) this.send(this.outbox[0].bytes);
  }
}
