/** The panel's bands: those from the start, and those that were added. */

import type { BandMaker, BandMemory, MadeBand, Props } from '../props';
import type { Air } from './air';
import type { Keeper } from './phones';
import { Signal } from './signal';

const ADDED = 'bands.added';
const keyOf = (id: string): string => `band.${id}`;

/** A band on the shelf. */
export interface BandOffer extends MadeBand, Pick<BandMaker, 'id' | 'protocol' | 'decoders'> {
  /** Whether it can be removed. */
  added: boolean;
}

export interface ShelfOptions {
  air: Air;
  keep: Keeper;
  /** UTC seconds. */
  now(): number;
  bands: Pick<Props, 'first' | 'more'>;
  /** What is on it, where the address says so; else what was the last time. */
  shown?: readonly string[] | null;
  /** Called for a band that cannot be made. */
  broken(id: string, error: unknown): void;
}

export class Shelf {
  readonly changed = new Signal<void>();
  readonly list: BandOffer[] = [];

  constructor(private readonly options: ShelfOptions) {
    const { keep, bands, shown } = options;
    for (const maker of bands.first) {
      if (!shown || shown.includes(maker.id)) this.put(maker, false);
    }
    for (const id of shown ?? keep.read<string[]>(ADDED, [])) {
      const maker = bands.more.find((one) => one.id === id);
      if (maker) this.put(maker, true);
    }
    if (shown) this.remember();
  }

  /** What can still be added: at most one of each. */
  get choices(): BandMaker[] {
    return this.options.bands.more.filter(({ id }) => !this.list.some((offer) => offer.id === id));
  }

  add(id: string): void {
    const maker = this.choices.find((one) => one.id === id);
    if (maker) this.put(maker, true);
    this.remember();
  }

  /** Exactly these, in this order where they are new; the others go, and keep what they walked. */
  show(ids: readonly string[]): void {
    const { air, bands } = this.options;
    for (const { id, deviceId } of this.list.filter((offer) => !ids.includes(offer.id))) {
      air.remove(deviceId);
      this.list.splice(
        this.list.findIndex((offer) => offer.id === id),
        1,
      );
    }
    for (const id of ids) {
      if (this.list.some((offer) => offer.id === id)) continue;
      const first = bands.first.find((maker) => maker.id === id);
      const maker = first ?? bands.more.find((one) => one.id === id);
      if (maker) this.put(maker, !first);
    }
    this.remember();
  }

  /** Everybody walks on, up to now. */
  goOn(): void {
    for (const offer of this.list) offer.goOn();
  }

  /** What it walked goes with it. */
  remove(id: string): void {
    const at = this.list.findIndex((offer) => offer.added && offer.id === id);
    const [gone] = at < 0 ? [] : this.list.splice(at, 1);
    if (!gone) return;
    this.options.air.remove(gone.deviceId);
    this.options.keep.forget(keyOf(id));
    this.remember();
  }

  /** The band again, as it was left, with a clock so far ahead (seconds). */
  wind(id: string, clockError: number): void {
    const at = this.list.findIndex((offer) => offer.id === id);
    const old = this.list[at];
    const { bands, air } = this.options;
    const maker = [...bands.first, ...bands.more].find((one) => one.id === id);
    if (!old || !maker) return;
    const near = air.find(old.deviceId)?.near ?? null;
    air.remove(old.deviceId);
    this.list.splice(at, 1);
    this.put(maker, old.added, clockError);
    // It stays where it was among the others.
    const made = this.list.findIndex((offer) => offer.id === id);
    if (made >= 0) this.list.splice(at, 0, ...this.list.splice(made, 1));
    air.find(old.deviceId)?.set({ near });
    this.changed.emit();
  }

  private put(maker: BandMaker, added: boolean, clockError = 0): void {
    const { id, protocol, decoders = [], make } = maker;
    const { air, keep, now, broken } = this.options;
    const memory: BandMemory = {
      read: (otherwise) => keep.read(keyOf(id), otherwise),
      write: (value) => keep.write(keyOf(id), value),
    };
    try {
      const offer = { ...make(memory, now, clockError), id, protocol, decoders, added };
      air.add(offer.band, offer.deviceId);
      this.list.push(offer);
    } catch (error) {
      broken(id, error);
    }
  }

  private remember(): void {
    const added = this.list.filter((offer) => offer.added).map(({ id }) => id);
    this.options.keep.write(ADDED, added);
    this.changed.emit();
  }
}
