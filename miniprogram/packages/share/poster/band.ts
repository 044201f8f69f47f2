/** Whose number it is, as a poster names it. */
import type { BoundBand, Snapshot } from '../../../contract/api';
import { makerOf } from '../../../contract/makers';
import { bandName } from '../../../services/bands/index';
import { language } from '../../../words/index';

/** The band that gave most of a day; of one that was let go its maker. */
export function bandOfDay(
  { maker }: Snapshot,
  leading: string | null,
  bands: readonly BoundBand[],
): string {
  const band = bands.find(({ id }) => id === leading);
  return band ? bandName(band) : (makerOf(maker ?? '')?.name[language()] ?? '');
}

/** The only band of somebody who has one; which of several gave a row of days is not known. */
export function bandOfAll(bands: readonly BoundBand[]): string {
  const real = bands.filter(({ virtual }) => !virtual);
  return real.length === 1 ? bandName(real[0]!) : '';
}
