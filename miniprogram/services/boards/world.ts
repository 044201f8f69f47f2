/** Everybody's board: from the cloud, kept for the first paint. */
import type { DayKey } from '../../contract/activity';
import type { World } from '../../contract/api';
import { ask } from '../../phone/cloud';
import { stored } from '../../phone/store';

/** Boards kept: today's and yesterday's. */
const KEPT = 2;

const kept = stored<World[]>('boards.world', [], Array.isArray);

/** Everybody's day as this phone last saw it, or null. */
export const cachedWorld = (day: DayKey): World | null =>
  kept.get().find((one) => one.day === day) ?? null;

/** Asks for everybody's day and keeps it. Rejects with an AppError. */
export async function worldBoard(day: DayKey): Promise<World> {
  const world = await ask('board.world', { day });
  kept.set([world, ...kept.get().filter((one) => one.day !== day)].slice(0, KEPT));
  return world;
}
