/** What a virtual Huawei band can be told, and the made-up key it shares with tests. */
import type { Virtual, VirtualOptions, VirtualPairing } from '../../virtual/options';
import type { SleepPiece } from '../history/sleep-block';
import { answerVendor, type VendorKey } from '../login/vendor';
import type { Method } from '../wire/cipher';

/** A made-up maker's key: virtual bands know it, real ones do not. */
export const TEST_KEY: VendorKey = {
  digestSecret: Uint8Array.from({ length: 16 }, (_, index) => (index * 17 + 3) & 0xff),
  first: Uint8Array.from({ length: 16 }, (_, index) => (index * 31 + 5) & 0xff),
  second: Uint8Array.from({ length: 16 }, (_, index) => (index * 47 + 9) & 0xff),
};

/** `context.vendorAuth` for virtual bands: what the cloud does with a maker's key. */
export async function testVendorAuth({ challenge }: { challenge: string }): Promise<string> {
  const answer = answerVendor(TEST_KEY, challenge);
  if (answer === null) throw new Error('no question');
  return answer;
}

export interface VirtualHuaweiOptions extends Omit<VirtualOptions, 'deviceId'> {
  /** An address, as Android shows it. */
  deviceId?: string;
  /** Twelve upper-case hex digits: what the band itself takes for its address. */
  address?: string;
  /** Nights, each in pieces. */
  sleep?: readonly (readonly SleepPiece[])[];
  /** How it meets phones: bands up to 5 plainly, later ones with HiChain. */
  mode?: 'plain' | 'hichain';
  method?: Method;
  version?: 1 | 2 | 3;
  /** Bytes of one value: 20 on old bands. */
  payload?: number;
  sliceSize?: number;
  /** The least between two writes of a phone, ms, as it tells it. */
  intervalMs?: number;
  /** Stores minutes without steps too. */
  dense?: boolean;
  /** Changes the body of every answer, which is encrypted afterwards. */
  tamper?(body: Uint8Array): Uint8Array;
  /** Keeps HiChain's token over a restart. */
  pairing?: VirtualPairing;
  serial?: string | null;
}

/** Switches for what can go wrong; may be set at any time. */
export interface VirtualHuaweiFaults {
  /** Every answer has a wrong checksum. */
  garbage: boolean;
  /** Never says a word. */
  silent: boolean;
  /** This step block cannot be read without error. */
  badBlock: number | null;
  /** Its total goes on past midnight. */
  lingers: boolean;
}

export interface VirtualHuawei extends Virtual {
  readonly faults: VirtualHuaweiFaults;
  /** Band clock − UTC, seconds. */
  readonly clockError: number;
  /** The zone it was last told. */
  readonly offsetSeconds: number;
  readonly goal: number | null;
  readonly paired: boolean;
  /** Forgets every phone. */
  reset(): void;
}
