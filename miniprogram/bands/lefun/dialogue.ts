/**
 * One request at a time. A lost or broken answer is asked for again, three times in all; of a list
 * only what is still missing then stays missing.
 */

import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import type { Result } from '../../lib/result';
import { BandError, type Fault, faultOf } from '../../protocols/driver';
import { answerOf, type Heard, listen, retry, TRIES_MS, tell } from '../common/exchange';
import { decodeFrame, encodeFrame, type Listed } from './codec';
import { NOTIFY, WRITE } from './gatt';

const ANSWER_MS = 3000;
/** The source waits a second before each list; we wait until the band was quiet for one. */
const QUIET_MS = 1000;
/** Frames of one wait, a mark for every minute of a day among them: more is not a band. */
const MAX_STRAYS = 2048;
/** A band that tells its steps while it is worn is never quiet for long. */
const MAX_RESTLESS = 8;

/** A list of one day: its records by index (null: one that cannot be), and whether none is missing. */
export interface List<T> {
  records: Map<number, T | null>;
  /** How many there are, as far as the band told. */
  of: number;
  complete: boolean;
  /** What could not be read; empty when complete. */
  faults: Fault[];
}

export class Dialogue {
  constructor(readonly session: Session) {}

  /** The decoded answer. Rejects with 'no-answer' or 'garbage', or a BleError. */
  async ask<T>(
    command: number,
    payload: readonly number[],
    decode: (payload: Uint8Array) => Result<T>,
  ): Promise<T> {
    const heard = await retry(TRIES_MS, async (timeoutMs) => {
      this.session.drain(NOTIFY);
      await this.write(command, payload);
      return this.answer(command, timeoutMs, decode);
    });
    return answerOf(command.toString(16), heard);
  }

  /** All records of a day. Rejects with 'no-answer' when the band says nothing at all. */
  async list<T>(
    command: number,
    daysAgo: number,
    decode: (payload: Uint8Array) => Result<Listed<T>>,
  ): Promise<List<T>> {
    const list: List<T> = { records: new Map(), of: 0, complete: false, faults: [] };
    const bad: Fault[] = [];
    let heard = false;
    for (let attempt = 0; attempt < TRIES_MS.length; attempt++) {
      await this.quiet();
      await this.write(command, [daysAgo]);
      bad.length = 0;
      heard = (await this.collect(command, daysAgo, decode, list, bad)) || heard;
      if (list.complete) return list;
    }
    if (!heard) throw new BandError('no-answer', `${command.toString(16)}: no answer`);
    list.faults.push(...bad);
    if (bad.length === 0) list.faults.push(faultOf('missing', Uint8Array.of(command, daysAgo)));
    return list;
  }

  /** The next frame of this command that means something. Rejects as `session.next`. */
  async next<T>(command: number, decode: (payload: Uint8Array) => Result<T>): Promise<T> {
    for (let strays = 0; strays < MAX_STRAYS; strays++) {
      const frame = decodeFrame('band', await this.session.next(NOTIFY));
      if (!frame.ok || frame.value.command !== command) continue;
      const decoded = decode(frame.value.payload);
      if (decoded.ok) return decoded.value;
    }
    throw new BandError('garbage', 'the band talks of other things');
  }

  async write(command: number, payload: readonly number[] = []): Promise<void> {
    await tell(this.session, WRITE, encodeFrame('phone', command, payload));
  }

  private answer<T>(
    command: number,
    timeoutMs: number,
    decode: (payload: Uint8Array) => Result<T>,
  ): Promise<Heard<T>> {
    const read = (value: Uint8Array): Heard<T> => {
      const frame = decodeFrame('band', value);
      if (!frame.ok) return { fault: faultOf(frame.reason, value) };
      if (frame.value.command !== command) return null;
      const decoded = decode(frame.value.payload);
      if (decoded.ok) return { answer: decoded.value };
      return { fault: faultOf(decoded.reason, frame.value.payload) };
    };
    return listen(this.session, NOTIFY, timeoutMs, read, MAX_STRAYS);
  }

  /** Takes what a band sends of a list until it is whole or over; whether it said anything. */
  private async collect<T>(
    command: number,
    daysAgo: number,
    decode: (payload: Uint8Array) => Result<Listed<T>>,
    list: List<T>,
    bad: Fault[],
  ): Promise<boolean> {
    let heard = false;
    for (let count = 0; count < MAX_STRAYS; count++) {
      const value = await this.value(ANSWER_MS);
      if (!value) return heard;
      const frame = decodeFrame('band', value);
      if (frame.ok && frame.value.command !== command) continue;
      heard = true;
      const listed = frame.ok ? decode(frame.value.payload) : frame;
      if (!listed.ok) bad.push(faultOf(listed.reason, value));
      else if (listed.value.daysAgo === daysAgo && add(list, listed.value)) return heard;
    }
    return heard;
  }

  private async quiet(): Promise<void> {
    for (let i = 0; i < MAX_RESTLESS; i++) if (!(await this.value(QUIET_MS))) return;
  }

  private value(timeoutMs: number): Promise<Uint8Array | null> {
    return unlessSilent(this.session.next(NOTIFY, timeoutMs));
  }
}

/** Whether nothing follows: it is whole, or its last record has come and others will not. */
function add<T>(list: List<T>, { index, of, record }: Listed<T>): boolean {
  list.of = of;
  if (of > 0) list.records.set(index, record);
  list.complete = list.records.size >= of;
  return list.complete || index === of;
}
