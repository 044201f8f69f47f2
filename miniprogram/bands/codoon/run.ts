/**
 * Reading what a Codoon band stores, frame by frame, and erasing it once it is durable.
 *
 * The band knows one erase for everything, so only the last page's release does anything, and only
 * when every frame was read and nothing was added since. The cursor stays at the last frame read
 * (it may still grow), or at the first that could not be read.
 */

import { equalBytes } from '../../lib/bytes';
import {
  BandError,
  type BandIdentity,
  type Fault,
  faultOf,
  type Page,
  type Run,
} from '../../protocols/driver';
import { Ahead } from '../common/ahead';
import type { BandClock } from '../common/band-clock';
import {
  COMMANDS,
  decodeFrameCount,
  encodeFrame,
  encodeSetTime,
  feedStream,
  MAX_PAYLOAD,
  type StreamState,
  type StreamUnit,
  skipStream,
} from './codec';
import { cursorToText } from './cursor';
import type { Answer, Dialogue } from './dialogue';
import { decodeUnits } from './units';

/** Frames of one page: a day of 12-byte frames, four seconds of radio at 30 ms. */
const PAGE_FRAMES = 72;
const ERASE_TRIES = 3;
/** How often a band may add frames while we read before the rest waits for the next sync. */
const MAX_ROUNDS = 4;
const USUAL_FRAME_BYTES = 12;

export interface RunStart {
  identity: BandIdentity;
  battery: number | null;
  count: number;
  /** Payload of frame 0, when known from an earlier run. */
  first: Uint8Array | null;
  index: number;
  state: StreamState;
  clock: BandClock;
  candy: boolean;
  /** UTC seconds; what this clock counted was not before that. */
  since: number;
  /** UTC seconds. */
  now(): number;
  offsetSeconds: number;
}

export class CodoonRun implements Run {
  readonly identity: BandIdentity;
  readonly battery: number | null;
  readonly sourceClass = 'direct' as const;
  private count: number;
  private index: number;
  private state: StreamState;
  private first: Uint8Array | null;
  private checkpoint: { index: number; state: StreamState };
  private last: Uint8Array | null = null;
  private frameBytes = USUAL_FRAME_BYTES;
  private complete = true;
  private erased = false;
  private rounds = 0;
  private progress = 0;
  private readonly ahead = new Ahead<Answer>();

  constructor(
    private readonly dialogue: Dialogue,
    private readonly start: RunStart,
  ) {
    this.identity = start.identity;
    this.battery = start.battery;
    this.count = start.count;
    this.index = start.index;
    this.state = start.state;
    this.first = start.first;
    this.checkpoint = { index: start.index, state: start.state };
  }

  async next(): Promise<Page | null> {
    if (this.index >= this.count) return null;
    const faults: Fault[] = [];
    const units: StreamUnit[] = [];
    const end = Math.min(this.count, this.index + PAGE_FRAMES);
    while (this.index < end) this.take(await this.read(), units, faults);
    const decoded = decodeUnits(units, this.start);
    const isLast = this.index >= this.count;
    const count = this.count;
    this.progress = Math.max(this.progress, this.index / this.count);
    return {
      readings: decoded.readings,
      counters: [],
      sleep: decoded.sleep,
      progress: this.progress,
      cursor: this.cursor(),
      faults: [...faults, ...decoded.faults],
      release: () => (isLast ? this.release(count) : Promise.resolve()),
    };
  }

  /** The answer for the frame at `index`; the next one is asked for before this one is decoded. */
  private async read(): Promise<Answer> {
    const { dialogue, index } = this;
    const answer = await this.confirmed(await this.ahead.take(() => dialogue.readFrame(index)));
    if (index + 1 < this.count) this.ahead.begin(dialogue.readFrame(index + 1));
    return answer;
  }

  /** Two equal frames in a row that are not idle time may be one answer heard twice: ask again. */
  private async confirmed(answer: Answer): Promise<Answer> {
    const payload = answer?.answer;
    if (!payload || !this.last || !equalBytes(payload, this.last)) return answer;
    if (payload.every((byte) => byte === 0)) return answer;
    this.dialogue.doubt();
    return this.dialogue.readFrame(this.index);
  }

  private take(answer: Answer, units: StreamUnit[], faults: Fault[]): void {
    const fault = faultIn(answer, this.index);
    if (fault) {
      faults.push(fault);
      // From here on nothing is released and the cursor stays: the frame is read again next time.
      if (this.complete) this.checkpoint = { index: this.index, state: this.state };
      this.complete = false;
      this.state = skipStream(this.state, this.frameBytes);
      this.last = null;
    } else if (answer?.answer) {
      const payload = answer.answer;
      if (this.complete) this.checkpoint = { index: this.index, state: this.state };
      if (this.index === 0) this.first = payload;
      if (this.index + 1 < this.count) this.frameBytes = payload.length;
      const fed = feedStream(this.state, payload);
      this.state = fed.state;
      this.last = payload;
      units.push(...fed.units);
    }
    this.index++;
  }

  private cursor(): string | null {
    const { first, checkpoint, start } = this;
    if (!first || first.length < USUAL_FRAME_BYTES) return null;
    return cursorToText({
      first,
      ...checkpoint,
      shift: start.clock.shift,
      at: start.now(),
      since: start.since,
    });
  }

  /** Erases when the band still holds exactly what was read up to `count`. */
  private async release(count: number): Promise<void> {
    if (this.erased || !this.complete || this.count !== count) return;
    const { dialogue } = this;
    for (let i = 0; i < ERASE_TRIES; i++) {
      const stored = decodeFrameCount(await dialogue.ask(COMMANDS.frameCount));
      if (!stored.ok) throw new BandError('garbage', 'frame count');
      // Nothing left: the answer to an earlier erase was lost.
      if (stored.value === 0) return this.finish();
      if (stored.value !== count || !(await this.lastIsSame(count))) {
        return this.readOn(stored.value);
      }
      const answer = await dialogue.once(COMMANDS.erase, encodeFrame(COMMANDS.erase));
      if (answer?.answer) return this.finish();
    }
    throw new BandError('no-answer', 'erase: no answer');
  }

  private async lastIsSame(count: number): Promise<boolean> {
    const answer = await this.dialogue.readFrame(count - 1);
    return !!answer?.answer && this.last !== null && equalBytes(answer.answer, this.last);
  }

  /** The band recorded more meanwhile: `next` goes on at the last frame, which may have grown. */
  private readOn(stored: number): void {
    if (stored < this.count || ++this.rounds > MAX_ROUNDS) return;
    this.count = stored;
    this.index = this.checkpoint.index;
    this.state = this.checkpoint.state;
    this.last = null;
  }

  /** Nothing is stored any more, so a clock that was wrong can be set without moving data. */
  private async finish(): Promise<void> {
    this.erased = true;
    const { clock, now, offsetSeconds } = this.start;
    if (clock.state === 'right') return;
    await this.dialogue.ask(COMMANDS.setTime, encodeSetTime(now() + offsetSeconds));
  }
}

/** Why a stored frame gives no data. Silence ends the run instead: the link is as good as lost. */
function faultIn(answer: Answer, index: number): Fault | null {
  if (!answer) throw new BandError('no-answer', `frame ${index}: no answer`);
  if (answer.fault) return answer.fault;
  const { length } = answer.answer;
  return length === 0 || length > MAX_PAYLOAD ? faultOf('empty', answer.answer) : null;
}
