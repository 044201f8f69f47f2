/** What this project hands to the preview. */
import type { Props } from '../preview';
import { FIRST } from './bands/first';
import { type KitModule, kitPlans } from './bands/kit-plans';
import { making } from './bands/making';
import { RADIO } from './radio';
import { TOLD } from './told';
import { TOWN_PLANS } from './town/bands';
import { AGENT, NEWCOMER, TOWN } from './town/people';
import { TOUR } from './town/tour-steps';

/** @param broken called for a kit that cannot be loaded. */
export const props = (
  kits: readonly KitModule[],
  broken: (id: string, error: unknown) => void,
): Props => ({
  first: FIRST.map(making(kits)),
  more: [...kitPlans(kits, broken), ...TOWN_PLANS].map(making(kits)),
  people: [...TOWN, NEWCOMER, AGENT],
  told: TOLD,
  tour: TOUR,
  radio: RADIO,
});
