/** Everybody's board: how many one is ahead of, and the first hundred, of whom nobody is told who they are. */
import type { DayKey } from '../../miniprogram/contract/activity';
import type { BoardRow, Input, World, WorldRow } from '../../miniprogram/contract/api';
import { dayState } from '../../miniprogram/contract/counting';
import { rankRows } from '../../miniprogram/contract/rank';
import { isSeen, maskName, peopleOf } from '../accounts';
import { boardValues, dayId } from '../activity';
import type { Call } from '../answers';
import { refuseFuture } from './days';
import { aheadOf, binsOf, nextOf } from './histogram';
import { WORLD_LEAST, type WorldDoc, worldId, worlds } from './world-store';

export async function worldBoard({ day }: Input<'board.world'>, { uid, at }: Call): Promise<World> {
  refuseFuture(day, at);
  const world = await worlds.get(worldId(day));
  const state = stateOf(world, day, at);
  if (!world || world.n < WORLD_LEAST) {
    const nothing = { ahead: null, rank: null, steps: null, next: null, bins: [], top: [] };
    return { ...nothing, day, state, at, of: 0, sampled: 0 };
  }
  const [people, values] = await Promise.all([
    peopleOf(world.top),
    boardValues([...new Set([...world.top, uid])], [day]),
  ]);
  const placed = world.top.flatMap((one) => {
    const value = values.get(dayId(one, day));
    const person = people.get(one);
    if (!value || value.withheld !== null || !person || !isSeen(person)) return [];
    return [{ ...value, uid: one, name: person.name }];
  });
  const top = rankRows(placed).map((row): WorldRow & Pick<BoardRow, 'rank'> => {
    const { rank, steps, sourceClass, maker } = row;
    const own = row.uid === uid;
    return { rank, name: own ? row.name : maskName(row.name), steps, sourceClass, maker, own };
  });
  const own = values.get(dayId(uid, day));
  const steps = own && own.withheld === null && own.steps > 0 ? own.steps : null;
  const { edges, n: of, sampled, madeAt } = world;
  return {
    ...{ day, state, at: madeAt, steps, top, of, sampled },
    ahead: steps === null ? null : aheadOf(edges, steps),
    next: steps === null || state !== 'open' ? null : nextOf(edges, steps),
    bins: binsOf(edges),
    rank: top.find((row) => row.own)?.rank ?? null,
  };
}

/** Of how many of a hundred somebody with these steps is ahead that day; null where nobody is told. */
export async function aheadOn(day: DayKey, steps: number): Promise<number | null> {
  const world = await worlds.get(worldId(day));
  return world && world.n >= WORLD_LEAST && steps > 0 ? aheadOf(world.edges, steps) : null;
}

/** A day is final here once the clock has counted it as such. */
function stateOf(world: WorldDoc | null, day: number, at: number): World['state'] {
  const { state } = dayState(day, at);
  return state === 'final' && !world?.final ? 'settling' : state;
}
