/** From a day's sources to what its owner and the boards see. */
import type { DayKey } from '../../miniprogram/contract/activity';
import { countDay, dayState } from '../../miniprogram/contract/counting';
import { type BandDayDoc, type BoardValue, type DayDoc, dayId, sourceOf } from './store';

/**
 * The day counted anew. `sources` are all its band days, `before` what was stored. Once a day is
 * final the owner's total still follows the data, the board's value does not.
 */
export function recount(
  uid: string,
  day: DayKey,
  sources: readonly BandDayDoc[],
  before: DayDoc | null,
  at: number,
): DayDoc {
  const total = countDay(day, sources.map(sourceOf));
  const maker = sources.find((source) => source.band === total.leading)?.maker ?? null;
  const final = dayState(day, at).state === 'final';
  return {
    _id: dayId(uid, day),
    uid,
    day,
    total,
    maker,
    bands: sources.map((source) => source.band).sort(),
    board: final ? (before?.board ?? null) : boardValue(),
  };

  function boardValue(): BoardValue | null {
    if (total.sourceClass === null) return null;
    const { steps, sourceClass, withheld } = total;
    const same = before?.board?.steps === steps;
    const reachedAt = same ? before.board!.reachedAt : at;
    return { steps, sourceClass, maker, reachedAt, syncedAt: at, withheld };
  }
}
