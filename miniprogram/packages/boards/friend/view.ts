/** A friend's day as words: a pure function of the day, the clock and the language. */
import { type Bar, barsOf, largestHour } from '../../../components/bm-bars/bars';
import { sourceWords, syncedWords } from '../../../components/bm-rows/rows';
import { dayOf } from '../../../contract/activity';
import type { FriendDay } from '../../../contract/api';
import { makerOf } from '../../../contract/makers';
import { boardWords } from '../../../words/board';
import { grouped } from '../../../words/format';
import { friendWords } from '../../../words/friend';
import { language, textOf } from '../../../words/index';
import { DOT } from '../../../words/spacing';

interface Source {
  key: number;
  name: string;
  hint: string;
  steps: string;
}

export interface FriendView {
  uid: string;
  name: string;
  avatar: string;
  badge: string;
  source: string;
  steps: string;
  /** When synced, and how many cheered. */
  note: string;
  /** Words of the heart; null where the day is final and it can be given no more. */
  cheer: string | null;
  cheered: boolean;
  /** The hours, or null; what is said instead. */
  hours: Hours | null;
  without: { title: string; hint: string } | null;
  sources: Source[];
  rule: string;
}

interface Hours {
  bars: Bar[];
  label: string;
  rows: string[];
}

export function friendView(day: FriendDay, now: number): FriendView {
  const t = textOf(friendWords);
  const board = textOf(boardWords);
  const badge = makerOf(day.maker ?? '')?.name[language()] ?? '';
  const synced = syncedWords(day.syncedAt, day.day, day.state, now);
  const said = day.state === 'open' ? board.boardSyncedAge(synced) : synced;
  return {
    ...{ uid: day.uid, name: day.name, avatar: day.avatar ?? '', badge },
    source: sourceWords(day.sourceClass),
    steps: grouped(day.steps),
    note: [said, day.cheers > 0 ? t.friendCheers(day.cheers) : ''].filter(Boolean).join(DOT),
    cheer: cheerWords(day, now),
    cheered: day.cheered,
    hours: day.hours && hoursOf(day.hours),
    without: day.hours ? null : withoutHours(day),
    sources: day.sources.map((source, key) => sourceOf(source, key, day)),
    rule: t.friendRule(day.ruleVersion),
  };
}

/** What stands beside the heart; null where it can be given no more. `now` in UTC seconds. */
export function cheerWords({ cheered, cheers, name, day, state }: FriendDay, now: number) {
  const t = textOf(friendWords);
  if (!cheered) return state === 'final' ? null : t.friendCheer(name);
  const said = day === dayOf(now) ? t.friendCheered : t.friendCheeredThatDay;
  return said(grouped(cheers));
}

function hoursOf(hours: readonly number[]): Hours {
  const t = textOf(friendWords);
  const most = largestHour(hours);
  return {
    bars: barsOf(hours),
    label: most < 0 ? t.todayHoursNone : t.todayHoursLabel(most, grouped(hours[most]!)),
    rows: hours.flatMap((steps, hour) =>
      steps > 0 ? [`${t.todayHourOf(hour)} ${grouped(steps)} ${t.steps}`] : [],
    ),
  };
}

function withoutHours({ sourceClass }: FriendDay) {
  const t = textOf(friendWords);
  if (sourceClass === 'werun') return { title: t.friendNoHours, hint: t.friendWerunHint };
  if (sourceClass === 'counter') return { title: t.friendNoHours, hint: t.friendCounterHint };
  return { title: t.friendLate, hint: t.friendLateHint };
}

function sourceOf(
  { maker, slots, steps }: FriendDay['sources'][number],
  key: number,
  { sourceClass }: FriendDay,
): Source {
  const t = textOf(friendWords);
  const name = t.friendBand(makerOf(maker ?? '')?.name[language()] ?? '');
  const source = sourceWords(sourceClass);
  const hint = slots > 0 ? t.friendSlots(source, slots) : source;
  return { key, name: name.trim(), hint, steps: grouped(steps) };
}
