/** The panel's bands: two from the start, and of every protocol those that were added. */
import type { Air } from './air';
import { type BandOffer, FIRST, forgetBand, type KitPlan, offerOf, type Plan } from './bands';
import type { Keeper } from './phones';
import { Signal } from './signal';

const ADDED = 'bands.added';

export interface ShelfOptions {
  air: Air;
  keep: Keeper;
  /** UTC seconds. */
  now(): number;
  plans: readonly KitPlan[];
  /** Called for a band that cannot be made. */
  broken(id: string, error: unknown): void;
}

export class Shelf {
  readonly changed = new Signal<void>();
  readonly list: BandOffer[] = [];

  constructor(private readonly options: ShelfOptions) {
    const { keep, plans } = options;
    for (const plan of FIRST) this.put(plan, false);
    for (const id of keep.read<string[]>(ADDED, [])) {
      const plan = plans.find((one) => one.id === id);
      if (plan) this.put(plan, true);
    }
  }

  /** What can still be added: at most one of each. */
  get choices(): KitPlan[] {
    return this.options.plans.filter(({ id }) => !this.list.some((offer) => offer.id === id));
  }

  add(id: string): void {
    const plan = this.choices.find((one) => one.id === id);
    if (plan) this.put(plan, true);
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
    forgetBand(id, this.options.keep);
    this.remember();
  }

  private put(plan: Plan, added: boolean): void {
    const { air, keep, now, broken } = this.options;
    try {
      const offer = offerOf({ plan, added, keep, now });
      air.add(offer.band, offer.deviceId);
      this.list.push(offer);
    } catch (error) {
      broken(plan.id, error);
    }
  }

  private remember(): void {
    const added = this.list.filter((offer) => offer.added).map(({ id }) => id);
    this.options.keep.write(ADDED, added);
    this.changed.emit();
  }
}
