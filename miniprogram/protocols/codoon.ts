/** Codoon bands over their own protocol. */
import type { Advertisement } from '../ble/link';
import { Reader } from '../lib/reader';
import { fail, ok, type Result } from '../lib/result';
import { believable } from '../lib/serial';
import type { BandCard } from './driver';

export const card = {
  id: 'codoon',
  match: {
    // Below AirSync: a band that offers both is known by the address AirSync gives.
    priority: 18,
    names: ['CBL', 'codoon', 'cod_', 'CSBS', 'CSL', 'CANDY', 'ZTECBL'],
  },
  services: ['180F'],
  features: {
    steps: 'several-implementations',
    history: 'several-implementations',
    distance: 'several-implementations',
    energy: 'assumed',
    sleep: 'several-implementations',
    battery: 'several-implementations',
    time: 'several-implementations',
    goal: 'several-implementations',
  },
  serialOf,
} satisfies BandCard;

/** The advert's data is the id itself, without a company id in front. */
function serialOf({ manufacturerData }: Advertisement): string | null {
  const id = decodeId(manufacturerData);
  return id.ok ? believable(id.value) : null;
}

/** Bytes of the id in an advert and in 84. */
export const ID_BYTES = 13;

/** The id as Codoon prints it: eight decimal numbers, e.g. 17-1-515-1029-6-1800-2314-11. Total. */
export function decodeId(payload: Uint8Array): Result<string, 'length'> {
  if (payload.length < ID_BYTES) return fail('length');
  const reader = new Reader(payload);
  const widths = [1, 2, 2, 2, 1, 2, 2, 1];
  return ok(widths.map((width) => (width === 1 ? reader.u8() : reader.u16be())).join('-'));
}
