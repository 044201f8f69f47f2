/**
 * One request at a time, each answered before the next is sent; a lost or broken answer is asked
 * for again, three times in all (PROTOCOL.md, Session). An answer does not say which frame index it
 * belongs to, so after a repetition a fence is asked and what came before its answer is dropped.
 */
import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { BandError, type Fault, faultOf } from '../../protocols/driver';
import { answerTo, COMMANDS, decodeFrame, encodeFrame } from './codec';
import { DATA } from './gatt';

/** How long each try waits. The first request of a connection may find the band not ready yet. */
const TRIES_MS = [3000, 3000, 3000];
export const FIRST_TRIES_MS = [2000, 4000, 6000];
/** Frames of other commands that may come before the answer: more is not a band. */
const MAX_STRAYS = 64;

/** The payload of an answer, the last broken frame, or neither when the band was silent. */
export type Answer = { payload: Uint8Array } | { fault: Fault } | { silent: true };

export class Dialogue {
  private fenceNeeded = false;

  constructor(private readonly session: Session) {}

  get deviceId(): string {
    return this.session.deviceId;
  }

  /** The payload of the answer. Rejects with 'no-answer' or 'garbage', or a BleError. */
  async ask(command: number, payload: number[] = [], triesMs = TRIES_MS): Promise<Uint8Array> {
    const answer = await this.tryAsk(command, payload, triesMs);
    if ('payload' in answer) return answer.payload;
    const name = command.toString(16);
    if ('fault' in answer) throw new BandError('garbage', `${name}: broken answer`, [answer.fault]);
    throw new BandError('no-answer', `${name}: no answer`);
  }

  /** As `ask`, but tells instead of throwing when the band does not answer well. */
  async tryAsk(command: number, payload: number[], triesMs = TRIES_MS): Promise<Answer> {
    const request = encodeFrame(command, payload);
    let last: Answer = { silent: true };
    for (const timeoutMs of triesMs) {
      const answer = await this.once(command, request, timeoutMs);
      if ('payload' in answer) return answer;
      if (command === COMMANDS.readFrame) this.fenceNeeded = true;
      if ('fault' in answer) last = answer;
    }
    return last;
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
  async once(command: number, request: Uint8Array, timeoutMs = TRIES_MS[0]!): Promise<Answer> {
    if (this.fenceNeeded && command === COMMANDS.readFrame) await this.fence();
    this.session.drain(DATA);
    await this.write(request);
    for (let strays = 0; strays < MAX_STRAYS; strays++) {
      const value = await this.value(timeoutMs);
      if (!value) return { silent: true };
      const frame = decodeFrame(value);
      if (!frame.ok) return { fault: faultOf(frame.reason, value) };
      if (frame.value.command === answerTo(command)) return { payload: frame.value.payload };
    }
    return { silent: true };
  }

  private async fence(): Promise<void> {
    await this.ask(COMMANDS.alarmAndBattery);
    this.fenceNeeded = false;
  }

  /** A write whose confirmation is missing may have arrived: the answer decides. */
  private async write(request: Uint8Array): Promise<void> {
    await unlessSilent(this.session.write(DATA, request, { response: true }));
  }

  private value(timeoutMs: number): Promise<Uint8Array | null> {
    return unlessSilent(this.session.next(DATA, timeoutMs));
  }
}
