/** What may go wrong with a band of the lab (scenario R9-3): its air, its clock or its memory. */
import { BleError } from '../../ble/link';
import { dayOf, dayStart } from '../../contract/activity';
import type { Run } from '../../protocols/driver';
import { DAY } from '../common/seconds';
import type { KitVirtual } from '../kit';
import { duplicateValues, type Fates } from '../virtual/faults';

export type LabFault =
  | 'walks-away'
  | 'clock-2000'
  | 'midnight'
  | 'memory-full'
  | 'twice'
  | 'refuses';

const Y2K = Date.UTC(2000, 0, 1) / 1000;
const BEFORE_MIDNIGHT = 5;

/**
 * How far the band's clock is ahead, seconds. `now`: UTC seconds. Midnight comes early only where the
 * driver can read the clock: steps would be on another day else.
 */
export function clockErrorOf(fault: LabFault | null, { limits }: KitVirtual, now: number): number {
  if (fault === 'clock-2000') return Y2K - now;
  const readable = limits?.corrected === undefined;
  if (fault === 'midnight' && readable) return dayStart(dayOf(now)) + DAY - BEFORE_MIDNIGHT - now;
  return 0;
}

/** What becomes of frames on the air. */
export function fatesOf(fault: LabFault | null): Fates {
  if (fault === 'twice') return duplicateValues;
  if (fault === 'refuses') return refusedOnceSubscribed();
  return () => 'deliver';
}

/** As some phones are right after a subscription, here for good: WeChat's 10008. */
function refusedOnceSubscribed(): Fates {
  let subscribed = false;
  return ({ operation }) => {
    subscribed ||= operation === 'subscribe';
    return subscribed && operation !== 'value' ? 'refuse' : 'deliver';
  };
}

const AWAY = 0.4;

/**
 * The link drops once two fifths of what the band kept are read. One that tells all at once is gone
 * before that arrives.
 */
export function walkingAway(run: Run, drop: () => void): Run {
  const next = run.next.bind(run);
  run.next = async () => {
    const page = await next();
    if (!page || page.progress < AWAY) return page;
    run.next = next;
    drop();
    if (page.progress < 1) return page;
    throw new BleError('disconnected', 'walked away');
  };
  return run;
}
