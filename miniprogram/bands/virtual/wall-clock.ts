import { VirtualPeripheral } from './base';
import type { VirtualOptions } from './options';

/** A virtual band whose clock is the one on the wall: it knows no zone. */
export abstract class WallClockPeripheral<O extends VirtualOptions> extends VirtualPeripheral<O> {
  /** Its clock − UTC, seconds: zone and error together. */
  clockShift: number;

  constructor(options: O, localName: string) {
    super(options, localName);
    this.clockShift = this.zone + (options.clockError ?? 0);
  }

  /** What it shows, civil seconds. */
  protected clock(): number {
    return this.now() + this.clockShift;
  }

  protected setClock(civil: number): void {
    this.clockShift = civil - this.now();
  }
}
