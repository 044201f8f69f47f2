/** Everybody's board as words and bars: a pure function of the board, today and the language. */
import { listed, sourceWords } from '../../../components/bm-rows/rows';
import { BOARD_OFFSET_SECONDS, type DayKey } from '../../../contract/activity';
import type { World } from '../../../contract/api';
import { makerOf } from '../../../contract/makers';
import { boardWords } from '../../../words/board';
import { clockTime, grouped } from '../../../words/format';
import { language, textOf } from '../../../words/index';
import { DOT } from '../../../words/spacing';
import { worldWords } from '../../../words/world';

/** A thousand of steps in the picture. */
export interface Bin {
  from: number;
  /** Percent of the highest. */
  height: number;
  side: 'less' | 'own' | 'more';
  /** For the table: "2,000–2,999 步，12.4%". */
  words: string;
}

export interface TopRow {
  key: number;
  rank: string;
  name: string;
  badge: string;
  source: string;
  steps: string;
  own: boolean;
  label: string;
}

export interface WorldView {
  /** Too few people: nothing else is there. */
  few: boolean;
  title: string;
  /** Whole percent, or empty. */
  ahead: string;
  note: string;
  bins: Bin[];
  /** Where the own bar is, percent of the width, and its height; null without own steps. */
  you: { left: number; height: number } | null;
  label: string;
  topTitle: string;
  topFrom: string;
  top: TopRow[];
  foot: string;
}

const BIN_STEPS = 1000;
/** A share that is there is seen. */
const LEAST = 2;

export function worldView(world: World, today: DayKey): WorldView {
  const t = textOf(worldWords);
  const { ahead, steps, next, rank, top } = world;
  const bins = binsOf(world);
  const own = bins.findIndex(({ side }) => side === 'own');
  const parts = [
    steps === null ? '' : t.worldSteps(grouped(steps)),
    next ? t.worldNext(grouped(next.steps), next.ahead) : '',
    rank === null ? '' : t.worldRank(rank),
  ];
  return {
    few: world.of === 0,
    title: ahead === null ? t.worldNone : world.day === today ? t.worldAhead : t.worldAheadThatDay,
    ahead: ahead === null ? '' : `${Math.floor(ahead)}`,
    note: ahead === null ? t.worldNoneHint : parts.filter(Boolean).join(DOT),
    bins,
    you: own < 0 ? null : { left: ((own + 0.5) / bins.length) * 100, height: bins[own]!.height },
    label: t.worldLabel(bins.map(({ words }) => words).join(t.comma)),
    topTitle: top.length > 0 ? t.worldTop(top.length) : '',
    topFrom: top.length > 0 ? t.worldFrom(grouped(top[top.length - 1]!.steps)) : '',
    top: top.map(topRow),
    foot: footOf(world),
  };
}

function binsOf({ bins, steps }: World): Bin[] {
  const t = textOf(worldWords);
  const highest = Math.max(1, ...bins);
  const own = steps === null ? -1 : Math.min(bins.length - 1, Math.floor(steps / BIN_STEPS));
  return bins.map((percent, i) => {
    const from = i * BIN_STEPS;
    const last = i === bins.length - 1;
    return {
      from,
      height: percent > 0 ? Math.max(LEAST, (percent / highest) * 100) : 0,
      side: i === own ? 'own' : own >= 0 && i > own ? 'more' : 'less',
      words: last
        ? t.worldLastBin(grouped(from), percent.toFixed(1))
        : t.worldBin(grouped(from), grouped(from + BIN_STEPS - 1), percent.toFixed(1)),
    };
  });
}

function topRow(row: World['top'][number], key: number): TopRow {
  const t = textOf(boardWords);
  const badge = makerOf(row.maker ?? '')?.name[language()] ?? '';
  const source = sourceWords(row.sourceClass);
  const [rank, steps] = [row.rank ?? 0, grouped(row.steps)];
  return {
    ...{ key, rank: `${rank}`, name: row.name, badge, source, steps, own: row.own },
    label: listed(t.boardRankLabel(rank), row.name, t.boardStepsLabel(steps), badge, source),
  };
}

function footOf({ of, sampled, at, state }: World): string {
  const t = textOf(worldWords);
  const board = textOf(boardWords);
  const people = sampled < of ? t.worldSample(grouped(sampled)) : t.worldPeople(grouped(of));
  const time = t.worldUpdated(clockTime(at, BOARD_OFFSET_SECONDS));
  const as = state === 'final' ? board.boardUnchanging : time;
  return [people, as, board.boardBeijing].join(DOT);
}
