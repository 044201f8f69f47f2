/** How a band is named and drawn. */
import type { Feature } from '../bands/driver';
import type { BoundBand } from '../contract/api';
import { modelOf } from '../contract/makers';
import { featuresOf } from './bands/index';
import { language, text } from './messages/index';

/** A model's name in the language in force; unknown ids name themselves. */
export const modelName = (model: string | null): string =>
  model === null ? text().addAnyModel : (modelOf(model)?.name[language()] ?? model);

/** A band's name; a virtual one says so. */
export const bandName = (band: Pick<BoundBand, 'model' | 'virtual'>): string =>
  band.virtual ? text().bandVirtual : modelName(band.model);

/** Which line drawing: a watch with lugs, a capsule, or dashes for a virtual one. */
export const pictureOf = (band: { model: string | null; virtual: boolean }): string =>
  band.virtual ? 'virtual' : band.model === 'am3' ? 'watch' : 'capsule';

/** The order in which a person reads what a band can do. */
const SHOWN: readonly Feature[] = [
  'steps',
  'distance',
  'energy',
  'history',
  'live',
  'sleep',
  'heart-rate',
  'battery',
  'find',
  'goal',
];

/** What a protocol can do, and of the usual things what it cannot. */
export function featureLists(protocol: string): { has: Feature[]; lacks: Feature[] } {
  const features = featuresOf(protocol);
  return {
    has: SHOWN.filter((feature) => features[feature] !== undefined),
    lacks: SHOWN.filter((feature) => features[feature] === undefined && feature !== 'live'),
  };
}

/** "计步 · 历史". */
export const featureLine = (protocol: string): string =>
  featureLists(protocol)
    .has.map((feature) => text().feature[feature])
    .join(' · ');
