/** One day of the step log: every packet of one answer, or another try. */

import { BandError, type Fault, faultOf, unbelieved } from '../../protocols/driver';
import { DAY } from '../common/seconds';
import { COMMANDS, decodeStepPacket, encodeStepRequest, type StepRecord } from './codec';
import type { Dialogue } from './dialogue';

const TRIES = 3;
const SILENCE_MS = 3000;
/** How long a packet may come late once the last one is here. */
const LATE_MS = 300;
/** A day has 96 records; a ring that goes on and on is not one. */
const MAX_PACKETS = 512;

export type DatedRecord = StepRecord & { at: number };

export interface DayLog {
  /** Newest account of each quarter of an hour, of whatever day it says it is. */
  records: DatedRecord[];
  /** Records of days that cannot be, as bytes. */
  strange: Fault[];
  /** Why the day is not complete; none when it is. */
  faults: Fault[];
  /** Calories are tens of small calories; false when the ring does not say. */
  tenfold: boolean;
  complete: boolean;
}

/** What has come of one answer: its header, which records, and of how many. */
interface Answer {
  header: boolean;
  seen: Set<number>;
  of: number | null;
}

/** How one answer ended. */
type Ending = 'complete' | 'broken' | 'silent' | 'refused';

/** What is believed to be a day of the log, in days since 1970 by the ring's clock. */
export interface Window {
  oldest: number;
  newest: number;
}

/**
 * Reads the day `day` (days since 1970 by the ring's clock, `today` likewise). Rejects with
 * 'no-answer' when the ring says nothing at all, or with a BleError.
 */
export function readDay(
  dialogue: Dialogue,
  day: number,
  today: () => number,
  window: Window,
): Promise<DayLog> {
  return dialogue.alone(async () => {
    const reader = new DayReader(dialogue, day, window);
    let heard = false;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      await dialogue.fence();
      await dialogue.say(COMMANDS.steps, encodeStepRequest(today() - day));
      const ending = await reader.listen();
      if (ending === 'complete' || ending === 'refused') return reader.log(ending);
      dialogue.doubt();
      heard ||= ending === 'broken';
    }
    if (!heard) throw new BandError('no-answer', 'the ring does not tell its steps');
    return reader.log('broken');
  });
}

class DayReader {
  private readonly records = new Map<number, DatedRecord>();
  private readonly strange = new Map<string, Fault>();
  private fault: Fault | null = null;
  private tenfold: boolean | null = null;

  constructor(
    private readonly dialogue: Dialogue,
    private readonly day: number,
    private readonly window: Window,
  ) {}

  /** One answer. Packets may come twice, or one after the other's turn. */
  async listen(): Promise<Ending> {
    const answer: Answer = { header: false, seen: new Set(), of: null };
    let any = false;
    for (let count = 0; count < MAX_PACKETS; count++) {
      const { of, seen } = answer;
      const heard = await this.dialogue.hear(of && seen.has(of - 1) ? LATE_MS : SILENCE_MS);
      if (!heard) return any ? this.broken('missing') : 'silent';
      if ('reason' in heard) {
        this.fault = heard;
        any = true;
      } else if (heard.command === COMMANDS.steps) {
        if (heard.error) return 'refused';
        any = true;
        if (this.put(answer, heard.payload)) return 'complete';
      }
    }
    return this.broken('too-many');
  }

  /** Adds a packet; true when the answer is complete. */
  private put(answer: Answer, payload: Uint8Array): boolean {
    const packet = decodeStepPacket(payload);
    if (!packet.ok) {
      this.fault = faultOf(packet.reason, payload);
    } else if (packet.value.kind === 'none') {
      return !answer.header && answer.seen.size === 0;
    } else if (packet.value.kind === 'header') {
      answer.header = true;
      answer.of ??= packet.value.packets;
      this.tenfold = packet.value.tenfold;
    } else if (this.take(packet.value.record, payload)) {
      answer.of = packet.value.record.of;
      answer.seen.add(packet.value.record.index);
    }
    return answer.header && answer.of !== null && answer.seen.size >= answer.of;
  }

  log(ending: Ending): DayLog {
    const faults: Fault[] = [];
    if (ending === 'refused') faults.push(faultOf('refused', new Uint8Array(0)));
    else if (ending !== 'complete' && this.fault) faults.push(this.fault);
    return {
      records: [...this.records.values()],
      strange: [...this.strange.values()],
      faults,
      tenfold: this.tenfold ?? false,
      complete: ending === 'complete',
    };
  }

  /** Whether a record belongs to the answer we wait for. */
  private take(record: StepRecord, payload: Uint8Array): boolean {
    const { at } = record;
    // Told well, but of no day: that one is lost, not the answer.
    if (at === null) {
      this.strange.set('time-unknown', unbelieved('time-unknown', payload));
      return true;
    }
    const day = Math.floor(at / DAY);
    if (day < this.window.oldest || day > this.window.newest) {
      if (record.steps > 0) this.strange.set('time-unknown', unbelieved('time-unknown', payload));
      return true;
    }
    // A late packet of another request is as good a record, but not what we wait for.
    this.records.set(at, { ...record, at });
    return day === this.day;
  }

  private broken(reason: string): Ending {
    this.fault ??= faultOf(reason, new Uint8Array(0));
    return 'broken';
  }
}
