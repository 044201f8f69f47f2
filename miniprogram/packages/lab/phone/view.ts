/** A phone that is a band, in words. */
import {
  type LabPhoneBand,
  type LabPhoneKind,
  type Meaning,
  modelName,
} from '../../../services/bands/index';
import { clockTime, grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { labWords } from '../../../words/lab';

export type Said = 'read' | 'write' | 'subscribe' | 'notify';

/** One line of what went over the air; every word is ready. */
export interface Line {
  key: number;
  time: string;
  what: string;
  means: string;
}

const KEPT = 4;

const meansIn = (meaning: Meaning | null): string => {
  const t = textOf(labWords);
  if (!meaning) return t.phoneDone;
  if ('steps' in meaning) return t.phoneMeansSteps(grouped(meaning.steps));
  if ('goal' in meaning) return t.phoneMeansGoal(grouped(meaning.goal));
  return t.phoneMeansBytes(meaning.bytes);
};

/** The newest first, as many as are kept. `at`: UTC seconds. */
export function withLine(
  lines: readonly Line[],
  {
    what,
    characteristic,
    meaning,
  }: { what: Said; characteristic: string; meaning: Meaning | null },
  at: number,
  offsetSeconds: number,
): Line[] {
  const t = textOf(labWords);
  const short = characteristic.slice(4, 8).toUpperCase();
  const line = {
    key: (lines[0]?.key ?? 0) + 1,
    time: `${clockTime(at, offsetSeconds)}:${String(at % 60).padStart(2, '0')}`,
    what: `${t.phoneSaid[what]} ${short}`,
    means: meansIn(meaning),
  };
  return [line, ...lines].slice(0, KEPT);
}

export interface BandView {
  name: string;
  service: string;
  steps: string;
  goal: string;
}

/** `goal`: what the other phone wrote, or null. */
export function bandView({ band, services, seen }: LabPhoneBand, goal: number | null): BandView {
  const t = textOf(labWords);
  return {
    name: band.localName,
    service: [...services, modelName(seen.model)].join(' '),
    steps: grouped(band.steps),
    goal: goal === null ? t.phoneNoGoal : t.phoneGoal(grouped(goal)),
  };
}

/** How the other phone finds it: an iPhone cannot advertise the end of an address. */
export function howTo({ seen }: LabPhoneBand, ios: boolean): { lines: string[]; limit: string } {
  const t = textOf(labWords);
  return {
    lines: t.phoneSteps(modelName(seen.model), seen.tail),
    limit: ios ? t.phoneIos : t.phoneAndroid,
  };
}

/** Every protocol: those that this phone can be, and why it cannot be the others. */
export interface Kinds {
  can: { protocol: string; name: string; on: boolean }[];
  cannot: { protocol: string; name: string; why: string }[];
}

export function kindsView(kinds: readonly LabPhoneKind[], chosen: string): Kinds {
  const t = textOf(labWords);
  const view: Kinds = { can: [], cannot: [] };
  for (const { protocol, model, cannot } of kinds) {
    const kind = { protocol, name: modelName(model) };
    if (cannot) view.cannot.push({ ...kind, why: t.phoneWhy[cannot] });
    else view.can.push({ ...kind, on: protocol === chosen });
  }
  return view;
}
