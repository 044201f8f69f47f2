/** What was told of a person's day: kept in the day itself, so that one read has all of it. */
import type { Amount, DayKey, DaySlots } from '../../miniprogram/contract/activity';
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
}

/** The same as it is stored: the slots as `slots-text` writes them. */
export type StoredTold = Omit<BandTold, 'slots'> & { slots: string };

export const storeTold = ({ slots, ...rest }: BandTold): StoredTold => ({
  ...rest,
  slots: slotsText(slots),
});

export const readTold = ({ slots, ...rest }: StoredTold): BandTold => ({
  ...rest,
  slots: slotsFrom(slots),
});

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
