/** How a band is named and drawn. */

import type { BoundBand } from '../../contract/api';
import { modelOf } from '../../contract/makers';
import type { Feature } from '../../protocols/driver';
import type { Device } from '../../words/device';
import { language, text } from '../../words/index';
import { DOT } from '../../words/spacing';
import { type Consent, consented } from '../account/index';
import { DEMO_BAND } from './demo';
import { featuresOf } from './features';

/** A model's name in the language in force; unknown ids name themselves. */
export const modelName = (model: string | null): string =>
  model === null ? text().addAnyModel : (modelOf(model)?.name[language()] ?? model);

/** What a person's bands are called: one who wears nothing but rings has no band. */
export const deviceOfAll = (bands: readonly Pick<BoundBand, 'model'>[]): Device =>
  bands.length > 0 && bands.every(({ model }) => deviceOf(model) === 'ring') ? 'ring' : 'band';

/** A band's name; a virtual one says so, and one of the lab also what it stands for. */
export function bandName(band: Pick<BoundBand, 'model' | 'virtual'>): string {
  if (!band.virtual) return modelName(band.model);
  const { bandVirtual } = text();
  return band.model === DEMO_BAND.model ? bandVirtual : bandVirtual + DOT + modelName(band.model);
}

/** What a model is called in a sentence: whoever wears a ring has no band. */
export const deviceOf = (model: string | null): Device =>
  modelOf(model ?? '')?.kind === 'ring' ? 'ring' : 'band';

/** Which line drawing: a watch with lugs, a ring, a capsule, or dashes for a virtual one. */
export const pictureOf = ({
  model,
  virtual,
}: {
  model: string | null;
  virtual: boolean;
}): string => (virtual ? 'virtual' : (modelOf(model ?? '')?.kind ?? 'capsule'));

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
    .join(DOT);
