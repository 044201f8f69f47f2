/** What a virtual band remembers: steps of every minute and nights, on the band's own clock. */

import { dayOf } from '../../../contract/activity';
import { HOUR, MINUTE } from '../../common/seconds';
import type { Walk } from '../../virtual/walks';
import type { SleepBlock, SleepPiece } from '../history/sleep-block';
import type { StepBlock } from '../history/step-block';

/** A brisk walk. */
const STEPS_A_MINUTE = 110;
const RESTING_BPM = 62;
/** Bands keep some days; this one two weeks. */
const KEPT_SECONDS = 14 * 86_400;

const ERASED = { minute: 0, steps: 0xffff, metres: 0xffff, heartRate: 0xff };

export class MinuteMemory {
  private readonly minutes = new Map<number, number>();
  private readonly nights: SleepPiece[][] = [];

  /** `dense`: minutes without steps are stored too, with a heart rate; `blank`: one an hour is erased. */
  constructor(
    private readonly dense: boolean,
    private readonly blank = false,
  ) {}

  /** A walk, minute by minute, of which at most what is over by `until` is known. */
  walk({ at, steps }: Walk, shift: number): void {
    let minute = Math.floor((at + shift) / MINUTE) * MINUTE;
    for (let rest = steps; rest > 0; rest -= STEPS_A_MINUTE, minute += MINUTE) {
      const known = this.minutes.get(minute) ?? 0;
      this.minutes.set(minute, known + Math.min(rest, STEPS_A_MINUTE));
    }
  }

  sleep(pieces: readonly SleepPiece[], shift: number): void {
    this.nights.push(pieces.map((piece) => ({ ...piece, start: piece.start + shift })));
  }

  /** Blocks of one hour between two band times, oldest first. */
  stepBlocks(from: number, until: number): StepBlock[] {
    const least = Math.max(from, until - KEPT_SECONDS);
    const hours = new Map<number, StepBlock>();
    for (const at of this.stored(least, until)) {
      const base = at - (at % HOUR);
      if (base < least || at > until) continue;
      const block = hours.get(base) ?? { index: 0, base, samples: [] };
      block.samples.push(this.sample(at, (at - base) / MINUTE));
      hours.set(base, block);
    }
    for (const { base, samples } of hours.values()) {
      if (this.blank && !this.minutes.has(base)) samples.unshift(ERASED);
    }
    return [...hours.values()].map((block, index) => ({ ...block, index }));
  }

  /** The last night, an hour later than it was told. */
  retellNight(): void {
    const night = this.nights.pop();
    this.nights.push((night ?? []).map((piece) => ({ ...piece, start: piece.start + HOUR })));
  }

  sleepBlocks(from: number, until: number): SleepBlock[] {
    return this.nights
      .filter(([first]) => first && first.start >= from && first.start <= until)
      .map((pieces, index) => ({ index, pieces }));
  }

  /** Steps of the band's civil day at a band time. */
  today(at: number, offsetSeconds: number): number {
    const day = dayOf(at, offsetSeconds);
    let sum = 0;
    for (const [minute, steps] of this.minutes)
      if (dayOf(minute, offsetSeconds) === day) sum += steps;
    return sum;
  }

  /** Minutes of which something is known; of a dense memory none of an hour before `least`. */
  private stored(least: number, until: number): number[] {
    const known = [...this.minutes.keys()].sort((a, b) => a - b);
    if (!this.dense || known.length === 0) return known;
    const first = Math.max(known[0]!, least);
    const all: number[] = [];
    for (let at = first - (first % HOUR); at <= until; at += MINUTE) all.push(at);
    return all;
  }

  private sample(at: number, minute: number) {
    const steps = this.minutes.get(at);
    if (steps === undefined) return { minute, heartRate: RESTING_BPM };
    return { minute, steps, calories: Math.round(steps / 20), metres: Math.round(steps * 0.7) };
  }
}
