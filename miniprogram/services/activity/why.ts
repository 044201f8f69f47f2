/** Why a day's number is what it is, by whoever knows it best: this phone or the cloud. */
import type { DayKey } from '../../contract/activity';
import type { Output, Review } from '../../contract/api';
import { countDay, type DaySource } from '../../contract/counting';
import { type Explanation, explainDay } from '../../contract/explain';
import { ask } from '../../phone/cloud';
import { toAppError } from '../../phone/errors';
import { alone, mine } from '../account/index';
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
 * know and cannot be asked; of somebody whose things stay on this phone it knows nothing.
 */
export async function explained(day: DayKey): Promise<Why | null> {
  const local = await ofPhone(day);
  const cloud = alone() ? null : await ofCloud(day, local.length > 0);
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

/** Null where it cannot be asked and the phone knows something. */
function ofCloud(day: DayKey, enough: boolean): Promise<Output<'activity.sources'> | null> {
  return ask('activity.sources', { day }).catch((failure: unknown) => {
    if (!enough) throw toAppError(failure);
    return null;
  });
}

async function ofPhone(day: DayKey): Promise<DaySource[]> {
  try {
    return localSources(await journal(), day, mine.get().bands);
  } catch {
    // A phone whose files cannot be read still has the cloud.
    return [];
  }
}
