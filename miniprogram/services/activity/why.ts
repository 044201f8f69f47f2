/** Why a day's number is what it is, by whoever knows it best: this phone or the cloud. */
import type { DayKey } from '../../contract/activity';
import type { Review } from '../../contract/api';
import { countDay, type DaySource } from '../../contract/counting';
import { type Explanation, explainDay } from '../../contract/explain';
import { ask } from '../../phone/cloud';
import { toAppError } from '../../phone/errors';
import { mine } from '../account/index';
import { betterDay, localSources } from './days';
import { journal } from './journal/index';
import { type KeptOff, keptOff } from './review';

/** A day explained. */
export interface Why extends Explanation {
  /** Makers of its sources, by source; null for one that is not known. */
  makers: ReadonlyMap<string, string | null>;
  keptOff: KeptOff | null;
  review: Review | null;
}

/**
 * Explains the number that the other pages show of a day: the phone's where it knows more, the
 * cloud's else. Null when nobody knows anything. Rejects with an AppError when only the cloud could
 * know and cannot be asked.
 */
export async function explained(day: DayKey): Promise<Why | null> {
  const local = await ofPhone(day);
  const cloud = await ask('activity.sources', { day }).catch((failure: unknown) => {
    if (local.length === 0) throw toAppError(failure);
    return null;
  });
  const told = cloud?.sources ?? [];
  const known = cloud && told.length > 0 ? cloud.total : null;
  const here = local.length > 0 ? countDay(day, local) : null;
  const better = betterDay(here, known);
  if (!better) return null;
  const makers = new Map(told.map(({ source, maker }) => [source, maker]));
  const sources = better === here ? local : told;
  return {
    ...explainDay(day, sources, better.ruleVersion),
    makers,
    keptOff: keptOff(day, cloud, better),
    // A cloud that was not deployed anew knows of none.
    review: cloud?.review ?? null,
  };
}

async function ofPhone(day: DayKey): Promise<DaySource[]> {
  try {
    return localSources(await journal(), day, mine.get().bands);
  } catch {
    // A phone whose files cannot be read still has the cloud.
    return [];
  }
}
