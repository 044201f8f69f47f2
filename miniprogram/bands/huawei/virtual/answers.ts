/** What a virtual band says of itself and of its day, and what it hears of a goal. */
import { concat } from '../../../lib/bytes';
import { childrenOf, numberOf, type Tlv, tlv, tlvNumber, tlvText } from '../wire/tlv';

/** `serial`: null for a band that tells none. */
export function productInfo(serial: string | null = 'VRT4602917385'): Uint8Array {
  const info = concat(tlvText(0x03, 'VIRTUAL'), tlvText(0x07, '1.0.0'), tlvText(0x0a, 'CRS-B19'));
  return serial === null ? info : concat(info, tlvText(0x09, serial));
}

/** Steps, energy and metres of the day; `blank`: the metres are erased flash. */
export function todayTotals(steps: number, blank: boolean): Uint8Array {
  const kcal = Math.round(steps / 25);
  const walked = concat(
    tlvNumber(0x04, 1, 1),
    tlvNumber(0x05, steps, 4),
    tlvNumber(0x06, kcal, 2),
    tlvNumber(0x07, blank ? 0xffffffff : Math.round(steps * 0.7), 4),
  );
  return tlv(0x81, concat(tlvNumber(0x02, kcal, 4), tlv(0x83, walked)));
}

/** The goal in a request; undefined when it has none. */
export function goalIn(list: readonly Tlv[]): number | undefined {
  const outer = childrenOf(list, 0x81);
  const inner = outer.ok ? childrenOf(outer.value, 0x82) : outer;
  return inner.ok ? numberOf(inner.value, 0x05) : undefined;
}
