/** A band that changed hands remembers what somebody else walked: that stays theirs. */
import { type BandDay, dayStart, SLOT_SECONDS } from '../../miniprogram/contract/activity';

/** Of each day what began at or after an instant (UTC seconds); a counter only of a day that did. */
export const walkedSince = (days: readonly BandDay[], from: number): BandDay[] =>
  days.map(({ day, slots, counter }) => {
    const start = dayStart(day);
    const own = Object.entries(slots).filter(
      ([slot]) => start + Number(slot) * SLOT_SECONDS >= from,
    );
    return {
      day,
      slots: Object.fromEntries(own),
      ...(counter && start >= from && { counter }),
    };
  });
