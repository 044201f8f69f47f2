/** What this project hands to the preview, of its own mini program and of others. */
import type { Props } from '../preview';
import { FIRST } from './bands/first';
import { type KitModule, kitPlans } from './bands/kit-plans';
import { making } from './bands/making';
import { RADIO } from './radio';
import { TOLD } from './told';
import { TOWN_PLANS } from './town/bands';
import { AGENT, NEWCOMER, TOWN } from './town/people';
import { TOUR } from './town/tour-steps';

/** For another mini program: bands to talk to, and nothing of ours. @param broken called for a kit that cannot be loaded. */
export const bands = (
  kits: readonly KitModule[],
  broken: (id: string, error: unknown) => void,
): Props => ({
  first: FIRST.map(making(kits)),
  more: kitPlans(kits, broken).map(making(kits)),
});

/** @param broken called for a kit that cannot be loaded. */
export const props: typeof bands = (kits, broken) => {
  const { first, more } = bands(kits, broken);
  return {
    first,
    more: [...more, ...TOWN_PLANS.map(making(kits))],
    people: [...TOWN, NEWCOMER, AGENT],
    told: TOLD,
    tour: TOUR,
    radio: RADIO,
  };
};
