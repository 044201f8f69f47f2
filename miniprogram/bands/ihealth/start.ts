/** What the log-in leaves to the reading. */
import type { BandIdentity } from '../../protocols/driver';
import type { countToday } from '../common/running-total';
import type { Widths } from './codec';
import type { Cursor } from './cursor';

/** The day so far, already told. */
export type Today = ReturnType<typeof countToday>;

export interface RunStart {
  identity: BandIdentity;
  battery: number | null;
  widths: Widths;
  cursor: Cursor;
  today: Today;
  /** UTC seconds. */
  now(): number;
  offsetSeconds: number;
}
