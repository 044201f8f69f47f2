/** The ring's nights. A ring without them, or one that does not tell, still gives its steps. */
import { concat, equalBytes } from '../../lib/bytes';
import { type Fault, faultOf } from '../../protocols/driver';
import {
  decodeLarge,
  decodeSleep,
  encodeLargeRequest,
  type LargeRequest,
  largeLength,
  type Night,
  SLEEP,
} from './codec';
import type { Dialogue } from './dialogue';
import { LARGE_NOTIFY, LARGE_WRITE, UNANSWERED } from './gatt';

const TRIES: readonly LargeRequest[] = ['short', 'long', 'short'];
const SILENCE_MS = 2000;
/** A week of nights is some hundred bytes, 20 a value. */
const MAX_VALUES = 256;

export interface SleepLog {
  nights: Night[];
  faults: Fault[];
}

/** Everything the ring remembers of sleep. Rejects only when the link is down. */
export function readSleep(dialogue: Dialogue): Promise<SleepLog> {
  return dialogue.alone(async () => {
    const { session } = dialogue;
    if (!session.find(LARGE_WRITE) || !session.find(LARGE_NOTIFY))
      return { nights: [], faults: [] };
    await session.subscribe(LARGE_NOTIFY, 'notification');
    let fault: Fault | null = null;
    for (const kind of TRIES) {
      session.drain(LARGE_NOTIFY);
      await session.write(LARGE_WRITE, encodeLargeRequest(SLEEP, kind), UNANSWERED);
      const message = await receive(dialogue);
      if (!message) continue;
      const data = decodeLarge(message, SLEEP);
      const nights = data.ok ? decodeSleep(data.value) : data;
      if (nights.ok) return { nights: nights.value, faults: [] };
      fault = faultOf(nights.reason, message);
    }
    return { nights: [], faults: fault ? [fault] : [] };
  });
}

/**
 * Values up to the length the first one tells; null for silence. Two equal ones may be pieces of a
 * night that are equal, or one heard twice: the checksum tells.
 */
async function receive(dialogue: Dialogue): Promise<Uint8Array | null> {
  let all: Uint8Array = new Uint8Array(0);
  let once = all;
  let last = all;
  for (let count = 0; count < MAX_VALUES; count++) {
    const value = await dialogue.value(LARGE_NOTIFY, SILENCE_MS);
    if (!value || value.length === 0) break;
    all = concat(all, value);
    if (decodeLarge(all, SLEEP).ok) return all;
    if (!equalBytes(value, last)) once = concat(once, value);
    last = value;
    const length = largeLength(once);
    if (decodeLarge(once, SLEEP).ok || (length !== null && once.length >= length)) return once;
  }
  return all.length > 0 ? all : null;
}
