/** Days in a row that met their goal, as a poster. Pure beside the language. */
import { dayParts } from '../../../contract/activity';
import { dayShort, grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { posterWords } from '../../../words/poster';
import { shareWords } from '../../../words/share';
import { distanceUnit, inUnit } from '../../../words/units';
import type { PosterContent, PosterFact } from './content';
import { byLine, labelled, titled } from './day';
import type { StreakDay } from './run';

const words = () => ({ ...textOf(shareWords), ...textOf(posterWords) });

/** `days` in their order, at least one. */
export function streakPoster(
  days: readonly StreakDay[],
  { name, band }: { name: string | null; band: string },
): PosterContent {
  const t = words();
  const first = days[0]!.day;
  const last = days[days.length - 1]!.day;
  const range = first === last ? dayShort(first) : `${dayShort(first)} – ${dayShort(last)}`;
  const big = t.posterDays(days.length);
  const figure = {
    kind: 'streak' as const,
    shares: days.map(({ steps, goal }) => (goal > 0 ? steps / goal : 1)),
  };
  return labelled({
    left: range,
    right: t.posterYear(dayParts(last)[0]),
    figure,
    big,
    small: t.posterStreak,
    facts: streakFacts(days),
    title: titled(
      (who) => t.posterStreakTitle(who, days.length),
      name,
      t.posterMyStreak(days.length),
    ),
    source: band,
    app: t.posterApp,
    appAlone: t.appName,
    card: {
      ...{ date: range, big, small: t.posterStreak, figure, inside: null },
      by: byLine(name, band),
    },
    label: '',
  });
}

/** Where the goal was changed meanwhile, all steps are told in its place. */
function streakFacts(days: readonly StreakDay[]): PosterFact[] {
  const t = words();
  const sum = (value: (day: StreakDay) => number) =>
    days.reduce((total, day) => total + value(day), 0);
  const goal = days[0]!.goal;
  const one = days.every((day) => day.goal === goal);
  const metres = sum((day) => day.metres);
  const most = Math.max(...days.map(({ steps }) => steps));
  const steps = (value: number, word: string) => ({ value: grouped(value), unit: t.steps, word });
  return [
    one
      ? steps(goal, t.posterGoal)
      : steps(
          sum((day) => day.steps),
          t.posterAll,
        ),
    ...(metres > 0
      ? [{ value: grouped(inUnit(metres)), unit: distanceUnit(), word: t.posterAll }]
      : []),
    steps(most, t.posterBest),
  ];
}
