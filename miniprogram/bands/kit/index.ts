/**
 * What a protocol shows to tools and tests beside its driver: `bands/<id>/kit.ts` exports `kit`.
 * The app never imports it; `npm run band -- check <id>` and the fuzzer find it by its folder.
 */
import type { Characteristic } from '../../ble/link';
import type { BandDriver, DriverContext } from '../../protocols/driver';
import type { KitGolden, KitSaid } from './captured';
import type { KitDecoder } from './decoder';
import type { KitFrame } from './frames';
import type { KitVirtual } from './virtual';

// By name: Node does not see through `export *` when a tool, which is an ES module, imports this.
export { type KitGolden, type KitSaid, MORNING, NEW_YEAR } from './captured';
export { COUNTER_LIMITS, type KitClause } from './clauses';
export { eachValue, type KitDecoder, messagesOf, plain } from './decoder';
export { eventsOf, type KitFrame } from './frames';
export {
  type KitBand,
  type KitFaults,
  type KitShown,
  type KitVirtual,
  type KitVirtualOptions,
  showing,
  type Tamper,
} from './virtual';

/** An advertisement the driver must recognise. */
export interface KitAdvertisement {
  localName: string;
  /** Advertised services, 16- or 128-bit. */
  services?: readonly string[];
  /** Manufacturer data in hex, the company id first. */
  data?: string;
  /** Where it was seen or documented; "virtual" for one of our own making. */
  source: string;
  /** The driver that comes first where the air cannot tell: the connected device decides. */
  sharedWith?: string;
}

export interface BandKit {
  driver: BandDriver;
  advertisements: readonly KitAdvertisement[];
  /** Vector file in test/fixtures, with its sources. */
  fixture: string;
  /** Vectors that are not held against what we decode, and why: by id, or "a.*". */
  notCompared?: Readonly<Record<string, string>>;
  virtuals: readonly KitVirtual[];
  decoders: readonly KitDecoder[];
  /** Which values have no checksum of their own, so that a wrong bit in them does not show; and why. */
  unchecked?: { is(frame: KitFrame): boolean; why: string };
  /**
   * Whether the bytes that a message shows as they came are read beside it, so that nothing else is
   * in them: a recorded session passes on no others.
   */
  readsAll?(means: unknown): boolean;
  golden: readonly KitGolden[];
  says: readonly KitSaid[];
  /** Reads without which there is no log-in or nothing to sync; every other one may fail. */
  needed?: { at: readonly Characteristic[]; why: string };
  /** The maker's half of a log-in, with a key made up for the virtual band. */
  vendorAuth?: DriverContext['vendorAuth'];
  /** That key as the cloud is told it: an environment variable of the function `api`. */
  testKey?: { variable: string; value: string };
}
