/** From a day's sources to what its owner and the boards see. */
import { DAY_SECONDS, type DayKey, dayStart } from '../../miniprogram/contract/activity';
import {
  countDay,
  type DayTotal,
  settledAt,
  WERUN,
  werunFault,
} from '../../miniprogram/contract/counting';
import { type BoardValue, type DayDoc, dayId } from './store';
import { type BandTold, sourceOf, storeTold } from './told';

/**
 * The day counted anew. `told` is all that was told of it, `before` what was stored: a day keeps the
 * version of the rule by which it was counted first. Once a day takes nothing more the owner's total
 * still follows the data, the board's value does not.
 */
export function recount(
  uid: string,
  day: DayKey,
  told: readonly BandTold[],
  before: DayDoc | null,
  at: number,
): DayDoc {
  const sources = [...told].sort((a, b) => (a.band < b.band ? -1 : 1));
  const counting = sources.map((one) => sourceOf(day, one));
  const total = judged(countDay(day, counting, before?.total.ruleVersion, before?.allowed));
  const maker = sources.find((source) => source.band === total.leading)?.maker ?? null;
  return {
    _id: dayId(uid, day),
    uid,
    day,
    total,
    maker,
    bands: sources.map(({ band }) => band),
    told: sources.map(storeTold),
    board: at >= settledAt(day) ? (before?.board ?? null) : boardValue(),
    ...(before?.allowed && { allowed: before.allowed }),
  };

  /** A day that is over is held against what WeRun has of it. */
  function judged(counted: DayTotal): DayTotal {
    const werun = sources.find(({ band }) => band === WERUN)?.counter?.steps ?? 0;
    const ofBand = counted.sourceClass === 'direct' || counted.sourceClass === 'counter';
    if (counted.withheld || !ofBand || at < dayStart(day) + DAY_SECONDS) return counted;
    if (counted.steps <= (before?.allowed?.steps ?? 0)) return counted;
    return { ...counted, withheld: werunFault(counted.steps, werun) };
  }

  function boardValue(): BoardValue | null {
    if (total.sourceClass === null) return null;
    const { steps, sourceClass, withheld } = total;
    const known = before?.board;
    // A number that was withheld was reached by nobody: a real one like it is new.
    const same = known?.steps === steps && known.withheld === null;
    return {
      ...{ steps, sourceClass, maker, withheld },
      reachedAt: same ? known.reachedAt : at,
      syncedAt: at,
    };
  }
}
