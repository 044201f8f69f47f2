/** What the band remembers is asked for block by block: how many there are of a span, then each. */
import { concat } from '../../../lib/bytes';
import { fail, ok, type Result } from '../../../lib/result';
import { childrenOf, numberOf, type Tlv, tlv, tlvNumber } from '../wire/tlv';

/** How many blocks there are; both ends in UTC seconds. The container stays empty. */
export const countRequest = (start: number, end: number): Uint8Array =>
  concat(tlv(0x81), tlvNumber(0x03, start, 4), tlvNumber(0x04, end, 4));

export function decodeCount(list: readonly Tlv[]): Result<number> {
  const container = childrenOf(list, 0x81);
  if (!container.ok) return container;
  const count = numberOf(container.value, 0x02);
  return count === undefined || count > 0xffff ? fail('count') : ok(count);
}

export const countAnswer = (count: number): Uint8Array => tlv(0x81, tlvNumber(0x02, count, 2));

export const blockRequest = (index: number): Uint8Array => tlv(0x81, tlvNumber(0x02, index, 2));

/** The index a request asks for. */
export const decodeBlockRequest = decodeCount;
