/** Why a day's number is what it is: the counting rule's own steps, told one by one. */
import type { DayKey } from './activity';
import {
  countDay,
  countedParts,
  type DaySource,
  type DayTotal,
  type SourceClass,
} from './counting';

/** A slot of a source, and whether it is in the day's number. */
export interface LaneSlot {
  slot: number;
  steps: number;
  counted: boolean;
}

/** What one source told of the day. */
export interface Lane {
  source: string;
  sourceClass: SourceClass;
  /** In the order of time, those with steps. */
  slots: LaneSlot[];
  /** Its running total of the day, or null; whether that is the day's number. */
  counter: number | null;
  isNumber: boolean;
  /** Steps of it that are in the day's number. */
  steps: number;
}

export interface Explanation {
  total: DayTotal;
  /** Sources that count on this day, those that gave most first. */
  lanes: Lane[];
  /** Sources of a lesser kind, which a day with better ones does not use. */
  unused: Lane[];
  /** Steps of slots in which another source had more. */
  overlap: number;
}

/**
 * Explains a day by the version of the rule that counted it. The counted slots' sum, or the one
 * counter that is the number, is `total.steps`.
 */
export function explainDay(
  day: DayKey,
  sources: readonly DaySource[],
  version?: number,
): Explanation {
  const total = countDay(day, sources, version);
  const parts = countedParts(sources, total.ruleVersion);
  const lanes = sources.map((source) => ({
    used: parts.used.has(source.source),
    lane: laneOf(source, parts),
  }));
  const most = (a: Lane, b: Lane) => b.steps - a.steps || (a.source < b.source ? -1 : 1);
  const used = lanes.flatMap((one) => (one.used ? [one.lane] : [])).sort(most);
  const overlap = used
    .flatMap(({ slots }) => slots)
    .reduce((sum, { steps, counted }) => sum + (counted ? 0 : steps), 0);
  return {
    total,
    lanes: used,
    unused: lanes.flatMap((one) => (one.used ? [] : [one.lane])).sort(most),
    overlap: parts.counter === null ? overlap : 0,
  };
}

function laneOf(source: DaySource, { counter, slots }: ReturnType<typeof countedParts>): Lane {
  const isNumber = counter === source.source;
  const own = Object.entries(source.slots)
    .map(([key, { steps }]) => ({ slot: Number(key), steps }))
    .filter(({ steps }) => steps > 0)
    .sort((a, b) => a.slot - b.slot)
    .map(({ slot, steps }) => ({
      slot,
      steps,
      counted: counter === null && slots.get(slot) === source.source,
    }));
  const counted = own.reduce((sum, one) => sum + (one.counted ? one.steps : 0), 0);
  const total = source.counter?.steps ?? null;
  return {
    source: source.source,
    sourceClass: source.sourceClass,
    slots: own,
    counter: total,
    isNumber,
    steps: isNumber ? (total ?? 0) : counted,
  };
}
