/** What was told of a person's day: kept in the day itself, so that one read has all of it. */
import type { Amount, DayKey, DaySlots } from '../../miniprogram/contract/activity';
import type { HeldOff } from '../../miniprogram/contract/api';
import { type DaySource, type SourceClass, WERUN } from '../../miniprogram/contract/counting';
import { slotsFrom, slotsText } from './slots-text';

/** Everything one band, or WeRun, said about one day: the raw material, never deleted by rules. */
export interface BandTold {
  /** Its id, or "werun". */
  band: string;
  maker: string | null;
  virtual: boolean;
  slots: DaySlots;
  counter?: Amount;
  /** The person said that the counter is wrong: it is kept and does not count. */
  counterDropped?: true;
  /** What of it the rule refuses for its steps alone: more than is in the slots, and counted nowhere. */
  heldOff?: HeldOff;
}

/** The same as it is stored: slots as `slots-text` writes them. */
export type StoredTold = Omit<BandTold, 'slots' | 'heldOff'> & { slots: string; heldOff?: string };

export function storeTold({ slots, heldOff, ...rest }: BandTold): StoredTold {
  const stored: StoredTold = { ...rest, slots: slotsText(slots) };
  if (!heldOff) return stored;
  const off = Object.entries(heldOff).map(([slot, steps]) => [slot, { steps }]);
  return { ...stored, heldOff: slotsText(Object.fromEntries(off)) };
}

export function readTold({ slots, heldOff, ...rest }: StoredTold): BandTold {
  const told: BandTold = { ...rest, slots: slotsFrom(slots) };
  if (!heldOff) return told;
  const off = Object.entries(slotsFrom(heldOff)).map(([slot, { steps }]) => [slot, steps]);
  return { ...told, heldOff: Object.fromEntries(off) };
}

export const sameHeldOff = (a: BandTold, b: BandTold): boolean =>
  storeTold(a).heldOff === storeTold(b).heldOff;

/** The same with what is refused of it besides, as far as that is more than the slots have. */
export function holdOff({ heldOff: before = {}, ...told }: BandTold, more: HeldOff = {}): BandTold {
  const most = new Map<number, number>();
  for (const [key, steps] of [...Object.entries(before), ...Object.entries(more)]) {
    const slot = Number(key);
    const least = Math.max(told.slots[slot]?.steps ?? 0, most.get(slot) ?? 0);
    if (steps > least) most.set(slot, steps);
  }
  return most.size === 0 ? told : { ...told, heldOff: Object.fromEntries(most) };
}

/** What a band told of a day, as the counting rule wants it. */
export function sourceOf(
  day: DayKey,
  { band, virtual, slots, counter, counterDropped }: BandTold,
): DaySource {
  const told: SourceClass = Object.keys(slots).length > 0 ? 'direct' : 'counter';
  const sourceClass = virtual ? 'virtual' : band === WERUN ? 'werun' : told;
  const source: DaySource = { source: band, sourceClass, day, slots };
  if (counter && !counterDropped) source.counter = counter;
  return source;
}
