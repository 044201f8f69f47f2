/**
 * A person's days while their turn is held: read from outside the transaction, since nobody else
 * writes them meanwhile, and written inside it.
 */
import type { DayKey } from '../../miniprogram/contract/activity';
import { WERUN } from '../../miniprogram/contract/counting';
import { oneOf, type Scope } from '../cloud';
import { recount } from './count';
import { DAY, type DayDoc, dayId, days } from './store';
import { type BandTold, readTold } from './told';

export class HeldDays {
  private readonly found: ReadonlyMap<DayKey, DayDoc>;

  private constructor(
    private readonly scope: Scope,
    private readonly uid: string,
    private readonly at: number,
    found: readonly DayDoc[],
  ) {
    this.found = new Map(found.map((doc) => [doc.day, doc]));
  }

  /** These days, as far as anything was told of them. */
  static async of(scope: Scope, uid: string, at: number, keys: readonly DayKey[]) {
    if (keys.length === 0) return new HeldDays(scope, uid, at, []);
    const where = { _id: oneOf(keys.map((day) => dayId(uid, day))) };
    const found = await days.find({ where, limit: keys.length, fields: DAY });
    return new HeldDays(scope, uid, at, found);
  }

  /** Some of the days that a band, or WeRun, told of. */
  static async toldBy(scope: Scope, uid: string, at: number, band: string, limit: number) {
    const found = await days.find({ where: { uid, bands: band }, limit, fields: DAY });
    return new HeldDays(scope, uid, at, found);
  }

  get all(): DayDoc[] {
    return [...this.found.values()];
  }

  day(key: DayKey): DayDoc | undefined {
    return this.found.get(key);
  }

  told(band: string, key: DayKey): BandTold | undefined {
    const told = this.day(key)?.told.find((one) => one.band === band);
    return told && readTold(told);
  }

  /** Writes what a band told of a day, which is counted anew; returns the day. */
  async write(key: DayKey, told: BandTold): Promise<DayDoc> {
    const before = this.day(key) ?? null;
    const sources = [...othersThan(told.band, before), told];
    const day = recount(this.uid, key, sources, before, this.at);
    await days.within(this.scope).put(day);
    return day;
  }

  /** Takes WeRun out of a day, which is counted anew; a day nobody else tells of is none. */
  async dropWerun(before: DayDoc): Promise<void> {
    const others = othersThan(WERUN, before);
    if (others.length === 0) {
      await days.within(this.scope).remove(before._id);
      return;
    }
    const day = recount(this.uid, before.day, others, before, this.at);
    // Also from a final list, where the number was WeRun's.
    const board = day.board?.sourceClass === 'werun' ? null : day.board;
    await days.within(this.scope).put({ ...day, board });
  }

  /** Boards show the last sync, also one that brought nothing new. */
  async touch(day: DayDoc): Promise<void> {
    await days.within(this.scope).raise(day._id, { 'board.syncedAt': this.at });
  }
}

const othersThan = (band: string, day: DayDoc | null): BandTold[] =>
  (day?.told ?? []).filter((one) => one.band !== band).map(readTold);
