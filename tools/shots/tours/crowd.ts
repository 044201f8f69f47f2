/** Boards of two hundred people, scrolled to their end: of friends, of a group, of everybody. */
import { dayOf } from '../../../miniprogram/contract/activity';
import type { Board, BoardRow, GroupBoard, World } from '../../../miniprogram/contract/boards';
import type { Guide } from '../guide';
import type { Tour } from './tour';

const NOON = Date.UTC(2026, 10, 22, 4) / 1000;
const TODAY = dayOf(NOON);
const PEOPLE = 200;
const PAGE = 100;
const OWN = 120;
const GROUP = 'crowd';

/** Names as people have them: long ones, others' scripts, marks that turn the direction of a line. */
const NAMES = [
  '林晚',
  'Maximilian Feathers-Wolfeschlegelstein',
  '步'.repeat(40),
  '🏃‍♀️🎉',
  'محمد الفارسي',
  '\u202Eabc\u202D',
];
const SOURCES = [
  ['direct', 'codoon'],
  ['counter', 'lifesense'],
  ['werun', null],
] as const;

/** Two of each place from the second on: as many steps, the same digit. */
const ROWS = Array.from({ length: PEOPLE }, (_, place): BoardRow => {
  const pair = Math.ceil(place / 2);
  const [sourceClass, maker] = SOURCES[place % SOURCES.length]!;
  return {
    ...{ uid: `crowd-${place}`, name: NAMES[place % NAMES.length]! },
    ...{ rank: Math.max(1, 2 * pair), steps: 24_320 - 113 * pair, sourceClass, maker },
    ...{ syncedAt: NOON + 60 * place, reachedAt: NOON, own: place === OWN },
    ...{ cheers: place % 7, cheered: place % 3 === 0 },
  };
});
const ABSENT = NAMES.map((name, n) => ({
  ...{ uid: `absent-${n}`, name, previousSteps: n % 2 ? 8_432 : null },
  ...{ sourceClass: 'direct' as const, maker: 'ihealth' },
}));

const board = (): Board => ({
  ...{ day: TODAY, state: 'open', until: NOON + 43_200, rows: ROWS, absent: ABSENT },
  ...{ withheld: null, at: NOON + 30_000 },
  own: { rank: ROWS[OWN]!.rank!, steps: ROWS[OWN]!.steps, of: PEOPLE, behindNext: 113 },
});

function groupPage({ from = 0 }: { from?: number }): GroupBoard {
  const last = from + PAGE >= PEOPLE;
  const part = { rows: ROWS.slice(from, from + PAGE), absent: last ? ABSENT : [] };
  const list = { version: '1', mine: ROWS[OWN]!, of: PEOPLE + ABSENT.length };
  return { ...board(), ...part, ...list, next: last ? null : from + PAGE };
}

/** Everybody's: who walks most has no name there but one's own. */
const world = (): World => ({
  ...{ day: TODAY, state: 'open', ahead: 87.4, rank: OWN, steps: ROWS[OWN]!.steps },
  next: { ahead: 90, steps: 640 },
  bins: [3, 5, 8, 9, 11, 13, 12, 10, 8, 6, 5, 3, 2, 2, 1, 2],
  top: ROWS.slice(0, PAGE).map(({ rank, steps, sourceClass, maker }, place) => ({
    ...{
      rank,
      steps,
      sourceClass,
      maker,
      own: place === 3,
      name: place === 3 ? NAMES[1]! : '林**',
    },
  })),
  ...{ of: 128_431, sampled: 100_000, at: NOON + 30_000 },
});

/** Frames without another row after which a list waits for a finger. */
const STILL_FRAMES = 10;

/** Waits until the list grows no more by itself; whether it has come to its end: those who are absent. */
async function stands(patience: number): Promise<boolean> {
  const { documentElement: page } = document;
  let height = 0;
  for (let still = 0; still < patience; still++) {
    if (page.scrollHeight !== height) still = 0;
    height = page.scrollHeight;
    await new Promise(requestAnimationFrame);
  }
  return document.querySelector('.absent') !== null;
}

/** To each of these places, as a finger goes there. */
async function scroll(tops: readonly ('top' | 'end')[]): Promise<void> {
  for (const top of tops) {
    scrollTo(0, top === 'top' ? 0 : document.documentElement.scrollHeight);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
}

/**
 * Goes down, again and again, until the list has nothing more to show. Not while it grows by itself: a
 * browser that scrolls paints every row that comes.
 */
async function scrollDown(guide: Guide): Promise<void> {
  await guide.see('.bm-row');
  const frame = await guide.frame();
  while (!(await frame.evaluate(stands, STILL_FRAMES))) {
    await frame.evaluate(scroll, ['top', 'end'] as const);
  }
  await frame.evaluate(scroll, ['end'] as const);
}

export const crowd: Tour = async (guide, stop) => {
  await guide.ask('crowded', 'account.enter', {});
  guide.says('board.friends', () => ({ ...board(), cheeredBy: ['crowd-1', 'crowd-2'] }));
  guide.says('group.list', () => ({ groups: [{ group: GROUP, count: 206, guests: true }] }));
  guide.says('board.group', groupPage);
  guide.says('board.world', world);
  await guide.open('crowded');
  await guide.see('.no-band');
  await guide.tab('ranking');
  await scrollDown(guide);
  await stop('ranking-crowd');
  await guide.tap('.choice', 1);
  await guide.see('.switch');
  await scrollDown(guide);
  await stop('group-crowd');
  await guide.tap('.choice', 2);
  await guide.see('.ahead');
  await stop('world');
  await guide.tap('.line');
  await guide.see('.top-row');
  await stop('world-top');
  await guide.shut();
  await guide.tap('.line', 1);
  await guide.see('.table-line');
  await stop('world-table');
};
