/** The virtual bands of this project, for the panel of the preview. */
import type { BandSet } from '../../preview';
import { FIRST } from './first';
import { type KitModule, kitPlans } from './kit-plans';
import { makerOf } from './offer';

/** @param broken called for a kit that cannot be loaded. */
export const makers = (
  kits: readonly KitModule[],
  broken: (id: string, error: unknown) => void,
): BandSet => ({ first: FIRST.map(makerOf), more: kitPlans(kits, broken).map(makerOf) });
