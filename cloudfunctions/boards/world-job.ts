/** Counts everybody's day: today's, and those before until they are final. */
import { addDays, type DayKey, dayOf } from '../../miniprogram/contract/activity';
import { dayState } from '../../miniprogram/contract/counting';
import { mostOnDay } from '../activity';
import { oneOf } from '../cloud';
import type { Job } from '../jobs';
import { edgesOf } from './histogram';
import { sampleOf, showing } from './world-sample';
import { WORLD_LEAST, worldId, worlds } from './world-store';

/** Enough for 0.3 of a point. */
const SAMPLE = 100_000;

const TOP = 100;
/** More are read for the top, since some of them hide. */
const TOP_READ = 300;

/** Days back that are made up for when the clock stood still. */
const DAYS_BACK = 7;

/** The cursor is the day that comes next. */
export const countWorlds: Job = {
  name: 'worlds',
  every: 0,
  async step(cursor, at) {
    const first = addDays(dayOf(at), -DAYS_BACK);
    const days = Array.from({ length: DAYS_BACK + 1 }, (_, i) => addDays(first, i));
    const known = await worlds.find({
      where: { _id: oneOf(days.map(worldId)), final: true },
      limit: days.length,
      fields: ['_id'],
    });
    const final = new Set(known.map(({ _id }) => _id));
    const [day, next] = days.filter(
      (one) => one >= Number(cursor ?? 0) && !final.has(worldId(one)),
    );
    if (day !== undefined) await countWorld(day, at);
    return next === undefined ? null : String(next);
  },
};

async function countWorld(day: DayKey, at: number): Promise<void> {
  const { steps, n } = await sampleOf(day, at, SAMPLE);
  const told = n >= WORLD_LEAST;
  await worlds.put({
    _id: worldId(day),
    n,
    sampled: steps.length,
    edges: told ? edgesOf(steps) : [],
    top: told ? await topOf(day, at) : [],
    madeAt: at,
    final: dayState(day, at).state === 'final',
  });
}

async function topOf(day: DayKey, at: number): Promise<string[]> {
  const most = await mostOnDay(day, TOP_READ);
  return (await showing(most, day, at)).map(({ uid }) => uid).slice(0, TOP);
}
