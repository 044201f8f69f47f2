/**
 * One request at a time, each answered before the next is sent; a lost or broken answer is asked
 * for again, three times in all (PROTOCOL.md, Session). An answer does not say which frame index it
 * belongs to, so after a repetition a fence is asked and what came before its answer is dropped.
 */

import type { Session } from '../../ble/session';
import { faultOf } from '../../protocols/driver';
import { answerOf, type Heard, listen, retry, TRIES_MS, tell } from '../common/exchange';
import { answerTo, COMMANDS, decodeFrame, encodeFrame } from './codec';
import { DATA } from './gatt';

/** How long an answer may take. */
const ANSWER_MS = 3000;

/** The payload of an answer. */
export type Answer = Heard<Uint8Array>;

export class Dialogue {
  private fenceNeeded = false;

  constructor(private readonly session: Session) {}

  get deviceId(): string {
    return this.session.deviceId;
  }

  /** The payload of the answer. Rejects with 'no-answer' or 'garbage', or a BleError. */
  async ask(command: number, payload: number[] = [], triesMs = TRIES_MS): Promise<Uint8Array> {
    return answerOf(command.toString(16), await this.tryAsk(command, payload, triesMs));
  }

  /** As `ask`, but tells instead of throwing when the band does not answer well. */
  tryAsk(command: number, payload: number[], triesMs = TRIES_MS): Promise<Answer> {
    const request = encodeFrame(command, payload);
    return retry(triesMs, async (timeoutMs) => {
      const heard = await this.once(command, request, timeoutMs);
      if (command === COMMANDS.readFrame && !heard?.answer) this.fenceNeeded = true;
      return heard;
    });
  }

  /** Reads stored frame `index`. */
  readFrame(index: number): Promise<Answer> {
    return this.tryAsk(COMMANDS.readFrame, [index >> 8, index & 0xff]);
  }

  /** From now on an answer to an earlier request cannot be taken for a later one's. */
  doubt(): void {
    this.fenceNeeded = true;
  }

  /** One request, one wait. */
  async once(command: number, request: Uint8Array, timeoutMs = ANSWER_MS): Promise<Answer> {
    if (this.fenceNeeded && command === COMMANDS.readFrame) await this.fence();
    this.session.drain(DATA);
    await tell(this.session, DATA, request);
    return listen(this.session, DATA, timeoutMs, (value) => {
      const frame = decodeFrame(value);
      if (!frame.ok) return { fault: faultOf(frame.reason, value) };
      return frame.value.command === answerTo(command) ? { answer: frame.value.payload } : null;
    });
  }

  private async fence(): Promise<void> {
    await this.ask(COMMANDS.alarmAndBattery);
    this.fenceNeeded = false;
  }
}
