/** What the page 为什么是这个数 shows. Pure beside the language in force. */
import { SLOTS_PER_DAY } from '../../../contract/activity';
import type { BoundBand } from '../../../contract/api';
import type { Lane } from '../../../contract/explain';
import type { Why } from '../../../services/activity/index';
import { dayShort, grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { DOT } from '../../../words/spacing';
import { whyWords } from '../../../words/why';
import { type NotCounted, reviewRow } from '../review/row';
import { sourceName } from './names';

/** A tick of the day's 96: percent from the left. */
export interface Tick {
  slot: number;
  at: number;
  counted: boolean;
}

export interface LaneView {
  id: string;
  name: string;
  count: string;
  steps: string;
  label: string;
  ticks: Tick[];
}

export interface WhyView {
  head: string;
  steps: string;
  lanes: LaneView[];
  /** Whether some slot lost to another's. */
  muted: string;
  not: { title: string; rows: NotCounted[] }[];
  /** Slots that can be looked at by hour; 0 hides the way there. */
  slots: number;
  /** The hour that opens first. */
  hour: number;
  rule: string;
}

export interface WhyFacts {
  why: Why;
  bands: readonly BoundBand[];
}

export function whyView({ why, bands }: WhyFacts): WhyView {
  const t = textOf(whyWords);
  const { total, lanes } = why;
  const date = dayShort(total.day);
  const number = lanes.find(({ isNumber }) => isNumber);
  const counted = lanes.flatMap(({ slots }) => slots.filter((slot) => slot.counted));
  const all = lanes.reduce((sum, { slots }) => sum + slots.length, 0);
  return {
    head: number ? t.whyCounter(date) : t.whySlots(date, counted.length),
    steps: grouped(total.steps),
    lanes: lanes.map((lane) => laneView(lane, sourceName(lane.source, why, bands))),
    muted: all === counted.length ? '' : number ? t.whyNumber : t.whyLarger,
    not: notCounted({ why, bands }).filter(({ rows }) => rows.length > 0),
    slots: all,
    hour: total.hours.indexOf(Math.max(...total.hours)),
    rule: t.whyRule(total.ruleVersion),
  };
}

function laneView({ source, slots, steps, isNumber }: Lane, name: string): LaneView {
  const t = textOf(whyWords);
  const count = isNumber ? t.whyLaneTotal : t.whyLane(slots.filter((slot) => slot.counted).length);
  return {
    id: source,
    name,
    count,
    steps: grouped(steps),
    label: t.whyLaneLabel(name, count, grouped(steps)),
    ticks: slots.map(({ slot, counted }) => ({ slot, at: (slot / SLOTS_PER_DAY) * 100, counted })),
  };
}

/** A day that is kept off boards as a whole counts here; a slot that is, counts nowhere. */
function notCounted({ why, bands }: WhyFacts): WhyView['not'] {
  const t = textOf(whyWords);
  const rows: NotCounted[] = [];
  const row = (name: string, hint: string, steps: number) =>
    rows.push({ name, hint, steps: grouped(steps), review: false });
  const byTotal = why.lanes.some(({ isNumber }) => isNumber);
  if (why.overlap > 0) row(t.whyOverlap, t.whyOverlapHint, why.overlap);
  for (const { counter, isNumber, source } of why.lanes) {
    // One that says the same as the slots is no other account of the day.
    if (isNumber || counter === null || counter === 0 || counter === why.total.steps) continue;
    const name = why.lanes.length > 1 ? DOT + sourceName(source, why, bands) : '';
    row(`${t.whyTotal}${name}`, byTotal ? t.whyTotalOther : t.whyTotalLess, counter);
  }
  for (const lane of why.unused) {
    const steps = Math.max(
      lane.counter ?? 0,
      lane.slots.reduce((sum, slot) => sum + slot.steps, 0),
    );
    if (steps === 0) continue;
    if (lane.sourceClass === 'virtual') row(t.whyVirtual, t.whyVirtualHint, steps);
    else row(sourceName(lane.source, why, bands), t.whyUnusedHint, steps);
  }
  const review = reviewRow(why);
  const refused = (why.keptOff?.slots.length ?? 0) > 0;
  return [
    { title: t.whyNot, rows: refused ? [...rows, ...review] : rows },
    { title: t.whyOff, rows: refused ? [] : review },
  ];
}
