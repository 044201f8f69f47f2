import { describe, expect, test } from '@jest/globals';
import type { Board } from '../../../miniprogram/contract/api';
import { AppError } from '../../../miniprogram/phone/errors';
import {
  boardAge,
  cachedFriendBoard,
  cheer,
  friendBoard,
} from '../../../miniprogram/services/boards/index';
import { DAY, fakeCloud, sampleBoard } from '../../helpers/people';
import { fixTime } from '../../helpers/time';
import { installWx } from '../../helpers/wx';

fixTime();
const wxNow = installWx();
const useCloud = (answers: Record<string, unknown>) => {
  const { asked, cloud } = fakeCloud(answers);
  wxNow().cloud = cloud;
  return asked;
};

describe('the friends board', () => {
  test('is kept for the next first paint', async () => {
    useCloud({ 'board.friends': sampleBoard() });
    expect(cachedFriendBoard(DAY)).toBeNull();
    const { board } = await friendBoard(DAY);
    expect(cachedFriendBoard(DAY)?.board).toEqual(board);
    expect(boardAge(cachedFriendBoard(DAY)!)).toBeLessThan(5);
  });

  test('keeps three days and not more', async () => {
    useCloud({ 'board.friends': ({ day }: { day: number }) => sampleBoard({ day }) });
    for (const day of [20261119, 20261120, 20261121, 20261122]) await friendBoard(day);
    expect(cachedFriendBoard(20261119)).toBeNull();
    expect(cachedFriendBoard(20261120)?.board.day).toBe(20261120);
    expect(cachedFriendBoard(20261122)?.board.day).toBe(20261122);
  });

  test('a foreign value in storage reads as nothing kept', () => {
    wxNow().storage.set('bm.boards.friends', 'old text');
    expect(cachedFriendBoard(DAY)).toBeNull();
  });
});

describe('a cheer', () => {
  const hearts = (board: Board) => {
    const { cheers, cheered } = board.rows.find(({ uid }) => uid === 'u-xu')!;
    return { cheers, cheered };
  };

  test('R5-11 fills at once and takes the count of the cloud', async () => {
    let board = sampleBoard();
    const seen: { cheers: number; cheered: boolean }[] = [];
    const asked = useCloud({ 'cheer.send': { cheers: 9 } });
    await cheer('u-xu', DAY, (edit) => {
      board = edit(board);
      seen.push(hearts(board));
    });
    expect(seen).toEqual([
      { cheers: 3, cheered: true },
      { cheers: 9, cheered: true },
    ]);
    expect(asked).toEqual([{ action: 'cheer.send', input: { to: 'u-xu', day: DAY } }]);
  });

  test('R5-11 a failure restores the heart, on the page and in what is kept', async () => {
    let board = sampleBoard();
    useCloud({ 'board.friends': sampleBoard(), 'cheer.send': { refused: 'day-closed' } });
    await friendBoard(DAY);
    const failure = cheer('u-xu', DAY, (edit) => {
      board = edit(board);
    });
    await expect(failure).rejects.toBeInstanceOf(AppError);
    expect(hearts(board)).toEqual({ cheers: 2, cheered: false });
    expect(hearts(cachedFriendBoard(DAY)!.board)).toEqual({ cheers: 2, cheered: false });
  });
});
