/**
 * One request at a time. Requests are written without response, so only an answer tells that one
 * arrived; it is asked for again, three times in all. An answer does not say which of two equal
 * requests it belongs to: after a repetition a fence is asked and all before its answer dropped.
 */

import { type Characteristic, unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { serialQueue } from '../../lib/queue';
import { BandError, type Fault, faultOf } from '../../protocols/driver';
import { answerOf, type Heard, listen, retry, TRIES_MS } from '../common/exchange';
import { COMMANDS, decodePacket, encodePacket, type Packet } from './codec';
import { NOTIFY, UNANSWERED, WRITE } from './gatt';

export class Dialogue {
  /** For whole exchanges: answers share one characteristic. */
  readonly alone = serialQueue();
  private doubtful = false;

  constructor(readonly session: Session) {}

  /** The payload of the answer. Rejects with 'no-answer', 'garbage', 'refused', or a BleError. */
  async ask(command: number, payload: ArrayLike<number> = [], triesMs = TRIES_MS) {
    const name = command.toString(16);
    const heard = await retry(triesMs, async (timeoutMs) => {
      await this.say(command, payload);
      return this.answer(command, timeoutMs);
    });
    const { error, payload: answer } = answerOf(name, heard);
    if (error) throw new BandError('refused', `${name}: refused`);
    return answer;
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

  private answer(command: number, timeoutMs: number): Promise<Heard<Packet>> {
    return listen(this.session, NOTIFY, timeoutMs, (value) => {
      const packet = decodePacket(value);
      if (!packet.ok) return { fault: faultOf(packet.reason, value) };
      return packet.value.command === command ? { answer: packet.value } : null;
    });
  }
}
