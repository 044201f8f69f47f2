/**
 * The catalogue as it is asked: makers and models by id, and by what a band calls itself. Its data is
 * in `catalogue/`, one file for the brand, one for the makers, one for the models.
 */
import { MAKERS } from './catalogue/makers';
import { MODELS, type Model } from './catalogue/models';
import type { Maker } from './catalogue/types';

export type { Model } from './catalogue/models';
export type { JdItem, Maker, Support, Words } from './catalogue/types';
export { MAKERS, MODELS };

/** The model of an id, or undefined. */
export const modelOf = (id: string): Model | undefined => MODELS.find((model) => model.id === id);

/** The maker of an id, or undefined. */
export const makerOf = (id: string): Maker | undefined => MAKERS.find((maker) => maker.id === id);

/** The model whose advertised name a local name starts with, or undefined; the longest wins. */
export function modelByName(localName: string): Model | undefined {
  const name = localName.toLowerCase();
  let found: Model | undefined;
  let length = 0;
  for (const model of MODELS) {
    for (const prefix of model.advertisedNames) {
      if (prefix.length > length && name.startsWith(prefix.toLowerCase())) {
        found = model;
        length = prefix.length;
      }
    }
  }
  return found;
}
