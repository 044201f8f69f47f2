/** What a virtual band tells of its days and nights, step by step: each is echoed before the next. */
import {
  COMMANDS,
  encodeActivity,
  encodeActivityBlock,
  encodeSleepBlock,
  type Instruction,
  type Widths,
} from '../codec';
import type { Stored } from './memory';

/** What is said, and what happens when the phone echoes it. */
export interface Step extends Instruction {
  echoed?: () => void;
}

export interface Night {
  /** Seconds of the start. */
  at: number;
  /** One every five minutes. */
  levels: readonly number[];
}

/** Records of one instruction: ten fragments, and never a multiple of fourteen bytes. */
const RECORDS = 16;
const NIGHT_BYTES = 120;
const NOTHING = new Uint8Array(0);

/** A block a day, its records, the end; only the end's echo lets the band `forget`. */
export function activitySteps(
  records: readonly Stored[],
  widths: Widths,
  forget: () => void,
): Step[] {
  const steps: Step[] = [];
  const days = new Map<number, Stored[]>();
  for (const record of records) {
    const day = days.get(record.midnight);
    if (day) day.push(record);
    else days.set(record.midnight, [record]);
  }
  for (const [midnight, day] of days) {
    const header = encodeActivityBlock({ midnight, stepCm: 68, count: day.length });
    steps.push({ command: COMMANDS.activityBlock, params: header });
    for (let at = 0; at < day.length; at += RECORDS) {
      const params = encodeActivity(day.slice(at, at + RECORDS), widths);
      steps.push({ command: COMMANDS.activityData, params });
    }
  }
  return [...steps, { command: COMMANDS.activityEnd, params: NOTHING, echoed: forget }];
}

/** A block a night, its levels, the end; only the end's echo lets the band `forget`. */
export function sleepSteps(nights: readonly Night[], forget: () => void): Step[] {
  const steps = nights.flatMap(({ at, levels }): Step[] => {
    const header = encodeSleepBlock({ start: at, count: levels.length });
    const parts: Step[] = [{ command: COMMANDS.sleepBlock, params: header }];
    for (let from = 0; from < levels.length; from += NIGHT_BYTES) {
      const params = Uint8Array.from(levels.slice(from, from + NIGHT_BYTES));
      parts.push({ command: COMMANDS.sleepData, params });
    }
    return parts;
  });
  return [...steps, { command: COMMANDS.sleepEnd, params: NOTHING, echoed: forget }];
}
