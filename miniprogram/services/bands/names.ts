/** How a band is named and drawn. */

import type { BoundBand } from '../../contract/api';
import { modelOf } from '../../contract/makers';
import type { Feature } from '../../protocols/driver';
import { language, text } from '../../words/index';
import { type Consent, consented } from '../account/index';
import { featuresOf } from './binding';

/** A model's name in the language in force; unknown ids name themselves. */
export const modelName = (model: string | null): string =>
  model === null ? text().addAnyModel : (modelOf(model)?.name[language()] ?? model);

/** A band's name; a virtual one says so. */
export const bandName = (band: Pick<BoundBand, 'model' | 'virtual'>): string =>
  band.virtual ? text().bandVirtual : modelName(band.model);

const PICTURES: Readonly<Record<string, string>> = { am3: 'watch', 'colmi-ring': 'ring' };

/** Which line drawing: a watch with lugs, a ring, a capsule, or dashes for a virtual one. */
export const pictureOf = ({
  model,
  virtual,
}: {
  model: string | null;
  virtual: boolean;
}): string => (virtual ? 'virtual' : (PICTURES[model ?? ''] ?? 'capsule'));

/** What a person can see of a band, in the order in which they read it. */
const SHOWN: readonly Feature[] = [
  'steps',
  'distance',
  'energy',
  'history',
  'sleep',
  'heart-rate',
  'battery',
  'find',
  'goal',
];

const CONSENTS: readonly Feature[] = ['sleep', 'heart-rate'] satisfies Consent[];

/** What a protocol can do; of that what needs a consent not given yet; and what it cannot. */
export function featureLists(protocol: string): {
  has: Feature[];
  off: Feature[];
  lacks: Feature[];
} {
  const features = featuresOf(protocol);
  const can = SHOWN.filter((feature) => features[feature] !== undefined);
  const isOff = (feature: Feature) => CONSENTS.includes(feature) && !consented(feature as Consent);
  return {
    has: can.filter((feature) => !isOff(feature)),
    off: can.filter(isOff),
    lacks: SHOWN.filter((feature) => features[feature] === undefined),
  };
}

/** "计步 · 历史". */
export const featureLine = (protocol: string): string =>
  featureLists(protocol)
    .has.map((feature) => text().feature[feature])
    .join(' · ');
