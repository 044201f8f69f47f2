/** A shared day as everybody sees it: a pure function of the snapshot and the language. */
import { busiestHour } from '../../../components/bm-wheel/spokes';
import { dayOf, dayParts } from '../../../contract/activity';
import type { Snapshot } from '../../../contract/api';
import { makerOf } from '../../../contract/makers';
import { dayShort, grouped } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { shareWords } from '../../../words/share';
import { DOT } from '../../../words/spacing';
import { distance, distanceUnit } from '../../../words/units';

export interface Fact {
  /** "约" before what was derived from steps. */
  about?: string;
  value: string;
  unit: string;
  word: string;
}

export interface DayView {
  /** For the navigation bar. */
  title: string;
  name: string;
  /** Stands in for a public id: a snapshot has none. */
  tint: string;
  origin: string;
  steps: string;
  /** Empty where the band tells none: then the goal is drawn. */
  hours: number[];
  wheel: string;
  /** 0–1 and beyond of the goal. */
  share: number;
  ring: string;
  goal: string;
  facts: Fact[];
  until: string;
}

/** The name's first character and one star, however the cloud masked it. */
const masked = (name: string) => `${name.replace(/\*+$/, '')}*`;

/** What a snapshot says; a fact that is not known is left out. */
export function dayView(snapshot: Snapshot): DayView {
  const { name, day, total, goal, maker, ahead, expiresAt } = snapshot;
  const t = textOf(shareWords);
  const [year, month, date] = dayParts(day);
  const steps = grouped(total.steps);
  const busiest = busiestHour(total.hours);
  const source = total.sourceClass
    ? {
        direct: t.boardDirect,
        counter: t.boardCounter,
        werun: t.boardWerun,
        virtual: t.boardVirtual,
      }[total.sourceClass]
    : '';
  const facts: Fact[] = [];
  if (total.metres !== undefined) {
    facts.push({
      ...(total.estimated && { about: t.todayAbout }),
      value: distance(total.metres),
      unit: distanceUnit(),
      word: t.shareDistance,
    });
  }
  if (goal > 0) {
    const done = Math.floor((100 * total.steps) / goal);
    facts.push({ value: grouped(done), unit: '%', word: t.shareGoal });
  }
  if (ahead !== null) {
    facts.push({ value: `${Math.floor(ahead)}`, unit: '%', word: t.shareAhead });
  } else if (busiest !== null) {
    facts.push({ value: `${busiest}`, unit: t.shareHour, word: t.shareBusiest });
  }
  return {
    title: t.shareOf(masked(name)),
    name: masked(name),
    tint: name,
    origin: [t.shareDate(year, month, date), makerOf(maker ?? '')?.name[language()] ?? '', source]
      .filter(Boolean)
      .join(DOT),
    steps,
    hours: busiest === null && total.steps > 0 && goal > 0 ? [] : total.hours,
    wheel: t.shareWheel(steps, busiest ?? 0, grouped(busiest === null ? 0 : total.hours[busiest]!)),
    share: goal > 0 ? total.steps / goal : 0,
    ring: t.shareRing(steps, grouped(goal)),
    goal: t.shareGoalSteps(grouped(goal)),
    facts,
    until: t.shareUntil(dayShort(dayOf(expiresAt))),
  };
}
