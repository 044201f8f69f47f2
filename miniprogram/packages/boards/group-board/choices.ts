/** The groups to switch between, as words. */
import type { DayKey } from '../../../contract/activity';
import {
  cachedGroupBoard,
  currentGroup,
  type OwnGroup,
  openGidOf,
} from '../../../services/groups/index';
import { boardWords } from '../../../words/board';
import { groupWords } from '../../../words/groups';
import { textOf } from '../../../words/index';

export interface Choice {
  group: string;
  openGid: string;
  /** The own place where this phone saw it, and the size. */
  place: string;
  current: boolean;
}

/** `day` is the one whose places are told. */
export function choicesOf(groups: readonly OwnGroup[], day: DayKey): Choice[] {
  return groups.map(({ group, count }) => {
    const board = cachedGroupBoard(group, day)?.board;
    return {
      group,
      openGid: openGidOf(group),
      place: board?.own
        ? textOf(boardWords).boardPlace(board.own.rank, board.of)
        : textOf(groupWords).groupCount(count),
      current: group === currentGroup()?.group,
    };
  });
}
