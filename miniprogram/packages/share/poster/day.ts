/** A day as a poster, with or without one's place on the friends board. Pure beside the language. */
import { busiestHour } from '../../../components/bm-wheel/spokes';
import { type DayKey, dayOf, dayParts, weekday } from '../../../contract/activity';
import type { Board, Snapshot } from '../../../contract/api';
import { clockTime, dayLong, grouped } from '../../../words/format';
import { textOf } from '../../../words/index';
import { posterWords } from '../../../words/poster';
import { shareWords } from '../../../words/share';
import { distance, distanceUnit } from '../../../words/units';
import type { CardContent, PosterContent, PosterFact, RoundFigure, Titled } from './content';

/** What its owner lets be seen beside the day itself. */
export interface Shown {
  /** Null where it is not shown. */
  name: string | null;
  /** The band's name, or its maker's. */
  band: string;
  /** The friends board, where one's place on it is shown. */
  board: Board | null;
}

const BEIJING = 8 * 3600;

const words = () => ({ ...textOf(shareWords), ...textOf(posterWords) });

/** "X的一天" around a name, or the words for who shows none. */
export function titled(say: (name: string) => string, name: string | null, own: string): Titled {
  if (name === null) return { before: own, name: '', after: '' };
  const [before = '', after = ''] = say('\n').split('\n');
  return { before, name, after };
}

/** The words under a number of a band. */
export const sourceLine = (band: string, kind: string): string =>
  [band, kind].filter(Boolean).join(' · ');

export function dayPoster(snapshot: Snapshot, shown: Shown): PosterContent {
  const t = words();
  const { day, total, goal } = snapshot;
  const { name, band, board } = shown;
  const [year, month, date] = dayParts(day);
  const steps = grouped(total.steps);
  const figure = figureOf(snapshot);
  const ring = figure.kind === 'ring';
  const content: PosterContent = {
    left: t.shareDate(year, month, date),
    right: weekdayOf(day),
    figure,
    big: steps,
    small: ring ? t.shareGoalSteps(grouped(goal)) : t.steps,
    facts: dayFacts(snapshot),
    title: titled(t.shareOf, name, t.posterMine),
    source: sourceLine(band, classWord(snapshot)),
    app: t.posterApp,
    appAlone: t.appName,
    card: dayCard(snapshot, shown),
    label: '',
  };
  const place = board && placeOf(board, snapshot);
  return labelled(place ? { ...content, ...place, title: placeTitle(name) } : content);
}

const placeTitle = (name: string | null) =>
  titled(words().posterPlaceTitle, name, words().posterMyPlace);

/** Everything a poster says, in the order in which it is read. */
export function labelled(content: PosterContent): PosterContent {
  const { left, right, big, small, facts, title, source } = content;
  const told = facts.map(({ value, unit, word }) => `${word} ${value}${unit}`);
  const whole = title.before + title.name + title.after;
  const label = [`${left} ${right}`, `${big} ${small}`, ...told, whole, source];
  return { ...content, label: label.filter(Boolean).join('，') };
}

const doneOf = ({ total, goal }: Snapshot) => Math.floor((100 * total.steps) / goal);

/** A band that tells no hours shows its goal. */
function figureOf({ total, goal }: Snapshot): RoundFigure {
  const hours = busiestHour(total.hours) !== null || goal <= 0;
  return hours
    ? { kind: 'wheel', hours: total.hours }
    : { kind: 'ring', share: total.steps / goal };
}

/** The three that say most of what is known. */
function dayFacts(snapshot: Snapshot): PosterFact[] {
  const t = words();
  const { total, goal, ahead } = snapshot;
  const busiest = busiestHour(total.hours);
  const facts: PosterFact[] = [...distanceFact(snapshot)];
  const done = { value: goal > 0 ? grouped(doneOf(snapshot)) : '', unit: '%', word: t.shareGoal };
  if (goal > 0 && (busiest === null || ahead === null)) facts.push(done);
  if (ahead !== null) {
    facts.push({ value: `${Math.floor(ahead)}`, unit: '%', word: t.shareAhead });
  }
  if (busiest !== null)
    facts.push({ value: `${busiest}`, unit: t.shareHour, word: t.shareBusiest });
  return facts;
}

function distanceFact({ total }: Snapshot): PosterFact[] {
  const t = words();
  if (total.metres === undefined) return [];
  const word = total.estimated ? t.posterAbout : t.posterDistance;
  return [{ value: distance(total.metres), unit: distanceUnit(), word }];
}

export const classWord = ({ total }: Snapshot): string => {
  const t = words();
  const { boardDirect: direct, boardCounter: counter } = t;
  const { boardWerun: werun, boardVirtual: virtual } = t;
  return total.sourceClass ? { direct, counter, werun, virtual }[total.sourceClass] : '';
};

function dayCard(snapshot: Snapshot, { name, band, board }: Shown): CardContent {
  const t = words();
  const { day, total, ahead } = snapshot;
  const figure = figureOf(snapshot);
  const place = board?.own?.rank;
  const small = place
    ? t.posterCardPlace(place)
    : ahead === null
      ? t.steps
      : t.posterCardAhead(`${Math.floor(ahead)}`);
  return {
    date: dayLong(day),
    big: grouped(total.steps),
    small,
    figure,
    inside: figure.kind === 'ring' ? { big: `${doneOf(snapshot)}%`, small: t.shareGoal } : null,
    by: byLine(name, band),
  };
}

/** "林晚 · iHealth AM3". */
export const byLine = (name: string | null, band: string): Titled =>
  name === null
    ? { before: band, name: '', after: '' }
    : { before: '', name, after: band ? ` · ${band}` : '' };

/** One's place among friends, of whom nothing is told but how many there are and who comes before. */
function placeOf(
  board: Board,
  snapshot: Snapshot,
): Pick<PosterContent, 'right' | 'figure' | 'big' | 'small' | 'facts'> | null {
  const t = words();
  const { rows, absent, own, state, day, at } = board;
  if (!own) return null;
  const places = [...rows.map(({ rank }) => rank), ...absent.map(() => null)];
  const index = rows.findIndex((row) => row.own);
  const dayWord = day === dayOf(at) ? t.posterToday : t.posterThatDay;
  const steps = { value: grouped(own.steps), unit: t.steps, word: dayWord };
  return {
    right: state === 'open' ? `${weekdayOf(day)} ${clockTime(at, BEIJING)}` : weekdayOf(day),
    figure: { kind: 'stairs', places, own: index },
    big: t.posterPlace(own.rank),
    small: t.posterPeople(places.length),
    facts: [steps, ...distanceFact(snapshot), closing(state)],
  };
}

const weekdayOf = (day: DayKey) => words().weekdays[weekday(day)]!;

function closing(state: Board['state']): PosterFact {
  const t = words();
  if (state === 'open') return { value: '24:00', unit: '', word: t.posterCloses };
  if (state === 'settling') return { value: '12:00', unit: '', word: t.posterSettles };
  return { value: '12:00', unit: '', word: t.boardFinal };
}
