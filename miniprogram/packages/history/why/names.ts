/** What a source of a day is called. Pure beside the language in force. */
import type { BoundBand } from '../../../contract/api';
import { WERUN } from '../../../contract/counting';
import { makerOf } from '../../../contract/makers';
import type { Why } from '../../../services/activity/index';
import { bandName } from '../../../services/bands/index';
import { language, textOf } from '../../../words/index';
import { whyWords } from '../../../words/why';

/** A bound band by its name, any other by its maker. */
export function sourceName(source: string, { makers }: Why, bands: readonly BoundBand[]): string {
  const t = textOf(whyWords);
  if (source === WERUN) return t.whyWerun;
  const band = bands.find(({ id }) => id === source);
  if (band) return bandName(band);
  const maker = makerOf(makers.get(source) ?? '');
  return maker ? t.whyOldBandOf(maker.name[language()]) : t.whyOldBand;
}
