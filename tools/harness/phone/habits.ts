/** What a virtual phone may be told to do as real ones do. */

import type { Fates } from '../../../miniprogram/bands/virtual/faults';
import type { Platform } from '../../../miniprogram/bands/virtual/link';
import type { GattCharacteristic } from '../../../miniprogram/ble/link';

/** What of its table a phone knows: nothing, the general services, no characteristics, or all. */
export type Table = 'none' | 'general' | 'bare' | 'whole';

export interface Habits {
  platform: Platform;
  /** What it knows of a band's table so many ms after connecting. */
  table?(sinceConnectedMs: number): Table;
  /** So many attempts tell that they connected, and then fail. */
  failingConnects?: number;
  /** An advertisement and the answer to a scan come apart, and the name has zeros behind it. */
  splits?: boolean;
  /** The number with which it refuses its n-th GATT call, or null. */
  refuses?(nth: number, call: GattCall): number | null;
  fates?: Fates;
}

export interface GattCall {
  name: 'read' | 'write' | 'notify';
  bytes: number;
  writeType?: 'write' | 'writeNoResponse' | undefined;
  declared: GattCharacteristic | undefined;
}
