/**
 * One request at a time. Requests are written without response, so only an answer tells that one
 * arrived; it is asked for again, three times in all. An answer does not say which of two equal
 * requests it belongs to: after a repetition a fence is asked and all before its answer dropped.
 */
import { type Characteristic, unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { serialQueue } from '../../lib/queue';
import { BandError, type Fault, faultOf } from '../../protocols/driver';
import { COMMANDS, decodePacket, encodePacket, type Packet } from './codec';
import { NOTIFY, UNANSWERED, WRITE } from './gatt';

export const TRIES_MS = [3000, 3000, 3000];
/** The first request of a connection may find the ring not ready yet. */
export const FIRST_TRIES_MS = [2000, 4000, 6000];
/** Packets of other kinds that may come before the answer: more is not a ring. */
const MAX_STRAYS = 64;

export class Dialogue {
  /** For whole exchanges: answers share one characteristic. */
  readonly alone = serialQueue();
  private doubtful = false;

  constructor(readonly session: Session) {}

  /** The payload of the answer. Rejects with 'no-answer', 'garbage', 'refused', or a BleError. */
  async ask(command: number, payload: ArrayLike<number> = [], triesMs = TRIES_MS) {
    const name = command.toString(16);
    let fault: Fault | null = null;
    for (const timeoutMs of triesMs) {
      await this.say(command, payload);
      const answer = await this.answer(command, timeoutMs);
      if (answer && 'reason' in answer) fault = answer;
      else if (answer?.error) throw new BandError('refused', `${name}: refused`);
      else if (answer) return answer.payload;
    }
    if (fault) throw new BandError('garbage', `${name}: broken answers`, [fault]);
    throw new BandError('no-answer', `${name}: no answer`);
  }

  /** Sends a request; what was said before is forgotten. */
  async say(command: number, payload: ArrayLike<number> = []): Promise<void> {
    this.session.drain(NOTIFY);
    await this.session.write(WRITE, encodePacket(command, payload), UNANSWERED);
  }

  /** The next packet, why a value is none, or null after `timeoutMs` of silence. */
  async hear(timeoutMs: number): Promise<Packet | Fault | null> {
    const value = await this.value(NOTIFY, timeoutMs);
    if (!value) return null;
    const packet = decodePacket(value);
    return packet.ok ? packet.value : faultOf(packet.reason, value);
  }

  /** The next value of a characteristic, or null after `timeoutMs` of silence. */
  value(at: Characteristic, timeoutMs: number): Promise<Uint8Array | null> {
    return unlessSilent(this.session.next(at, timeoutMs));
  }

  /** From now on an answer may belong to an earlier request. */
  doubt(): void {
    this.doubtful = true;
  }

  /** Rules that out again. */
  async fence(): Promise<void> {
    if (this.doubtful) await this.ask(COMMANDS.battery);
    this.doubtful = false;
  }

  private async answer(command: number, timeoutMs: number): Promise<Packet | Fault | null> {
    for (let strays = 0; strays < MAX_STRAYS; strays++) {
      const heard = await this.hear(timeoutMs);
      if (!heard || 'reason' in heard || heard.command === command) return heard;
    }
    return null;
  }
}
