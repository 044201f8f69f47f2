/** The slots of one hour, by source. Pure beside the language in force. */
import { SLOT_SECONDS } from '../../../contract/activity';
import type { BoundBand } from '../../../contract/api';
import type { Why } from '../../../services/activity/index';
import { clockTime, grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { whyWords } from '../../../words/why';
import { sourceName } from './names';

export interface HourView {
  title: string;
  columns: string[];
  rows: {
    slot: number;
    time: string;
    cells: { steps: string; counted: boolean }[];
    counted: string;
  }[];
  sum: string;
  note: string;
  /** Hours with steps before and after it; −1 for none. */
  earlier: number;
  later: number;
}

const PER_HOUR = 4;

/** Hours of which some source told steps. */
export const hoursOf = ({ lanes }: Why): number[] => [
  ...new Set(
    lanes
      .flatMap(({ slots }) => slots.map(({ slot }) => Math.floor(slot / PER_HOUR)))
      .sort((a, b) => a - b),
  ),
];

export function hourView(why: Why, hour: number, bands: readonly BoundBand[]): HourView {
  const t = textOf(whyWords);
  const lanes = why.lanes.filter(({ slots }) => slots.length > 0);
  let sum = 0;
  const rows = Array.from({ length: PER_HOUR }, (_, place) => {
    const slot = hour * PER_HOUR + place;
    const told = lanes.map(({ slots }) => slots.find((one) => one.slot === slot));
    const counted = told.find((one) => one?.counted)?.steps ?? 0;
    sum += counted;
    const cells = told.map((one) => ({
      steps: one ? grouped(one.steps) : t.whyNone,
      counted: one?.counted ?? false,
    }));
    const time = `${timeOf(slot)}–${timeOf(slot + 1)}`;
    return { slot, time, cells, counted: grouped(counted) };
  });
  const hours = hoursOf(why);
  return {
    title: t.whyHourTitle(hour),
    columns: [...lanes.map(({ source }) => sourceName(source, why, bands)), t.whyCounted],
    rows,
    sum: grouped(sum),
    note: t.whyHourNote(why.total.ruleVersion),
    earlier: hours.filter((one) => one < hour).pop() ?? -1,
    later: hours.find((one) => one > hour) ?? -1,
  };
}

/** "18:15" of a slot's beginning; the day ends at 24:00. */
export const timeOf = (slot: number): string =>
  slot === 96 ? '24:00' : clockTime(slot * SLOT_SECONDS, 0);
