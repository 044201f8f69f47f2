/**
 * A person's days while their turn is held: read from outside the transaction, since nobody else
 * writes them meanwhile, and written inside it.
 */
import type { DayKey } from '../../miniprogram/contract/activity';
import { WERUN } from '../../miniprogram/contract/counting';
import { MAX_LIMIT, oneOf, type Scope } from '../cloud';
import { recount } from './count';
import { BAND_DAY, type BandDayDoc, bandDayId, bandDays, type DayDoc, dayId, days } from './store';

export class HeldDays {
  private constructor(
    private readonly scope: Scope,
    private readonly uid: string,
    private readonly at: number,
    private readonly days: Map<string, DayDoc>,
    private readonly bandDays: Map<string, BandDayDoc>,
  ) {}

  /** These days with all their bands, and with those of `band`. At most 31 days of 20 bands. */
  static async of(scope: Scope, uid: string, at: number, keys: readonly DayKey[], band: string) {
    if (keys.length === 0) return new HeldDays(scope, uid, at, new Map(), new Map());
    const known = await days.find({
      where: { _id: oneOf(keys.map((day) => dayId(uid, day))) },
      limit: keys.length,
      fields: ['_id', 'uid', 'day', 'total', 'maker', 'bands', 'board', 'allowed'],
    });
    const told = known.flatMap(({ day, bands }) => bands.map((one) => bandDayId(uid, one, day)));
    const ids = new Set([...told, ...keys.map((day) => bandDayId(uid, band, day))]);
    const parts = await bandDays.find({
      where: { _id: oneOf([...ids]) },
      limit: Math.min(ids.size, MAX_LIMIT),
      fields: BAND_DAY,
    });
    const byId = <T extends { _id: string }>(found: T[]) => new Map(found.map((d) => [d._id, d]));
    return new HeldDays(scope, uid, at, byId(known), byId(parts));
  }

  day(day: DayKey): DayDoc | undefined {
    return this.days.get(dayId(this.uid, day));
  }

  bandDay(band: string, day: DayKey): BandDayDoc | undefined {
    return this.bandDays.get(bandDayId(this.uid, band, day));
  }

  /** Writes a band day and its day counted anew; returns the day. */
  async write(part: BandDayDoc): Promise<DayDoc> {
    const before = this.day(part.day) ?? null;
    const others = (before?.bands ?? []).filter((band) => band !== part.band);
    const sources = [part, ...others.flatMap((band) => this.bandDay(band, part.day) ?? [])];
    const day = recount(this.uid, part.day, sources, before, this.at);
    await bandDays.within(this.scope).put(part);
    await days.within(this.scope).put(day);
    return day;
  }

  /** Takes WeRun out of a day, which is counted anew; a day nobody else tells of is none. */
  async dropWerun(key: DayKey): Promise<void> {
    await bandDays.within(this.scope).remove(bandDayId(this.uid, WERUN, key));
    const before = this.day(key);
    if (!before) return;
    const others = before.bands.filter((band) => band !== WERUN);
    const sources = others.flatMap((band) => this.bandDay(band, key) ?? []);
    if (sources.length === 0) {
      await days.within(this.scope).remove(before._id);
      return;
    }
    const day = recount(this.uid, key, sources, before, this.at);
    // Also from a final list, where the number was WeRun's.
    const board = day.board?.sourceClass === 'werun' ? null : day.board;
    await days.within(this.scope).put({ ...day, board });
  }

  /** Boards show the last sync, also one that brought nothing new. */
  async touch(day: DayDoc): Promise<void> {
    await days.within(this.scope).raise(day._id, { 'board.syncedAt': this.at });
  }
}
