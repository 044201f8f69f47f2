import { type BandKit, type KitDecoder, plain } from '../../../miniprogram/bands/kit';
import { uuid } from '../../../miniprogram/ble/link';
import { fromHex } from '../../../miniprogram/lib/bytes';
import { kitOf } from '../../harness/kits';
import { Mistake } from '../mistake';
import { short } from '../name';
import { noProtocol } from '../no-protocol';

const USE = 'decode <protocol> <characteristic> <hex>…';

/** Prints what values mean; `{ reason }` and 1 when they mean nothing. */
export async function decodeCommand([id, at, ...hex]: readonly string[]): Promise<number> {
  if (!id || !at) throw new Mistake(`Say what to decode: ${USE}.`);
  const kit = await kitOf(id);
  if (!kit) throw new Mistake(noProtocol(id));
  const means = decodeWith(kit, at, hex);
  console.log(JSON.stringify(means, null, 2));
  return 'reason' in means ? 1 : 0;
}

/** What values of a characteristic mean, or why they mean nothing. */
export function decodeWith(
  kit: BandKit,
  at: string,
  hex: readonly string[],
): { from: string; means: unknown } | { reason: string } {
  const decoders = decodersFor(kit, at);
  if (hex.length === 0) throw new Mistake(`Give at least one value in hex: ${USE}.`);
  const values = hex.map((text) => {
    const value = fromHex(text.replace(/^0x/i, '').replace(/[\s:-]/g, ''));
    if (!value) throw new Mistake(`"${text}" is not hex: give two digits a byte, as aa8c03.`);
    return value;
  });
  const results = decoders.map(({ from, decode }) => ({ from, result: decode(values) }));
  const { from, result } = results.find((one) => one.result.ok) ?? results[0]!;
  return result.ok ? { from, means: plain(result.value) } : { reason: result.reason };
}

function decodersFor(kit: BandKit, text: string): KitDecoder[] {
  const wanted = uuid(text.replace(/^0x/i, ''));
  const found = kit.decoders.filter(({ at }) => at.characteristic === wanted);
  if (found.length > 0) return found;
  const known = [...new Set(kit.decoders.map(({ at }) => short(at.characteristic)))];
  throw new Mistake(
    `${kit.driver.id} has no characteristic "${text}": give one of ${known.join(', ')}.`,
  );
}
