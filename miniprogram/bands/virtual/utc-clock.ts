import { VirtualPeripheral } from './base';
import type { VirtualOptions } from './options';

/** A virtual band whose clock is in UTC; what its zone is, it is told apart. */
export abstract class UtcPeripheral<O extends VirtualOptions> extends VirtualPeripheral<O> {
  /** How far its clock is ahead, seconds. */
  clockError: number;

  constructor(options: O, localName: string) {
    super(options, localName);
    this.clockError = options.clockError ?? 0;
  }

  /** What it shows, UTC seconds. */
  protected clock(): number {
    return this.now() + this.clockError;
  }

  protected setClock(utc: number): void {
    this.clockError = utc - this.now();
  }
}
