/** Everybody's days, for those who count over all people. */
import type { DayKey } from '../../miniprogram/contract/activity';
import { above } from '../cloud';
import { type BoardValue, days } from './store';

/** A person's day as a board has it. */
export interface Ranked {
  uid: string;
  board: Pick<BoardValue, 'steps' | 'withheld'> | null;
}

const PARTS = ['uid', 'board.steps', 'board.withheld'];

/**
 * A page of a day's people in the order of their uids. Those are random: the first so many are a fair
 * sample of all.
 */
export const peopleOnDay = (day: DayKey, after: string, limit: number): Promise<Ranked[]> =>
  days.findParts<Ranked>({
    where: { day, uid: above(after) },
    orderBy: { field: 'uid', order: 'asc' },
    limit,
    parts: PARTS,
  });

/** Who walked most on a day, of those whose number counts on boards. */
export const mostOnDay = (day: DayKey, limit: number): Promise<Ranked[]> =>
  days.findParts<Ranked>({
    where: { day, 'board.withheld': null },
    orderBy: { field: 'board.steps', order: 'desc' },
    limit,
    parts: PARTS,
  });
