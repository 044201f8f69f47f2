/** A board of as many friends as there may be, in place of the one the cloud would answer. */
import type { Page } from 'playwright-core';
import type { FriendsBoard } from '../../../miniprogram/contract/api';
import { API_LIMITS } from '../../../miniprogram/contract/limits';
import { holdLine } from '../../shots/line';

const MAKERS = ['codoon', 'honor', 'ihealth', 'lifesense'];

/** The same board with as many friends as there may be; before the first sync there is none to fill. */
export function crowded(board: FriendsBoard): FriendsBoard {
  const [own] = board.rows;
  if (!own) return board;
  const rows = Array.from({ length: API_LIMITS.friends }, (_, index) => ({
    ...own,
    uid: index === 100 ? own.uid : index.toString(16).padStart(20, '0'),
    name: index % 3 === 0 ? `步友 ${index}` : `Walker ${index}`,
    rank: index + 1,
    steps: 20_000 - 90 * index,
    maker: MAKERS[index % MAKERS.length]!,
    own: index === 100,
  }));
  return { ...board, rows, own: { rank: 101, steps: 11_000, of: rows.length, behindNext: 90 } };
}

/** From the page's next document on the friends board that its phone is told is full. */
export async function crowd(page: Page, cloud: string): Promise<void> {
  await holdLine(page, async ({ body, data }) => {
    if (data?.action !== 'board.friends') return null;
    const response = await fetch(`${cloud}/__cloud/call`, { method: 'POST', body });
    const answer = (await response.json()) as { result?: { ok: boolean; data: FriendsBoard } };
    if (answer.result?.ok) answer.result.data = crowded(answer.result.data);
    return answer;
  });
}
