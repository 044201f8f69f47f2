/**
 * One transfer of the history: everything since a minute, as the band offers it. The counter tells
 * what got lost, so each minute's place is sure; the band is told to delete only when all of it
 * arrived and every part of it is durable.
 */

import { unlessSilent } from '../../ble/link';
import type { Session } from '../../ble/session';
import { BandError } from '../../protocols/driver';
import { MINUTE } from '../common/seconds';
import {
  type BandTime,
  decodeOffer,
  decodeValue,
  encodeSince,
  FETCH_COMMANDS,
  type Offer,
  OK,
  SAMPLES_PER_VALUE,
  type Sample,
} from './codec';
import { ACTIVITY, FETCH } from './gatt';
import { answerTo, ask, tell } from './talk';

const TRIES_MS = [3000, 3000, 3000];
/** How often a damaged offer is asked for. */
const OFFERS = 2;
const SILENCE_MS = 3000;
const DELETE_MS = [2000, 2000];

/** A minute and when it was, UTC seconds by the band's clock. */
export interface Minute {
  at: number;
  sample: Sample;
}

/** What the band has since a minute; asked again when its answer is damaged. */
async function offerOf(session: Session, since: BandTime): Promise<Offer> {
  let damage = '';
  let undated: Offer | null = null;
  for (let tries = 0; tries < OFFERS; tries++) {
    const answer = await ask(session, FETCH, encodeSince(since), TRIES_MS);
    if (!answer) throw new BandError('no-answer', 'the history does not come');
    if (answer.result !== OK) throw new BandError('refused', 'the band does not tell its history');
    const offer = decodeOffer(answer.rest);
    if (!offer.ok) damage = offer.reason;
    else if (offer.value.count === 0 || offer.value.start) return offer.value;
    else undated = offer.value;
  }
  if (undated) return undated;
  throw new BandError('garbage', `history: ${damage}`);
}

export class Transfer {
  /** Place of the first minute that got lost, or null. */
  gap: number | null = null;
  /** The band said that it deleted all of it. */
  forgotten = false;
  /** Minutes whose turn is over, arrived or not. */
  private done = 0;
  private counter = -1;
  private parts = 0;
  private durable = 0;
  private over = false;

  private constructor(
    private readonly session: Session,
    /** UTC seconds of the first minute, by the band's clock; whole minutes, as the band counts them. */
    readonly start: number,
    readonly count: number,
    /** False: when its minutes were cannot be known. */
    readonly dated: boolean,
  ) {}

  /**
   * Asks for all minutes since then; null when there are none. 'told': what the band offers ends where
   * everything was read, `until` (UTC seconds by its clock), so it takes the time for an earlier one.
   */
  static async open(
    session: Session,
    since: BandTime,
    until: number,
  ): Promise<Transfer | 'told' | null> {
    session.drain(ACTIVITY);
    const { count, start } = await offerOf(session, since);
    if (count === 0) {
      await tell(session, FETCH, [FETCH_COMMANDS.finish]);
      return null;
    }
    const first = start ? start.at - (start.at % MINUTE) : since.at;
    if (first + count * MINUTE <= until) return 'told';
    session.drain(ACTIVITY);
    await tell(session, FETCH, [FETCH_COMMANDS.go]);
    return new Transfer(session, first, count, start !== null);
  }

  get complete(): boolean {
    return this.done >= this.count;
  }

  /** The first minute that is not read for good, UTC seconds by the band's clock. */
  get position(): number {
    return this.start + (this.gap ?? this.done) * MINUTE;
  }

  /** Behind its last minute, UTC seconds by the band's clock. */
  get end(): number {
    return this.start + this.count * MINUTE;
  }

  /** Up to so many minutes more. After it `complete` tells whether that was all. */
  async part(minutes: number): Promise<Minute[]> {
    const taken: Minute[] = [];
    const end = Math.min(this.count, this.done + minutes);
    while (this.done < end) {
      const value = await unlessSilent(this.session.next(ACTIVITY, SILENCE_MS));
      if (value) this.put(value, taken);
      else this.skipTo(this.count);
    }
    this.parts++;
    if (this.complete) await answerTo(this.session, FETCH, FETCH_COMMANDS.go, SILENCE_MS);
    return taken;
  }

  /** A part is durable; after the last of them the band may delete them all. */
  async forget(): Promise<void> {
    this.durable++;
    const all = this.complete && this.gap === null && this.durable === this.parts;
    if (!all || this.over) return;
    const finish = Uint8Array.of(FETCH_COMMANDS.finish);
    this.forgotten = (await ask(this.session, FETCH, finish, DELETE_MS)) !== null;
  }

  /** Another transfer begins: from now on nothing of this one may be deleted. */
  leave(): void {
    this.over = true;
  }

  private put(value: Uint8Array, taken: Minute[]): void {
    const decoded = decodeValue(value);
    const next = (value[0]! - this.counter) & 0xff;
    // 0 is the same value once more.
    if (value.length === 0 || next === 0) return;
    if (next > 1) this.skipTo(this.done + (next - 1) * SAMPLES_PER_VALUE);
    this.counter = value[0]!;
    if (!decoded.ok) this.skipTo(this.done + SAMPLES_PER_VALUE);
    else {
      for (const sample of decoded.value.samples) {
        if (this.complete) return;
        taken.push({ at: this.start + this.done * MINUTE, sample });
        this.done++;
      }
    }
  }

  private skipTo(place: number): void {
    this.gap ??= this.done;
    this.done = Math.min(place, this.count);
  }
}
